"""Costly routes are taken a burst at once, then one by one; the limit says when to come again."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import APIRoute
from tests.clocks import ManualClock
from tests.serving import serving

from harkara.entrypoints.api import ADMIN_ONLY
from harkara.kit.clock import Clock
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers
from harkara.kit.sparingly import Sparingly
from harkara.kit.token_buckets import TokenBuckets

COSTLY = {
    *("create_campaign", "validate_campaign", "export_rows_to_mend"),
    *("sync_all_templates", "sync_number_templates", "test_number", "add_number", "test_llm"),
}
"""What costs seconds of the machine, calls to Meta or tokens of a model."""


async def test_a_burst_then_one_by_one_and_when_to_come_again() -> None:
    clock, parts, app = ManualClock(), Parts(), FastAPI()
    parts.add(Clock, clock)
    app.state.parts = parts
    install_problem_handlers(app)
    limit = Sparingly("Files", burst=3, refill_seconds=10)

    @app.get("/costly", dependencies=[limit.dependency])
    async def costly() -> str:
        return "done"

    async with serving(app) as web:
        answers = [await web.call("GET", "/costly") for _ in range(5)]
        clock.move(10)
        later = [(await web.call("GET", "/costly")).status for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200, 200, 429, 429]
    assert later == [200, 429]
    assert answers[-1].headers["retry-after"] == "10"
    assert answers[-1].body["code"] == "too_many_calls"
    assert answers[-1].body["detail"] == "Files: the next one is taken in 10 s."


def test_every_costly_route_is_limited() -> None:
    limited = {
        route.name
        for router in ADMIN_ONLY
        for route in router.routes
        if isinstance(route, APIRoute)
        if any(getattr(part.call, "__self__", None).__class__ is Sparingly for part in route.dependant.dependencies)
    }
    assert limited == COSTLY


def test_callers_do_not_share_a_bucket_and_the_oldest_are_forgotten() -> None:
    buckets = TokenBuckets(ManualClock(), burst=1, refill_seconds=60)
    assert buckets.wait("a") == 0
    assert buckets.wait("a") == 60
    assert buckets.wait("b") == 0
    for number in range(20_000):
        buckets.wait(str(number))
    assert buckets.wait("a") == 0
