"""The whole API behind a real socket: who gets in, what every answer carries, and that no error is ever a stack trace."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.databases import create_database, with_database
from tests.serving import Web
from tests.whole_api import OPEN_TO_ALL, operations, whole_api

from harkara.entrypoints.openapi import describe


@pytest.fixture(scope="module")
async def web(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Web]:
    await create_database(postgres_url, "whole_api", template="harkara_template")
    async with whole_api(with_database(postgres_url, "whole_api"), tmp_path_factory.mktemp("data")) as api:
        yield api.web


@pytest.mark.parametrize(("method", "path"), operations())
async def test_no_route_answers_without_a_token(web: Web, method: str, path: str) -> None:
    answer = await web.call(method, path)
    assert answer.status == 401
    assert answer.body["code"] == "not_signed_in"
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_made_up_token_is_refused(web: Web) -> None:
    answer = await web.call("GET", "/api/numbers", headers={"authorization": "Bearer made.up.token"})
    assert answer.status == 401


@pytest.mark.parametrize(
    "path", ["/", "/campaigns/7", "/healthz", "/api/nothing", "/auth/v1/nothing", "/webhooks/whatsapp", "/api/session"]
)
async def test_every_answer_carries_the_security_headers(web: Web, path: str) -> None:
    headers = (await web.call("GET", path)).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src 'self';" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


async def test_unknown_program_paths_are_problems_not_pages(web: Web) -> None:
    answer = await web.call("GET", "/api/nothing")
    assert (answer.status, answer.body["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/..%2fpyproject.toml"])
async def test_files_outside_the_dashboard_stay_hidden(web: Web, path: str) -> None:
    answer = await web.call("GET", path)
    assert b"[project]" not in answer.content


async def test_wrong_method_is_a_problem(web: Web) -> None:
    answer = await web.call("DELETE", "/api/session")
    assert (answer.status, answer.body["code"]) == (405, "method_not_allowed")


async def test_ready_says_that_no_worker_is_alive(web: Web) -> None:
    answer = await web.call("GET", "/readyz")
    assert answer.status == 503
    assert answer.body["checks"]["database"] == answer.body["checks"]["migrations"] == "ok"
    assert "harkara worker" in answer.body["checks"]["worker"]


async def test_a_load_balancer_keeps_an_api_without_a_worker(web: Web) -> None:
    answer = await web.call("GET", "/readyz?part=api")
    assert answer.status == 200
    assert answer.body["checks"] == {"database": "ok", "migrations": "ok", "webhooks": "ok"}


@pytest.mark.parametrize(("revision", "status"), [("0001", 503), ("9999", 200)])
async def test_the_next_versions_tables_will_do_and_an_older_ones_do_not(
    web: Web, postgres_url: str, revision: str, status: int
) -> None:
    """During an upgrade the APIs of the version before go on with the new tables; a load balancer must keep them."""
    async with await psycopg.AsyncConnection.connect(
        with_database(postgres_url, "whole_api"), autocommit=True
    ) as database:
        [[before]] = await (await database.execute("SELECT version_num FROM harkara.alembic_version")).fetchall()
        change = "UPDATE harkara.alembic_version SET version_num = %s"
        await database.execute(change, [revision])
        answer = await web.call("GET", "/readyz?part=api")
        await database.execute(change, [before])
    assert answer.status == status
    assert (answer.body["checks"]["migrations"] == "ok") == (status == 200)


async def test_session_tells_what_the_dashboard_needs(web: Web) -> None:
    answer = await web.call("GET", "/api/session")
    assert answer.status == 200
    assert answer.body["mode"] == "embedded"
    assert answer.body["supabase_url"] == web.address
    assert answer.body["sandbox"] is True
    assert answer.body["password_reset"] == "command"


async def test_metrics_are_for_this_machine_only(web: Web) -> None:
    content = (await web.call("GET", "/metrics")).content
    assert b"harkara_send_queue_ready 0.0" in content
    assert b"harkara_webhook_events_oldest_seconds " in content
    forwarded = await web.call("GET", "/metrics", headers={"x-forwarded-for": "203.0.113.9"})
    assert forwarded.status == 404


class TestDescription:
    def test_the_web_clients_copy_is_current(self) -> None:
        copy = json.loads(Path("web/openapi.json").read_text())
        assert copy == describe(), "run `make openapi`"

    def test_every_route_is_admin_only_by_description(self) -> None:
        paths: dict[str, Any] = describe()["paths"]
        unguarded = [
            path
            for path, methods in paths.items()
            for operation in methods.values()
            if path not in OPEN_TO_ALL and not operation.get("security")
        ]
        assert unguarded == []


async def test_webhooks_take_a_shortcut_and_carry_the_same_headers_and_problems(web: Web) -> None:
    signed = "sha256=" + hmac.new(b"app secret", b"{}", hashlib.sha256).hexdigest()
    taken = await web.call("POST", "/webhooks/whatsapp", content=b"{}", headers={"x-hub-signature-256": signed})
    refused = await web.call("POST", "/webhooks/whatsapp", content=b"{}")
    assert (taken.status, taken.content) == (200, b"ok")
    assert (refused.status, refused.body["code"]) == (401, "bad_signature")
    for answer in (taken, refused):
        assert answer.headers["x-content-type-options"] == "nosniff"
