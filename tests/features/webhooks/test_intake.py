"""Meta's door: only signed bodies get in, they are durable before the 200, and a 200 is never a lie."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text
from tests.features.webhooks.meta_events import SECRET, event, signature, status
from tests.serving import Answer, Web, serving

from harkara.features.webhooks.endpoints import MAX_BODY_BYTES, router
from harkara.features.webhooks.intake import Intake
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers
from harkara.kit.settings import Settings

PATH = "/webhooks/whatsapp"


def app_on(database: Database, *, intake: Intake | None = None, **settings: object) -> FastAPI:
    configured = {
        "meta_app_secret": SecretStr(SECRET),
        "meta_webhook_verify_token": SecretStr("verify me"),
        **settings,
    }
    parts = Parts()
    parts.add(Settings, Settings.model_construct(**configured))
    parts.add(Intake, intake or Intake(database))
    app = FastAPI()
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    return app


@pytest.fixture
async def web(database: Database) -> AsyncGenerator[Web]:
    async with serving(app_on(database)) as web:
        yield web


async def post(web: Web, body: bytes, signed: str | None) -> Answer:
    headers = {} if signed is None else {"x-hub-signature-256": signed}
    return await web.call("POST", PATH, content=body, headers=headers)


async def stored(database: Database) -> list[bytes]:
    async with database.transaction() as session:
        return list(await session.scalars(text("SELECT body FROM webhook_events ORDER BY id")))


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

    async def test_no_false_200_while_the_database_is_down(self) -> None:
        nowhere = Database("postgresql://nobody@127.0.0.1:1/none")
        async with serving(app_on(nowhere)) as web:
            answer = await post(web, event(), signature(event()))
        await nowhere.close()
        assert (answer.status, answer.body["code"]) == (503, "database_unavailable")

    async def test_without_the_app_secret_nothing_is_trusted(self, database: Database) -> None:
        async with serving(app_on(database, meta_app_secret=None)) as web:
            answer = await post(web, event(), signature(event()))
        assert (answer.status, answer.body["code"]) == (503, "webhooks_not_configured")
