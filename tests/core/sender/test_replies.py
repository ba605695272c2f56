"""The reply lane on the real database: before campaign messages, once, and into the ledger."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from tests.clocks import START, ManualClock
from tests.factories import make_campaign

from harkara.core.sender.decisions import Again, Failed, Sent, decide_reply
from harkara.core.sender.outcomes import Settlement, settle_replies_sent
from harkara.core.sender.queue import QUERIES, NumberQueue
from harkara.core.sender.recorder import Recorder
from harkara.core.sender.replies import send_reply
from harkara.integrations.whatsapp.errors import classify
from harkara.integrations.whatsapp.payloads import render_text
from harkara.integrations.whatsapp.sending import Refused
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue


async def reply(database: Database, number_id: int, body: str) -> int:
    async with database.transaction() as session:
        contact_id = await session.scalar(
            text(
                "INSERT INTO contacts (wa_id) VALUES ('919800000001') ON CONFLICT (wa_id) DO UPDATE"
                " SET wa_id = excluded.wa_id RETURNING id"
            )
        )
        assert isinstance(contact_id, int)
        return await send_reply(
            session,
            JobQueue(),
            number_id=number_id,
            contact_id=contact_id,
            recipient="919800000001",
            body=body,
            details={"model": "m"},
        )


async def rows(database: Database, query: str) -> list[Any]:
    async with database.transaction() as session:
        return list((await session.execute(text(query))).all())


async def queue_of(database: Database, number_id: int) -> NumberQueue:
    async with database.transaction() as session:
        row = (await session.execute(QUERIES["take_over"], {"number_id": number_id})).one()
    return NumberQueue(database, number_id, row.runner_epoch)


async def test_replies_come_with_the_first_claim_even_when_there_is_no_room_for_messages(database: Database) -> None:
    made = await make_campaign(database)
    queue = await queue_of(database, made.number_id)
    await reply(database, made.number_id, "one")
    await reply(database, made.number_id, "two")

    claim = await queue.claim(0)

    assert [item.body for item in claim.replies] == ["one", "two"]
    assert claim.messages == []
    assert (await queue.claim(10)).replies == []


async def test_a_reply_wakes_the_runner_of_its_number(database: Database) -> None:
    made = await make_campaign(database)
    await reply(database, made.number_id, "one")
    [job] = await rows(database, "SELECT task_name, args FROM procrastinate_jobs")
    assert job.task_name == "sender:run_number"
    assert job.args["number_id"] == made.number_id


async def test_a_sent_reply_leaves_its_lane_and_is_in_the_ledger_once(database: Database) -> None:
    made = await make_campaign(database)
    queue = await queue_of(database, made.number_id)
    reply_id = await reply(database, made.number_id, "Namaste")
    [claimed] = (await queue.claim(0)).replies
    recorder = Recorder(database, ManualClock())
    recorder.add(claimed, Sent("wamid.r1"))
    await recorder.flush()
    async with database.transaction() as session:
        await settle_replies_sent(session, [Settlement(reply_id, 1, "wamid.r1", START)])

    assert await rows(database, "SELECT id FROM reply_queue") == []
    [message] = await rows(database, "SELECT wamid, direction, type, body, payload, number_id FROM messages")
    assert tuple(message) == ("wamid.r1", "out", "text", "Namaste", {"model": "m"}, made.number_id)


async def test_a_reply_that_may_be_sent_later_waits_and_one_that_fails_keeps_its_reason(database: Database) -> None:
    made = await make_campaign(database, status="completed")
    queue = await queue_of(database, made.number_id)
    await reply(database, made.number_id, "later")
    await reply(database, made.number_id, "never")
    later, never = (await queue.claim(0)).replies
    recorder = Recorder(database, ManualClock())
    recorder.add(later, Again(5.0, refund=False))
    recorder.add(never, Failed(131047, "more than 24 hours"))
    await recorder.flush()

    seconds = await queue.seconds_until_ready()
    assert seconds is not None
    assert 4 < seconds <= 6
    found = await rows(database, "SELECT state, error_code, error_details FROM reply_queue ORDER BY id")
    assert [tuple(row) for row in found] == [("ready", None, None), ("failed", 131047, "more than 24 hours")]


@pytest.mark.parametrize(("attempts", "state"), [(1, "ready"), (4, "failed")])
async def test_a_reply_left_by_a_crash_comes_back_until_its_attempts_are_spent(
    database: Database, attempts: int, state: str
) -> None:
    made = await make_campaign(database)
    queue = await queue_of(database, made.number_id)
    await reply(database, made.number_id, "one")
    await queue.claim(0)
    async with database.transaction() as session:
        await session.execute(
            text("UPDATE reply_queue SET attempts = :n, claimed_at = claimed_at - CAST(:ago AS interval)"),
            {"n": attempts, "ago": timedelta(seconds=301)},
        )
        await session.execute(QUERIES["recover_stuck_replies"], {"stuck_after": 300.0, "max_attempts": 4})
    [row] = await rows(database, "SELECT state FROM reply_queue")
    assert row.state == state


def test_a_refusal_of_its_text_fails_the_reply_alone() -> None:
    refused = Refused(classify(400, b'{"error":{"code":100,"message":"text too long"}}'))
    assert isinstance(decide_reply(refused, 1), Failed)


def test_a_customer_without_a_number_is_addressed_by_the_user_id() -> None:
    assert b'"to":"+919800000001"' in render_text("919800000001", "hk:a:r1:1", "hi")
    body = render_text("IN.13491208655302741918", "hk:a:r1:1", "hi")
    assert b'"recipient":"IN.13491208655302741918"' in body
    assert b'"to"' not in body
