"""Any JSON that Meta could send comes out whole; whatever else it could not send costs no good item, and never raises."""

from __future__ import annotations

import json
from collections import Counter

import orjson
from hypothesis import given, settings
from tests.webhook_bodies import Key, WebhookBody, any_json, broken_bodies, keys_of, odd_bytes, webhook_bodies

from harkara.integrations.whatsapp.webhooks.events import WebhookContent
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook


@given(webhook_bodies())
@settings(max_examples=300, deadline=None)
def test_every_good_item_comes_out(body: WebhookBody) -> None:
    content = parse_webhook(body.encoded())
    assert content.malformed == []
    assert keys_of(content) == body.keys


@given(broken_bodies())
@settings(max_examples=300, deadline=None)
def test_one_broken_part_costs_no_other_item(broken: tuple[bytes, Counter[Key]]) -> None:
    body, untouched = broken
    content = parse_webhook(body)
    assert untouched <= keys_of(content)
    assert_storable(content)


@given(odd_bytes() | any_json().map(lambda value: json.dumps(value).encode()))
@settings(deadline=None)
def test_no_bytes_make_it_raise(body: bytes) -> None:
    assert_storable(parse_webhook(body))


def assert_storable(content: WebhookContent) -> None:
    """PostgreSQL takes it: orjson can write it, and there is no NUL in it."""
    written = orjson.dumps(content)
    assert b"\\u0000" not in written.replace(rb"\\", b"")
