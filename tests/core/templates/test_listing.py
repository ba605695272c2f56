"""Templates over HTTP: the list and its filters, the history, the way out of quarantine, the sync buttons."""

from __future__ import annotations

from typing import Any

import pytest
from tests.core.numbers.platform import ADMIN, sealed
from tests.factories import make_number, make_template
from tests.integrations.sandbox_server import TOKEN, WABA
from tests.serving import Web

from harkara.kit.db import Database
from harkara.kit.pagination import encode_cursor


async def make(database: Database, *names: str, **values: object) -> list[int]:
    async with database.transaction() as session:
        return [(await make_template(session, name=name, **values)).id for name in names]


async def names(web: Web, query: str = "") -> list[str]:
    answer = await web.call("GET", f"/api/templates{query}")
    assert answer.status == 200, answer.body
    return [item["name"] for item in answer.body["items"]]


class TestList:
    async def test_what_a_template_shows(self, web: Web, database: Database) -> None:
        (template_id,) = await make(database, "parcel")
        (shown,) = (await web.call("GET", "/api/templates")).body["items"]
        assert shown.pop("updated_at").endswith("Z")
        assert shown.pop("meta_id")
        assert shown == {
            "id": template_id,
            "waba_id": WABA,
            "name": "parcel",
            "language": "en",
            "status": "APPROVED",
            "category": "UTILITY",
            "is_active": True,
            "is_quarantined": False,
            "quarantine_reason": None,
            "components": [{"type": "BODY", "text": "Dear {{1}}, your order is on its way."}],
            "variable_count": 1,
            "header_format": None,
            "parameter_format": "POSITIONAL",
            "quality_score": None,
            "rejected_reason": None,
            "correct_category": None,
            "is_sendable": True,
            "unsendable_reason": None,
            "unsendable_code": None,
        }

    async def test_filters_combine(self, web: Web, database: Database) -> None:
        async with database.transaction() as session:
            number = await make_number(session)
        await make(database, "alpha_100%", "beta")
        await make(database, "gamma", category="MARKETING", is_quarantined=True)
        await make(database, "delta", status="PAUSED")
        await make(database, "elsewhere", waba_id="777777777")
        assert await names(web) == ["alpha_100%", "beta", "delta", "elsewhere", "gamma"]
        assert await names(web, f"?number_id={number.id}") == ["alpha_100%", "beta", "delta", "gamma"]
        assert await names(web, "?category=MARKETING") == ["gamma"]
        assert await names(web, "?status=paused") == ["delta"]
        assert await names(web, "?quarantined=true") == ["gamma"]
        assert await names(web, f"?quarantined=false&status=APPROVED&number_id={number.id}") == ["alpha_100%", "beta"]
        assert await names(web, "?q=ET") == ["beta"]
        assert await names(web, "?q=0%25") == ["alpha_100%"]
        assert await names(web, "?q=_1") == ["alpha_100%"]
        assert await names(web, "?number_id=4711") == []

    async def test_pages_by_name_and_language(self, web: Web, database: Database) -> None:
        await make(database, "b", "a", "a")
        await make(database, "a", language="hi")
        pages: list[Any] = []
        cursor = ""
        while cursor is not None:
            pages.append((await web.call("GET", f"/api/templates?limit=1{cursor and f'&cursor={cursor}'}")).body)
            cursor = pages[-1]["next_cursor"]
        assert [(item["name"], item["language"]) for page in pages for item in page["items"]] == [
            ("a", "en"),
            ("a", "en"),
            ("a", "hi"),
            ("b", "en"),
        ]

    @pytest.mark.parametrize(
        "cursor",
        [
            *("nonsense", "WzFd", "W10"),
            encode_cursor("a", "en", 2**63),
            encode_cursor("a", "en", "1"),
            encode_cursor("a\0", "en", 1),
        ],
    )
    async def test_made_up_cursor(self, web: Web, cursor: str) -> None:
        answer = await web.call("GET", f"/api/templates?cursor={cursor}")
        assert (answer.status, answer.body["code"]) == (422, "bad_cursor")

    @pytest.mark.parametrize(
        "path",
        [
            *("/api/templates?q=%00", "/api/templates?status=%00", f"/api/templates?number_id={2**63}"),
            f"/api/templates/{2**63}/changes",
            f"/api/numbers?cursor={encode_cursor(2**63)}",
            f"/api/notifications?before={2**63}",
        ],
    )
    async def test_what_the_database_cannot_take(self, web: Web, path: str) -> None:
        assert (await web.call("GET", path)).status == 422


class TestUnquarantine:
    async def test_by_hand_and_recorded(self, web: Web, database: Database) -> None:
        (template_id,) = await make(database, "parcel", is_quarantined=True, quarantine_reason="Was MARKETING.")
        answer = await web.call("POST", f"/api/templates/{template_id}/unquarantine")
        assert answer.status == 200
        assert (answer.body["is_quarantined"], answer.body["quarantine_reason"]) == (False, None)
        assert answer.body["is_sendable"]
        (change,) = (await web.call("GET", f"/api/templates/{template_id}/changes")).body["items"]
        assert (change["kind"], change["old_value"], change["new_value"]) == ("quarantine", "Was MARKETING.", None)
        assert (change["source"], change["actor"]) == ("admin", ADMIN)

    async def test_repeated_changes_nothing(self, web: Web, database: Database) -> None:
        (template_id,) = await make(database, "parcel")
        assert (await web.call("POST", f"/api/templates/{template_id}/unquarantine")).status == 200
        assert (await web.call("GET", f"/api/templates/{template_id}/changes")).body["items"] == []

    @pytest.mark.parametrize("category", ["MARKETING", "AUTHENTICATION"])
    async def test_only_utility(self, web: Web, database: Database, category: str) -> None:
        (template_id,) = await make(database, "offer", category=category, is_quarantined=True)
        answer = await web.call("POST", f"/api/templates/{template_id}/unquarantine")
        assert (answer.status, answer.body["code"]) == (409, "template_not_utility")
        assert category in answer.body["detail"]
        assert (await web.call("GET", "/api/templates")).body["items"][0]["is_quarantined"]

    async def test_unknown_template(self, web: Web) -> None:
        for path in ("unquarantine", "changes"):
            method = "GET" if path == "changes" else "POST"
            answer = await web.call(method, f"/api/templates/4711/{path}")
            assert (answer.status, answer.body["code"]) == (404, "template_not_found")


class TestSync:
    @pytest.fixture
    async def number_id(self, database: Database) -> int:
        async with database.transaction() as session:
            number = await make_number(session, display_name="Asha")
            number.access_token_encrypted = sealed(number.phone_number_id, TOKEN)
            return number.id

    async def test_one_number(self, web: Web, number_id: int) -> None:
        answer = await web.call("POST", f"/api/numbers/{number_id}/sync")
        assert answer.status == 200
        assert answer.body.pop("finished_at").endswith("Z")
        assert answer.body == {
            "waba_id": WABA,
            "number_names": ["Asha"],
            "seen": 122,
            "new": 122,
            "changed": 0,
            "inactive": 0,
            "error": None,
        }
        (number,) = (await web.call("GET", "/api/numbers")).body["items"]
        assert number["template_count"] == 122
        assert number["templates_synced_at"]

    async def test_all(self, web: Web, number_id: int) -> None:
        results = (await web.call("POST", "/api/templates/sync")).body["results"]
        assert [(result["waba_id"], result["seen"]) for result in results] == [(WABA, 122)]

    async def test_unknown_number(self, web: Web) -> None:
        assert (await web.call("POST", "/api/numbers/4711/sync")).status == 404
