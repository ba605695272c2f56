"""What every answer carries, whatever it is; that no foreign page is let in; and that bodies end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from tests.databases import create_database, with_database
from tests.serving import Answer
from tests.whole_api import WholeApi, operations, whole_api
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from harkara.entrypoints import small_bodies
from harkara.entrypoints.dashboard import DIST
from harkara.entrypoints.openapi import describe
from harkara.entrypoints.security_headers import content_security_policy
from harkara.features.campaigns import upload
from harkara.kit.database_url import SCHEMA
from harkara.kit.db import Database

BIG = b"x" * (small_bodies.MOST_BYTES + 1)
HTML = b"<!doctype"


@pytest.fixture(scope="module")
async def api(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[WholeApi]:
    await create_database(postgres_url, "doors", template="harkara_template")
    data_dir = tmp_path_factory.mktemp("data")
    async with whole_api(with_database(postgres_url, "doors"), data_dir, public_url="https://wa.example.in") as api:
        yield api


@pytest.fixture
async def broken(api: WholeApi) -> AsyncGenerator[None]:
    """A fault nobody has foreseen."""
    async with api.parts[Database].transaction() as session:
        await session.execute(text("ALTER TABLE templates RENAME TO templates_gone"))
    yield
    async with api.parts[Database].transaction() as session:
        await session.execute(text("ALTER TABLE templates_gone RENAME TO templates"))


def check_headers(answer: Answer) -> None:
    headers = answer.headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    for directive in ("object-src", "base-uri", "frame-ancestors"):
        assert policy[directive] == "'none'"
    assert policy["script-src"] == policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["form-action"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "server" not in headers
    assert not any(name.startswith("access-control-") for name in headers)


ANSWERS: list[tuple[str, str, int, bytes | None]] = [
    ("GET", "/", 200, None),
    ("GET", "/campaigns/7", 200, None),
    ("HEAD", "/api/session", 405, None),
    ("GET", "/healthz", 200, None),
    ("GET", "/api/session", 200, None),
    ("GET", "/api/numbers", 200, None),
    ("GET", "/api/nothing", 404, None),
    ("GET", "/assets/nothing.js", 404, None),
    ("GET", "/realtime/v1/nothing", 404, None),
    ("GET", "/auth/v1/user", 200, None),
    ("GET", "/auth/v1/nothing", 404, None),
    ("GET", "/auth/v1/settings", 200, None),
    ("POST", "/auth/v1/token?grant_type=password", 400, b"{}"),
    ("GET", "/webhooks/whatsapp", 403, None),
    ("POST", "/webhooks/whatsapp", 401, b"{}"),
    ("POST", "/webhooks/whatsapp", 413, b"x" * (3 * 1024 * 1024 + 1)),
    ("DELETE", "/api/session", 405, None),
    ("POST", "/api/numbers", 422, b"{}"),
    ("POST", "/api/numbers", 422, b"{"),
    ("PUT", "/api/llm", 413, BIG),
    ("POST", "/auth/v1/token?grant_type=password", 413, BIG),
    ("POST", "/api/campaigns", 400, b"no form"),
    ("GET", "/api/campaigns/1/export.csv", 404, None),
    ("GET", "/readyz", 503, None),
]


@pytest.mark.parametrize(("method", "path", "status", "content"), ANSWERS)
async def test_every_answer_carries_the_headers(
    api: WholeApi, method: str, path: str, status: int, content: bytes | None
) -> None:
    headers = {**api.bearer, "content-type": "application/json", "origin": "https://evil.example"}
    answer = await api.web.call(method, path, content=content, headers=headers)
    if answer.status == 503 and path != "/readyz" and not (DIST / "index.html").is_file():
        pytest.skip("the dashboard is not built")
    assert answer.status == status, answer.content
    check_headers(answer)


async def test_the_last_resort_too_and_it_tells_nothing(api: WholeApi, broken: None) -> None:
    answer = await api.web.call("GET", "/api/templates", headers=api.bearer)

    assert (answer.status, answer.body["code"]) == (500, "unexpected")
    check_headers(answer)
    for trace in (b"Traceback", b"templates_gone", b"psycopg", b"SELECT", b".py", b"relation"):
        assert trace not in answer.content
    assert (await api.web.call("GET", "/healthz")).status == 200


async def test_a_link_of_a_mail_leads_to_ourselves_with_the_headers(api: WholeApi) -> None:
    async with connect_raw(api) as (reader, writer):
        path = "/auth/v1/verify?type=recovery&token=x&redirect_to=https://evil.example/"
        writer.write(f"GET {path} HTTP/1.1\r\nhost: wa.example.in\r\nconnection: close\r\n\r\n".encode())
        answer = (await reader.read()).decode().lower()
    assert answer.startswith("http/1.1 303")
    assert "location: https://wa.example.in/reset-password#token_hash=x&type=recovery" in answer
    assert "content-security-policy: " in answer


async def test_built_assets_carry_them(api: WholeApi) -> None:
    assets = sorted((DIST / "assets").glob("*.js"))
    if not assets:
        pytest.skip("the dashboard is not built")
    answer = await api.web.call("GET", f"/assets/{assets[0].name}")
    assert answer.status == 200
    check_headers(answer)


async def test_a_refused_websocket_carries_them(api: WholeApi) -> None:
    address = api.web.address.replace("http", "ws", 1) + "/realtime/v1/websocket?vsn=2.0.0"
    with pytest.raises(InvalidStatus) as refused:
        await connect(address, origin="https://evil.example")  # pyright: ignore[reportArgumentType] - a plain text is one
    assert refused.value.response.status_code == 403
    assert "frame-ancestors 'none'" in refused.value.response.headers["content-security-policy"]


async def test_without_https_no_strict_transport_security(database: Database, tmp_path: Path) -> None:
    async with whole_api(database.url, tmp_path) as api:
        assert "strict-transport-security" not in (await api.web.call("GET", "/healthz")).headers


def test_with_supabase_the_page_may_connect_there_and_nowhere_else() -> None:
    policy = content_security_policy("https://x.supabase.co")
    assert "connect-src 'self' https://x.supabase.co wss://x.supabase.co;" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self';" in policy


class TestForeignPages:
    """No cookie, no CORS, and bodies of a kind that a foreign page cannot send unasked."""

    @pytest.mark.parametrize(("method", "path"), operations())
    async def test_no_route_answers_a_preflight(self, api: WholeApi, method: str, path: str) -> None:
        asked = {
            "origin": "https://evil.example",
            "access-control-request-method": method,
            "access-control-request-headers": "authorization",
        }
        answer = await api.web.call("OPTIONS", path, headers=asked)
        assert answer.status == 405
        assert not any(name.startswith("access-control-") for name in answer.headers)

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
    async def test_json_must_say_that_it_is(self, api: WholeApi, kind: str | None) -> None:
        bodies: list[tuple[str, str, bytes]] = [
            ("PUT", "/api/llm", b'{"model": "hijacked"}'),
            ("POST", "/api/notifications/read", b'{"ids": "all"}'),
            ("POST", "/auth/v1/recover", b'{"email": "a@example.in"}'),
        ]
        for method, path, content in bodies:
            headers = dict(api.bearer) | ({} if kind is None else {"content-type": kind})
            answer = await api.web.call(method, path, content=content, headers=headers)
            assert answer.status in (400, 415, 422), (path, answer.content)
        assert b"hijacked" not in (await api.web.call("GET", "/api/llm", headers=api.bearer)).content

    async def test_no_answer_sets_a_cookie(self, api: WholeApi) -> None:
        for path in ("/", "/api/session", "/api/numbers", "/auth/v1/user"):
            assert "set-cookie" not in (await api.web.call("GET", path, headers=api.bearer)).headers


def readings() -> list[str]:
    """Return the paths of every described GET, those open to all too."""
    return [
        path.replace("{", "").replace("}", "").replace("_id", "")
        for path, methods in describe()["paths"].items()
        if "get" in methods
    ]


async def test_no_get_changes_anything(api: WholeApi) -> None:
    async with api.parts[Database].transaction() as session:
        await session.execute(text("INSERT INTO llm_settings (id, model) VALUES (1, 'm')"))
    before = await contents(api.parts[Database].url)

    for path in readings():
        for number in ("1", "999"):
            for method in ("GET", "HEAD"):
                real = path.replace("campaign", "1") if path.count("/") < 2 else path
                real = "/".join(number if part in IDS else part for part in real.split("/"))
                assert (await api.web.call(method, real, headers=api.bearer)).status < 500 or "readyz" in real

    assert await contents(api.parts[Database].url) == before


IDS = {"campaign", "number", "template", "conversation", "contact", "notification"}


async def contents(url: str) -> Mapping[str, Any]:
    """Return every row of every table, but for the figures that each process writes of itself every few seconds."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        tables = await connection.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = %s AND table_type = 'BASE TABLE' AND table_name <> 'process_figures'",
            [SCHEMA],
        )
        found: dict[str, Any] = {}
        for (name,) in await tables.fetchall():
            query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(SCHEMA, name))
            found[name] = await (await connection.execute(query)).fetchall()
        return found


@asynccontextmanager
async def connect_raw(api: WholeApi) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Yield a bare connection, for what no client would send."""
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(api.web.address).port)
    try:
        yield reader, writer
    finally:
        writer.close()


class TestBodies:
    async def test_a_body_without_a_length_is_cut_off_at_the_limit(self, api: WholeApi) -> None:
        async with connect_raw(api) as (reader, writer):
            writer.write(head(api, "PUT /api/llm", "transfer-encoding: chunked"))
            for _ in range(small_bodies.MOST_BYTES // 65536 + 1):
                writer.write(b"10000\r\n" + b" " * 65536 + b"\r\n")
            answer = await asyncio.wait_for(reader.readuntil(b"}"), 20)
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b'"code":"body_too_large"' in answer

    async def test_an_announced_length_is_enough_to_be_refused(self, api: WholeApi) -> None:
        async with connect_raw(api) as (reader, writer):
            writer.write(head(api, "POST /api/numbers", f"content-length: {10**12}"))
            assert (await asyncio.wait_for(reader.readline(), 20)).startswith(b"HTTP/1.1 413 ")

    async def test_a_body_that_drips_is_ended(self, api: WholeApi, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(small_bodies, "MOST_SECONDS", 0.2)
        async with connect_raw(api) as (reader, writer):
            writer.write(head(api, "POST /api/numbers", "content-length: 100") + b"{")
            answer = await asyncio.wait_for(reader.read(), 20)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"connection: close" in answer.lower()

    async def test_an_upload_that_falls_silent_is_ended(self, api: WholeApi, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(upload, "SILENCE_SECONDS", 0.2)
        async with connect_raw(api) as (reader, writer):
            kind = "content-length: 1000\r\ncontent-type: multipart/form-data; boundary=b"
            writer.write(head(api, "POST /api/campaigns", kind) + b'--b\r\ncontent-disposition: form-data; name="file"')
            answer = await asyncio.wait_for(reader.read(), 20)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b'"code":"upload_stalled"' in answer

    async def test_a_stranger_uploads_nothing(self, api: WholeApi) -> None:
        async with connect_raw(api) as (reader, writer):
            kind = "content-length: 50000000\r\ncontent-type: multipart/form-data; boundary=b"
            writer.write(f"POST /api/campaigns HTTP/1.1\r\nhost: x\r\n{kind}\r\n\r\n".encode())
            assert (await asyncio.wait_for(reader.readline(), 20)).startswith(b"HTTP/1.1 401 ")

    async def test_a_larger_file_than_allowed_is_refused_by_its_length(self, api: WholeApi) -> None:
        async with connect_raw(api) as (reader, writer):
            kind = "content-length: 60000000\r\ncontent-type: multipart/form-data; boundary=b"
            writer.write(head(api, "POST /api/campaigns", kind))
            assert (await asyncio.wait_for(reader.readline(), 20)).startswith(b"HTTP/1.1 413 ")


def head(api: WholeApi, line: str, *headers: str) -> bytes:
    lines = [f"{line} HTTP/1.1", "host: x", f"authorization: Bearer {api.token}", *headers]
    if not any("content-type" in header for header in headers):
        lines.append("content-type: application/json")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
