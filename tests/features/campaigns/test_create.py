"""An upload becomes a campaign, all or nothing."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from sqlalchemy import select, text
from tests.features.campaigns.campaign_api import CampaignApi

from harkara.core.messages.campaigns import CampaignContact
from harkara.core.sender.models import SendQueueItem

FILE = """Phone,{{Media}},{{1}},{{2}}
919876543210,https://cdn.example.in/a.jpg,Asha,A-1
919876543211,https://cdn.example.in/b.jpg,"Ravi ""R"" Kumar, jr\\",A-2
9876543212,https://cdn.example.in/c.jpg,Meena,A-3
919876543213,https://cdn.example.in/d.jpg,आशा,A-4
919876543210,https://cdn.example.in/e.jpg,Asha,A-5
919876543215,,Zoya,A-6
"""
TOMORROW = "2026-11-24T18:30:00+05:30"


async def jobs(api: CampaignApi) -> list[str]:
    async with api.database.transaction() as session:
        return list((await session.scalars(text("SELECT task_name FROM procrastinate_jobs"))).all())


async def test_rows_batches_queue_and_job_are_made_at_once(api: CampaignApi) -> None:
    answer = await api.upload(FILE, template_ids=[api.media.id, api.plain.id], skip_duplicates="true")
    assert answer.status == 201, answer.body
    campaign = answer.body
    assert campaign["status"] == "queued"
    assert campaign["number"] == {
        "id": api.number.id,
        "display_name": api.number.display_name,
        "display_phone_number": api.number.display_phone_number,
        "max_send_rate_per_sec": 60,
    }
    assert [campaign[f"{kind}_contacts"] for kind in ("total", "valid", "invalid")] == [6, 3, 3]
    assert [(batch["template_id"], batch["contact_count"], batch["status"]) for batch in campaign["batches"]] == [
        (api.media.id, 1, "pending"),
        (api.plain.id, 2, "pending"),
    ]
    assert await jobs(api) == ["campaigns:advance"]
    assert (await api.call("GET", f"/{campaign['id']}")).body == campaign


async def test_every_row_is_kept_as_it_was_and_only_valid_ones_are_queued(api: CampaignApi) -> None:
    campaign = (await api.upload(FILE, template_ids=[api.media.id, api.plain.id])).body
    async with api.database.transaction() as session:
        contacts = (await session.scalars(select(CampaignContact).order_by(CampaignContact.id))).all()
        queue = (await session.scalars(select(SendQueueItem).order_by(SendQueueItem.contact_id))).all()
    assert [(row.row_number, row.phone, row.variables, row.status, row.invalid_code) for row in contacts] == [
        (2, "919876543210", ["Asha", "A-1"], "pending", None),
        (3, "919876543211", ['Ravi "R" Kumar, jr\\', "A-2"], "pending", None),
        (4, "9876543212", ["Meena", "A-3"], "invalid", "phone_without_country_code"),
        (5, "919876543213", ["आशा", "A-4"], "pending", None),
        (6, "919876543210", ["Asha", "A-5"], "invalid", "duplicate_phone"),
        (7, "919876543215", ["Zoya", "A-6"], "invalid", "media_missing"),
    ]
    first, second = contacts[0].batch_id, contacts[1].batch_id
    assert first != second
    assert contacts[3].batch_id == second
    assert [(item.contact_id, item.batch_id, item.number_id, item.state) for item in queue] == [
        (row.id, row.batch_id, api.number.id, "pending") for row in contacts if row.status == "pending"
    ]
    assert {item.campaign_id for item in queue} == {campaign["id"]}


async def test_duplicates_are_kept_when_asked(api: CampaignApi) -> None:
    answer = await api.upload(FILE, skip_duplicates="false")
    assert answer.body["valid_contacts"] == 5


async def test_a_scheduled_campaign_waits_without_a_job(api: CampaignApi) -> None:
    answer = await api.upload(FILE, scheduled_at=TOMORROW)
    assert (answer.status, answer.body["status"]) == (201, "scheduled")
    assert answer.body["scheduled_at"] == "2026-11-24T13:00:00Z"
    assert await jobs(api) == []


class TestRepeated:
    """An upload whose answer got lost is sent again: it must not reach everybody twice."""

    async def test_the_same_request_makes_one_campaign(self, api: CampaignApi) -> None:
        request = str(uuid4())
        first = await api.upload(FILE, request_id=request)
        again = await api.upload(FILE, request_id=request)
        assert (first.status, again.status) == (201, 201)
        assert again.body["id"] == first.body["id"]
        assert await api.count("campaigns") == 1
        other = await api.upload(FILE, request_id=str(uuid4()))
        assert other.body["id"] != first.body["id"]

    async def test_also_when_both_arrive_together(self, api: CampaignApi) -> None:
        request = str(uuid4())
        answers = await asyncio.gather(*(api.upload(FILE, request_id=request) for _ in range(4)))
        assert {answer.status for answer in answers} == {201}
        assert len({answer.body["id"] for answer in answers}) == 1
        assert await api.count("send_queue") == 4

    async def test_also_when_it_would_be_refused_by_now(self, api: CampaignApi) -> None:
        request = str(uuid4())
        first = await api.upload(FILE, request_id=request, scheduled_at=TOMORROW)
        api.clock.move(3 * 86_400)
        again = await api.upload(FILE, request_id=request, scheduled_at=TOMORROW)
        assert (again.status, again.body["id"]) == (201, first.body["id"])

    async def test_without_one_each_upload_is_its_own(self, api: CampaignApi) -> None:
        assert (await api.upload(FILE)).body["id"] != (await api.upload(FILE)).body["id"]
