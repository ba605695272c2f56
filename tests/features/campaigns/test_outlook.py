"""What the dry run foretells: the line before it, Meta's daily limit, quality, the token's end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from tests.factories import make_campaign, make_number
from tests.features.campaigns.campaign_api import CampaignApi

from harkara.core.messages.campaigns import Campaign
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.throughput import daily_limit
from harkara.core.templates.models import Template

ROWS = "Phone,{{1}}\n" + "".join(f"9198765{place:05},Asha\n" for place in range(300))


async def report(api: CampaignApi, file: str = ROWS, **changes: object) -> Any:
    answer = await api.upload(file, "/validate", **changes)
    assert answer.status == 200, answer.body
    return answer.body


async def codes(api: CampaignApi, file: str = ROWS, **changes: object) -> list[str]:
    return [warning["code"] for warning in (await report(api, file, **changes))["warnings"]]


async def number_has(api: CampaignApi, **values: object) -> None:
    async with api.database.transaction() as session:
        await session.execute(update(WhatsAppNumber).where(WhatsAppNumber.id == api.number.id).values(**values))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


class TestLine:
    async def test_what_the_number_sends_before_is_counted_in(self, api: CampaignApi) -> None:
        for status, sent in (("running", 400), ("queued", 0), ("stopped", 0), ("completed", 600)):
            made = await make_campaign(api.database, recipients=0, number=api.number, status=status)
            async with api.database.transaction() as session:
                await session.execute(
                    update(Campaign).where(Campaign.id == made.campaign_id).values(valid_contacts=600, total_sent=sent)
                )
        told = await report(api)
        assert (told["messages_before"], told["estimated_seconds"]) == (800, 5)
        assert told["campaigns_before"] == 2
        assert [(before["status"], before["messages"]) for before in told["before"]] == [
            ("running", 200),
            ("queued", 600),
        ]
        assert moment(told["estimated_start"]) - api.clock.now() == timedelta(seconds=800 / 60)
        assert moment(told["estimated_end"]) - moment(told["estimated_start"]) == timedelta(seconds=5)

    async def test_of_the_scheduled_ones_those_that_come_first(self, api: CampaignApi) -> None:
        for hours in (1, 3):
            at = (api.clock.now() + timedelta(hours=hours)).isoformat()
            assert (await api.upload(ROWS, scheduled_at=at)).status == 201
        at = (api.clock.now() + timedelta(hours=2)).isoformat()
        told = await report(api, scheduled_at=at)
        assert told["messages_before"] == 300
        assert [(before["name"], before["status"]) for before in told["before"]] == [("Diwali", "scheduled")]
        assert moment(told["estimated_start"]) == api.clock.now() + timedelta(hours=2)
        assert (await report(api))["messages_before"] == 0

    async def test_of_a_long_line_the_first_are_named_in_their_order(self, api: CampaignApi) -> None:
        for hours in (3, 1, 2, 6, 5, 4, 7):
            at = api.clock.now() + timedelta(hours=hours)
            await api.upload(ROWS, name=f"in {hours} h", scheduled_at=at.isoformat())
        told = await report(api, scheduled_at=(api.clock.now() + timedelta(hours=9)).isoformat())
        assert (told["campaigns_before"], told["messages_before"]) == (7, 2_100)
        assert [before["name"] for before in told["before"]] == [f"in {hours} h" for hours in range(1, 6)]

    async def test_other_numbers_do_not_matter(self, api: CampaignApi) -> None:
        await make_campaign(api.database, recipients=4)
        assert (await report(api))["messages_before"] == 0


class TestDailyLimit:
    @pytest.mark.parametrize(("tier", "warned"), [("TIER_250", True), ("TIER_2K", False), ("TIER_UNLIMITED", False)])
    async def test_against_the_audience(self, api: CampaignApi, tier: str, warned: bool) -> None:
        await number_has(api, messaging_limit=tier)
        assert await codes(api) == (["messaging_limit"] if warned else [])

    async def test_what_was_sent_in_the_last_day_counts_from_any_number(self, api: CampaignApi) -> None:
        await number_has(api, messaging_limit="TIER_2K")
        async with api.database.transaction() as session:
            other = await make_number(session)
        for hours, sent in ((1, 1800), (25, 5000)):
            made = await make_campaign(api.database, recipients=1, number=other, status="completed")
            ended = api.clock.now() - timedelta(hours=hours)
            async with api.database.transaction() as session:
                values = {"started_at": ended, "finished_at": ended, "total_sent": sent}
                await session.execute(update(Campaign).where(Campaign.id == made.campaign_id).values(**values))
        told = await report(api)
        assert (told["daily_limit"], told["sent_last_day"]) == (2000, 1800)
        (warning,) = told["warnings"]
        assert "2,000 customers in 24 hours" in warning["message"]
        assert "300 recipients, and up to 1,800 messages" in warning["message"]

    async def test_a_repeated_phone_is_one_customer(self, api: CampaignApi) -> None:
        await number_has(api, messaging_limit="TIER_250")
        file = "Phone,{{1}}\n" + "919876543210,Asha\n" * 300
        told = await report(api, file, skip_duplicates="false")
        assert (told["valid_rows"], told["unique_recipients"], told["warnings"]) == (300, 1, [])

    @pytest.mark.parametrize(
        ("tier", "limit"),
        [
            *(("TIER_250", 250), ("TIER_1K", 1000), ("TIER_100K", 100_000)),
            *(("TIER_UNLIMITED", None), ("TIER_NEW", None), (None, None)),
        ],
    )
    def test_tiers(self, tier: str | None, limit: int | None) -> None:
        assert daily_limit(tier) == limit


class TestQuality:
    @pytest.mark.parametrize(("rating", "warned"), [("GREEN", []), ("YELLOW", ["number_quality"]), (None, [])])
    async def test_of_the_number(self, api: CampaignApi, rating: str | None, warned: list[str]) -> None:
        await number_has(api, quality_rating=rating)
        assert await codes(api) == warned

    async def test_of_a_template_and_its_category_to_come(self, api: CampaignApi) -> None:
        async with api.database.transaction() as session:
            values = {"quality_score": "YELLOW", "correct_category": "MARKETING"}
            await session.execute(update(Template).where(Template.id == api.plain.id).values(**values))
        told = await report(api)
        assert [warning["code"] for warning in told["warnings"]] == ["template_quality", "template_category"]
        assert all(api.plain.name in warning["message"] for warning in told["warnings"])
        assert told["batches"][0]["quality_score"] == "YELLOW"

    async def test_a_template_of_quality_red_is_refused_with_the_reason(self, api: CampaignApi) -> None:
        async with api.database.transaction() as session:
            await session.execute(update(Template).where(Template.id == api.plain.id).values(quality_score="RED"))
        for path in ("/validate", ""):
            answer = await api.upload(ROWS, path)
            assert (answer.status, answer.body["code"]) == (422, "template_not_sendable")
            assert "quality RED" in answer.body["detail"]
        assert await api.leftovers() == 0


class TestToken:
    @pytest.mark.parametrize(
        ("lasts", "code"),
        [
            (timedelta(seconds=4), ["token_expires_before_end"]),
            (timedelta(days=6), ["token_expires_soon"]),
            (timedelta(days=8), []),
        ],
    )
    async def test_its_end(self, api: CampaignApi, lasts: timedelta, code: list[str]) -> None:
        await number_has(api, token_expires_at=api.clock.now() + lasts)
        assert await codes(api) == code

    async def test_against_the_time_a_campaign_is_scheduled_for(self, api: CampaignApi) -> None:
        await number_has(api, token_expires_at=api.clock.now() + timedelta(days=8))
        at = (api.clock.now() + timedelta(days=9)).isoformat()
        (warning,) = (await report(api, scheduled_at=at))["warnings"]
        assert warning["code"] == "token_expires_before_end"
        assert "1 Dec 2026, 12:00 IST" in warning["message"]
