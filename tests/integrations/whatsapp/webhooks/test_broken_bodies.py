"""Bodies that are partly or wholly broken: what is whole in them comes out, and PostgreSQL can hold it."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from tests.integrations.whatsapp.webhooks.bodies import (
    DELIVERED,
    FAILED,
    TEXT,
    body_of,
    deep,
    messages_change,
    statuses,
)

from harkara.integrations.whatsapp.webhooks.events import NumberEvent
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook

GOOD = messages_change(messages=[TEXT])


class TestWholeBody:
    @pytest.mark.parametrize(
        "body", [b"", b"nonsense", b"\xff\xfe\x00", b"[" * 100_000, b"null", b"7", b"{}", b'{"entry": 1e999}']
    )
    def test_nothing_in_it(self, body: bytes) -> None:
        content = parse_webhook(body)
        assert content.statuses == []
        (malformed,) = content.malformed
        assert "\x00" not in malformed.raw + malformed.reason

    def test_of_two_members_with_one_name_the_last_counts(self) -> None:
        body = statuses(DELIVERED).replace(b'"status":', b'"status":"sent","status":')
        assert [status.status for status in parse_webhook(body).statuses] == ["delivered"]

    @pytest.mark.parametrize("mark", ["utf-8-sig", "utf-8"])
    def test_with_and_without_byte_order_mark(self, mark: str) -> None:
        assert len(parse_webhook(statuses(DELIVERED).decode().encode(mark)).statuses) == 1


class TestOnePartBroken:
    @pytest.mark.parametrize(
        "bad",
        [
            None,
            "text",
            [],
            {},
            {"field": None, "value": {}},
            {"field": "messages"},
            {"field": "messages", "value": [TEXT]},
            {"field": "messages", "value": {"messages": TEXT}},
            {"field": "messages", "value": {"messages": [{**TEXT, "id": None}]}},
            {"field": "messages", "value": {"messages": [{**TEXT, "note": deep(60)}]}},
            {"field": "messages", "value": {"messages": [{**TEXT, "note": deep(300)}]}},
            {"field": "message_template_status_update", "value": {"event": "APPROVED"}},
            {"field": "message_template_status_update", "value": {"message_template_id": 1}},
            {"field": "template_category_update", "value": {"message_template_id": "1"}},
            {"field": "account_update", "value": "restricted"},
            {"field": "user_preferences", "value": {}},
            {"field": "user_preferences", "value": {"user_preferences": [{"category": "c", "value": "stop"}]}},
            {"field": "user_id_update", "value": {"user_id_update": [{"user_id": {"previous": "IN.1"}}]}},
        ],
    )
    def test_a_bad_change_is_set_aside_alone(self, bad: Any) -> None:
        body = b'{"entry":[{"changes":[%b,%b]},{"changes":[%b]}]}'
        content = parse_webhook(body % (_json(GOOD), _json(bad), _json(GOOD)))
        assert [message.wamid for message in content.inbound] == ["wamid.IN", "wamid.IN"]
        assert len(content.malformed) == 1

    @pytest.mark.parametrize("bad", [None, "text", [], {}, {"id": "1", "changes": {}}])
    def test_a_bad_entry_is_set_aside_alone(self, bad: object) -> None:
        content = parse_webhook(orjson.dumps({"entry": [bad, {"id": "1", "changes": [GOOD]}]}))
        assert (len(content.inbound), len(content.malformed)) == (1, 1)

    @pytest.mark.parametrize("waba", [None, {}, 1.5, "", "w" * 513])
    def test_without_a_usable_account_the_items_come_out(self, waba: object) -> None:
        content = parse_webhook(body_of(GOOD, waba=waba))
        assert [message.waba_id for message in content.inbound] == [None]
        assert content.malformed == []

    @pytest.mark.parametrize("value", [None, "text", [1], {}, {"event": {}}])
    def test_a_number_event_that_tells_nothing_is_one_of_any_number(self, value: object) -> None:
        content = parse_webhook(body_of({"field": "phone_number_quality_update", "value": value}))
        assert content.numbers == [NumberEvent("102290129340398", None, None)]

    @pytest.mark.parametrize("time", [None, "soon", {}, 10**18, -1])
    def test_a_bad_time_of_an_entry_does_no_harm(self, time: object) -> None:
        content = parse_webhook(body_of({"field": "account_update", "value": {"event": "NEW"}}, time=time))
        assert [(event.event, event.occurred_at) for event in content.accounts] == [("NEW", None)]


class TestText:
    def test_nul_is_stripped_everywhere(self) -> None:
        status = {**FAILED, "errors": [{"code": 1, "title": "a\x00b", "error_data": {"details": "\x00"}}]}
        body = body_of(messages_change(statuses=[{**status, "pricing": {"ty\x00pe": "x\x00"}}], messages=[TEXT]))
        content = parse_webhook(body.replace(b"Hello", rb"He\u0000llo"))
        assert (content.statuses[0].error_title, content.statuses[0].error_details) == ("ab", None)
        assert content.statuses[0].pricing == {"type": "x"}
        assert content.inbound[0].content["text"] == {"body": "Hello"}

    @pytest.mark.parametrize("written", [rb"\\u0000", rb"\\\u0000", b"\\\\\x00"])
    def test_a_backslash_before_it_is_no_nul(self, written: bytes) -> None:
        (message,) = parse_webhook(body_of(GOOD).replace(b"Hello", written)).inbound
        assert message.body == {rb"\\u0000": r"\u0000"}.get(written, "\\")

    def test_nul_and_deep_nesting_together(self) -> None:
        body = body_of(GOOD, {"field": "new", "value": "DEEP"}).replace(b"Hello", rb"\u0000Hello")
        body = body.replace(b'"DEEP"', b"[" * 600 + b"]" * 600)
        assert [message.body for message in parse_webhook(body).inbound] == ["Hello"]

    def test_half_an_emoji_does_not_poison_the_body(self) -> None:
        body = statuses({**FAILED, "errors": [{"code": 1, "title": "CUT"}]}, DELIVERED).replace(b"CUT", rb"hi \ud83d")
        content = parse_webhook(body)
        assert len(content.statuses) == 2
        assert content.statuses[0].error_title == "hi \ufffd"

    @pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e999", b"9" * 5000, b"-" + b"9" * 30, b"1" * 20])
    def test_numbers_that_json_does_not_know(self, number: bytes) -> None:
        body = body_of(GOOD, {"field": "account_update", "value": {"event": "NEW", "figure": "N"}})
        content = parse_webhook(body.replace(b'"N"', number))
        assert (len(content.inbound), len(content.accounts), content.malformed) == (1, 1, [])
        assert b"Infinity" not in orjson.dumps(content.accounts[0].details)

    def test_bytes_that_are_no_text_harm_one_text(self) -> None:
        content = parse_webhook(body_of(messages_change(messages=[TEXT, TEXT])).replace(b"Hello", b"H\xff\x01", 1))
        assert [message.body for message in content.inbound] == ["H\ufffd\x01", "Hello"]


def _json(value: Any) -> bytes:
    """JSON, of 300 levels too."""
    return json.dumps(value).encode()
