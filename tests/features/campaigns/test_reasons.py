"""A campaign's reason and its causes: one thing told twice, and what an older version leaves of that."""

from __future__ import annotations

import pytest
from tests.factories import make_campaign

from harkara.core.messages.campaigns import Campaign
from harkara.features.campaigns.reasons import causes_of, give_reason
from harkara.kit.causes import Cause
from harkara.kit.db import Database

BOTH = [
    Cause("number_deleted", "The number 'Asha' was deleted.", {"number": "Asha"}),
    Cause("template_refused", "Meta refused the template: paused", {"meta_words": "paused"}),
]


async def test_both_are_kept_and_taken_away_together(database: Database) -> None:
    made = await make_campaign(database, status="stopped")
    async with database.transaction() as session:
        give_reason(await session.get_one(Campaign, made.campaign_id), BOTH)
    async with database.transaction() as session:
        campaign = await session.get_one(Campaign, made.campaign_id)
        assert campaign.status_reason == "The number 'Asha' was deleted. Meta refused the template: paused"
        assert causes_of(campaign) == BOTH
        give_reason(campaign, [])
        assert (campaign.status_reason, causes_of(campaign)) == (None, None)


def test_a_sentence_of_the_version_before_has_no_causes() -> None:
    campaign = Campaign()
    give_reason(campaign, BOTH)
    campaign.status_reason = "Stopped by the admin."
    assert causes_of(campaign) is None
    campaign.status_reason = None
    assert causes_of(campaign) is None


@pytest.mark.parametrize(
    "stored",
    [
        [{}],
        [{"code": "number_deleted"}],
        [{"code": "of_a_later_version", "words": "Stopped.", "facts": {}}],
        [{"code": "number_deleted", "words": 7, "facts": {}}],
        [{"code": "number_deleted", "words": "Stopped.", "facts": ["Asha"]}],
        ["number_deleted"],
        {"a": [None, True, 1.5]},
    ],
)
async def test_causes_of_another_form_leave_the_sentence(database: Database, stored: object) -> None:
    made = await make_campaign(database, status="stopped")
    async with database.transaction() as session:
        campaign = await session.get_one(Campaign, made.campaign_id)
        campaign.status_reason, campaign.status_causes = "Stopped.", stored  # pyright: ignore[reportAttributeAccessIssue] - that is the point
    async with database.transaction() as session:
        assert causes_of(await session.get_one(Campaign, made.campaign_id)) is None
