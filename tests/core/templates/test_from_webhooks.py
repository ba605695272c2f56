"""Meta's word on templates by webhook: at once, once, in any order, and asked for anew where it says too little."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from tests.clocks import START
from tests.core.numbers.platform import deferred, sealed
from tests.core.templates.rows import find, history, told
from tests.factories import make_number, make_template
from tests.integrations.sandbox_server import TOKEN, WABA, SandboxControl

from harkara.core.templates.from_webhooks import apply_template_events
from harkara.core.templates.models import Template, TemplateChange
from harkara.core.templates.rereading import TemplateReading
from harkara.core.templates.sync import TemplateSync
from harkara.integrations.whatsapp.webhooks.events import TemplateEvent
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts

STOP = "campaigns:template_unsendable"
REREAD = "templates:reread"


def event(template: Template, kind: Any, minute: float | None = 0, **values: object) -> TemplateEvent:
    at = None if minute is None else START + timedelta(minutes=minute)
    return TemplateEvent(template.waba_id, template.meta_id, template.name, template.language, kind, values, at)


@pytest.fixture
async def template(database: Database) -> Template:
    async with database.transaction() as session:
        number = await make_number(session, display_name="Asha")
        number.access_token_encrypted = sealed(number.phone_number_id, TOKEN)
        return await make_template(session, name="parcel_news", quality_score="GREEN")


async def hear(parts: Parts, *events: TemplateEvent) -> None:
    async with parts[Database].transaction() as session:
        await apply_template_events(session, parts[JobQueue], events)


async def changes(database: Database, template: Template) -> Sequence[TemplateChange]:
    async with database.transaction() as session:
        query = select(TemplateChange).where(TemplateChange.template_id == template.id).order_by(TemplateChange.id)
        return (await session.scalars(query)).all()


class TestOneEvent:
    async def test_category_quarantines_tells_and_stops_at_once(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        await hear(parts, event(template, "category", category="MARKETING", previous_category="UTILITY"))
        stored = await find(database, "parcel_news")
        assert (stored.category, stored.is_quarantined, stored.previous_category) == ("MARKETING", True, "UTILITY")
        assert [(kind, message) for kind, _, message in await told(database)] == [
            ("template_quarantined", "Meta changed its category from UTILITY to MARKETING.")
        ]
        assert [job["template_id"] for job in await deferred(database, STOP)] == [template.id]
        assert [(row.kind, row.source, row.occurred_at) for row in await changes(database, template)] == [
            ("category", "webhook", START),
            ("quarantine", "webhook", START),
        ]

    @pytest.mark.parametrize("status", ["PAUSED", "DISABLED", "REJECTED", "PENDING_DELETION", "DELETED"])
    async def test_status_makes_it_unsendable_without_quarantine(
        self, parts: Parts, database: Database, template: Template, status: str
    ) -> None:
        await hear(parts, event(template, "status", status=status, rejected_reason="SCAM", reason=None))
        stored = await find(database, "parcel_news")
        assert (stored.status, stored.is_quarantined) == (status, False)
        assert stored.rejected_reason == ("SCAM" if status == "REJECTED" else None)
        assert len(await deferred(database, STOP)) == 1
        assert await told(database) == []

    async def test_quality_red_makes_it_unsendable_and_better_quality_sendable(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        await hear(parts, event(template, "quality", quality_score="RED"))
        (job,) = await deferred(database, STOP)
        assert "quality RED" in job["reason"]
        assert not (await find(database, "parcel_news")).is_quarantined
        await hear(parts, event(template, "quality", 1, quality_score="GREEN"))
        assert len(await deferred(database, STOP)) == 1

    async def test_notice_warns_with_its_date_and_stops_nothing(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        notice = event(
            template, "category_notice", correct_category="MARKETING", effective_at=START + timedelta(days=1)
        )
        await hear(parts, notice)
        await hear(parts, notice)
        assert [message for _, _, message in await told(database)] == [
            "Meta will change its category from UTILITY to MARKETING on 24 Nov 2026, 12:00 IST."
        ]
        assert await deferred(database, STOP) == []
        await hear(parts, event(template, "category", 1440, category="MARKETING"))
        stored = await find(database, "parcel_news")
        assert (stored.is_quarantined, stored.correct_category) == (True, None)

    @pytest.mark.parametrize("word", ["FLAGGED", "LOCKED", "REINSTATED", "UNARCHIVED", "INVENTED_TOMORROW"])
    async def test_what_is_no_status_is_asked_for(
        self, parts: Parts, database: Database, template: Template, word: str
    ) -> None:
        await hear(parts, event(template, "status", status=word), event(template, "status", status=word))
        assert (await find(database, "parcel_news")).status == "APPROVED"
        assert [job["template_id"] for job in await deferred(database, REREAD)] == [template.id]

    async def test_new_text_is_read_from_meta(self, parts: Parts, database: Database, template: Template) -> None:
        await hear(parts, event(template, "components", body="Hi {{1}}", title=None, footer=None, buttons=[]))
        assert len(await deferred(database, REREAD)) == 1
        assert await changes(database, template) == []


class TestAgainAndLate:
    async def test_the_same_event_again_changes_and_tells_nothing(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        again = event(template, "category", category="MARKETING")
        for _ in range(3):
            await hear(parts, again, again)
        assert len(await told(database)) == 1
        assert len(await changes(database, template)) == 2
        assert await deferred(database, REREAD) == []

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    @pytest.mark.parametrize("together", [True, False])
    async def test_any_order_ends_with_the_newest(
        self, parts: Parts, database: Database, template: Template, order: tuple[int, ...], together: bool
    ) -> None:
        words = ["PAUSED", "DISABLED", "APPROVED"]
        events = [event(template, "status", minute, status=words[minute]) for minute in order]
        if together:
            await hear(parts, *events)
        else:
            for each in events:
                await hear(parts, each)
        assert (await find(database, "parcel_news")).status == "APPROVED"

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    async def test_a_category_that_came_back_is_never_left_behind(
        self, parts: Parts, database: Database, template: Template, order: tuple[int, ...]
    ) -> None:
        story = [
            event(template, "category_notice", 1, correct_category="MARKETING"),
            event(template, "category", 2, category="MARKETING"),
            event(template, "category", 3, category="UTILITY"),
        ]
        for place in order:
            await hear(parts, story[place])
        stored = await find(database, "parcel_news")
        assert stored.category == "UTILITY"
        assert stored.is_quarantined is (order.index(1) < order.index(2))
        assert (order == (0, 1, 2)) is (await deferred(database, REREAD) == [])

    async def test_an_older_event_that_contradicts_is_a_reason_to_ask(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        await hear(parts, event(template, "status", 5, status="APPROVED"))
        await hear(parts, event(template, "status", 4, status="PAUSED"))
        assert (await find(database, "parcel_news")).status == "APPROVED"
        assert len(await deferred(database, REREAD)) == 1
        assert await deferred(database, STOP) == []

    async def test_aspects_have_times_of_their_own(self, parts: Parts, database: Database, template: Template) -> None:
        await hear(parts, event(template, "quality", 9, quality_score="YELLOW"))
        await hear(parts, event(template, "category", 3, category="MARKETING"))
        assert (await find(database, "parcel_news")).is_quarantined

    async def test_a_pause_that_is_over_within_the_batch_stops_nothing(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        await hear(
            parts, event(template, "status", 2, status="APPROVED"), event(template, "status", 1, status="PAUSED")
        )
        assert await deferred(database, STOP) == []
        assert [row.new_value for row in await changes(database, template)] == ["PAUSED", "APPROVED"]

    async def test_a_category_that_flips_back_within_the_batch_quarantines_all_the_same(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        await hear(
            parts,
            event(template, "category", 1, category="MARKETING"),
            event(template, "category", 2, category="UTILITY"),
        )
        stored = await find(database, "parcel_news")
        assert (stored.category, stored.is_quarantined) == ("UTILITY", True)
        assert len(await told(database)) == 1
        assert len(await deferred(database, STOP)) == 1

    async def test_without_a_time_it_counts_as_just_now(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        await hear(parts, event(template, "category", None, category="MARKETING"))
        assert (await find(database, "parcel_news")).is_quarantined


class TestUnknown:
    async def test_an_unknown_template_has_its_account_synced_once(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        new = TemplateEvent(WABA, "13370000000000001", "fresh", "en", "status", {"status": "APPROVED"}, START)
        await hear(parts, new)
        await hear(parts, new, new)
        assert [job["waba_id"] for job in await deferred(database, "templates:sync_account")] == [WABA]

    @pytest.mark.parametrize("waba_id", [None, "777777777"])
    async def test_an_account_we_do_not_have_is_left_alone(
        self, parts: Parts, database: Database, template: Template, waba_id: str | None
    ) -> None:
        await hear(parts, TemplateEvent(waba_id, "1337", "fresh", "en", "status", {"status": "APPROVED"}, START))
        assert await deferred(database, "templates:sync_account") == []

    async def test_a_template_that_another_account_sends_is_applied_and_placed_by_a_sync(
        self, parts: Parts, database: Database, template: Template
    ) -> None:
        async with database.transaction() as session:
            await make_number(session, waba_id="777777777")
        moved = TemplateEvent("777777777", template.meta_id, None, None, "status", {"status": "PAUSED"}, START)
        await hear(parts, moved)
        stored = await find(database, "parcel_news")
        assert (stored.status, stored.waba_id) == ("PAUSED", WABA)
        assert [job["waba_id"] for job in await deferred(database, "templates:sync_account")] == ["777777777"]


class TestWithSync:
    """The sandbox's own templates, so that both ways tell of the same thing."""

    @pytest.fixture(autouse=True)
    async def synced(self, parts: Parts, database: Database, sandbox: SandboxControl, template: Template) -> None:
        async with database.transaction() as session:
            await session.delete(await session.get_one(Template, template.id))
        await sandbox.post("templates", name="parcel_news", body="Hi {{1}}, your parcel", examples=["Asha"])
        await TemplateSync.of(parts).waba(WABA)

    async def test_webhook_first(self, parts: Parts, database: Database, sandbox: SandboxControl) -> None:
        template = await find(database, "parcel_news")
        await sandbox.post("templates/parcel_news", category="MARKETING", webhook=False)
        await hear(parts, event(template, "category", None, category="MARKETING"))
        result = await TemplateSync.of(parts).waba(WABA)
        assert result.changed == 0
        assert len(await told(database)) == 1
        assert [kind for kind, *_ in await history(database, template)] == ["created", "category", "quarantine"]

    async def test_sync_first(self, parts: Parts, database: Database, sandbox: SandboxControl) -> None:
        template = await find(database, "parcel_news")
        await sandbox.post("templates/parcel_news", category="MARKETING", webhook=False)
        assert (await TemplateSync.of(parts).waba(WABA)).changed == 1
        await hear(parts, event(template, "category", 0, category="MARKETING"))
        await hear(parts, event(template, "category", None, category="MARKETING"))
        assert len(await told(database)) == 1
        assert len(await deferred(database, STOP)) == 1
        assert [kind for kind, *_ in await history(database, template)] == ["created", "category", "quarantine"]

    async def test_an_event_of_before_the_first_sync_is_no_news(self, parts: Parts, database: Database) -> None:
        template = await find(database, "parcel_news")
        await hear(parts, event(template, "category", 0, category="MARKETING"))
        assert not (await find(database, "parcel_news")).is_quarantined
        assert len(await deferred(database, REREAD)) == 1

    async def test_a_flip_that_webhooks_told_is_not_recorded_again(
        self, parts: Parts, database: Database, sandbox: SandboxControl
    ) -> None:
        template = await find(database, "parcel_news")
        for category in ("MARKETING", "UTILITY"):
            await sandbox.post("templates/parcel_news", category=category, webhook=False)
            await hear(parts, event(template, "category", None, category=category))
        assert (await TemplateSync.of(parts).waba(WABA)).changed == 0
        kinds = [kind for kind, *_ in await history(database, template)]
        assert kinds == ["created", "category", "quarantine", "category"]

    async def test_an_old_event_does_not_undo_what_a_sync_has_seen_since(
        self, parts: Parts, database: Database, sandbox: SandboxControl
    ) -> None:
        template = await find(database, "parcel_news")
        for status in ("PAUSED", "APPROVED"):
            await sandbox.post("templates/parcel_news", status=status, webhook=False)
            await TemplateSync.of(parts).waba(WABA)
        await hear(parts, event(template, "status", 0, status="PAUSED"))
        assert (await find(database, "parcel_news")).status == "APPROVED"
        assert len(await deferred(database, REREAD)) == 1

    async def test_rereading_brings_what_meta_has(
        self, parts: Parts, database: Database, sandbox: SandboxControl
    ) -> None:
        template = await find(database, "parcel_news")
        await sandbox.post("templates/parcel_news", components=[{"type": "BODY", "text": "{{1}} and {{2}}"}])
        await TemplateReading.of(parts).one(template.id)
        assert (await find(database, "parcel_news")).variable_count == 2
        assert (await history(database, template))[1:] == [
            ("components", "Hi {{1}}, your parcel", "{{1}} and {{2}}", "webhook")
        ]
        (job,) = await deferred(database, STOP)
        assert "variables" in job["reason"]

    async def test_what_meta_does_not_show_is_left_to_a_complete_list(
        self, parts: Parts, database: Database, sandbox: SandboxControl
    ) -> None:
        template = await find(database, "parcel_news")
        await sandbox.delete("templates/parcel_news")
        await TemplateReading.of(parts).one(template.id)
        assert (await find(database, "parcel_news")).is_active
        assert [job["waba_id"] for job in await deferred(database, "templates:sync_account")] == [WABA]

    async def test_while_meta_is_in_trouble_it_is_tried_again_a_few_times(
        self, parts: Parts, database: Database, sandbox: SandboxControl
    ) -> None:
        template = await find(database, "parcel_news")
        await sandbox.fault("error", code=2)
        await TemplateReading.of(parts).one(template.id)
        assert [job["tries"] for job in await deferred(database, REREAD)] == [1]
        await TemplateReading.of(parts).one(template.id, tries=5)
        assert len(await deferred(database, REREAD)) == 1

    async def test_a_deleted_one_that_meta_speaks_of_again_is_read(
        self, parts: Parts, database: Database, sandbox: SandboxControl
    ) -> None:
        template = await find(database, "parcel_news")
        async with database.transaction() as session:
            (await session.get_one(Template, template.id)).is_active = False
        await hear(parts, event(template, "status", None, status="APPROVED"))
        await TemplateReading.of(parts).one(template.id)
        assert (await find(database, "parcel_news")).is_active
