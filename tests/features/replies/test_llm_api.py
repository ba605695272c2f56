"""The settings as the dashboard sees them: the key goes in and never comes out."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.features.replies.stage import BOX, ReplyStage
from tests.serving import Web, serving

from harkara.features.replies import llm_settings
from harkara.features.replies.endpoints import router
from harkara.features.replies.schemas import LlmChange
from harkara.integrations.openai.chat import ChatModels
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.problems import install_problem_handlers
from harkara.kit.settings import Settings

KEY = "sk-live-abcdefgh-9876"


@pytest.fixture
async def web(stage: ReplyStage) -> AsyncGenerator[Web]:
    app, parts = FastAPI(), Parts()
    parts.add(Database, stage.database)
    parts.add(SecretBox, BOX)
    parts.add(Clock, stage.parts.clock)
    parts.add(Settings, stage.parts.settings)
    parts.add(ChatModels, stage.parts.models)
    app.state.parts = parts
    app.include_router(router)
    install_problem_handlers(app)
    async with serving(app) as web:
        yield web


async def put(web: Web, **values: Any) -> Any:
    return await web.call("PUT", "/api/llm", json_body=values)


async def test_until_something_is_saved_the_environment_counts(stage: ReplyStage, web: Web) -> None:
    answer = await web.call("GET", "/api/llm")
    assert answer.body == {
        "model": "gpt-4o-mini",
        "base_url": f"{stage.sandbox.url}/v1",
        "key_set": True,
        "key_last4": "0001",
        "source": "env",
        "updated_at": None,
    }


async def test_a_key_is_stored_encrypted_and_shown_by_its_end_only(stage: ReplyStage, web: Web) -> None:
    answer = await put(web, model=" gpt-4o ", api_key=KEY, base_url=f"{stage.sandbox.url}/v1/")
    assert answer.status == 200
    assert (answer.body["key_last4"], answer.body["source"]) == ("9876", "settings")
    assert (answer.body["model"], answer.body["base_url"]) == ("gpt-4o", f"{stage.sandbox.url}/v1")
    assert KEY.encode() not in answer.content
    assert KEY.encode() not in (await web.call("GET", "/api/llm")).content
    [row] = await stage.rows("SELECT api_key_encrypted FROM llm_settings")
    assert KEY.encode() not in bytes(row.api_key_encrypted)


async def test_a_key_that_is_left_out_stays_and_an_empty_one_goes(web: Web) -> None:
    await put(web, model="gpt-4o", api_key=KEY)
    assert (await put(web, model="gpt-4o-mini")).body["key_last4"] == "9876"
    answer = await put(web, model="gpt-4o-mini", api_key="")
    assert (answer.body["key_set"], answer.body["key_last4"]) == (False, None)


async def test_a_short_key_shows_nothing(web: Web) -> None:
    answer = await put(web, model="gpt-4o", api_key="short")
    assert (answer.body["key_set"], answer.body["key_last4"]) == (True, None)


async def test_a_known_key_is_never_sent_to_another_address(stage: ReplyStage, web: Web) -> None:
    await put(web, model="gpt-4o", api_key=KEY)
    answer = await put(web, model="gpt-4o", base_url="https://elsewhere.example/v1")
    assert (answer.status, answer.body["code"]) == (422, "llm_key_needed")
    assert (await web.call("GET", "/api/llm")).body["base_url"] == f"{stage.sandbox.url}/v1"
    assert (await put(web, model="gpt-4o", base_url="https://elsewhere.example/v1", api_key="")).status == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"model": ""},
        {"model": "a\x00b"},
        {"model": "m", "api_key": "two words"},
        {"model": "m", "base_url": "ftp://x.example"},
        {"model": "m", "base_url": "http://"},
        {"model": "m", "base_url": "file:///etc/passwd"},
        {"model": "m", "base_url": "gopher://x.example/"},
        {"model": "m", "base_url": "http://user:password@x.example"},
        {"model": "m", "base_url": "http://[::1"},
        {"model": "m", "base_url": "http://x.example:99999"},
        {},
    ],
    ids=str,
)
async def test_what_is_wrong_is_refused(web: Web, wrong: dict[str, str]) -> None:
    assert (await put(web, **wrong)).status == 422


async def test_a_key_sealed_with_a_lost_one_counts_as_missing_and_can_be_entered_again(
    stage: ReplyStage, web: Web
) -> None:
    sealed = SecretBox("another passphrase").encrypt(KEY, "llm_settings.api_key")
    await stage.execute(
        f"INSERT INTO llm_settings (id, model, api_key_encrypted) VALUES (1, 'gpt-4o', '\\x{sealed.hex()}')"
    )
    assert (await web.call("GET", "/api/llm")).body["key_set"] is False
    assert (await web.call("POST", "/api/llm/test")).body["code"] == "llm_not_configured"
    assert (await put(web, model="gpt-4o", api_key=KEY)).body["key_last4"] == "9876"


async def test_the_test_sends_one_real_request(stage: ReplyStage, web: Web) -> None:
    answer = await web.call("POST", "/api/llm/test")
    assert answer.status == 200
    assert answer.body["model"] == "gpt-4o-mini"
    assert answer.body["reply"]
    assert answer.body["latency_ms"] >= 0
    assert len(await stage.asked()) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"model": "gpt-4o", "api_key": "bad-key-000000"}, "api_key"),
        ({"model": "no-such-model", "api_key": KEY}, "model"),
        ({"model": "gpt-4o", "api_key": KEY, "base_url": "https://nowhere.invalid/v1"}, "base_url"),
    ],
)
async def test_the_test_names_the_field_that_is_wrong(web: Web, values: dict[str, str], field: str) -> None:
    assert (await put(web, **values)).status == 200
    answer = await web.call("POST", "/api/llm/test")
    assert (answer.status, answer.body["code"]) == (502, "llm_test_failed")
    assert [error["field"] for error in answer.body["errors"]] == [field]


async def test_a_change_counts_for_the_next_reply(stage: ReplyStage, web: Web) -> None:
    await stage.write()
    await put(web, model="gpt-4.1-mini")
    await stage.answer()
    [reply] = await stage.rows("SELECT details FROM reply_queue")
    assert reply.details["model"] == "gpt-4.1-mini"


class TestDays:
    async def test_a_day_is_an_indian_one_and_sums_up_what_became_of_its_messages(
        self, stage: ReplyStage, web: Web
    ) -> None:
        for _ in range(2):
            await stage.write()
        await stage.answer()
        await stage.write("a photo", type="image")
        await stage.write("waits")
        # 23:59 and 00:01 in India, which is the same day in UTC
        await stage.execute(
            "UPDATE reply_tasks SET received_at = CASE WHEN state = 'waiting'"
            " THEN timestamptz '2026-11-20 18:31Z' ELSE timestamptz '2026-11-20 18:29Z' END,"
            " decided_at = timestamptz '2026-11-20 18:29:02Z'"
        )
        answer = await web.call("GET", "/api/analytics/replies?from=2026-11-19&to=2026-11-21")
        empty, day, next_day = answer.body["days"]
        assert (empty["day"], empty["inbound"], empty["median_latency_ms"]) == ("2026-11-19", 0, None)
        assert (day["inbound"], day["replied"], day["skipped"], day["replies"]) == (3, 2, 1, 1)
        assert day["skipped_by_reason"] == {"not_text": 1}
        assert day["median_latency_ms"] >= 0
        assert day["median_wait_ms"] == 2000
        assert day["prompt_tokens"] > 0
        assert (next_day["day"], next_day["inbound"], next_day["waiting"]) == ("2026-11-21", 1, 1)

    async def test_without_dates_the_last_thirty_days(self, web: Web) -> None:
        assert len((await web.call("GET", "/api/analytics/replies")).body["days"]) == 30

    @pytest.mark.parametrize(
        "period", ["from=2026-11-02&to=2026-11-01", "from=2025-01-01&to=2026-01-01", "to=9999-12-31", "from=x"]
    )
    async def test_a_period_that_is_none_is_refused(self, web: Web, period: str) -> None:
        assert (await web.call("GET", f"/api/analytics/replies?{period}")).status == 422


INSIDE = [
    "http://127.0.0.1:5432",
    "http://localhost:11434/v1",
    "http://LOCALHOST./v1",
    "http://[::1]:8080/v1",
    "http://10.0.0.7/v1",
    "http://192.168.1.1/",
    "http://172.16.0.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://[fd00:ec2::254]/latest/meta-data",
    "http://metadata.google.internal/computeMetadata/v1",
    "http://0.0.0.0:8080",
    "http://[::ffff:127.0.0.1]/",
    "http://100.64.0.1/",
]


@pytest.mark.parametrize("address", INSIDE)
async def test_an_address_inside_is_refused_and_says_which_setting_allows_it(web: Web, address: str) -> None:
    answer = await put(web, model="m", api_key=KEY, base_url=address)

    assert (answer.status, answer.body["code"]) == (422, "llm_address_private")
    assert [error["field"] for error in answer.body["errors"]] == ["base_url"]
    assert "ALLOW_PRIVATE_LLM" in answer.body["mend"]


@pytest.mark.parametrize("address", ["http://2130706433:9/v1", "http://0x7f.1:9/v1", "http://127.1:9/v1"])
async def test_what_only_turns_out_to_be_inside_is_never_connected_to(web: Web, address: str) -> None:
    assert (await put(web, model="m", api_key=KEY, base_url=address)).status == 200

    answer = await web.call("POST", "/api/llm/test")

    assert (answer.status, answer.body["code"]) == (502, "llm_test_failed")
    assert "not on the public internet" in answer.body["detail"]
    assert [error["field"] for error in answer.body["errors"]] == ["base_url"]


async def test_who_owns_the_machine_may_allow_a_model_inside(stage: ReplyStage, web: Web) -> None:
    allowed = Settings.model_validate({"allow_private_llm": True, "graph_api_url": "https://graph.example"})
    async with stage.database.transaction() as session:
        change = LlmChange(model="m", api_key=SecretStr(""), base_url=f"{stage.sandbox.url}/v1")
        await llm_settings.change(session, allowed, BOX, change)

    answer = await llm_settings.try_model(stage.database, allowed, BOX, stage.parts.models, stage.parts.clock)

    assert answer.reply
