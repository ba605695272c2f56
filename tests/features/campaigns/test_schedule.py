"""Scheduled campaigns: at their time, once in the fleet, in order, late within the grace, else failed with the reason."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, func, insert, select, text, update
from tests.clocks import START, ManualClock
from tests.factories import Made, make_campaign, make_number
from tests.features.campaigns.campaign_api import CampaignApi
from tests.running_jobs import run_waiting_jobs

from harkara.core.messages.campaigns import Campaign
from harkara.core.notifications.models import Notification
from harkara.features.campaigns import lifecycle, line
from harkara.features.campaigns.reasons import causes_of
from harkara.features.campaigns.schedule import start_due
from harkara.kit.causes import Cause
from harkara.kit.clock import IST, Clock
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

HOUR = timedelta(hours=1)


@pytest.fixture
def jobs(database: Database) -> JobQueue:
    return JobQueue()


async def schedule(database: Database, made: Made, at: datetime) -> None:
    async with database.transaction() as session:
        await session.execute(
            update(Campaign).where(Campaign.id == made.campaign_id).values(status="scheduled", scheduled_at=at)
        )


async def look(database: Database, jobs: JobQueue, now: datetime, grace: timedelta = HOUR) -> int:
    async with database.transaction() as session:
        return await start_due(session, jobs, now, grace)


async def read(database: Database, made: Made) -> Campaign:
    async with database.transaction() as session:
        return await session.get_one(Campaign, made.campaign_id)


async def told(database: Database) -> Sequence[Notification]:
    async with database.transaction() as session:
        return (await session.scalars(select(Notification).order_by(Notification.id))).all()


async def in_line(database: Database, number_id: int) -> list[int]:
    async with database.transaction() as session:
        return [campaign.id for campaign in await line.in_line(session, [number_id])]


class TestOrder:
    async def test_several_at_one_time_and_earlier_ones_first(self, database: Database, jobs: JobQueue) -> None:
        async with database.transaction() as session:
            number = await make_number(session)
        later, first, second, earlier = [
            await make_campaign(database, number=number, recipients=1, status="stopped", state="pending")
            for _ in range(4)
        ]
        for made, minutes in ((later, 30), (first, 20), (second, 20), (earlier, 10)):
            await schedule(database, made, START + timedelta(minutes=minutes))
        assert await look(database, jobs, START + timedelta(minutes=31)) == 4
        expected = [made.campaign_id for made in (earlier, first, second, later)]
        assert await in_line(database, number.id) == expected

    async def test_500_for_one_minute(self, database: Database, jobs: JobQueue) -> None:
        """However many: one look at the campaigns, one write, one job for each number."""
        async with database.transaction() as session:
            numbers = [await make_number(session) for _ in range(5)]
            rows = [
                {
                    "name": f"C {place}",
                    "number_id": numbers[place % 5].id,
                    "status": "scheduled",
                    "scheduled_at": START,
                    "has_media_column": False,
                    "variable_columns": 0,
                    "total_contacts": 0,
                    "valid_contacts": 0,
                    "invalid_contacts": 0,
                }
                for place in range(500)
            ]
            await session.execute(insert(Campaign), rows)
        statements: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(database.engine.sync_engine, "before_cursor_execute", note)
        assert await look(database, jobs, START) == 500
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
        assert len(statements) < 6
        async with database.transaction() as session:
            waiting = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'campaigns:advance'")
            assert await session.scalar(waiting) == 5
            statuses = select(Campaign.status).distinct()
            assert (await session.scalars(statuses)).all() == ["queued"]
        own = await in_line(database, numbers[0].id)
        assert (own, len(own)) == (sorted(own), 100)

    async def test_many_processes_at_once_start_each_campaign_once(self, database: Database, jobs: JobQueue) -> None:
        for _ in range(6):
            await schedule(database, await make_campaign(database, recipients=1, status="stopped"), START)
        assert sum(await asyncio.gather(*(look(database, jobs, START) for _ in range(4)))) == 6
        assert await look(database, jobs, START) == 0


class TestTime:
    async def test_midnight_in_india_and_a_clock_that_is_set_back(self, database: Database, jobs: JobQueue) -> None:
        made = await make_campaign(database, status="stopped", state="pending")
        midnight = datetime(2026, 11, 24, tzinfo=IST)
        await schedule(database, made, midnight)
        assert (await read(database, made)).scheduled_at == datetime.fromisoformat("2026-11-23T18:30:00+00:00")
        assert await look(database, jobs, midnight - timedelta(seconds=1)) == 0
        assert await look(database, jobs, midnight) == 1
        assert await look(database, jobs, midnight - timedelta(minutes=2)) == 0
        assert await look(database, jobs, midnight) == 0
        assert (await read(database, made)).status_reason is None

    async def test_deleted_before_its_time_it_never_starts(self, api: CampaignApi, jobs: JobQueue) -> None:
        at = (api.clock.now() + HOUR).isoformat()
        made = (await api.upload("Phone,{{1}}\n919876543210,Asha\n", scheduled_at=at)).body
        assert (await api.call("PATCH", f"/{made['id']}")).status == 405
        assert (await api.call("DELETE", f"/{made['id']}")).status == 204
        assert await look(api.database, jobs, api.clock.now() + HOUR) == 0


class TestMissed:
    async def test_within_the_grace_it_starts_late_and_says_so(self, database: Database, jobs: JobQueue) -> None:
        made = await make_campaign(database, status="stopped", state="pending")
        await schedule(database, made, START)
        assert await look(database, jobs, START + timedelta(minutes=60)) == 1
        async with database.transaction() as session:
            await lifecycle.advance(session, jobs, made.number_id, START + HOUR)
        campaign = await read(database, made)
        assert campaign.status == "running"
        assert campaign.status_reason == (
            "The platform was not running at 23 Nov 2026, 12:00 IST: it starts 1 h 0 min late."
        )
        assert causes_of(campaign) == [
            Cause(
                "starts_late",
                campaign.status_reason,
                {"scheduled_at": "2026-11-23T06:30:00+00:00", "late_seconds": "3600"},
            )
        ]
        (late,) = await told(database)
        assert (late.type, late.message, late.action_url) == (
            "campaign_late",
            campaign.status_reason,
            f"/campaigns/{made.campaign_id}",
        )

    async def test_beyond_it_it_fails_with_the_reason(self, database: Database, jobs: JobQueue) -> None:
        made = await make_campaign(database, status="stopped", state="pending")
        await schedule(database, made, START)
        assert await look(database, jobs, START + timedelta(minutes=61)) == 0
        campaign = await read(database, made)
        assert campaign.status == "failed"
        assert "more than SCHEDULE_GRACE_MINUTES (1 h 0 min) allows" in (campaign.status_reason or "")
        assert [cause.code for cause in causes_of(campaign) or []] == ["schedule_missed"]
        assert [(each.type, each.message) for each in await told(database)] == [
            ("campaign_failed", campaign.status_reason)
        ]
        async with database.transaction() as session:
            assert await session.scalar(text("SELECT count(*) FROM send_queue")) == 0

    @pytest.mark.parametrize("minutes", [0, 1, 2])
    async def test_the_next_look_is_no_delay_even_without_grace(
        self, database: Database, jobs: JobQueue, minutes: int
    ) -> None:
        made = await make_campaign(database, status="stopped", state="pending")
        await schedule(database, made, START)
        assert await look(database, jobs, START + timedelta(minutes=minutes), grace=timedelta()) == 1
        assert await told(database) == []


async def test_the_job_of_every_minute(database: Database, jobs: JobQueue) -> None:
    """With the grace of the settings, and the database's time: the clock of the process may be years off."""
    async with database.transaction() as session:
        now = (await session.scalars(select(func.now()))).one()
    punctual, late, missed = [await make_campaign(database, status="stopped", recipients=1) for _ in range(3)]
    for made, minutes in ((punctual, 0), (late, 20), (missed, 31)):
        await schedule(database, made, now - timedelta(minutes=minutes))
    parts = Parts()
    parts.add(Database, database)
    parts.add(JobQueue, jobs)
    parts.add(Clock, ManualClock())
    settings = Settings(_env_file=None, schedule_grace_minutes=30)  # pyright: ignore[reportCallIssue]
    parts.add(Settings, settings)
    async with database.transaction() as session:
        await jobs.defer(session, "campaigns:start_due", timestamp=0)
    await run_waiting_jobs(parts)
    statuses = [(await read(database, made)).status for made in (punctual, late, missed)]
    assert statuses == ["running", "running", "failed"]
