"""The history of a number's rate over HTTP, and what Meta allows it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from tests.clocks import START
from tests.factories import make_number
from tests.serving import Web

from harkara.core.numbers.models import RateChange
from harkara.core.numbers.throughput import meta_ceiling
from harkara.kit.db import Database


async def make(database: Database, rates: list[int], **values: object) -> int:
    async with database.transaction() as session:
        number = await make_number(session, **values)
        session.add_all(
            RateChange(
                number_id=number.id,
                changed_at=START + timedelta(minutes=5 * step),
                from_rate=before,
                to_rate=after,
                reason="raised",
                details="0.00% errors in 5 minutes of sending: +10 %.",
            )
            for step, (before, after) in enumerate(pairwise(rates))
        )
        return number.id


async def test_newest_first_page_by_page_and_only_of_this_number(web: Web, database: Database) -> None:
    number_id = await make(database, [60, 66, 72, 79])
    await make(database, [100, 110])
    path = f"/api/numbers/{number_id}/rate-changes"

    first = (await web.call("GET", f"{path}?limit=2")).body
    second = (await web.call("GET", f"{path}?limit=2&cursor={first['next_cursor']}")).body

    assert [(item["from_rate"], item["to_rate"]) for item in first["items"] + second["items"]] == [
        (72, 79),
        (66, 72),
        (60, 66),
    ]
    assert second["next_cursor"] is None
    shown = second["items"][0]
    assert shown == {
        "id": shown["id"],
        "changed_at": START.isoformat().replace("+00:00", "Z"),
        "from_rate": 60,
        "to_rate": 66,
        "reason": "raised",
        "details": "0.00% errors in 5 minutes of sending: +10 %.",
    }


async def test_of_no_number(web: Web) -> None:
    answer = await web.call("GET", "/api/numbers/4711/rate-changes")
    assert (answer.status, answer.body["code"]) == (404, "number_not_found")


async def test_a_foreign_cursor_is_refused(web: Web, database: Database) -> None:
    number_id = await make(database, [60, 66])
    answer = await web.call("GET", f"/api/numbers/{number_id}/rate-changes?cursor=bm90IG91cnM")
    assert (answer.status, answer.body["code"]) == (422, "bad_cursor")


@pytest.mark.parametrize(
    ("level", "shown", "ceiling"),
    [("STANDARD", 80, 80), ("HIGH", 1000, 1000), ("NOT_APPLICABLE", 1000, 1000), (None, None, 1000)],
)
async def test_what_meta_allows(
    web: Web, database: Database, level: str | None, shown: int | None, ceiling: int
) -> None:
    await make(database, [], throughput_level=level)
    (item,) = (await web.call("GET", "/api/numbers")).body["items"]
    assert (item["throughput_level"], item["meta_limit_per_sec"]) == (level, shown)
    assert meta_ceiling(level) == ceiling
