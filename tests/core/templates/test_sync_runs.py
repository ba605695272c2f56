"""Syncs as rows: one at a time per account in the fleet, left for later at Meta's limit, each outcome kept and shown."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import func, select, text, update
from tests.core.numbers.platform import deferred, sealed, wire
from tests.core.templates.rows import find, history, told
from tests.factories import make_number, make_template
from tests.integrations.sandbox_server import EXPIRED_TOKEN, TOKEN, WABA, SandboxControl
from tests.integrations.whatsapp.raw_server import Behaviour, Connection, raw_server
from tests.running_jobs import run_waiting_jobs
from tests.serving import Web

from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.from_webhooks import apply_template_events
from harkara.core.templates.models import Template, TemplateChange, TemplateSyncRun
from harkara.core.templates.sync import TemplateSync
from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.webhooks.events import TemplateEvent
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts

SEEDED = 122


@pytest.fixture
async def number_id(database: Database) -> int:
    return await connect(database, "Asha Sarees")


async def connect(database: Database, name: str, token: str = TOKEN) -> int:
    async with database.transaction() as session:
        number = await make_number(session, display_name=name)
        number.access_token_encrypted = sealed(number.phone_number_id, token)
        return number.id


async def runs(database: Database) -> list[TemplateSyncRun]:
    async with database.transaction() as session:
        return list(await session.scalars(select(TemplateSyncRun).order_by(TemplateSyncRun.id)))


async def count(database: Database, model: type[Template | TemplateChange]) -> int:
    async with database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


def templates_page(*nodes: dict[str, object]) -> bytes:
    return orjson.dumps({"data": nodes})


async def sync_against(database: Database, behave: Behaviour) -> None:
    """Sync with a Meta that does exactly this."""
    async with raw_server(behave) as server:
        parts = wire(database, GraphClient(server.url, "v25.0"))
        await TemplateSync.of(parts).waba(WABA)
        await parts[GraphClient].close()


class TestOneAtATime:
    async def test_the_second_of_two_at_once_joins_the_first(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        await sandbox.post("config", management_latency=[0.05, 0.05])
        other_process = TemplateSync.of(wire(database, parts[GraphClient]))
        first, second = await asyncio.gather(TemplateSync.of(parts).waba(WABA), other_process.waba(WABA))
        assert first == second
        assert (first.seen, first.new) == (SEEDED, SEEDED)
        assert await count(database, TemplateChange) == SEEDED
        assert len(await runs(database)) == 1

    async def test_a_run_that_died_is_taken_over(self, parts: Parts, database: Database, number_id: int) -> None:
        async with database.transaction() as session:
            dead = TemplateSyncRun(waba_id=WABA, trigger="periodic", started_at=func.now())
            session.add(dead)
            await session.flush()
            await session.execute(update(TemplateSyncRun).values(alive_at=func.now() - timedelta(minutes=2, seconds=1)))
        assert (await TemplateSync.of(parts).waba(WABA)).seen == SEEDED
        died, taken = await runs(database)
        assert died.finished_at is not None
        assert "did not end" in (died.error or "")
        assert taken.error is None

    async def test_a_run_that_was_taken_for_dead_writes_nothing_any_more(
        self, database: Database, number_id: int
    ) -> None:
        async def declared_dead_then_answer(connection: Connection) -> None:
            await connection.reader.readuntil(b"\r\n\r\n")
            async with database.transaction() as session:
                await session.execute(update(TemplateSyncRun).values(finished_at=func.now(), error="Taken over."))
            await connection.answer(templates_page({"id": "1", "name": "a", "language": "en"}))

        await sync_against(database, declared_dead_then_answer)
        assert await count(database, Template) == 0

    async def test_a_fault_of_ours_does_not_leave_the_account_blocked(
        self, parts: Parts, database: Database, number_id: int
    ) -> None:
        async with database.transaction() as session:
            await session.execute(update(WhatsAppNumber).values(access_token_encrypted=b"sealed otherwise"))
        result = await TemplateSync.of(parts).waba(WABA)
        assert result.error is not None
        assert [run.finished_at is None for run in await runs(database)] == [False]


async def test_a_sync_that_asked_before_the_webhook_came_does_not_undo_it(database: Database, number_id: int) -> None:
    """Meta answers APPROVED, pauses the template and says so, all before the answer is written."""
    async with database.transaction() as session:
        template = await make_template(session, name="parcel_news")

    async def pause_then_answer(connection: Connection) -> None:
        await connection.reader.readuntil(b"\r\n\r\n")
        paused = TemplateEvent(WABA, template.meta_id, None, None, "status", {"status": "PAUSED"}, None)
        parts = wire(database, GraphClient("http://127.0.0.1:9", "v25.0"))
        async with database.transaction() as session:
            await apply_template_events(session, parts[JobQueue], [paused])
        await connection.answer(
            templates_page(
                {
                    "id": template.meta_id,
                    "name": "parcel_news",
                    "language": "en",
                    "status": "APPROVED",
                    "category": "UTILITY",
                    "components": template.components,
                }
            )
        )

    await sync_against(database, pause_then_answer)
    assert (await find(database, "parcel_news")).status == "PAUSED"
    assert [job["template_id"] for job in await deferred(database, "templates:reread")] == [template.id]


class TestLimits:
    async def test_a_list_is_not_gone_on_with_when_the_quota_is_nearly_used(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        await sandbox.post("config", management_calls_per_hour=1)
        outcome = await TemplateSync.of(parts).account(WABA, "periodic")
        assert (outcome.result.seen, outcome.result.new, outcome.result.inactive) == (100, 100, 0)
        assert "100 % of this hour's management calls are used" in (outcome.result.error or "")
        assert outcome.retry_in is not None
        assert 3500 < outcome.retry_in <= 3600  # Meta's own minutes to regain access

    async def test_after_it_the_account_is_left_alone_and_says_until_when(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        await sandbox.post("config", management_calls_per_hour=2)
        assert (await TemplateSync.of(parts).waba(WABA, "periodic")).error is None
        await sandbox.post("config", management_calls_per_hour=5000)
        result = await TemplateSync.of(parts).waba(WABA)
        assert result.seen == 0
        assert "Left for later" in (result.error or "")
        assert "is possible from" in (result.error or "")
        assert "IST" in (result.error or "")
        first, second = await runs(database)
        assert first.retry_after == second.retry_after is not None
        async with database.transaction() as session:
            await session.execute(update(TemplateSyncRun).values(retry_after=func.now()))
        assert (await TemplateSync.of(parts).waba(WABA)).error is None

    @pytest.mark.parametrize("code", [4, 17, 80007, 80008])
    async def test_refused_in_the_middle_it_keeps_what_came_and_deletes_nothing(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int, code: int
    ) -> None:
        async with database.transaction() as session:
            await make_template(session, name="only_ours")
        await sandbox.fault("error", code=code, status=429, skip=1)
        outcome = await TemplateSync.of(parts).account(WABA, "periodic")
        assert (outcome.result.seen, outcome.result.inactive) == (100, 0)
        assert f"(error {code})" in (outcome.result.error or "")
        assert outcome.retry_in == pytest.approx(15 * 60, abs=1)
        assert (await find(database, "only_ours")).is_active

    async def test_other_accounts_go_on(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        other = await sandbox.post("wabas")
        async with database.transaction() as session:
            number = await make_number(session, waba_id=other["id"])
            number.access_token_encrypted = sealed(number.phone_number_id, TOKEN)
        await sandbox.fault("error", code=80008, count=1)
        results = [result async for result in TemplateSync.of(parts).all()]
        assert [result.error is None for result in results] == [False, True]

    async def test_pages_that_are_too_heavy_are_asked_for_in_halves(
        self, parts: Parts, sandbox: SandboxControl, number_id: int
    ) -> None:
        words = "Please reduce the amount of data you're asking for, then retry your request"
        await sandbox.fault("error", code=1, details=words, count=2)
        result = await TemplateSync.of(parts).waba(WABA)
        assert (result.error, result.seen) == (None, SEEDED)

    async def test_a_token_that_dies_in_the_middle_is_replaced_by_the_next_numbers(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        await connect(database, "Second")
        await sandbox.fault("error", code=190, skip=1, count=1)
        result = await TemplateSync.of(parts).waba(WABA)
        assert (result.error, result.seen) == (None, SEEDED)
        assert [message for _, _, message in await told(database)] == [
            "WhatsApp number Asha Sarees token expired, please update"
        ]
        async with database.transaction() as session:
            assert not (await session.get_one(WhatsAppNumber, number_id)).is_active


class TestJobs:
    async def test_after_metas_trouble_the_sync_of_a_new_number_is_tried_again(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        await sandbox.fault("outage")
        async with database.transaction() as session:
            await parts[JobQueue].defer(session, "templates:sync", number_id=number_id)
        await run_waiting_jobs(parts)
        (job,) = await deferred_later(database)
        assert job == {"waba_id": WABA, "trigger": "connected", "tries": 1}
        assert [(run.trigger, run.error is None) for run in await runs(database)] == [("connected", False)]

    async def test_the_timed_sync_asks_each_account_once(
        self, parts: Parts, database: Database, number_id: int
    ) -> None:
        await connect(database, "Same account")
        await connect(database, "Old", EXPIRED_TOKEN)
        async with database.transaction() as session:
            await parts[JobQueue].defer(session, "templates:sync_all", timestamp=0)
        await run_waiting_jobs(parts)
        assert [(run.waba_id, run.trigger, run.seen) for run in await runs(database)] == [(WABA, "periodic", SEEDED)]

    async def test_an_unknown_template_is_there_after_the_jobs_have_run(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        made = await sandbox.post("templates", name="fresh")
        new = TemplateEvent(WABA, made["id"], "fresh", "en", "status", {"status": "APPROVED"}, None)
        async with database.transaction() as session:
            await apply_template_events(session, parts[JobQueue], [new])
        await run_waiting_jobs(parts)
        assert (await find(database, "fresh")).meta_id == made["id"]
        assert [run.trigger for run in await runs(database)] == ["webhook"]


class TestDisorder:
    async def test_deleted_and_made_again_under_the_same_name(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        await sandbox.post("templates", name="parcel_news")
        sync = TemplateSync.of(parts)
        await sync.waba(WABA)
        old = await find(database, "parcel_news")
        await sandbox.delete("templates/parcel_news")
        await sandbox.post("templates", name="parcel_news", category="MARKETING")
        result = await sync.waba(WABA)
        assert (result.new, result.changed, result.inactive) == (1, 0, 1)
        async with database.transaction() as session:
            query = select(Template).where(Template.name == "parcel_news").order_by(Template.id)
            first, second = await session.scalars(query)
        assert (first.id, first.is_active, first.is_quarantined) == (old.id, False, False)
        assert (second.is_active, second.is_quarantined) == (True, True)
        assert second.meta_id != old.meta_id
        assert [job["template_id"] for job in await deferred(database, "campaigns:template_unsendable")] == [old.id]

    async def test_renamed(self, database: Database, number_id: int) -> None:
        async with database.transaction() as session:
            template = await make_template(session, name="old_name", quality_score=None)

        async def answer(connection: Connection) -> None:
            await connection.reader.readuntil(b"\r\n\r\n")
            node = {"id": template.meta_id, "name": "new_name", "language": "en", "status": "APPROVED"}
            await connection.answer(templates_page({**node, "category": "UTILITY", "components": template.components}))

        await sync_against(database, answer)
        assert await history(database, await find(database, "new_name")) == [("name", "old_name", "new_name", "sync")]

    async def test_a_flip_between_two_syncs_is_in_the_history(
        self, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        await sandbox.post("templates", name="parcel_news")
        await TemplateSync.of(parts).waba(WABA)
        for category in ("MARKETING", "UTILITY"):
            await sandbox.post("templates/parcel_news", category=category, webhook=False)
        assert [(await TemplateSync.of(parts).waba(WABA)).changed for _ in range(2)] == [1, 0]
        stored = await find(database, "parcel_news")
        assert (stored.category, stored.previous_category, stored.is_quarantined) == ("UTILITY", "MARKETING", False)
        assert (await history(database, stored))[1:] == [
            ("category", "UTILITY", "MARKETING", "sync"),
            ("category", "MARKETING", "UTILITY", "sync"),
        ]


class TestShown:
    async def test_the_last_of_each_account_with_its_numbers(
        self, web: Web, parts: Parts, database: Database, sandbox: SandboxControl, number_id: int
    ) -> None:
        await TemplateSync.of(parts).waba(WABA, "periodic")
        await sandbox.fault("error", code=2)
        answer = await web.call("POST", "/api/templates/sync")
        assert "down or overloaded" in answer.body["results"][0]["error"]
        (last,) = (await web.call("GET", "/api/templates/syncs")).body["items"]
        assert last.pop("id")
        assert last.pop("started_at") < last.pop("finished_at")
        assert "down or overloaded" in last.pop("error")
        assert last == {
            "waba_id": WABA,
            "number_names": ["Asha Sarees"],
            "trigger": "manual",
            "seen": 0,
            "new": 0,
            "changed": 0,
            "inactive": 0,
            "retry_after": None,
        }

    async def test_all_of_one_account_by_cursor(self, web: Web, parts: Parts, number_id: int) -> None:
        for trigger in ("connected", "periodic", "manual"):
            await TemplateSync.of(parts).waba(WABA, trigger)
        first = (await web.call("GET", f"/api/templates/syncs?waba_id={WABA}&limit=2")).body
        second = (await web.call("GET", f"/api/templates/syncs?waba_id={WABA}&cursor={first['next_cursor']}")).body
        assert [run["trigger"] for run in first["items"] + second["items"]] == ["manual", "periodic", "connected"]
        assert (await web.call("GET", "/api/templates/syncs?waba_id=4711")).body["items"] == []

    async def test_runs_of_90_days_ago_are_forgotten(self, parts: Parts, database: Database, number_id: int) -> None:
        await TemplateSync.of(parts).waba(WABA)
        async with database.transaction() as session:
            await session.execute(update(TemplateSyncRun).values(finished_at=func.now() - timedelta(days=91)))
        await TemplateSync.of(parts).waba(WABA)
        assert len(await runs(database)) == 1


async def deferred_later(database: Database) -> list[dict[str, object]]:
    """Jobs that wait for a time to come."""
    async with database.transaction() as session:
        query = text("SELECT args FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at > now()")
        return list(await session.scalars(query))
