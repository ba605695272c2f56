"""The list of campaigns in every order: each page goes on where the one before ended, and nothing is lost or repeated."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from tests.features.campaigns.campaign_api import CampaignApi

from harkara.core.messages.campaigns import Campaign
from harkara.kit.pagination import encode_cursor

# name, valid contacts, sent, delivered, scheduled in hours
CAMPAIGNS = (
    ("diwali", 300, 300, 150, None),
    ("Holi", 20, 0, 0, 5),
    ("अगस्त की सूचना", 300, 20, 20, 2),
    ("Diwali", 7, 7, 0, None),
    ("Zari stock", 9_000, 0, 0, 5),
    ("अगस्त की सूचना", 20, 10, 5, 1),
)
SORTS = ("created_at", "name", "valid_contacts", "delivery_rate", "scheduled_at")


async def make_campaigns(api: CampaignApi) -> None:
    rows = [
        {
            "name": name,
            "number_id": api.number.id,
            "status": "completed" if hours is None else "scheduled",
            "has_media_column": False,
            "variable_columns": 1,
            "total_contacts": valid,
            "valid_contacts": valid,
            "invalid_contacts": 0,
            "total_sent": sent,
            "total_delivered": delivered,
            "scheduled_at": None if hours is None else api.clock.now() + timedelta(hours=hours),
        }
        for name, valid, sent, delivered, hours in CAMPAIGNS
    ]
    async with api.database.transaction() as session:
        await session.execute(insert(Campaign), rows)


async def walk(api: CampaignApi, query: str, limit: int) -> list[dict[str, Any]]:
    """Return all campaigns of a list, page by page."""
    found, cursor = [], ""
    while True:
        page = (await api.call("GET", f"?{query}&limit={limit}{cursor}")).body
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def expected(campaigns: list[dict[str, Any]], sort: str, order: str) -> list[int]:
    """Return the ids in the order the API promises, worked out the slow way."""

    def key(campaign: dict[str, Any]) -> Any:
        value = campaign["id"] if sort == "created_at" else campaign[sort]
        return value.lower() if isinstance(value, str) else value

    newest_first = sorted(campaigns, key=lambda campaign: -campaign["id"])
    known = [campaign for campaign in newest_first if key(campaign) is not None]
    unknown = [campaign for campaign in newest_first if key(campaign) is None]
    values = sorted({key(campaign) for campaign in known}, reverse=order == "desc")
    return [c["id"] for value in values for c in known if key(c) == value] + [c["id"] for c in unknown]


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("sort", SORTS)
async def test_every_order_page_by_page(api: CampaignApi, sort: str, order: str) -> None:
    await make_campaigns(api)
    wanted = expected((await api.call("GET", "")).body["items"], sort, order)
    assert len(wanted) == len(CAMPAIGNS)
    for limit in (1, 2, 5, 50):
        assert [c["id"] for c in await walk(api, f"sort={sort}&order={order}", limit)] == wanted


async def test_names_and_times_go_upwards_by_themselves_the_others_down(api: CampaignApi) -> None:
    await make_campaigns(api)
    for sort in SORTS:
        natural = "asc" if sort in ("name", "scheduled_at") else "desc"
        assert await walk(api, f"sort={sort}", 3) == await walk(api, f"sort={sort}&order={natural}", 3)


async def test_several_states_at_once_and_together_with_the_rest(api: CampaignApi) -> None:
    await make_campaigns(api)
    both = await walk(api, "status=completed&status=scheduled", 4)
    assert len(both) == len(CAMPAIGNS)
    found = await walk(api, "status=running&status=completed&q=DIW&sort=valid_contacts&order=asc", 1)
    assert [campaign["name"] for campaign in found] == ["Diwali", "diwali"]


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("created_at", ["Diwali", 3]),
        ("created_at", [True]),
        ("name", [7, 3]),
        ("name", ["\0", 3]),
        ("valid_contacts", ["7", 3]),
        ("valid_contacts", [-1, 3]),
        ("delivery_rate", ["0.5", 3]),
        ("delivery_rate", [1e300, 3]),
        ("scheduled_at", ["tomorrow", 3]),
        ("scheduled_at", ["2026-11-24T10:00:00", 3]),
        ("scheduled_at", [None, 0]),
    ],
)
async def test_a_cursor_of_another_order_is_refused(refusing_api: CampaignApi, sort: str, key: list[Any]) -> None:
    answer = await refusing_api.call("GET", f"?sort={sort}&cursor={encode_cursor(*key)}")
    assert (answer.status, answer.body["code"]) == (422, "bad_cursor")


async def test_half_a_character_in_a_cursor_is_refused(refusing_api: CampaignApi) -> None:
    half = "WyJcdWQ4MDAiLCAzXQ"  # ["\ud800", 3]
    answer = await refusing_api.call("GET", f"?sort=name&cursor={half}")
    assert (answer.status, answer.body["code"]) == (422, "bad_cursor")


async def test_the_longest_name_in_any_script_has_a_cursor(api: CampaignApi) -> None:
    for first in "अआ":
        answer = await api.upload("Phone,{{1}}\n919876543210,Asha\n", name=first + "क" * 199)
        assert answer.status == 201, answer.body
    assert [c["name"][0] for c in await walk(api, "sort=name", 1)] == ["अ", "आ"]
