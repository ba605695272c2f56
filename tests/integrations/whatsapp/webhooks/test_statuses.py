"""Signatures over raw bytes, and statuses out of bodies that are partly or wholly broken."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.integrations.whatsapp.webhooks.events import StatusEvent
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook
from harkara.integrations.whatsapp.webhooks.signature import is_signed, is_verification

SECRET = "app-secret"
# A status as Meta's reference page shows it, with all optional parts.
DELIVERED: dict[str, Any] = {
    "id": "wamid.HBgLMTY1MDU",
    "status": "delivered",
    "timestamp": "1750030073",
    "recipient_id": "919876543210",
    "recipient_user_id": "IN.1349",
    "biz_opaque_callback_data": "h:88:1",
    "pricing": {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"},
}
FAILED: dict[str, Any] = {
    "id": "wamid.F",
    "status": "failed",
    "timestamp": "1750030074",
    "recipient_id": "919876543210",
    "errors": [
        {
            "code": 131049,
            "title": "Not delivered",
            "message": "Not delivered",
            "error_data": {"details": "Why"},
            "href": "/",
        }
    ],
}


def envelope(*statuses: object, **value: object) -> bytes:
    change = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": "106540352242922"},
        "statuses": list(statuses),
        **value,
    }
    entry = {"id": "102290129340398", "changes": [{"field": "messages", "value": change}]}
    return orjson.dumps({"object": "whatsapp_business_account", "entry": [entry]})


class TestSignature:
    def test_of_the_raw_bytes(self) -> None:
        # Meta escapes non-ASCII and slashes; parsing and writing it again would give other bytes.
        body = rb'{"text":"\u0928\u092e\u0938\u094d\u0924\u0947 \/"}'
        signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        assert is_signed(SECRET, body, signature)
        assert not is_signed(SECRET, body + b" ", signature)
        assert not is_signed("other", body, signature)
        assert not is_signed(SECRET, body, signature[:-1])

    @pytest.mark.parametrize("header", [None, "", "sha256=", "sha1=abc", "abc", "sha256=é"])
    def test_missing_or_odd_header(self, header: str | None) -> None:
        assert not is_signed(SECRET, b"{}", header)

    def test_verification(self) -> None:
        assert is_verification("subscribe", "token", "token")
        assert not is_verification("subscribe", "tokem", "token")
        assert not is_verification("unsubscribe", "token", "token")
        assert not is_verification("subscribe", None, "token")


class TestStatuses:
    def test_all_fields(self) -> None:
        content = parse_webhook(envelope(DELIVERED))
        assert content.malformed == []
        assert content.statuses == [
            StatusEvent(
                wamid="wamid.HBgLMTY1MDU",
                status="delivered",
                occurred_at=datetime(2025, 6, 15, 23, 27, 53, tzinfo=UTC),
                phone_number_id="106540352242922",
                waba_id="102290129340398",
                recipient="919876543210",
                callback_data="h:88:1",
                error_code=None,
                error_title=None,
                error_details=None,
                pricing=DELIVERED["pricing"],
            )
        ]

    def test_failure(self) -> None:
        (status,) = parse_webhook(envelope(FAILED)).statuses
        assert (status.error_code, status.error_title, status.error_details) == (131049, "Not delivered", "Why")
        assert (status.pricing, status.callback_data) == (None, None)

    def test_customer_known_by_user_id_only(self) -> None:
        (status,) = parse_webhook(envelope({**DELIVERED, "recipient_id": None})).statuses
        assert status.recipient == "IN.1349"

    def test_many_entries_and_changes(self) -> None:
        change = {"field": "messages", "value": {"statuses": [DELIVERED, FAILED]}}
        other = {"field": "message_template_status_update", "value": {"event": "APPROVED"}}
        body = {"entry": [{"id": "1", "changes": [change, other, change]}, {"id": "2", "changes": [change]}]}
        content = parse_webhook(orjson.dumps(body))
        assert [status.waba_id for status in content.statuses] == ["1"] * 4 + ["2"] * 2
        assert content.malformed == []

    def test_inbound_messages_are_no_statuses(self) -> None:
        inbound = {"messages": [{"from": "1", "id": "wamid.IN", "timestamp": "1", "type": "text"}]}
        body = {"entry": [{"id": "1", "changes": [{"field": "messages", "value": inbound}]}]}
        content = parse_webhook(orjson.dumps(body))
        assert (content.statuses, content.malformed) == ([], [])

    def test_unknown_status_is_kept(self) -> None:
        (status,) = parse_webhook(envelope({**DELIVERED, "status": "played"})).statuses
        assert status.status == "played"


class TestMalformed:
    @pytest.mark.parametrize(
        "bad",
        [
            "not an object",
            {},
            {**DELIVERED, "id": None},
            {**DELIVERED, "status": 3},
            {**DELIVERED, "timestamp": "yesterday"},
            {**DELIVERED, "timestamp": None},
            {**DELIVERED, "timestamp": "99999999999999999"},
        ],
    )
    def test_one_bad_status_never_blocks_the_others(self, bad: object) -> None:
        content = parse_webhook(envelope(DELIVERED, bad, FAILED))
        assert [status.wamid for status in content.statuses] == [DELIVERED["id"], FAILED["id"]]
        assert len(content.malformed) == 1
        assert orjson.loads(content.malformed[0].raw) == bad

    @pytest.mark.parametrize("body", [b"", b"nonsense", b"\xff\xfe", b"[" * 100_000, b"null", b"7", b"{}"])
    def test_whole_body(self, body: bytes) -> None:
        content = parse_webhook(body)
        assert content.statuses == []
        assert len(content.malformed) == 1

    def test_odd_errors_and_pricing_do_no_harm(self) -> None:
        odd = {**DELIVERED, "errors": ["?"], "pricing": "free"}
        (status,) = parse_webhook(envelope(odd, {**DELIVERED, "errors": {}})).statuses[:1]
        assert (status.error_code, status.pricing) == (None, None)

    def test_nul_is_stripped_everywhere(self) -> None:
        status = {**FAILED, "errors": [{"code": 1, "title": "a\x00b", "error_data": {"details": "\x00"}}]}
        (event,) = parse_webhook(envelope({**status, "pricing": {"ty\x00pe": "x\x00"}})).statuses
        assert event.error_title == "ab"
        assert event.pricing == {"type": "x"}

    def test_half_an_emoji_does_not_poison_the_body(self) -> None:
        body = envelope({**FAILED, "errors": [{"code": 1, "title": "CUT"}]}, DELIVERED).replace(b"CUT", rb"hi \ud83d")
        content = parse_webhook(body)
        assert len(content.statuses) == 2
        title = content.statuses[0].error_title
        assert title is not None
        title.encode()  # PostgreSQL takes it

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(["messages", "1"]),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["entry", "changes", "field", "value", "statuses", "metadata", "id", "status"]),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=20,
        )
    )
    def test_never_raises(self, body: object) -> None:
        parse_webhook(json.dumps(body).encode())
