"""Daily figures and the overview: days in India, sums of what was counted, and questions that cannot be answered."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from tests.clocks import START, ManualClock
from tests.factories import make_campaign, make_number
from tests.serving import Answer, Web, serving

from harkara.core.messages.days import NumberDay, NumberHour, count_received, ist_day, ist_midnight
from harkara.features.analytics.endpoints import router
from harkara.features.webhooks.models import WebhookReject
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers

TODAY = date(2026, 11, 23)


@pytest.fixture
async def web(database: Database) -> AsyncGenerator[Web]:
    """The routes of figures, on the day TODAY."""
    parts, app = Parts(), FastAPI()
    parts.add(Clock, ManualClock())
    parts.add(Database, database)
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    async with serving(app) as web:
        yield web


async def ask(web: Web, path: str) -> Answer:
    return await web.call("GET", f"/api/analytics{path}")


async def count(database: Database, *days: dict[str, Any]) -> int:
    """Store days of a new number; return its id."""
    async with database.transaction() as session:
        number = await make_number(session, display_name="Front desk")
        session.add_all(NumberDay(number_id=number.id, **day) for day in days)
        return number.id


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


async def test_a_day_begins_at_midnight_in_india() -> None:
    assert ist_day(START) == TODAY
    assert ist_day(START.replace(hour=18, minute=29)) == TODAY
    assert ist_day(START.replace(hour=18, minute=30)) == TODAY + timedelta(days=1)


async def test_the_days_of_a_number_oldest_first(database: Database, web: Web) -> None:
    number_id = await count(database, {"day": TODAY, "sent": 5, "read": 1}, {"day": ago(29), "failed": 2})
    await count(database, {"day": ago(1), "received": 9}, {"day": ago(30), "sent": 7})

    everything = (await ask(web, "/numbers/daily")).body["items"]
    assert [item["day"] for item in everything] == [ago(29).isoformat(), ago(1).isoformat(), TODAY.isoformat()]
    [one] = (await ask(web, f"/numbers/daily?number_id={number_id}&from={TODAY}")).body["items"]
    assert one == {
        "number_id": number_id,
        "display_name": "Front desk",
        "day": TODAY.isoformat(),
        "sent": 5,
        "delivered": 0,
        "read": 1,
        "failed": 0,
        "received": 0,
    }


@pytest.mark.parametrize("span", ["from=2026-11-24&to=2026-11-23", "from=2024-11-22&to=2026-11-23"])
async def test_a_range_that_makes_no_sense_is_refused(web: Web, span: str) -> None:
    answer = await ask(web, f"/numbers/daily?{span}")

    assert (answer.status, answer.body["code"]) == (422, "bad_range")


@pytest.mark.parametrize("span", ["from=2025-11-23", "to=0001-01-01", "from=9999-12-31&to=9999-12-31"])
async def test_ranges_at_the_edge_are_answered(web: Web, span: str) -> None:
    assert (await ask(web, f"/numbers/daily?{span}")).status == 200


async def test_the_overview_adds_up_days_of_all_numbers(database: Database, web: Web) -> None:
    await count(
        database, {"day": TODAY, "sent": 10, "delivered": 8, "read": 4, "failed": 1}, {"day": ago(6), "sent": 1}
    )
    await count(database, {"day": ago(1), "received": 3}, {"day": ago(29), "sent": 100}, {"day": ago(30), "sent": 9})
    await make_campaign(database)
    await make_campaign(database, status="scheduled")

    body = (await ask(web, "/summary")).body

    assert body["today"] == {
        "first_day": "2026-11-23",
        "last_day": "2026-11-23",
        "sent": 10,
        "delivered": 8,
        "read": 4,
        "failed": 1,
        "received": 0,
        "delivery_rate": 0.8,
        "read_rate": 0.5,
    }
    assert (body["yesterday"]["sent"], body["yesterday"]["received"]) == (0, 3)
    assert body["yesterday"]["delivery_rate"] is None
    assert (body["last_7_days"]["sent"], body["last_30_days"]["sent"]) == (11, 111)
    assert (body["running_campaigns"], body["scheduled_campaigns"]) == (1, 1)


async def test_received_messages_are_added_to_their_day(database: Database, web: Web) -> None:
    number_id = await count(database, {"day": TODAY, "sent": 1})
    for _ in range(2):
        async with database.transaction() as session:
            await count_received(session, {(number_id, TODAY): 3, (number_id, ago(1)): 1})

    items = (await ask(web, "/numbers/daily")).body["items"]

    assert [(item["sent"], item["received"]) for item in items] == [(0, 2), (1, 6)]


async def test_the_overview_shows_what_was_sent_in_each_hour_of_the_indian_day(database: Database, web: Web) -> None:
    midnight = ist_midnight(TODAY)
    async with database.transaction() as session:
        for number in (await make_number(session), await make_number(session)):
            session.add_all(
                NumberHour(number_id=number.id, hour=midnight + timedelta(hours=hour), sent=sent)
                for hour, sent in ((-25, 9), (-1, 5), (0, 1), (9, 20), (24, 9))
            )

    body = (await ask(web, "/summary")).body

    assert body["sent_by_hour_today"] == [2, *[0] * 8, 40, *[0] * 14]
    assert body["sent_by_hour_yesterday"] == [*[0] * 23, 10]


async def test_what_was_set_aside_in_the_last_seven_days(database: Database, web: Web) -> None:
    assert (await ask(web, "/summary")).body["set_aside_items"] == 0
    async with database.transaction() as session:
        session.add_all(
            WebhookReject(event_id=days, kind="statuses", reason="x", raw="{}", created_at=START - timedelta(days=days))
            for days in (1, 6, 8)
        )
    assert (await ask(web, "/summary")).body["set_aside_items"] == 2
