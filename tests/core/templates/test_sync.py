"""Templates follow Meta: all pages, quarantine on arrival and on change, nothing lost by half a list, nothing doubled."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import event, func, select, update
from tests.core.numbers.platform import deferred, sealed
from tests.core.templates.rows import find, history, told
from tests.factories import make_number, make_template
from tests.integrations.sandbox_server import EXPIRED_TOKEN, TOKEN, WABA, SandboxControl

from harkara.core.numbers.errors import NumberInactiveError, NumberNotFoundError
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template
from harkara.core.templates.schemas import SyncResult
from harkara.core.templates.sync import TemplateSync
from harkara.kit.db import Database
from harkara.kit.parts import Parts

SEEDED = 122
"""Templates of the sandbox: 102 UTILITY, 16 MARKETING, 4 AUTHENTICATION."""


@pytest.fixture
async def number_id(database: Database) -> int:
    """A number on the sandbox's first account."""
    return await connect(database, "Asha Sarees")


@pytest.fixture
def sync(parts: Parts, number_id: int) -> TemplateSync:
    return TemplateSync.of(parts)


async def connect(database: Database, name: str, *, token: str = TOKEN, waba_id: str = WABA) -> int:
    async with database.transaction() as session:
        number = await make_number(session, display_name=name, waba_id=waba_id)
        number.access_token_encrypted = sealed(number.phone_number_id, token)
        return number.id


def figures(result: SyncResult) -> tuple[int, int, int, int]:
    assert result.error is None
    return result.seen, result.new, result.changed, result.inactive


async def a_template(sandbox: SandboxControl, name: str = "parcel_news", **values: object) -> None:
    await sandbox.post("templates", name=name, **values)


class TestFirst:
    async def test_all_pages_arrive(self, sync: TemplateSync, database: Database, number_id: int) -> None:
        result = await sync.number(number_id)
        assert figures(result) == (SEEDED, SEEDED, 0, 0)
        assert (result.waba_id, result.number_names) == (WABA, ["Asha Sarees"])
        async with database.transaction() as session:
            assert await session.scalar(select(func.count()).select_from(Template)) == SEEDED
            assert (await session.get_one(WhatsAppNumber, number_id)).templates_synced_at is not None

    async def test_all_but_utility_is_quarantined(self, sync: TemplateSync, database: Database) -> None:
        await sync.waba(WABA)
        async with database.transaction() as session:
            rows = (await session.execute(select(Template.category, Template.is_quarantined))).all()
            reasons = (await session.scalars(select(Template.quarantine_reason).distinct())).all()
        assert Counter(rows) == {("UTILITY", False): 102, ("MARKETING", True): 16, ("AUTHENTICATION", True): 4}
        assert "Its category is MARKETING; campaigns send UTILITY templates only." in reasons
        assert await told(database) == []

    async def test_what_is_stored(self, sync: TemplateSync, database: Database, sandbox: SandboxControl) -> None:
        await a_template(sandbox, body="Hi {{1}}, {{2}} is here", header="IMAGE")
        await sync.waba(WABA)
        stored = await find(database, "parcel_news")
        assert (stored.waba_id, stored.language, stored.status, stored.category) == (WABA, "en", "APPROVED", "UTILITY")
        assert (stored.variable_count, stored.header_format, stored.parameter_format) == (2, "IMAGE", "POSITIONAL")
        assert (stored.quality_score, stored.rejected_reason) == ("GREEN", None)
        assert (stored.is_active, stored.is_quarantined) == (True, False)
        assert await history(database, stored) == [("created", None, "UTILITY", "sync")]

    async def test_statements_do_not_grow_with_templates(self, sync: TemplateSync, database: Database) -> None:
        statements: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(database.engine.sync_engine, "before_cursor_execute", note)
        await sync.waba(WABA)
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
        assert len(statements) < 16


class TestAgain:
    @pytest.fixture(autouse=True)
    async def synced(self, sync: TemplateSync, sandbox: SandboxControl) -> None:
        await a_template(sandbox, body="Hi {{1}}, your parcel is here", header="IMAGE", examples=["Asha"])
        await sync.waba(WABA)

    async def test_nothing_new(self, sync: TemplateSync) -> None:
        assert figures(await sync.waba(WABA)) == (SEEDED + 1, 0, 0, 0)

    async def test_new_template(self, sync: TemplateSync, sandbox: SandboxControl) -> None:
        await a_template(sandbox, "second_news")
        assert figures(await sync.waba(WABA)) == (SEEDED + 2, 1, 0, 0)

    async def test_status_and_quality(self, sync: TemplateSync, sandbox: SandboxControl, database: Database) -> None:
        await sandbox.post("templates/parcel_news", status="PAUSED", quality="RED")
        assert figures(await sync.waba(WABA)) == (SEEDED + 1, 0, 1, 0)
        stored = await find(database, "parcel_news")
        assert (stored.status, stored.quality_score, stored.is_quarantined) == ("PAUSED", "RED", False)
        assert (await history(database, stored))[1:] == [
            ("status", "APPROVED", "PAUSED", "sync"),
            ("quality", "GREEN", "RED", "sync"),
        ]
        (job,) = await deferred(database, "campaigns:template_unsendable")
        assert job["template_id"] == stored.id
        assert "Meta paused it" in job["reason"]

    @pytest.mark.parametrize("category", ["MARKETING", "AUTHENTICATION"])
    async def test_change_of_category_quarantines_at_once(
        self, sync: TemplateSync, sandbox: SandboxControl, database: Database, category: str
    ) -> None:
        await sandbox.post("templates/parcel_news", category=category)
        await sync.waba(WABA)
        stored = await find(database, "parcel_news")
        reason = f"Meta changed its category from UTILITY to {category}."
        assert (stored.category, stored.is_quarantined, stored.quarantine_reason) == (category, True, reason)
        assert (await history(database, stored))[1:] == [
            ("category", "UTILITY", category, "sync"),
            ("quarantine", None, reason, "sync"),
        ]
        assert await told(database) == [("template_quarantined", "Template 'parcel_news' (en) was quarantined", reason)]
        (job,) = await deferred(database, "campaigns:template_unsendable")
        assert job["template_id"] == stored.id

    async def test_back_to_utility_stays_quarantined(
        self, sync: TemplateSync, sandbox: SandboxControl, database: Database
    ) -> None:
        for category in ("MARKETING", "UTILITY", "MARKETING"):
            await sandbox.post("templates/parcel_news", category=category)
            await sync.waba(WABA)
            assert (await find(database, "parcel_news")).is_quarantined
        assert len(await told(database)) == 1

    async def test_notice_warns_and_stops_nothing(
        self, sync: TemplateSync, sandbox: SandboxControl, database: Database
    ) -> None:
        await sandbox.post("templates/parcel_news", correct_category="MARKETING")
        await sync.waba(WABA)
        await sync.waba(WABA)
        stored = await find(database, "parcel_news")
        assert (stored.is_quarantined, stored.correct_category) == (False, "MARKETING")
        assert [(kind, message) for kind, _, message in await told(database)] == [
            ("template_category_notice", "Meta will change its category from UTILITY to MARKETING.")
        ]
        assert await deferred(database, "campaigns:template_unsendable") == []

    async def test_new_text(self, sync: TemplateSync, sandbox: SandboxControl, database: Database) -> None:
        await sandbox.post("templates/parcel_news", components=[{"type": "BODY", "text": "{{1}} and {{2}}"}])
        assert figures(await sync.waba(WABA)) == (SEEDED + 1, 0, 1, 0)
        stored = await find(database, "parcel_news")
        assert (stored.variable_count, stored.header_format) == (2, None)
        assert (await history(database, stored))[1:] == [
            ("components", "IMAGE\nHi {{1}}, your parcel is here", "{{1}} and {{2}}", "sync")
        ]
        (job,) = await deferred(database, "campaigns:template_unsendable")
        assert "variables" in job["reason"]

    async def test_new_examples_are_no_change(
        self, sync: TemplateSync, sandbox: SandboxControl, database: Database
    ) -> None:
        """Meta signs the addresses of example media anew in every answer."""
        components: list[dict[str, Any]] = (await find(database, "parcel_news")).components
        fresh = [{**part, "example": {"header_handle": ["https://scontent.example/new?oe=1"]}} for part in components]
        await sandbox.post("templates/parcel_news", components=fresh)
        assert figures(await sync.waba(WABA)) == (SEEDED + 1, 0, 0, 0)

    async def test_gone_from_meta(self, sync: TemplateSync, sandbox: SandboxControl, database: Database) -> None:
        await sandbox.delete("templates/parcel_news")
        assert figures(await sync.waba(WABA)) == (SEEDED, 0, 0, 1)
        stored = await find(database, "parcel_news")
        assert not stored.is_active
        assert (await history(database, stored))[1:] == [("deleted", None, None, "sync")]
        assert len(await deferred(database, "campaigns:template_unsendable")) == 1
        assert figures(await sync.waba(WABA)) == (SEEDED, 0, 0, 0)

    async def test_back_again(self, sync: TemplateSync, database: Database) -> None:
        async with database.transaction() as session:
            await session.execute(update(Template).where(Template.name == "parcel_news").values(is_active=False))
        assert figures(await sync.waba(WABA)) == (SEEDED + 1, 0, 1, 0)
        stored = await find(database, "parcel_news")
        assert stored.is_active
        assert (await history(database, stored))[1:] == [("restored", None, None, "sync")]

    async def test_half_a_list_deletes_nothing(
        self, sync: TemplateSync, sandbox: SandboxControl, database: Database, number_id: int
    ) -> None:
        async with database.transaction() as session:
            before = (await session.get_one(WhatsAppNumber, number_id)).templates_synced_at
        await sandbox.delete("templates/parcel_news")
        await sandbox.fault("error", code=2, skip=1)
        result = await sync.waba(WABA)
        assert (result.seen, result.inactive) == (100, 0)
        assert result.error is not None
        assert "down or overloaded" in result.error
        assert (await find(database, "parcel_news")).is_active
        async with database.transaction() as session:
            assert (await session.get_one(WhatsAppNumber, number_id)).templates_synced_at == before

    async def test_what_half_a_list_did_tell_counts(
        self, sync: TemplateSync, sandbox: SandboxControl, database: Database
    ) -> None:
        async with database.transaction() as session:
            utility = select(Template).where(Template.category == "UTILITY").order_by(Template.id)
            first = (await session.scalars(utility)).first()
        assert first is not None
        await sandbox.post(f"templates/{first.meta_id}", category="MARKETING")
        await sandbox.fault("reset", skip=1)
        await sync.waba(WABA)
        async with database.transaction() as session:
            assert (await session.get_one(Template, first.id)).is_quarantined


class TestTokens:
    async def test_expired_token_takes_its_number_out_of_use(self, parts: Parts, database: Database) -> None:
        number_id = await connect(database, "Old", token=EXPIRED_TOKEN)
        result = await TemplateSync.of(parts).number(number_id)
        assert result.error is not None
        assert "access token" in result.error
        assert (await told(database))[0][2] == "WhatsApp number Old token expired, please update"
        assert [job["number_id"] for job in await deferred(database, "campaigns:number_unusable")] == [number_id]
        async with database.transaction() as session:
            assert not (await session.get_one(WhatsAppNumber, number_id)).is_active

    async def test_another_number_of_the_account_stands_in(self, parts: Parts, database: Database) -> None:
        await connect(database, "Old", token=EXPIRED_TOKEN)
        await connect(database, "New")
        result = await TemplateSync.of(parts).waba(WABA)
        assert figures(result) == (SEEDED, SEEDED, 0, 0)
        assert result.number_names == ["Old", "New"]
        assert len(await told(database)) == 1

    async def test_other_accounts_go_on(self, parts: Parts, database: Database, sandbox: SandboxControl) -> None:
        other = await sandbox.post("wabas")
        await connect(database, "Old", token=EXPIRED_TOKEN)
        await connect(database, "Other", waba_id=other["id"])
        results = [result async for result in TemplateSync.of(parts).all()]
        assert [(result.waba_id, result.error is None) for result in results] == [(WABA, False), (other["id"], True)]

    async def test_missing_permission_leaves_the_number_in_use(self, parts: Parts, database: Database) -> None:
        number_id = await connect(database, "Sender", token="SEND-ONLY-TOKEN")
        result = await TemplateSync.of(parts).number(number_id)
        assert result.error is not None
        assert "permission" in result.error
        async with database.transaction() as session:
            assert (await session.get_one(WhatsAppNumber, number_id)).is_active

    async def test_inactive_and_unknown_numbers(self, parts: Parts, database: Database) -> None:
        async with database.transaction() as session:
            inactive = await make_number(session, is_active=False, inactive_reason="Locked")
        with pytest.raises(NumberInactiveError, match="Locked"):
            await TemplateSync.of(parts).number(inactive.id)
        with pytest.raises(NumberNotFoundError):
            await TemplateSync.of(parts).number(4711)
        assert [result async for result in TemplateSync.of(parts).all()] == []

    async def test_accounts_do_not_touch_each_other(self, parts: Parts, database: Database, number_id: int) -> None:
        async with database.transaction() as session:
            foreign = await make_template(session, waba_id="777777777")
        await TemplateSync.of(parts).waba(WABA)
        assert (await find(database, foreign.name)).is_active
