"""The built dashboard's files: kept by browsers for a year, and sent as small as each browser takes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from tests.serving import Answer, Web, serving

from harkara.entrypoints.dashboard import HashedAssets

SOURCE = b"console.log('postman');"
PACKED = b"as gzip"


async def raw(web: Web, path: str, accepted: str) -> Answer:
    """Return the answer as it was on the wire; the tests' usual client would unpack it."""

    def ask() -> Answer:
        with closing(HTTPConnection(urlsplit(web.address).netloc)) as connection:
            connection.request("GET", path, headers={"accept-encoding": accepted})
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, headers, answer.read(), None)

    return await asyncio.to_thread(ask)


@pytest.fixture
async def web(tmp_path: Path) -> AsyncGenerator[Web]:
    (tmp_path / "page-1.js").write_bytes(SOURCE)
    (tmp_path / "page-1.js.gz").write_bytes(PACKED)
    (tmp_path / "page-1.js.br").write_bytes(b"as brotli")
    (tmp_path / "font-1.woff2").write_bytes(b"letters")
    app = FastAPI()
    app.mount("/assets", HashedAssets(directory=tmp_path))
    async with serving(app) as web:
        yield web


@pytest.mark.parametrize(
    ("accepted", "encoding", "content"),
    [
        ("gzip, deflate, br, zstd", "br", b"as brotli"),
        ("gzip;q=0.8", "gzip", PACKED),
        ("identity", None, SOURCE),
        ("zstd", None, SOURCE),
    ],
)
async def test_what_the_browser_takes(web: Web, accepted: str, encoding: str | None, content: bytes) -> None:
    answer = await raw(web, "/assets/page-1.js", accepted)
    assert answer.status == 200
    assert answer.headers.get("content-encoding") == encoding
    assert answer.content == content
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]


async def test_what_has_no_smaller_form_goes_as_it_is(web: Web) -> None:
    answer = await web.call("GET", "/assets/font-1.woff2", headers={"accept-encoding": "br"})
    assert (answer.status, answer.content, answer.headers.get("content-encoding")) == (200, b"letters", None)


@pytest.mark.parametrize("path", ["missing.js", "../test_dashboard.py", "%2e%2e/page-1.js", "x" * 300])
async def test_nothing_else_is_found(web: Web, path: str) -> None:
    assert (await web.call("GET", f"/assets/{path}", headers={"accept-encoding": "br"})).status == 404
