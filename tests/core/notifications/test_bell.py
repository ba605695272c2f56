"""The bell: told in the caller's transaction, listed newest first, read one by one or all at once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.serving import Web

from harkara.core.notifications.news import CampaignCompleted
from harkara.core.notifications.service import notify
from harkara.kit.db import Database

SENT = CampaignCompleted(campaign="Diwali", sent=100, failed=0, skipped=0)


async def ring(database: Database, *titles: str) -> list[int]:
    async with database.transaction() as session:
        made = [
            await notify(
                session,
                SENT,
                title=title,
                message="100 sent.",
                action_url="/campaigns/7",
                related_entity_type="campaign",
                related_entity_id=7,
            )
            for title in titles
        ]
        return [notification.id for notification in made]


async def bell(web: Web, query: str = "") -> Any:
    answer = await web.call("GET", f"/api/notifications{query}")
    assert answer.status == 200
    return answer.body


async def test_what_an_entry_shows(web: Web, database: Database) -> None:
    (made,) = await ring(database, "Done")
    (shown,) = (await bell(web))["items"]
    assert shown.pop("created_at").endswith("Z")
    assert shown == {
        "id": made,
        "type": "campaign_completed",
        "title": "Done",
        "message": "100 sent.",
        "details": {"campaign": "Diwali", "sent": 100, "failed": 0, "skipped": 0},
        "action_url": "/campaigns/7",
        "related_entity_type": "campaign",
        "related_entity_id": 7,
        "is_read": False,
    }


async def test_what_did_not_happen_is_not_told(web: Web, database: Database) -> None:
    async with database.sessions() as session, session.begin() as transaction:
        await notify(session, SENT, title="Never", message="")
        await transaction.rollback()
    assert await bell(web) == {"items": [], "next_cursor": None, "unread": 0}


async def test_newest_first_and_older_ones_on_demand(web: Web, database: Database) -> None:
    ids = await ring(database, *(f"No. {number}" for number in range(5)))
    first = await bell(web, "?limit=2")
    second = await bell(web, f"?limit=2&before={first['next_cursor']}")
    third = await bell(web, f"?limit=2&before={second['next_cursor']}")
    shown = [item["id"] for page in (first, second, third) for item in page["items"]]
    assert shown == ids[::-1]
    assert third["next_cursor"] is None
    assert [page["unread"] for page in (first, second, third)] == [5, 5, 5]


async def test_read_one(web: Web, database: Database) -> None:
    first, second = await ring(database, "a", "b")
    answer = await web.call("POST", f"/api/notifications/{first}/read")
    assert (answer.status, answer.body["is_read"]) == (200, True)
    assert {item["id"]: item["is_read"] for item in (await bell(web))["items"]} == {first: True, second: False}


async def test_read_one_that_is_gone(web: Web) -> None:
    answer = await web.call("POST", "/api/notifications/4711/read")
    assert (answer.status, answer.body["code"]) == (404, "notification_not_found")


async def test_read_some_then_all(web: Web, database: Database) -> None:
    ids = await ring(database, "a", "b", "c")
    some = await web.call("POST", "/api/notifications/read", json_body={"ids": [ids[0], 4711]})
    rest = await web.call("POST", "/api/notifications/read", json_body={"ids": "all"})
    assert (some.body, rest.body) == ({"updated": 1}, {"updated": 2})
    assert (await bell(web))["unread"] == 0


@pytest.mark.parametrize("body", [{}, {"ids": "some"}, {"ids": None}, []])
async def test_unclear_request(web: Web, body: object) -> None:
    answer = await web.call("POST", "/api/notifications/read", json_body=body)
    assert (answer.status, answer.body["code"]) == (422, "invalid_input")
