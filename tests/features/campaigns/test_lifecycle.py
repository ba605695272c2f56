"""Every transition of a campaign, on the real database and with the real job queue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text, update
from tests.clocks import START
from tests.factories import Made, make_campaign, make_number

from harkara.core.messages.campaigns import Campaign
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template
from harkara.features.campaigns import lifecycle, line
from harkara.features.campaigns.errors import CampaignStateError
from harkara.kit.causes import Cause
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue

BY_HAND = Cause("stopped_by_admin", "Stopped by the admin.")


@pytest.fixture
def jobs(database: Database) -> JobQueue:
    return JobQueue()


async def advance(database: Database, jobs: JobQueue, number_id: int, seconds: int = 0) -> None:
    async with database.transaction() as session:
        await lifecycle.advance(session, jobs, number_id, START + timedelta(seconds=seconds))


async def read(database: Database, made: Made) -> Campaign:
    async with database.transaction() as session:
        return await session.get_one(Campaign, made.campaign_id)


async def queue_states(database: Database, made: Made) -> list[str]:
    async with database.transaction() as session:
        rows = await session.scalars(
            text("SELECT state FROM send_queue WHERE campaign_id = :id ORDER BY contact_id"), {"id": made.campaign_id}
        )
        return list(rows)


async def waiting_jobs(database: Database) -> set[str]:
    async with database.transaction() as session:
        return set(await session.scalars(text("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo'")))


async def send_batch(database: Database, made: Made, batch: int) -> None:
    """Pretend that a runner sent all messages of a batch."""
    async with database.transaction() as session:
        await session.execute(
            text("UPDATE send_queue SET state = 'sent' WHERE batch_id = :id"), {"id": made.batch_ids[batch]}
        )


async def notifications(database: Database) -> list[tuple[str, str]]:
    async with database.transaction() as session:
        rows = await session.execute(text("SELECT type, message FROM notifications ORDER BY id"))
        return [(row.type, row.message) for row in rows]


class TestAdvance:
    async def test_batches_are_unlocked_one_after_another_until_completed(
        self, database: Database, jobs: JobQueue
    ) -> None:
        made = await make_campaign(database, recipients=4, templates=2, status="queued", state="pending")

        await advance(database, jobs, made.number_id)
        assert await queue_states(database, made) == ["ready", "ready", "pending", "pending"]
        assert "sender:run_number" in await waiting_jobs(database)

        await send_batch(database, made, 0)
        await advance(database, jobs, made.number_id)
        assert await queue_states(database, made) == ["sent", "sent", "ready", "ready"]

        await send_batch(database, made, 1)
        await advance(database, jobs, made.number_id, seconds=90)
        campaign = await read(database, made)
        assert campaign.status == "completed"
        assert campaign.running_seconds == 90
        assert await queue_states(database, made) == []
        assert [kind for kind, _ in await notifications(database)] == ["campaign_completed"]

    async def test_recipients_are_customers_before_the_first_message_leaves(
        self, database: Database, jobs: JobQueue
    ) -> None:
        made = await make_campaign(database, recipients=3, status="queued", state="pending")
        await advance(database, jobs, made.number_id)
        async with database.transaction() as session:
            assert await session.scalar(text("SELECT count(*) FROM contacts")) == 3

    async def test_a_batch_with_messages_on_their_way_is_left_alone(self, database: Database, jobs: JobQueue) -> None:
        made = await make_campaign(database, recipients=4, templates=2, state="processing")
        await advance(database, jobs, made.number_id)
        assert (await read(database, made)).status == "running"
        assert await waiting_jobs(database) == set()  # a runner would find nothing to do

    async def test_campaigns_of_a_number_run_in_the_order_of_the_line(self, database: Database, jobs: JobQueue) -> None:
        async with database.transaction() as session:
            number = await make_number(session)
        later = await make_campaign(
            database, number=number, status="queued", state="pending", queued_at=START + timedelta(seconds=5)
        )
        earlier = await make_campaign(database, number=number, status="queued", state="pending", queued_at=START)

        await advance(database, jobs, number.id)

        assert (await read(database, earlier)).status == "running"
        assert (await read(database, later)).status == "queued"

        await send_batch(database, earlier, 0)
        await advance(database, jobs, number.id)

        assert (await read(database, earlier)).status == "completed"
        assert (await read(database, later)).status == "running"

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (update(Template).values(category="MARKETING", is_quarantined=True), "cannot be sent"),
            (update(Template).values(is_active=False), "cannot be sent"),
            (update(Template).values(status="PAUSED"), "cannot be sent"),
            (update(WhatsAppNumber).values(is_active=False, inactive_reason="its token expired"), "its token expired"),
        ],
    )
    async def test_pre_flight_fails_it_with_the_reason_and_nothing_is_sent(
        self, database: Database, jobs: JobQueue, change: object, words: str
    ) -> None:
        made = await make_campaign(database, status="queued", state="pending")
        async with database.transaction() as session:
            await session.execute(change)  # pyright: ignore[reportArgumentType, reportCallIssue] - an Update

        await advance(database, jobs, made.number_id)

        campaign = await read(database, made)
        assert campaign.status == "failed"
        assert words in (campaign.status_reason or "")
        assert await queue_states(database, made) == []
        [(kind, message)] = await notifications(database)
        assert kind == "campaign_failed"
        assert words in message


class TestStopAndResume:
    async def test_a_stopped_campaign_goes_on_where_it_stopped(self, database: Database, jobs: JobQueue) -> None:
        made = await make_campaign(database, recipients=4, templates=2, status="queued", state="pending")
        await advance(database, jobs, made.number_id)
        await send_batch(database, made, 0)

        async with database.transaction() as session:
            await lifecycle.stop(session, made.campaign_id, [BY_HAND], START + timedelta(seconds=30))
        campaign = await read(database, made)
        assert (campaign.status, campaign.running_seconds) == ("stopped", 30)

        async with database.transaction() as session:
            await lifecycle.resume(session, jobs, made.campaign_id)
        await advance(database, jobs, made.number_id)

        assert (await read(database, made)).status == "running"
        assert await queue_states(database, made) == ["sent", "sent", "ready", "ready"]

    async def test_stopping_twice_and_resuming_twice_changes_nothing_more(
        self, database: Database, jobs: JobQueue
    ) -> None:
        made = await make_campaign(database)
        for _ in range(2):
            async with database.transaction() as session:
                assert (await lifecycle.stop(session, made.campaign_id, [BY_HAND], START)).status == "stopped"
        for _ in range(2):
            async with database.transaction() as session:
                assert (await lifecycle.resume(session, jobs, made.campaign_id)).status == "queued"

    @pytest.mark.parametrize("status", ["scheduled", "completed", "failed"])
    async def test_only_a_running_or_waiting_campaign_can_be_stopped(self, database: Database, status: str) -> None:
        made = await make_campaign(database, status=status)
        with pytest.raises(CampaignStateError, match=status):
            async with database.transaction() as session:
                await lifecycle.stop(session, made.campaign_id, [BY_HAND], START)

    async def test_no_resume_while_a_template_is_quarantined(self, database: Database, jobs: JobQueue) -> None:
        made = await make_campaign(database, status="stopped")
        async with database.transaction() as session:
            await session.execute(update(Template).values(is_quarantined=True))
        with pytest.raises(CampaignStateError, match="cannot go on"):
            async with database.transaction() as session:
                await lifecycle.resume(session, jobs, made.campaign_id)
        assert (await read(database, made)).status == "stopped"


async def test_a_halt_tells_how_many_were_sent_and_how_many_are_held(database: Database, jobs: JobQueue) -> None:
    made = await make_campaign(database, recipients=4)
    async with database.transaction() as session:
        await session.execute(text("UPDATE campaign_templates SET total_sent = 3"))
    async with database.transaction() as session:
        campaign = await session.get_one(Campaign, made.campaign_id)
        await lifecycle.halt(
            session, jobs, campaign, [Cause("template_quarantined", "Template 'x' was quarantined.")], START
        )

    [(kind, message)] = await notifications(database)
    assert kind == "campaign_stopped"
    assert "3 messages were sent, 1 are held" in message


async def test_scheduled_campaigns_are_due_at_their_time_and_once(database: Database, jobs: JobQueue) -> None:
    made = await make_campaign(database, status="scheduled", state="pending")
    async with database.transaction() as session:
        await session.execute(update(Campaign).values(scheduled_at=START))
    async with database.transaction() as session:
        assert await line.due(session, START - timedelta(seconds=1)) == []
    async with database.transaction() as session:
        [campaign] = await line.due(session, START)
        await lifecycle.start(session, jobs, campaign, START)
    async with database.transaction() as session:
        assert await line.due(session, START) == []
    assert (await read(database, made)).status == "queued"


async def test_a_number_that_cannot_send_any_more_stops_its_whole_line(database: Database, jobs: JobQueue) -> None:
    async with database.transaction() as session:
        number = await make_number(session)
    running = await make_campaign(database, number=number)
    waiting = await make_campaign(database, number=number, status="queued", state="pending", queued_at=START)
    async with database.transaction() as session:
        await session.execute(update(WhatsAppNumber).values(is_active=False, inactive_reason="its token expired"))

    await advance(database, jobs, number.id)

    for made in (running, waiting):
        campaign = await read(database, made)
        assert campaign.status == "stopped"
        assert "its token expired" in (campaign.status_reason or "")
