"""The queue on the real database: claims, fencing, settling, recovery; and totals that always equal the rows."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from tests.clocks import START, ManualClock
from tests.factories import Made, make_campaign

from harkara.core.messages.totals import count_in
from harkara.core.sender.decisions import Again, Decision, Failed, Sent, Unresolved
from harkara.core.sender.outcomes import Settlement, settle_sent
from harkara.core.sender.queue import QUERIES, NumberQueue, QueuedMessage
from harkara.core.sender.recorder import Recorder
from harkara.kit.db import Database


async def take_over(database: Database, number_id: int) -> NumberQueue:
    async with database.transaction() as session:
        row = (await session.execute(QUERIES["take_over"], {"number_id": number_id})).one()
    return NumberQueue(database, number_id, row.runner_epoch)


async def states(database: Database, campaign_id: int) -> list[str]:
    async with database.transaction() as session:
        rows = await session.execute(
            text("SELECT state FROM send_queue WHERE campaign_id = :id ORDER BY contact_id"), {"id": campaign_id}
        )
        return list(rows.scalars())


async def one(database: Database, query: str, **parameters: object) -> Any:
    async with database.transaction() as session:
        return (await session.execute(text(query), parameters)).one()


async def totals(database: Database, campaign_id: int) -> tuple[int, int]:
    """Return (sent, failed) after checking that they equal what the rows say."""
    await count_in(database, rest=0.0)
    row = await one(
        database,
        "SELECT c.total_sent, c.total_failed, c.total_refused,"
        " (SELECT count(*) FROM campaign_contacts k WHERE k.campaign_id = c.id AND k.wamid IS NOT NULL) AS sent_rows,"
        " (SELECT count(*) FROM campaign_contacts k WHERE k.campaign_id = c.id AND k.status = 'failed') AS failed_rows,"
        " (SELECT count(*) FROM messages m WHERE m.campaign_id = c.id) AS ledger"
        " FROM campaigns c WHERE c.id = :id",
        id=campaign_id,
    )
    assert (row.total_sent, row.total_failed, row.total_refused) == (row.sent_rows, row.failed_rows, row.failed_rows)
    assert row.ledger == row.total_sent
    return row.total_sent, row.total_failed


async def record(database: Database, *outcomes: tuple[QueuedMessage, Decision]) -> None:
    recorder = Recorder(database, ManualClock())
    for message, decision in outcomes:
        recorder.add(message, decision)
    await recorder.flush()


async def age(database: Database, made: Made, seconds: int) -> None:
    """Let claimed rows look as if they had been claimed `seconds` ago."""
    async with database.transaction() as session:
        await session.execute(
            text(
                "UPDATE send_queue SET claimed_at = claimed_at - make_interval(secs => :s),"
                " available_at = available_at - make_interval(secs => :s) WHERE campaign_id = :id"
            ),
            {"s": seconds, "id": made.campaign_id},
        )


async def recover(database: Database, stuck_after: int = 300) -> int:
    async with database.transaction() as session:
        rows = await session.execute(QUERIES["recover_stuck"], {"stuck_after": float(stuck_after), "max_attempts": 4})
        return sum(row.messages for row in rows)


class TestClaim:
    async def test_takes_messages_in_file_order_and_counts_the_attempt(self, database: Database) -> None:
        made = await make_campaign(database, recipients=5)
        queue = await take_over(database, made.number_id)

        claimed = (await queue.claim(3)).messages

        assert [message.id for message in claimed] == made.contact_ids[:3]
        assert {message.attempt for message in claimed} == {1}
        assert await states(database, made.campaign_id) == ["processing"] * 3 + ["ready"] * 2

    async def test_two_claims_at_once_never_share_a_message(self, database: Database) -> None:
        made = await make_campaign(database, recipients=40)
        queue = await take_over(database, made.number_id)

        claims = await asyncio.gather(*(queue.claim(10) for _ in range(4)))

        ids = [message.id for claim in claims for message in claim.messages]
        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize("status", ["scheduled", "queued", "stopped", "completed", "failed"])
    async def test_nothing_of_a_campaign_that_does_not_run(self, database: Database, status: str) -> None:
        made = await make_campaign(database, status=status)
        queue = await take_over(database, made.number_id)
        assert (await queue.claim(10)).messages == []

    async def test_nothing_for_a_runner_that_lost_the_number(self, database: Database) -> None:
        made = await make_campaign(database)
        zombie = await take_over(database, made.number_id)
        heir = await take_over(database, made.number_id)

        assert not (await zombie.claim(10)).is_held
        assert len((await heir.claim(10)).messages) == 4

    async def test_nothing_from_an_inactive_number(self, database: Database) -> None:
        made = await make_campaign(database)
        queue = await take_over(database, made.number_id)
        async with database.transaction() as session:
            await session.execute(text("UPDATE whatsapp_numbers SET is_active = false"))
        assert (await queue.claim(10)).messages == []


class TestRecord:
    async def test_every_kind_of_outcome_in_one_batch(self, database: Database) -> None:
        made = await make_campaign(database, recipients=4)
        queue = await take_over(database, made.number_id)
        sent, failed, again, unknown = (await queue.claim(4)).messages

        await record(
            database,
            (sent, Sent("wamid.1")),
            (failed, Failed(131026, "not on WhatsApp")),
            (again, Again(5.0, refund=False)),
            (unknown, Unresolved()),
        )

        assert await states(database, made.campaign_id) == ["sent", "failed", "ready", "processing"]
        assert await totals(database, made.campaign_id) == (1, 1)
        seconds = await queue.seconds_until_ready()
        assert seconds is not None
        assert 4 < seconds <= 6  # up to a fifth more, so that what failed together does not come back together

    async def test_recording_the_same_outcomes_twice_changes_nothing(self, database: Database) -> None:
        made = await make_campaign(database, recipients=2)
        queue = await take_over(database, made.number_id)
        first, second = (await queue.claim(2)).messages
        outcomes = [(first, Sent("wamid.1")), (second, Failed(131026, "not on WhatsApp"))]

        await record(database, *outcomes)
        await record(database, *outcomes)

        assert await totals(database, made.campaign_id) == (1, 1)

    async def test_a_throttled_message_gets_its_attempt_back(self, database: Database) -> None:
        made = await make_campaign(database, recipients=1)
        queue = await take_over(database, made.number_id)
        [message] = (await queue.claim(1)).messages
        await record(database, (message, Again(0.0, refund=True)))

        [again] = (await queue.claim(1)).messages

        assert again.attempt == 1

    async def test_a_zombie_can_report_what_meta_took_but_nothing_else_of_messages_in_other_hands(
        self, database: Database
    ) -> None:
        made = await make_campaign(database, recipients=3)
        zombie = await take_over(database, made.number_id)
        sent, failed, again = (await zombie.claim(3)).messages
        heir = await take_over(database, made.number_id)
        await age(database, made, 301)
        await recover(database)
        assert len((await heir.claim(3)).messages) == 3

        await record(database, (sent, Sent("wamid.1")), (failed, Failed(1, "x")), (again, Again(0.0, refund=True)))

        assert await states(database, made.campaign_id) == ["sent", "processing", "processing"]
        assert await totals(database, made.campaign_id) == (1, 0)

    async def test_a_hand_back_written_twice_does_not_take_the_message_from_its_next_claim(
        self, database: Database
    ) -> None:
        made = await make_campaign(database, recipients=1)
        queue = await take_over(database, made.number_id)
        [message] = (await queue.claim(1)).messages
        await record(database, (message, Again(0.0, refund=True)))
        [_in_flight] = (await queue.claim(1)).messages

        await record(database, (message, Again(0.0, refund=True)), (message, Failed(1, "x")))

        assert await states(database, made.campaign_id) == ["processing"]


class TestRecovery:
    async def test_unsettled_messages_come_back_after_the_time_and_not_before(self, database: Database) -> None:
        made = await make_campaign(database, recipients=2)
        queue = await take_over(database, made.number_id)
        await queue.claim(2)

        await age(database, made, 299)
        assert await recover(database) == 0
        await age(database, made, 2)
        assert await recover(database) == 2

        assert await states(database, made.campaign_id) == ["ready", "ready"]
        assert {message.attempt for message in (await queue.claim(2)).messages} == {2}

    async def test_after_the_last_attempt_it_fails_with_the_reason(self, database: Database) -> None:
        made = await make_campaign(database, recipients=1)
        queue = await take_over(database, made.number_id)
        for _ in range(4):
            assert len((await queue.claim(1)).messages) == 1
            await age(database, made, 301)
            assert await recover(database) == 1

        assert await states(database, made.campaign_id) == ["failed"]
        assert await totals(database, made.campaign_id) == (0, 1)

    async def test_a_status_webhook_settles_what_a_crash_left_open(self, database: Database) -> None:
        made = await make_campaign(database, recipients=1)
        queue = await take_over(database, made.number_id)
        [message] = (await queue.claim(1)).messages

        async with database.transaction() as session:
            await settle_sent(session, [Settlement(message.id, message.attempt, "wamid.9", START)])
        await age(database, made, 301)

        assert await recover(database) == 0
        assert await states(database, made.campaign_id) == ["sent"]
        assert await totals(database, made.campaign_id) == (1, 0)
