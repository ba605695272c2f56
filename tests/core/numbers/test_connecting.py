"""Connecting a number: validated live, its account found, its token sealed; or nothing is saved and the field is named."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select, text, update
from tests.core.numbers.platform import BOX, deferred, wire
from tests.factories import make_number
from tests.integrations.sandbox_server import (
    EXPIRED_TOKEN,
    NUMBER,
    SECOND_NUMBER,
    SEND_ONLY_TOKEN,
    TOKEN,
    WABA,
    SandboxControl,
)
from tests.integrations.whatsapp.raw_server import Connection, raw_server
from tests.serving import Answer, Web

from harkara.core.numbers import service
from harkara.core.numbers.errors import TokenRefusedError
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.schemas import NewNumber
from harkara.integrations.whatsapp.client import GraphClient
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue


def form(**values: object) -> dict[str, object]:
    return {
        "display_name": "Asha Sarees",
        "phone_number_id": NUMBER,
        "access_token": TOKEN,
        "system_prompt": "Be kind.",
        **values,
    }


async def add(web: Web, **values: object) -> Answer:
    return await web.call("POST", "/api/numbers", json_body=form(**values))


async def row(database: Database, number_id: int) -> WhatsAppNumber:
    async with database.transaction() as session:
        return await session.get_one(WhatsAppNumber, number_id)


async def count(database: Database) -> int:
    async with database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(WhatsAppNumber)) or 0


def wrong_fields(answer: Answer) -> list[str]:
    return [error["field"] for error in answer.body["errors"]]


class TestConnected:
    async def test_what_the_api_shows(self, web: Web, database: Database) -> None:
        answer = await add(web)
        assert answer.status == 201
        shown: dict[str, Any] = answer.body
        created_at = shown.pop("created_at")
        assert created_at.endswith("Z")
        assert shown == {
            "id": shown["id"],
            "display_name": "Asha Sarees",
            "phone_number_id": NUMBER,
            "display_phone_number": "+91 98765 43210",
            "verified_name": "Asha Sarees",
            "waba_id": WABA,
            "is_active": True,
            "inactive_reason": None,
            "inactive_code": None,
            "inactive_error": None,
            "meta_status": "CONNECTED",
            "name_status": "APPROVED",
            "token_expires_at": None,
            "quality_rating": "GREEN",
            "throughput_level": "HIGH",
            "meta_limit_per_sec": 1000,
            "messaging_limit": "TIER_UNLIMITED",
            "system_prompt": "Be kind.",
            "max_send_rate_per_sec": 60,
            "last_stable_rate_per_sec": None,
            "template_count": 0,
            "templates_synced_at": None,
        }
        assert TOKEN.encode() not in answer.content
        assert (await web.call("GET", "/api/numbers")).body["items"] == [{**shown, "created_at": created_at}]

    async def test_token_is_sealed_and_readable_by_the_sender(self, web: Web, database: Database) -> None:
        number_id = (await add(web)).body["id"]
        stored = (await row(database, number_id)).access_token_encrypted
        assert stored is not None
        assert TOKEN.encode() not in stored
        async with database.transaction() as session:
            assert await service.number_token(session, BOX, number_id) == TOKEN

    async def test_webhooks_are_subscribed_and_templates_follow(
        self, web: Web, database: Database, sandbox: SandboxControl
    ) -> None:
        await sandbox.post("reset")
        number_id = (await add(web)).body["id"]
        assert (await sandbox.state())["wabas"][0]["subscribed"]
        assert await deferred(database, "templates:sync") == [{"number_id": number_id}]

    async def test_known_number_gets_a_new_token_and_keeps_its_history(self, web: Web, database: Database) -> None:
        first = (await add(web)).body
        async with database.transaction() as session:
            await session.execute(
                update(WhatsAppNumber).values(
                    max_send_rate_per_sec=240, last_stable_rate_per_sec=200, is_active=False, inactive_reason="x"
                )
            )
        second = await add(web, display_name="Asha", system_prompt="", access_token="SANDBOX-TOKEN-2")
        assert second.status == 201
        shown = second.body
        assert (shown["id"], shown["created_at"]) == (first["id"], first["created_at"])
        assert (shown["display_name"], shown["system_prompt"]) == ("Asha", "")
        assert (shown["is_active"], shown["inactive_reason"]) == (True, None)
        assert (shown["max_send_rate_per_sec"], shown["last_stable_rate_per_sec"]) == (240, 200)
        async with database.transaction() as session:
            assert await service.number_token(session, BOX, shown["id"]) == "SANDBOX-TOKEN-2"

    async def test_deleted_number_comes_back(self, web: Web) -> None:
        first = (await add(web)).body["id"]
        await web.call("DELETE", f"/api/numbers/{first}")
        assert (await add(web)).body["id"] == first
        assert [item["id"] for item in (await web.call("GET", "/api/numbers")).body["items"]] == [first]

    async def test_list_pages(self, web: Web) -> None:
        ids = [(await add(web, phone_number_id=number)).body["id"] for number in (NUMBER, SECOND_NUMBER)]
        first = (await web.call("GET", "/api/numbers?limit=1")).body
        second = (await web.call("GET", f"/api/numbers?limit=1&cursor={first['next_cursor']}")).body
        assert [item["id"] for item in first["items"] + second["items"]] == ids
        assert second["next_cursor"] is None


class TestAccount:
    """Templates live on the account (WABA), which the form need not name."""

    async def test_given_by_hand_and_verified(self, web: Web, sandbox: SandboxControl) -> None:
        await sandbox.post("config", debug_token_targets=False)
        assert (await add(web, waba_id=WABA)).body["waba_id"] == WABA

    async def test_given_wrongly(self, web: Web, database: Database) -> None:
        answer = await add(web, waba_id="102290129340399")
        assert (answer.status, answer.body["code"], wrong_fields(answer)) == (422, "waba_mismatch", ["waba_id"])
        assert await count(database) == 0

    async def test_account_of_another_number_of_ours(
        self, web: Web, sandbox: SandboxControl, database: Database
    ) -> None:
        await sandbox.post("config", debug_token_targets=False)
        async with database.transaction() as session:
            await make_number(session, waba_id="777777777")
            await make_number(session, waba_id=WABA)
        assert (await add(web)).body["waba_id"] == WABA

    async def test_not_to_be_found(self, web: Web, sandbox: SandboxControl, database: Database) -> None:
        await sandbox.post("config", debug_token_targets=False)
        answer = await add(web, waba_id=" ")
        assert (answer.status, answer.body["code"], wrong_fields(answer)) == (422, "waba_not_found", ["waba_id"])
        assert "WhatsApp Manager" in answer.body["mend"]
        assert await count(database) == 0

    async def test_among_several(self, web: Web, sandbox: SandboxControl) -> None:
        other = await sandbox.post("wabas")
        assert (await add(web, phone_number_id=other["phone_number_id"])).body["waba_id"] == other["id"]


class TestRefused:
    @pytest.mark.parametrize(
        ("values", "code", "field"),
        [
            ({"access_token": EXPIRED_TOKEN}, "token_refused", "access_token"),
            ({"access_token": "made-up"}, "token_refused", "access_token"),
            ({"access_token": SEND_ONLY_TOKEN}, "missing_permission", "access_token"),
            ({"phone_number_id": "999999999"}, "number_not_visible", "phone_number_id"),
            ({"access_token": "two words"}, "invalid_input", "access_token"),
            ({"access_token": ""}, "invalid_input", "access_token"),
            ({"phone_number_id": "+91 98765 43210"}, "invalid_input", "phone_number_id"),
            ({"display_name": " "}, "invalid_input", "display_name"),
            ({"display_name": "a\0b"}, "invalid_input", "display_name"),
            ({"system_prompt": "a\0b"}, "invalid_input", "system_prompt"),
            ({"waba_id": "Asha"}, "invalid_input", "waba_id"),
        ],
    )
    async def test_names_the_field_and_saves_nothing(
        self, web: Web, database: Database, values: dict[str, object], code: str, field: str
    ) -> None:
        answer = await add(web, **values)
        assert (answer.status, answer.body["code"], wrong_fields(answer)) == (422, code, [field])
        assert answer.body["mend"]
        assert str(values.get("access_token") or TOKEN).encode() not in answer.content
        assert await count(database) == 0

    async def test_meta_has_trouble(self, web: Web, database: Database, sandbox: SandboxControl) -> None:
        await sandbox.fault("error", code=2)
        answer = await add(web)
        assert (answer.status, answer.body["code"]) == (503, "meta_busy")
        assert await count(database) == 0

    async def test_meta_does_not_answer(self, web: Web, database: Database, sandbox: SandboxControl) -> None:
        await sandbox.fault("reset")
        answer = await add(web)
        assert (answer.status, answer.body["code"]) == (503, "meta_unreachable")
        assert await count(database) == 0


class TestTesting:
    async def test_shows_what_meta_says_and_saves_nothing(self, web: Web, database: Database) -> None:
        answer = await web.call(
            "POST", "/api/numbers/test", json_body={"phone_number_id": NUMBER, "access_token": TOKEN}
        )
        assert answer.body == {
            "phone_number_id": NUMBER,
            "verified_name": "Asha Sarees",
            "display_phone_number": "+91 98765 43210",
            "quality_rating": "GREEN",
            "status": "CONNECTED",
            "throughput_level": "HIGH",
            "meta_limit_per_sec": 1000,
            "messaging_limit": "TIER_UNLIMITED",
            "name_status": "APPROVED",
            "waba_id": WABA,
            "template_count": 100,
            "has_more_templates": True,
        }
        assert await count(database) == 0

    async def test_unknown_account_is_no_failure(self, web: Web, sandbox: SandboxControl) -> None:
        await sandbox.post("config", debug_token_targets=False)
        credentials = {"phone_number_id": NUMBER, "access_token": TOKEN}
        answer = await web.call("POST", "/api/numbers/test", json_body=credentials)
        assert (answer.status, answer.body["waba_id"], answer.body["template_count"]) == (200, None, None)

    async def test_dead_token(self, web: Web) -> None:
        credentials = {"phone_number_id": NUMBER, "access_token": EXPIRED_TOKEN}
        answer = await web.call("POST", "/api/numbers/test", json_body=credentials)
        assert (answer.status, answer.body["code"]) == (422, "token_refused")


async def test_no_transaction_is_open_while_meta_is_asked(database: Database) -> None:
    open_transactions: list[int] = []

    async def look_then_refuse(connection: Connection) -> None:
        await connection.reader.readuntil(b"\r\n\r\n")
        async with database.engine.connect() as looking:
            query = text(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
            )
            open_transactions.append((await looking.execute(query)).scalar_one())
        await connection.answer(b'{"error":{"code":190,"message":"no"}}', "401 Unauthorized")

    async with raw_server(look_then_refuse) as server:
        parts = wire(database, GraphClient(server.url, "v25.0"))
        new = NewNumber.model_validate(form())
        with pytest.raises(TokenRefusedError):
            await service.add_number(database, parts[GraphClient], parts[SecretBox], parts[JobQueue], new)
        await parts[GraphClient].close()
    assert open_transactions == [0]
