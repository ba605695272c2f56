"""Statuses: what is missing is None, what no table could hold is set aside, and the others come out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from tests.integrations.whatsapp.webhooks.bodies import DELIVERED, FAILED, body_of, deep, messages_change, statuses

from harkara.integrations.whatsapp.webhooks.events import StatusEvent
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook


def one(**changes: Any) -> StatusEvent:
    content = parse_webhook(statuses({**DELIVERED, **changes}))
    assert content.malformed == []
    (status,) = content.statuses
    return status


class TestGood:
    def test_only_the_necessary(self) -> None:
        body = body_of({"field": "messages", "value": {"statuses": [{"id": "w", "status": "read", "timestamp": 1}]}})
        (status,) = parse_webhook(body).statuses
        moment = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
        waba = "102290129340398"
        assert status == StatusEvent("w", "read", moment, None, waba, None, None, None, None, None, None)

    def test_customer_known_by_user_id_only(self) -> None:
        assert one(recipient_id=None).recipient == "IN.1349"

    def test_unknown_status_is_kept(self) -> None:
        assert one(status="pondered").status == "pondered"

    def test_title_of_an_error_may_stand_in_message(self) -> None:
        assert one(errors=[{"code": "131026", "message": "Undeliverable"}]).error_title == "Undeliverable"
        assert one(errors=[{"code": "131026"}]).error_code == 131026

    @pytest.mark.parametrize(
        "time", ["1750030073", 1750030073, 1750030073.0, "2025-06-15T23:27:53Z", "2025-06-16T04:57:53+05:30"]
    )
    def test_times(self, time: object) -> None:
        assert one(timestamp=time).occurred_at == datetime(2025, 6, 15, 23, 27, 53, tzinfo=UTC)

    @pytest.mark.parametrize(
        "odd", [None, [], {}, "free", 7, [None], ["?"], [[]], [{"code": "?"}], [{"error_data": 1}]]
    )
    def test_odd_optional_members_do_no_harm(self, odd: object) -> None:
        status = one(errors=odd, pricing=odd, recipient_id=odd, biz_opaque_callback_data=odd)
        assert (status.error_code, status.error_details, status.pricing) == (None, None, None)

    def test_many_entries_and_changes(self) -> None:
        change = messages_change(statuses=[DELIVERED, FAILED])
        other = {
            "field": "message_template_quality_update",
            "value": {"message_template_id": 1, "new_quality_score": "RED"},
        }
        body = {"entry": [{"id": 1, "changes": [change, other, change]}, {"id": "2", "changes": [change]}]}
        content = parse_webhook(orjson.dumps(body))
        assert [status.waba_id for status in content.statuses] == ["1"] * 4 + ["2"] * 2
        assert (len(content.templates), content.malformed) == (1, [])

    def test_beside_messages_and_errors(self) -> None:
        text = {"id": "wamid.IN", "timestamp": "1", "type": "text"}
        content = parse_webhook(body_of(messages_change(messages=[text], statuses=[DELIVERED], errors=[{"code": 1}])))
        assert (len(content.inbound), len(content.statuses), len(content.problems)) == (1, 1, 1)
        assert content.malformed == []


class TestMalformed:
    @pytest.mark.parametrize(
        "bad",
        [
            "not an object",
            None,
            {},
            {**DELIVERED, "id": None},
            {**DELIVERED, "id": "w" * 513},
            {**DELIVERED, "status": 3},
            {**DELIVERED, "status": "s" * 65},
            {**DELIVERED, "timestamp": "yesterday"},
            {**DELIVERED, "timestamp": None},
            {**DELIVERED, "timestamp": True},
            {**DELIVERED, "timestamp": "99999999999999999"},
            {**DELIVERED, "timestamp": "9" * 5000},
            {**DELIVERED, "timestamp": -1},
            {**DELIVERED, "timestamp": "0001-01-01T00:00:00+14:00"},
            {**DELIVERED, "errors": [{"code": 2**63}]},
            {**DELIVERED, "errors": [{"code": 1e30}]},
            {**DELIVERED, "errors": [{"code": "9" * 100}]},
            {**DELIVERED, "pricing": {"category": deep(60)}},
        ],
    )
    def test_one_bad_status_never_blocks_the_others(self, bad: object) -> None:
        content = parse_webhook(statuses(DELIVERED, bad, FAILED))
        assert [status.wamid for status in content.statuses] == [DELIVERED["id"], FAILED["id"]]
        (malformed,) = content.malformed
        assert orjson.loads(malformed.raw) == bad
        assert malformed.reason.startswith("statuses")
