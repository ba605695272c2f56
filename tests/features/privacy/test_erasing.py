"""Erasing a customer: nothing is left of them in any column of any table, no late webhook brings them back, no total moves."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.clocks import START
from tests.features.privacy.conftest import BSUID, NAME, PRIYA, USERNAME, WAMID, Stage, inbound_body, posted
from tests.features.webhooks.inbox import process, store
from tests.features.webhooks.meta_events import event, status

from harkara.core.contacts.erased import hold_erasing
from harkara.features.privacy.service import NOT_SENT

TRACES = (
    PRIYA,
    PRIYA[2:],
    BSUID,
    NAME,
    USERNAME,
    WAMID,
    "OTE5ODEyMzQ1Njc4",
    "blue saree",
    "Priya",
    "AS-20418",
    "invoice.pdf",
)
TOTALS = (
    "SELECT c.total_contacts, c.valid_contacts, b.total_sent, b.total_delivered, b.total_read, b.total_failed"
    " FROM campaigns c JOIN campaign_templates b ON b.campaign_id = c.id ORDER BY b.id"
)
DAYS = "SELECT number_id, day, sent, delivered, read, failed, received FROM number_days ORDER BY 1, 2"
REPLY_DAYS = "SELECT id, number_id, received_at, state FROM reply_tasks WHERE state <> 'waiting' ORDER BY id"
OTHER = "919811111111"


async def fill(stage: Stage) -> int:
    """Let a customer leave traces everywhere: messages, a campaign, replies, statuses, set-aside items, former numbers."""
    old_number = {
        "messages": [
            {
                "from": PRIYA,
                "from_user_id": BSUID,
                "id": "wamid.SYSTEM",
                "timestamp": str(int(START.timestamp()) + 9),
                "type": "system",
                "system": {"type": "user_changed_number", "wa_id": PRIYA, "body": f"{NAME} changed numbers"},
            }
        ],
    }
    await stage.receive(
        posted(
            inbound_body(phone="919800000001", wamid="wamid.FORMER", words="blue saree?", at=START - timedelta(days=1))
        ),
        posted(inbound_body(phone=OTHER, bsuid="IN.OTHER", name="Ravi", wamid="wamid.RAVI", words="Hello")),
        # In one POST with somebody else's message, which must stay.
        posted(
            inbound_body(),
            inbound_body(phone=OTHER, bsuid="IN.OTHER", name="Ravi", wamid="wamid.RAVI2", words="Still?"),
        ),
        posted(old_number),
        event(status("wamid.FOREIGN", "read", at=int(START.timestamp())) | {"recipient_id": PRIYA}),
        b'{"object": "whatsapp_business_account", "entry": [{"changes": "' + PRIYA.encode() + b'"}]}',
    )
    await stage.campaign()
    for written in ("+91 98123 45678", "09812345678"):
        await stage.execute(
            "INSERT INTO campaign_contacts (campaign_id, row_number, phone, variables, status, invalid_code, invalid_reason)"
            " SELECT max(id), 9, :written, ARRAY['Priya ji'], 'invalid', 'a', 'no: ' || :written FROM campaigns",
            written=written,
        )
    contact_id = await stage.contact_id()
    reply = "INSERT INTO reply_queue (number_id, contact_id, recipient, body, state) VALUES (1, :id, :to, 'Dear Priya', :state)"
    for state in ("ready", "failed"):
        await stage.execute(reply, id=contact_id, to=PRIYA, state=state)
    await stage.execute("UPDATE reply_tasks SET details = 'said Priya' WHERE contact_id = :id", id=contact_id)
    return contact_id


async def test_nothing_is_left_in_any_column_of_any_table(stage: Stage) -> None:
    contact_id = await fill(stage)
    assert len(await stage.holding(*TRACES)) > 10  # the search finds what is there

    answer = await stage.erase(contact_id)
    await stage.sweep()

    assert answer.status == 200, answer.body
    assert (answer.body["messages"], answer.body["campaign_rows"]) == (4, 3)
    assert await stage.holding(*TRACES, *stage.sent[:1], "919800000001", "wamid.FORMER", "wamid.FOREIGN") == []


async def test_others_keep_everything(stage: Stage) -> None:
    contact_id = await fill(stage)
    kept = "SELECT wamid, body, contact_id FROM messages WHERE contact_id <> :id ORDER BY id"
    before = await stage.rows(kept, id=contact_id)

    await stage.erase(contact_id)
    await stage.sweep()

    assert [row for row in await stage.rows(kept, id=0) if row[0].startswith("wamid.RAVI")] == [
        row for row in before if row[0].startswith("wamid.RAVI")
    ]
    [(bodies,)] = await stage.rows("SELECT string_agg(encode(body, 'escape'), '') FROM webhook_events")
    assert "wamid.RAVI2" in bodies
    assert "Still?" in bodies


async def test_totals_and_days_stay(stage: Stage) -> None:
    contact_id = await fill(stage)
    before = [await stage.rows(query) for query in (TOTALS, DAYS, REPLY_DAYS)]

    await stage.erase(contact_id)
    await stage.sweep()

    after = [await stage.rows(query) for query in (TOTALS, DAYS, REPLY_DAYS)]
    assert after[:2] == before[:2]
    assert {*before[2]} <= {*after[2]}
    statuses = await stage.rows(
        "SELECT status, phone, read_at FROM campaign_contacts WHERE phone = 'erased' ORDER BY id"
    )
    assert [row[0] for row in statuses] == ["read", "invalid", "invalid"]
    assert (
        await stage.rows("SELECT 1 FROM reply_tasks WHERE state = 'waiting' AND contact_id = :id", id=contact_id) == []
    )


async def test_old_events_delivered_again_bring_nothing_back(stage: Stage) -> None:
    contact_id = await fill(stage)
    bodies = [body for (body,) in await stage.rows("SELECT body FROM webhook_events ORDER BY id")]
    late = status(stage.sent[0], "failed", at=int(START.timestamp()) + 99_999) | {"recipient_id": PRIYA}
    await stage.erase(contact_id)
    await stage.sweep()
    before = [await stage.rows(query) for query in (TOTALS, DAYS)]

    await stage.receive(*(body for body in bodies if b'"changes": "' not in body), event(late))
    await stage.receive(posted({"user_preferences": [_stop()]}, field="user_preferences"))

    assert await stage.holding(*TRACES, stage.sent[0], "wamid.FOREIGN") == []
    assert [await stage.rows(query) for query in (TOTALS, DAYS)] == before
    assert await stage.rows("SELECT id FROM contacts WHERE wa_id = :phone", phone=PRIYA) == []


def _stop() -> dict[str, object]:
    return {
        "wa_id": PRIYA,
        "user_id": BSUID,
        "detail": f"{NAME} stopped",
        "category": "marketing_messages",
        "value": "stop",
        "timestamp": str(int(START.timestamp())),
    }


async def test_events_that_wait_while_somebody_is_erased_lose_them_when_they_are_processed(stage: Stage) -> None:
    contact_id = await fill(stage)
    await store(stage.database, posted(inbound_body("wamid.WAITS", "The blue saree again", at=START)))

    await stage.erase(contact_id)
    await stage.sweep()
    await process(stage.database)

    assert await stage.holding(*TRACES, "wamid.WAITS") == []


async def test_who_writes_again_is_a_new_customer(stage: Stage) -> None:
    contact_id = await fill(stage)
    await stage.execute("UPDATE contacts SET reply_count = 40 WHERE id = :id", id=contact_id)
    await stage.erase(contact_id)

    await stage.receive(posted(inbound_body("wamid.NEW", "Namaste", at=START + timedelta(hours=2))))

    row = await stage.one("SELECT id, reply_count, profile_name FROM contacts WHERE wa_id = :phone", phone=PRIYA)
    assert (row.reply_count, row.profile_name) == (0, NAME)
    assert row.id != contact_id
    assert await stage.rows("SELECT body FROM messages WHERE contact_id = :id", id=row.id) == [("Namaste",)]


async def test_erasing_twice_answers_the_same_and_changes_nothing(stage: Stage) -> None:
    contact_id = await fill(stage)
    first = await stage.erase(contact_id)
    before = await stage.rows("SELECT * FROM erasures")

    second = await stage.erase(contact_id, "anything")

    assert (second.status, second.body) == (200, first.body)
    assert await stage.rows("SELECT * FROM erasures") == before
    assert (await stage.export(contact_id)).body[
        "detail"
    ] == f"Customer {contact_id} was erased on 23 Nov 2026, 13:00 IST."


async def test_two_at_once_erase_once(stage: Stage) -> None:
    contact_id = await fill(stage)
    answers = await asyncio.gather(*(stage.erase(contact_id) for _ in range(4)))
    assert [answer.status for answer in answers] == [200] * 4
    assert [answer.body for answer in answers] == [answers[0].body] * 4


@pytest.mark.parametrize("typed", ["", "0000", PRIYA])
async def test_it_must_be_confirmed_with_the_last_four_digits(stage: Stage, typed: str) -> None:
    contact_id = await fill(stage)
    answer = await stage.erase(contact_id, typed)
    assert (answer.status, answer.body["code"]) == (422, "erasure_not_confirmed")
    assert await stage.contact_id() == contact_id


async def test_who_shows_no_number_is_confirmed_by_the_user_id(stage: Stage) -> None:
    await stage.execute("INSERT INTO contacts (bsuid, profile_name) VALUES (:bsuid, :name)", bsuid=BSUID, name=NAME)
    [(contact_id,)] = await stage.rows("SELECT id FROM contacts")
    assert (await stage.erase(contact_id, BSUID[-4:])).status == 200
    assert await stage.holding(BSUID, NAME) == []


async def test_nobody_is_not_found(stage: Stage) -> None:
    assert (await stage.erase(4_711)).body["code"] == "contact_not_found"


@pytest.mark.parametrize("state", ["ready", "pending"])
async def test_a_message_that_has_not_left_leaves_the_line_as_failed(stage: Stage, state: str) -> None:
    made = await stage.campaign(sent=False, state=state)

    answer = await stage.erase(await stage.contact_id())

    assert answer.body["dropped"] == 1
    row = await stage.one("SELECT total_sent, total_failed, total_refused FROM campaign_templates")
    assert tuple(row) == (0, 1, 1)
    recipient = "SELECT status, error_details, phone FROM campaign_contacts WHERE id = :id"
    assert await stage.rows(recipient, id=made.contact_ids[0]) == [("failed", NOT_SENT, "erased")]
    queue = await stage.rows("SELECT state FROM send_queue ORDER BY contact_id")
    assert queue == [("failed",), (state,), (state,)]
    assert await stage.rows("SELECT failed FROM number_days") == [(1,)]


async def test_a_message_in_the_air_is_waited_for(stage: Stage) -> None:
    await stage.campaign(sent=False, state="processing")
    contact_id = await stage.contact_id()
    answer = await stage.erase(contact_id)
    assert (answer.status, answer.body["code"]) == (409, "message_on_its_way")
    assert await stage.contact_id() == contact_id


async def test_a_reply_in_the_air_is_waited_for(stage: Stage) -> None:
    contact_id = await fill(stage)
    await stage.execute("UPDATE reply_queue SET state = 'processing' WHERE state = 'ready'")
    assert (await stage.erase(contact_id)).body["code"] == "message_on_its_way"


async def test_a_merge_that_is_not_finished_is_waited_for(stage: Stage) -> None:
    contact_id = await fill(stage)
    await stage.execute(
        "INSERT INTO procrastinate_jobs (task_name, queue_name, args)"
        " VALUES ('contacts:repoint', 'default', jsonb_build_object('absorbed', 1, 'survivor', CAST(:id AS bigint)))",
        id=contact_id,
    )
    assert (await stage.erase(contact_id)).body["code"] == "contact_just_merged"


async def test_a_number_given_up_keeps_what_its_next_owner_got(stage: Stage) -> None:
    contact_id = await fill(stage)
    await stage.campaign("919800000001")
    # Meta told at START that Priya has another number.
    await stage.execute(
        "UPDATE campaign_contacts SET sent_at = sent_at + interval '1 day' WHERE phone = '919800000001'"
    )
    await stage.erase(contact_id)
    assert await stage.rows("SELECT phone FROM campaign_contacts WHERE phone = '919800000001'") == [("919800000001",)]


async def test_erasing_waits_for_events_that_are_being_applied(stage: Stage) -> None:
    contact_id = await fill(stage)
    async with stage.database.transaction() as session:
        await hold_erasing(session)
        erasing = asyncio.create_task(stage.erase(contact_id))
        waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        async with asyncio.timeout(10):
            while not await stage.rows(waiting):  # noqa: ASYNC110 - PostgreSQL rings no bell when somebody waits
                await asyncio.sleep(0.01)
        await session.execute(
            text("UPDATE contacts SET profile_name = 'Priya again' WHERE id = :id"), {"id": contact_id}
        )
    assert (await erasing).status == 200
    assert await stage.holding("Priya again") == []


async def test_a_job_sweeps_the_raw_events_and_then_nobody_knows_the_ids(stage: Stage) -> None:
    contact_id = await fill(stage)
    answer = await stage.erase(contact_id)
    assert answer.body["raw_events_swept"] is False
    assert ("privacy:sweep_left",) in await stage.rows("SELECT task_name FROM procrastinate_jobs")
    [(sealed,)] = await stage.rows("SELECT ids_encrypted FROM erasures")
    assert PRIYA.encode() not in sealed

    await stage.sweep()

    assert (await stage.erase(contact_id)).body["raw_events_swept"] is True
    assert await stage.rows("SELECT ids_encrypted FROM erasures") == [(None,)]
