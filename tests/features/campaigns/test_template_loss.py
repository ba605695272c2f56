"""A template is lost while campaigns run: they stop, told once with the figures, and go on when it is usable again."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, text
from tests.clocks import START, ManualClock
from tests.factories import Made, make_campaign
from tests.running_jobs import run_waiting_jobs

from harkara.core.messages.campaigns import Campaign, CampaignTemplate
from harkara.core.notifications.models import Notification
from harkara.core.templates import service as templates
from harkara.core.templates.from_webhooks import apply_template_events
from harkara.core.templates.models import Template
from harkara.features.campaigns import lifecycle
from harkara.features.campaigns.errors import CampaignStateError
from harkara.features.campaigns.template_loss import stop_campaigns
from harkara.integrations.whatsapp.webhooks.events import TemplateEvent
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts


@pytest.fixture
def parts(database: Database) -> Parts:
    parts = Parts()
    parts.add(Database, database)
    parts.add(Clock, ManualClock())
    parts.add(JobQueue, JobQueue())
    return parts


async def template_of(database: Database, made: Made, position: int) -> Template:
    async with database.transaction() as session:
        batch = await session.get_one(CampaignTemplate, made.batch_ids[position])
        return await session.get_one(Template, batch.template_id)


async def campaign(database: Database, made: Made) -> Campaign:
    async with database.transaction() as session:
        return await session.get_one(Campaign, made.campaign_id)


async def told(database: Database, kind: str) -> list[str]:
    async with database.transaction() as session:
        query = select(Notification.message).where(Notification.type == kind).order_by(Notification.id)
        return list(await session.scalars(query))


async def hear(parts: Parts, template: Template, kind: str, **values: object) -> None:
    event = TemplateEvent(template.waba_id, template.meta_id, None, None, kind, values, None)  # pyright: ignore
    async with parts[Database].transaction() as session:
        await apply_template_events(session, parts[JobQueue], [event])
    await run_waiting_jobs(parts)


async def send(database: Database, made: Made, messages: int) -> None:
    """Pretend that Meta took the first messages."""
    async with database.transaction() as session:
        ids = {"ids": made.contact_ids[:messages]}
        sent = "UPDATE campaign_contacts SET status = 'sent', wamid = 'wamid.' || id WHERE id = ANY(:ids)"
        await session.execute(text(sent), ids)
        await session.execute(text("UPDATE send_queue SET state = 'sent' WHERE contact_id = ANY(:ids)"), ids)
        total = text("UPDATE campaign_templates SET total_sent = :sent WHERE id = :id")
        await session.execute(total, {"sent": messages, "id": made.batch_ids[0]})


async def test_from_metas_change_of_category_to_the_last_message(parts: Parts, database: Database) -> None:
    made = await make_campaign(database, recipients=8, templates=2)
    await send(database, made, 3)
    template = await template_of(database, made, 0)
    await hear(parts, template, "category", category="MARKETING")

    stopped = await campaign(database, made)
    assert stopped.status == "stopped"
    assert "cannot be sent any more. It is quarantined" in (stopped.status_reason or "")
    (message,) = await told(database, "campaign_stopped")
    assert "Of this template 3 messages were sent and 1 are held." in message
    assert "Of the whole campaign 3 messages were sent, 5 are held." in message
    assert len(await told(database, "template_quarantined")) == 1

    with pytest.raises(CampaignStateError, match="quarantined"):
        async with database.transaction() as session:
            await lifecycle.resume(session, parts[JobQueue], made.campaign_id)
    await hear(parts, template, "category", category="UTILITY")
    with pytest.raises(CampaignStateError, match="un-quarantined by hand"):
        async with database.transaction() as session:
            await lifecycle.resume(session, parts[JobQueue], made.campaign_id)
    async with database.transaction() as session:
        await templates.unquarantine(session, template.id, "admin@example.in")
        await lifecycle.resume(session, parts[JobQueue], made.campaign_id)
    async with database.transaction() as session:
        await lifecycle.advance(session, parts[JobQueue], made.number_id, START)
    assert (await campaign(database, made)).status == "running"


@pytest.mark.parametrize(("kind", "values"), [("status", {"status": "PAUSED"}), ("quality", {"quality_score": "RED"})])
async def test_status_and_quality_stop_too(
    parts: Parts, database: Database, kind: str, values: dict[str, object]
) -> None:
    running = await make_campaign(database, recipients=2)
    template = await template_of(database, running, 0)
    await hear(parts, template, kind, **values)
    assert (await campaign(database, running)).status == "stopped"
    assert not (await template_of(database, running, 0)).is_quarantined


async def test_a_template_whose_messages_are_all_out_stops_nothing(parts: Parts, database: Database) -> None:
    made = await make_campaign(database, recipients=4, templates=2)
    async with database.transaction() as session:
        (await session.get_one(CampaignTemplate, made.batch_ids[0])).status = "completed"
    await hear(parts, await template_of(database, made, 0), "category", category="MARKETING")
    assert (await campaign(database, made)).status == "running"
    assert await told(database, "campaign_stopped") == []


async def test_two_reasons_at_once_stop_and_tell_once(parts: Parts, database: Database) -> None:
    made = await make_campaign(database, recipients=4)
    template = await template_of(database, made, 0)

    async def stop(reason: str) -> None:
        async with database.transaction() as session:
            await stop_campaigns(session, parts[JobQueue], template.id, reason, START)

    await asyncio.gather(*(stop(f"Reason {number}.") for number in range(4)))
    assert len(await told(database, "campaign_stopped")) == 1


async def test_a_campaign_that_had_started_is_stopped_not_failed_when_its_turn_comes_again(
    parts: Parts, database: Database
) -> None:
    """Failing it would throw away the messages it still holds."""
    made = await make_campaign(database, recipients=4, status="queued")
    async with database.transaction() as session:
        (await session.get_one(Campaign, made.campaign_id)).started_at = START
        (await session.get_one(Template, (await template_of(database, made, 0)).id)).status = "PAUSED"
    async with database.transaction() as session:
        await lifecycle.advance(session, parts[JobQueue], made.number_id, START)
    assert (await campaign(database, made)).status == "stopped"
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM send_queue")) == 4
