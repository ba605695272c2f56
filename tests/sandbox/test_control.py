"""The control API's own manners: settings, state, reset, errors."""

from __future__ import annotations

from tests.sandbox.stage import NUMBER, SECOND_NUMBER, WABA, Stage


class TestConfig:
    async def test_changes_only_what_is_named(self, stage: Stage) -> None:
        before = (await stage.control("GET", "state"))["behaviour"]
        after = await stage.control("POST", "config", {"read_share": 0.5, "latency": [1, 2]})
        assert after == {**before, "read_share": 0.5, "latency": [1, 2]}

    async def test_bad_settings_change_nothing(self, stage: Stage) -> None:
        before = (await stage.control("GET", "state"))["behaviour"]
        for body in ({"read_share": 2, "fail_share": 0.5}, {"no_such": 1}, {"fail_share": 0.5, "latency": "fast"}):
            answer = await stage.call("POST", "/sandbox/config", body)
            assert answer.status == 422
            assert any(name in answer.error["message"] for name in body)
        assert (await stage.call("POST", "/sandbox/config", raw=b"[]")).status == 422
        assert (await stage.control("GET", "state"))["behaviour"] == before


class TestState:
    async def test_tells_what_there_is(self, stage: Stage) -> None:
        state = await stage.control("GET", "state")
        (waba,) = state["wabas"]
        assert (waba["id"], waba["subscribed"], waba["templates"]) == (WABA, True, 122)
        assert [number["id"] for number in waba["numbers"]] == [NUMBER, SECOND_NUMBER]
        assert state["default_token"] == "SANDBOX-TOKEN-1"
        assert sum(waba["templates_by_status"].values()) == 122


class TestReset:
    async def test_forgets_everything(self, stage: Stage) -> None:
        fresh = await stage.control("GET", "state")
        assert (await stage.send()).status == 200
        await stage.control("POST", "config", {"time_scale": 1, "read_share": 0})
        await stage.control("POST", "faults", {"kind": "error", "count": 1})
        await stage.control("POST", f"numbers/{NUMBER}", {"token": "expired", "quality_rating": "RED"})
        await stage.control("DELETE", "templates/order_shipped")
        await stage.control("POST", "reset")
        assert await stage.control("GET", "state") == fresh
        figures = await stage.control("GET", "webhooks")
        assert (figures["posted"], figures["planned"], figures["pending"]) == (0, 0, 0)


async def test_unknown_path(stage: Stage) -> None:
    answer = await stage.call("GET", "/sandbox/nothing")
    assert (answer.status, answer.error["message"]) == (404, "Not Found")
