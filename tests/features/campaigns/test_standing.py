"""What stands between a campaign and its sending: templates and numbers in the way, and who is before it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from tests.clocks import START
from tests.core.messages.ledger import send
from tests.factories import make_campaign, make_number
from tests.features.campaigns.campaign_api import CampaignApi

from harkara.kit.db import Database


async def run(database: Database, statement: str, **values: object) -> None:
    async with database.transaction() as session:
        await session.execute(text(statement), values)


async def detail(api: CampaignApi, campaign_id: int) -> Any:
    return (await api.call("GET", f"/{campaign_id}")).body


class TestObstacles:
    async def test_a_quarantined_template_is_named_with_what_it_holds(self, api: CampaignApi) -> None:
        made = await make_campaign(api.database, recipients=6, templates=2, state="processing")
        await send(api.database, made.contact_ids[:1])
        await run(
            api.database,
            "UPDATE templates SET is_quarantined = true, quarantine_reason = 'Category is MARKETING', category = 'MARKETING'"
            " WHERE id = (SELECT template_id FROM campaign_templates WHERE id = :batch)",
            batch=made.batch_ids[0],
        )
        assert (await detail(api, made.campaign_id))["obstacles"] == []

        await api.call("POST", f"/{made.campaign_id}/stop")

        campaign = await detail(api, made.campaign_id)
        [obstacle] = campaign["obstacles"]
        assert (obstacle["kind"], obstacle["id"]) == ("template", campaign["batches"][0]["template_id"])
        assert obstacle["held"] == 2
        assert "quarantined" in obstacle["reason"]
        assert obstacle["cause"]["code"] == "template_quarantined"
        assert obstacle["cause"]["facts"]["category"] == "MARKETING"

    async def test_an_inactive_number_holds_everything(self, api: CampaignApi) -> None:
        made = await make_campaign(api.database, recipients=4, status="stopped")
        await run(api.database, "UPDATE whatsapp_numbers SET is_active = false, inactive_reason = 'Token expired'")

        [obstacle] = (await detail(api, made.campaign_id))["obstacles"]

        assert (obstacle["kind"], obstacle["id"], obstacle["held"]) == ("number", made.number_id, 4)
        assert obstacle["reason"] == "is inactive: Token expired."
        assert (obstacle["cause"]["code"], obstacle["cause"]["words"]) == ("number_inactive", obstacle["reason"])

    async def test_a_template_that_is_done_is_in_nobodys_way(self, api: CampaignApi) -> None:
        made = await make_campaign(api.database, status="stopped")
        await run(api.database, "UPDATE campaign_templates SET status = 'completed'")
        await run(api.database, "UPDATE templates SET is_active = false")
        assert (await detail(api, made.campaign_id))["obstacles"] == []


class TestLine:
    @pytest.mark.parametrize(("status", "before"), [("queued", 1), ("stopped", 1), ("scheduled", 3)])
    async def test_who_is_before_it(self, api: CampaignApi, status: str, before: int) -> None:
        async with api.database.transaction() as session:
            number = await make_number(session)
        running = await make_campaign(api.database, number=number, recipients=120)
        made = await make_campaign(
            api.database, number=number, status=status, state="pending", queued_at=START - timedelta(minutes=1)
        )
        await make_campaign(api.database, number=number, status="queued", state="pending", queued_at=START)
        earlier = await make_campaign(api.database, number=number, status="scheduled", state="pending")
        later = await make_campaign(api.database, number=number, status="scheduled", state="pending")
        for campaign, hours in ((earlier, 1), (made, 2), (later, 3)):
            await run(
                api.database,
                "UPDATE campaigns SET scheduled_at = :at WHERE id = :id AND status = 'scheduled'",
                at=START + timedelta(hours=hours),
                id=campaign.campaign_id,
            )

        ahead = (await detail(api, made.campaign_id))["ahead"]

        assert ahead["count"] == before
        assert ahead["campaigns"][0]["id"] == running.campaign_id
        assert ahead["messages"] == 120 + 4 * (before - 1)
        assert ahead["seconds"] == round(ahead["messages"] / 60, 1)

    @pytest.mark.parametrize("status", ["running", "completed", "failed"])
    async def test_these_stand_in_no_line(self, api: CampaignApi, status: str) -> None:
        made = await make_campaign(api.database, status=status)
        assert (await detail(api, made.campaign_id))["ahead"] is None
