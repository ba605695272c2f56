"""Failures by Meta's code, the contacts behind each, and one contact with everything that came of it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from tests.clocks import START
from tests.core.messages.ledger import report, send, status
from tests.factories import Made, make_campaign
from tests.features.campaigns.campaign_api import CampaignApi

from harkara.core.sender.queue import QUERIES
from harkara.kit.db import Database


async def refuse(database: Database, contact_ids: list[int], codes: list[int | None]) -> None:
    """Record that these were claimed at START and refused for good."""
    count = len(contact_ids)
    async with database.transaction() as session:
        await session.execute(text("UPDATE send_queue SET claimed_at = :at"), {"at": START})
        await session.execute(
            QUERIES["settle_failed"],
            {
                "ids": contact_ids,
                "claimed_at": [START] * count,
                "attempts": [4] * count,
                "error_codes": codes,
                "error_details": [f"words {code}" for code in codes],
                "failed_at": [START] * count,
            },
        )


@pytest.fixture
async def made(api: CampaignApi) -> Made:
    """Six recipients of two templates: two sent, one of them failed later; three refused; one still waits."""
    made = await make_campaign(api.database, recipients=6, templates=2, state="processing")
    wamids = await send(api.database, made.contact_ids[:2])
    await report(api.database, status(wamids[0], "failed"), status(wamids[1], "read"))
    await refuse(api.database, made.contact_ids[2:5], [131026, None, 131000])
    return made


async def test_codes_in_plain_words_the_most_frequent_first(api: CampaignApi, made: Made) -> None:
    found = (await api.call("GET", f"/{made.campaign_id}/failures")).body

    assert [(each["error_code"], each["failed"]) for each in found] == [(131026, 2), (131000, 1), (None, 1)]
    cannot, trouble, silence = found
    assert "cannot be delivered" in cannot["title"]
    assert cannot["example"] == "why"
    # Nothing is tried again any more, so the table's "it is tried again by itself" would be wrong here.
    assert trouble["advice"].startswith("Every attempt met this")
    assert silence["title"].startswith("No answer from Meta")
    assert silence["example"] == "words None"


async def test_nothing_failed_and_nothing_there(api: CampaignApi) -> None:
    made = await make_campaign(api.database)
    assert (await api.call("GET", f"/{made.campaign_id}/failures")).body == []
    assert (await api.call("GET", "/999/failures")).status == 404


async def test_the_contacts_of_a_code(api: CampaignApi, made: Made) -> None:
    async def ids(query: str) -> list[int]:
        answer = await api.call("GET", f"/{made.campaign_id}/contacts?{query}")
        return [contact["id"] for contact in answer.body["items"]]

    first, _, second, silent, trouble, _ = made.contact_ids
    assert await ids("error_code=131026") == [first, second]
    assert await ids("error_code=131000") == [trouble]
    assert await ids("error_code=none") == [silent]
    assert await ids("error_code=131049") == []
    assert (await api.call("GET", f"/{made.campaign_id}/contacts?error_code=x")).status == 422


async def test_each_template_has_its_own_share(api: CampaignApi, made: Made) -> None:
    batches = (await api.call("GET", f"/{made.campaign_id}")).body["batches"]
    totals = [
        tuple(batch[f"total_{name}"] for name in ("sent", "delivered", "read", "failed", "processed"))
        for batch in batches
    ]
    assert totals == [(2, 1, 1, 2, 3), (0, 0, 0, 2, 2)]
    assert [(batch["delivery_rate"], batch["read_rate"]) for batch in batches] == [(0.5, 1.0), (None, None)]


class TestOneContact:
    async def test_what_was_sent_and_when_and_where_the_conversation_is(self, api: CampaignApi, made: Made) -> None:
        async with api.database.transaction() as session:
            customer = await session.scalar(
                text("INSERT INTO contacts (wa_id) SELECT phone FROM campaign_contacts WHERE id = :id RETURNING id"),
                {"id": made.contact_ids[1]},
            )
            await session.execute(
                text("INSERT INTO conversations VALUES (:contact, :number, :at, :at)"),
                {"contact": customer, "number": made.number_id, "at": START},
            )

        contact = (await api.call("GET", f"/{made.campaign_id}/contacts/{made.contact_ids[1]}")).body

        assert contact["message"]["body"] == "Dear Asha, your order is on its way."
        assert contact["language"] == "en"
        assert contact["status"] == "read"
        assert contact["sent_at"] < contact["delivered_at"] == contact["read_at"]
        assert contact["queued_at"]
        assert contact["conversation_id"] == f"{customer}-{made.number_id}"

    async def test_a_failed_one_has_metas_words(self, api: CampaignApi, made: Made) -> None:
        contact = (await api.call("GET", f"/{made.campaign_id}/contacts/{made.contact_ids[2]}")).body
        assert (contact["error_code"], contact["error_details"]) == (131026, "words 131026")
        assert contact["conversation_id"] is None

    async def test_an_invalid_row_has_no_message(self, api: CampaignApi) -> None:
        campaign = (await api.upload("Phone,{{1}}\n919876543210,a\n12,b\n")).body
        rows = (await api.call("GET", f"/{campaign['id']}/contacts?status=invalid")).body["items"]
        contact = (await api.call("GET", f"/{campaign['id']}/contacts/{rows[0]['id']}")).body
        assert (contact["message"], contact["language"], contact["variables"]) == (None, None, ["b"])

    async def test_of_another_campaign_it_is_not_there(self, api: CampaignApi, made: Made) -> None:
        other = await make_campaign(api.database)
        answer = await api.call("GET", f"/{other.campaign_id}/contacts/{made.contact_ids[0]}")
        assert (answer.status, answer.body["code"]) == (404, "unknown_contact")


@contextmanager
def recorded() -> Generator[list[tuple[str, Any]]]:
    """Collect every statement this process sends, with its parameters."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", ["/failures", "/pace", "/contacts?error_code=131049", "/contacts?error_code=none", ""])
async def test_no_route_reads_the_recipients_from_end_to_end(api: CampaignApi, made: Made, path: str) -> None:
    """20,000 failed recipients of this and 20,000 of another campaign: enough that the planner would scan if it had to."""
    async with api.database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO campaign_contacts (campaign_id, row_number, phone, variables, status, error_code, failed_at)"
                " SELECT :id + i % 2, i, '919876543210', '{a}', 'failed', 131026, now() FROM generate_series(1, 40000) i"
            ),
            {"id": made.campaign_id},
        )
        await session.execute(text("ANALYZE campaign_contacts"))

    with recorded() as sent:
        assert (await api.call("GET", f"/{made.campaign_id}{path}")).status == 200

    async with api.database.transaction() as session:
        connection = await session.connection()
        for statement, parameters in sent:
            if statement.lstrip().upper().startswith(("SELECT", "WITH")):
                plan = "\n".join((await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)).scalars())
                assert "Seq Scan on campaign_contacts" not in plan, statement
