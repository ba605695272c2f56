"""Looking at campaigns, their recipients, stopping, resuming and deleting them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update
from tests.factories import make_number
from tests.features.campaigns.campaign_api import CampaignApi

from harkara.core.messages.campaigns import Campaign, CampaignContact

FILE = "Phone,{{1}}\n919876543210,Asha\n919876543211,Ravi\n919876543212,\n919876543213,Meena\n"
TOMORROW = "2026-11-24T18:30:00+05:30"


async def change(api: CampaignApi, campaign_id: int, **values: Any) -> None:
    async with api.database.transaction() as session:
        await session.execute(update(Campaign).where(Campaign.id == campaign_id).values(**values))


class TestList:
    async def test_filters_and_pages_newest_first(self, api: CampaignApi) -> None:
        async with api.database.transaction() as session:
            other = await make_number(session)
        first = (await api.upload(FILE, name="Diwali 100%")).body
        second = (await api.upload(FILE, name="Holi", number_id=other.id, scheduled_at=TOMORROW)).body
        third = (await api.upload(FILE, name="diwali again", scheduled_at=TOMORROW)).body

        async def ids(query: str) -> list[int]:
            return [item["id"] for item in (await api.call("GET", query)).body["items"]]

        assert await ids("") == [third["id"], second["id"], first["id"]]
        assert await ids("?status=scheduled") == [third["id"], second["id"]]
        assert await ids(f"?number_id={other.id}") == [second["id"]]
        sent = f"?template_id={first['batches'][0]['template_id']}"
        assert await ids(sent) == [third["id"], second["id"], first["id"]]
        assert await ids(f"{sent}0") == []
        assert await ids("?q=DIWALI") == [third["id"], first["id"]]
        assert await ids("?q=100%25") == [first["id"]]
        assert await ids("?q=_") == []
        page = (await api.call("GET", "?limit=2")).body
        assert [item["id"] for item in page["items"]] == [third["id"], second["id"]]
        assert page["items"][0].items() <= third.items()
        rest = (await api.call("GET", f"?limit=2&cursor={page['next_cursor']}")).body
        assert ([item["id"] for item in rest["items"]], rest["next_cursor"]) == ([first["id"]], None)

    @pytest.mark.parametrize(
        "query", ["?status=unknown", "?q=%00", "?limit=0", "?cursor=x", "?number_id=9223372036854775808"]
    )
    async def test_wrong_filters(self, refusing_api: CampaignApi, query: str) -> None:
        assert (await refusing_api.call("GET", query)).status == 422


class TestFigures:
    async def test_rates_and_speed(self, api: CampaignApi) -> None:
        campaign_id = (await api.upload(FILE)).body["id"]
        fresh = (await api.call("GET", f"/{campaign_id}")).body
        figures = ("delivery_rate", "read_rate", "avg_send_speed", "duration_seconds")
        assert [fresh[name] for name in figures] == [None] * 4
        now = api.clock.now()
        await change(
            api,
            campaign_id,
            status="running",
            started_at=now,
            running_since=now,
            running_seconds=10,
            total_sent=80,
            total_delivered=60,
            total_read=15,
            total_failed=1,
        )
        api.clock.move(30)
        running = (await api.call("GET", f"/{campaign_id}")).body
        assert [running[name] for name in figures] == [0.75, 0.25, 2.0, 30.0]


class TestUnknown:
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", ""),
            ("DELETE", ""),
            ("POST", "/stop"),
            ("POST", "/resume"),
            ("GET", "/contacts"),
            ("GET", "/export.csv"),
            ("GET", "/invalid.csv"),
        ],
    )
    async def test_is_404_everywhere(self, refusing_api: CampaignApi, method: str, path: str) -> None:
        answer = await refusing_api.call(method, f"/12345{path}")
        assert (answer.status, answer.body["code"]) == (404, "unknown_campaign")


class TestDelete:
    async def test_a_scheduled_one_goes_with_everything_and_nothing_else(self, api: CampaignApi) -> None:
        kept = (await api.upload(FILE)).body
        gone = (await api.upload(FILE, scheduled_at=TOMORROW)).body
        answer = await api.call("DELETE", f"/{gone['id']}")
        assert (answer.status, answer.content) == (204, b"")
        assert [await api.count(table) for table in ("campaigns", "campaign_templates")] == [1, 1]
        assert [await api.count(table) for table in ("campaign_contacts", "send_queue")] == [4, 3]
        assert (await api.call("GET", f"/{kept['id']}")).status == 200

    async def test_one_that_has_left_the_schedule_stays(self, api: CampaignApi) -> None:
        campaign = (await api.upload(FILE)).body
        answer = await api.call("DELETE", f"/{campaign['id']}")
        assert (answer.status, answer.body["code"]) == (409, "campaign_state")
        assert "queued" in answer.body["detail"]
        assert await api.count("campaign_contacts") == 4


class TestStopAndResume:
    async def test_there_and_back(self, api: CampaignApi) -> None:
        campaign_id = (await api.upload(FILE)).body["id"]
        stopped = (await api.call("POST", f"/{campaign_id}/stop")).body
        assert (stopped["status"], stopped["status_reason"]) == ("stopped", "Stopped by the admin.")
        assert [cause["code"] for cause in stopped["status_causes"]] == ["stopped_by_admin"]
        resumed = (await api.call("POST", f"/{campaign_id}/resume")).body
        assert (resumed["status"], resumed["status_reason"]) == ("queued", None)
        assert resumed["status_causes"] is None

    async def test_a_scheduled_one_cannot_be_stopped(self, api: CampaignApi) -> None:
        campaign_id = (await api.upload(FILE, scheduled_at=TOMORROW)).body["id"]
        answer = await api.call("POST", f"/{campaign_id}/stop")
        assert (answer.status, answer.body["code"]) == (409, "campaign_state")


class TestContacts:
    async def test_in_file_order_with_reasons_and_filters(self, api: CampaignApi) -> None:
        campaign_id = (await api.upload(FILE)).body["id"]
        async with api.database.transaction() as session:
            await session.execute(
                update(CampaignContact)
                .where(CampaignContact.phone == "919876543211")
                .values(status="failed", error_code=131026, error_details="Message undeliverable", attempts=1)
            )
        everyone = (await api.call("GET", f"/{campaign_id}/contacts")).body["items"]
        assert [(item["row_number"], item["status"]) for item in everyone] == [
            (2, "pending"),
            (3, "failed"),
            (4, "invalid"),
            (5, "pending"),
        ]
        assert everyone[0]["template_name"] == api.plain.name
        assert everyone[0]["variables"] == ["Asha"]
        assert everyone[1]["error_title"]
        assert everyone[1]["error_advice"]
        assert "{{1}}" in everyone[2]["invalid_reason"]
        assert everyone[2]["template_id"] is None

        async def rows(query: str) -> list[int]:
            answer = await api.call("GET", f"/{campaign_id}/contacts?{query}")
            return [item["row_number"] for item in answer.body["items"]]

        assert await rows("status=failed") == [3]
        assert await rows(f"template_id={api.plain.id}") == [2, 3, 5]
        assert await rows(f"template_id={api.media.id}") == []
        assert await rows("q=543212") == [4]
        page = (await api.call("GET", f"/{campaign_id}/contacts?limit=3")).body
        assert await rows(f"limit=3&cursor={page['next_cursor']}") == [5]


async def test_the_upload_is_described_for_client_generators(refusing_api: CampaignApi) -> None:
    schema = refusing_api.app.openapi()
    body = schema["paths"]["/api/campaigns"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert set(body["required"]) == {"name", "number_id", "template_ids", "file"}
    shared = {"name", "number_id", "template_ids", "scheduled_at", "skip_duplicates", "file"}
    assert set(body["properties"]) == shared | {"request_id"}
    dry_run = schema["paths"]["/api/campaigns/validate"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert "name" not in dry_run["schema"]["required"]
