"""What a campaign waits for, told as a person would."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.clocks import START
from tests.factories import Made, make_campaign, make_number

from harkara.features.campaigns import service
from harkara.features.campaigns.listing import NEWEST_FIRST
from harkara.features.campaigns.repository import CampaignFilter
from harkara.features.campaigns.waiting import NUMBER_IS_FREE
from harkara.kit.causes import Cause
from harkara.kit.db import Database


async def run(database: Database, statement: str, **values: object) -> None:
    async with database.transaction() as session:
        await session.execute(text(statement), values)


async def words(database: Database, made: Made) -> str | None:
    """What the campaign's own page says in words."""
    cause = await waiting(database, made)
    return None if cause is None else cause.words


async def waiting(database: Database, made: Made) -> Cause | None:
    """What the campaign's own page says; the list must say the same."""
    async with database.transaction() as session:
        own = await service.get_campaign(session, made.campaign_id, START)
        page = await service.list_campaigns(session, CampaignFilter(), NEWEST_FIRST, 50, START)
    listed = next(item for item in page.items if item.id == made.campaign_id)
    assert (own.waiting_for, own.waiting) == (listed.waiting_for, listed.waiting)
    assert own.waiting_for == (None if own.waiting is None else own.waiting.words)
    return own.waiting


async def test_a_queued_one_waits_for_the_one_before_it(database: Database) -> None:
    async with database.transaction() as session:
        number = await make_number(session)
    before = await make_campaign(database, number=number)
    await run(
        database,
        "UPDATE campaigns SET name = 'Diwali orders', valid_contacts = 162300, total_sent = 99000, total_refused = 1000"
        " WHERE id = :id",
        id=before.campaign_id,
    )
    first = await make_campaign(database, number=number, status="queued", state="pending", queued_at=START)
    second = await make_campaign(
        database, number=number, status="queued", state="pending", queued_at=START + timedelta(seconds=1)
    )

    assert await words(database, first) == (
        "Waits for 'Diwali orders' on the same number (62,300 messages left, about 17 min)."
    )
    assert await words(database, second) == (
        "2 campaigns are before it on the same number (62,304 messages left, about 17 min)."
    )


async def test_the_campaigns_of_other_numbers_are_nobodys_wait(database: Database) -> None:
    await make_campaign(database)
    made = await make_campaign(database, status="queued", state="pending", queued_at=START)
    assert await words(database, made) == NUMBER_IS_FREE


async def test_what_the_words_are_made_of_goes_with_them(database: Database) -> None:
    async with database.transaction() as session:
        number = await make_number(session)
    before = await make_campaign(database, recipients=3, number=number)
    await run(database, "UPDATE campaigns SET name = 'Diwali orders' WHERE id = :id", id=before.campaign_id)
    made = await make_campaign(database, number=number, status="queued", state="pending", queued_at=START)

    cause = await waiting(database, made)

    assert cause is not None
    assert cause.code == "behind_one"
    assert {**cause.facts, "seconds": None} == {"campaign": "Diwali orders", "messages": "3", "seconds": None}


async def test_one_in_full_swing_waits_for_nothing(database: Database) -> None:
    made = await make_campaign(database)
    await run(
        database,
        "UPDATE send_queue SET state = 'processing', claimed_at = now() WHERE contact_id <> :id",
        id=made.contact_ids[0],
    )
    assert await words(database, made) is None


async def test_a_running_one_waits_for_metas_word(database: Database) -> None:
    made = await make_campaign(database, recipients=3, state="processing")
    await run(database, "UPDATE send_queue SET claimed_at = now() - interval '130 seconds'")
    assert await words(database, made) == "Waits for Meta's word on 3 messages; the oldest left 2 min 10 s ago."


async def test_a_running_one_waits_for_its_next_retry(database: Database) -> None:
    made = await make_campaign(database, recipients=4)
    await run(database, "UPDATE send_queue SET available_at = now() + interval '45 seconds'")
    await run(
        database,
        "UPDATE send_queue SET available_at = now() + interval '12 seconds' WHERE contact_id = :id",
        id=made.contact_ids[2],
    )
    assert await words(database, made) == "Next retry of 4 messages in 12 s."


@pytest.mark.parametrize("status", ["scheduled", "stopped", "completed", "failed"])
async def test_the_others_wait_for_nothing(database: Database, status: str) -> None:
    assert await words(database, await make_campaign(database, status=status)) is None
