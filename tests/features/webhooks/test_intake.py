"""Meta's door: only signed bodies get in, they are durable before the 200, and a 200 is never a lie."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncGenerator

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text
from tests.features.webhooks.meta_events import SECRET, event, signature, status
from tests.serving import Answer, Web, serving

from harkara.features.webhooks import endpoints
from harkara.features.webhooks.endpoints import MAX_BODY_BYTES, router
from harkara.features.webhooks.intake import Intake
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers
from harkara.kit.settings import Settings

PATH = "/webhooks/whatsapp"


def app_on(intake: Intake, **settings: object) -> FastAPI:
    configured = {
        "meta_app_secret": SecretStr(SECRET),
        "meta_webhook_verify_token": SecretStr("verify me"),
        **settings,
    }
    parts = Parts()
    parts.add(Settings, Settings.model_construct(**configured))
    parts.add(Intake, intake)
    app = FastAPI()
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    return app


@pytest.fixture
async def intake(database: Database) -> AsyncGenerator[Intake]:
    intake = Intake(database)
    yield intake
    await intake.close()


@pytest.fixture
async def web(intake: Intake) -> AsyncGenerator[Web]:
    async with serving(app_on(intake)) as web:
        yield web


async def post(web: Web, body: bytes, signed: str | None) -> Answer:
    headers = {} if signed is None else {"x-hub-signature-256": signed}
    return await web.call("POST", PATH, content=body, headers=headers)


async def stored(database: Database) -> list[bytes]:
    async with database.transaction() as session:
        return list(await session.scalars(text("SELECT body FROM webhook_events ORDER BY id")))


async def raw(web: Web, sent: bytes, *, until_closed: bool = False) -> bytes:
    """Send bytes over a connection of its own; return what comes back, at least the head."""
    host, _, port = web.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent)
    answer = await (reader.read() if until_closed else reader.readuntil(b"\r\n\r\n"))
    writer.close()
    return answer


class TestVerification:
    async def test_the_bare_challenge_for_our_token(self, web: Web) -> None:
        query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify%20me"
        answer = await web.call("GET", PATH + query)
        assert (answer.status, answer.content) == (200, b"1158201444")

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong",
            "?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify%20me",
            "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=%E0%A4%B9",
        ],
    )
    async def test_everyone_else_is_refused(self, web: Web, query: str) -> None:
        assert (await web.call("GET", PATH + query)).status == 403


class TestReceive:
    async def test_a_signed_body_is_stored_byte_for_byte(self, web: Web, database: Database) -> None:
        body = event(status("wamid.A", "sent")) + b"  \n"
        assert (await post(web, body, signature(body))).status == 200
        assert await stored(database) == [body]

    @pytest.mark.parametrize("body", [b"", b"not json", b"\x00\xff", b"[]", b'"\\ud83d"'])
    async def test_what_is_signed_is_stored_even_if_nobody_can_read_it(
        self, web: Web, database: Database, body: bytes
    ) -> None:
        assert (await post(web, body, signature(body))).status == 200
        assert await stored(database) == [body]

    @pytest.mark.parametrize(
        "signed",
        [None, "", "sha256=", "sha256=00", signature(b"other body"), signature(event(), "other secret"), "sha1=ab"],
    )
    async def test_what_is_not_signed_with_our_secret_is_refused_and_not_stored(
        self, web: Web, database: Database, signed: str | None
    ) -> None:
        answer = await post(web, event(), signed)
        assert answer.status == 401
        assert SECRET.encode() not in answer.content
        assert await stored(database) == []

    async def test_one_changed_byte_is_noticed(self, web: Web) -> None:
        body = event(status("wamid.A", "sent"))
        assert (await post(web, body.replace(b"wamid.A", b"wamid.B"), signature(body))).status == 401

    async def test_metas_largest_body_is_taken_and_one_byte_more_is_not(self, web: Web, database: Database) -> None:
        largest = b"x" * MAX_BODY_BYTES
        assert (await post(web, largest, signature(largest))).status == 200
        larger = largest + b"x"
        assert (await post(web, larger, signature(larger))).status == 413
        assert len(await stored(database)) == 1

    async def test_thirty_megabytes_are_refused_before_they_are_read(self, web: Web, database: Database) -> None:
        huge = b"x" * (10 * MAX_BODY_BYTES)
        answer = await post(web, huge, signature(huge))
        assert (answer.status, answer.body["code"]) == (413, "body_too_large")
        assert await stored(database) == []

    async def test_without_a_length_reading_stops_at_the_limit(self, web: Web, database: Database) -> None:
        part = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        head = b"POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
        assert (await raw(web, head + part * 49)).startswith(b"HTTP/1.1 413 ")
        assert await stored(database) == []

    async def test_a_compressed_body_is_nothing_but_bytes_that_were_not_signed(
        self, web: Web, database: Database
    ) -> None:
        body = event(status("wamid.A", "sent"))
        headers = {"x-hub-signature-256": signature(body), "content-encoding": "gzip"}
        answer = await web.call("POST", PATH, content=gzip.compress(body), headers=headers)
        assert answer.status == 401
        assert await stored(database) == []

    async def test_a_body_that_drips_is_given_up_and_its_connection_closed(
        self, web: Web, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(endpoints, "BODY_SECONDS", 0.1)
        head = b"POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n"
        answer = await raw(web, head + b"only this", until_closed=True)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b'"body_too_slow"' in answer
        assert await stored(database) == []

    async def test_no_false_200_while_the_database_is_down(self) -> None:
        nowhere = Database("postgresql://nobody@127.0.0.1:1/none")
        async with serving(app_on(Intake(nowhere))) as web:
            answer = await post(web, event(), signature(event()))
        await nowhere.close()
        assert (answer.status, answer.body["code"]) == (503, "database_unavailable")

    async def test_without_the_app_secret_nothing_is_trusted(self, intake: Intake) -> None:
        async with serving(app_on(intake, meta_app_secret=None)) as web:
            answer = await post(web, event(), signature(event()))
        assert (answer.status, answer.body["code"]) == (503, "webhooks_not_configured")
