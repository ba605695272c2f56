"""What Meta says of accounts: a table of events with what becomes of the numbers, what is told once, and which jobs follow."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from tests.clocks import START
from tests.core.numbers.platform import deferred
from tests.factories import make_number
from tests.features.webhooks.event_makers import PHONE_NUMBER_ID, account, at, failed

from harkara.core.notifications.models import Notification
from harkara.core.numbers.models import WhatsAppNumber
from harkara.features.webhooks.accounts import apply_account_events
from harkara.features.webhooks.failures import heed_failures
from harkara.features.webhooks.problems import apply_problems
from harkara.integrations.whatsapp.webhooks.events import AccountEvent, ReportedProblem, StatusEvent
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue

DISABLE = {"ban_info": {"waba_ban_state": "DISABLE", "waba_ban_date": "April 17, 2025"}}
REINSTATE = {"ban_info": {"waba_ban_state": "REINSTATE"}}
SCHEDULE = {"ban_info": {"waba_ban_state": ["SCHEDULE_FOR_DISABLE"]}}
REFRESH, UNUSABLE = "numbers:refresh", "campaigns:number_unusable"


def restriction(kind: str | None, **more: Any) -> dict[str, Any]:
    return {"restriction_info": [{"restriction_type": kind, "expiration": 1_795_000_000, **more}]}


async def receive(database: Database, *events: AccountEvent) -> None:
    async with database.transaction() as session:
        await apply_account_events(session, JobQueue(), events)


async def make(database: Database, **values: object) -> int:
    async with database.transaction() as session:
        return (await make_number(session, **{"display_name": "Orders", **values})).id


async def row(database: Database, number_id: int) -> WhatsAppNumber:
    async with database.transaction() as session:
        return await session.get_one(WhatsAppNumber, number_id)


async def told(database: Database) -> list[Notification]:
    async with database.transaction() as session:
        return list(await session.scalars(select(Notification).order_by(Notification.id)))


@dataclass(frozen=True)
class Case:
    event: AccountEvent
    code: str | None
    kind: str | None
    title: str = ""
    words: str = ""
    is_read: bool = True


CASES = {
    "biz restriction": Case(
        account("account_update", "ACCOUNT_RESTRICTION", **restriction("RESTRICTED_BIZ_INITIATED_MESSAGING")),
        "account_restricted",
        "account_stopped",
        "Meta forbids WhatsApp account 102290129340398 to write to customers first",
        "It ends on 18 Nov 2026, 16:36 IST. Now inactive, with their campaigns: Orders.",
    ),
    "customer restriction": Case(
        account("account_update", "ACCOUNT_RESTRICTION", **restriction("RESTRICTED_CUSTOMER_INITIATED_MESSAGING")),
        None,
        "account_warning",
        "to answer customers",
    ),
    "add restriction": Case(
        account(
            "account_update",
            "ACCOUNT_RESTRICTION",
            **restriction("RESTRICTED_ADD_PHONE_NUMBER_ACTION", remediation="Verify the business."),
        ),
        None,
        "account_news",
        "add no phone numbers",
        "Verify the business.",
    ),
    "new restriction": Case(
        account("account_update", "ACCOUNT_RESTRICTION", **restriction("RESTRICTED_{SINGING}")),
        None,
        "account_warning",
        "Meta restricted",
        "Restriction: RESTRICTED_{SINGING}.",
    ),
    "restriction without words": Case(account("account_update", "ACCOUNT_RESTRICTION", restriction_info=7), None, None),
    "violation": Case(
        account("account_update", "ACCOUNT_VIOLATION", violation_info={"violation_type": "SPAM"}),
        None,
        "account_warning",
        "policy violation",
        "Violation: SPAM.",
    ),
    "schedule": Case(
        account("account_update", "DISABLED_UPDATE", ban_info={"waba_ban_state": "SCHEDULE_FOR_DISABLE"}),
        None,
        "account_warning",
        "Meta is going to disable",
    ),
    "disable": Case(
        account("account_update", "DISABLED_UPDATE", **DISABLE),
        "account_disabled",
        "account_stopped",
        "Meta disabled WhatsApp account 102290129340398",
        "Meta's date: April 17, 2025.",
    ),
    "reinstate": Case(
        account("account_update", "DISABLED_UPDATE", **REINSTATE), None, "account_restored", "Meta reinstated"
    ),
    "unknown ban": Case(
        account("account_update", "DISABLED_UPDATE", **SCHEDULE), None, "account_news", "Meta reports DISABLED_UPDATE"
    ),
    "deleted": Case(
        account("account_update", "ACCOUNT_DELETED"), "account_deleted", "account_stopped", "was deleted at Meta"
    ),
    "offboarded": Case(
        account("account_update", "ACCOUNT_OFFBOARDED"), "account_offboarded", "account_stopped", "was disconnected"
    ),
    "reconnected": Case(
        account("account_update", "ACCOUNT_RECONNECTED"), None, "account_restored", "is connected again"
    ),
    "partner": Case(account("account_update", "PARTNER_ADDED"), None, None, is_read=False),
    "price": Case(account("account_update", "VOLUME_BASED_PRICING_TIER_UPDATE"), None, None, is_read=False),
    "new event": Case(
        account("account_update", "ACCOUNT_{}_SUNG"), None, "account_news", "Meta reports ACCOUNT_()_SUNG for"
    ),
    "no event": Case(account("account_update", None), None, None),
    "review approved": Case(
        account("account_review_update", "APPROVED"), None, "account_news", "Meta approved WhatsApp account"
    ),
    "review rejected": Case(account("account_review_update", "REJECTED"), None, "account_warning", "rejected"),
    "review pending": Case(account("account_review_update", "PENDING"), None, None),
    "alert": Case(
        account(
            "account_alerts",
            "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED",
            alert_info={"alert_description": "Your limit could not be raised."},
        ),
        None,
        "account_warning",
        "increased capabilities eligibility failed",
        "Your limit could not be raised.",
    ),
    "capability": Case(
        account("business_capability_update", None, max_daily_conversations_per_business=2000), None, None
    ),
    "security": Case(
        account("security", "PIN_CHANGED", display_phone_number="919876543210"),
        None,
        "account_warning",
        "A security setting",
        "pin changed of 919876543210.",
    ),
    "foreign field": Case(account("flows", "FLOW_STATUS_CHANGE"), None, None, is_read=False),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
async def test_each_event_has_its_consequence_once(database: Database, case: Case) -> None:
    number_id, other = await make(database), await make(database, waba_id="777777777")
    for _ in range(2):
        await receive(database, case.event, case.event)
    number = await row(database, number_id)
    assert (number.is_active, number.inactive_code) == (case.code is None, case.code)
    assert (await row(database, other)).is_active
    notes = await told(database)
    assert [note.type for note in notes] == ([] if case.kind is None else [case.kind])
    for note in notes:
        assert case.title in note.title
        assert case.words in note.message
    reads = await deferred(database, REFRESH)
    assert reads == ([{"number_id": number_id}] if case.is_read else [])
    stops = await deferred(database, UNUSABLE)
    assert [job["number_id"] for job in stops] == ([] if case.code is None else [number_id])


async def test_one_restriction_of_two_that_stops_is_enough(database: Database) -> None:
    number_id = await make(database)
    both = [
        {"restriction_type": "RESTRICTED_ADD_PHONE_NUMBER_ACTION"},
        {"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING"},
    ]
    await receive(database, account("account_update", "ACCOUNT_RESTRICTION", restriction_info=both))
    assert (await row(database, number_id)).inactive_code == "account_restricted"
    assert [note.type for note in await told(database)] == ["account_news", "account_stopped"]


async def test_reinstating_brings_back_only_what_disabling_had_stopped(database: Database) -> None:
    stopped = await make(database)
    dead = await make(
        database, display_name="Dead", is_active=False, inactive_code="token", inactive_reason="Token expired"
    )
    await receive(database, account("account_update", "DISABLED_UPDATE", 1, **DISABLE))
    assert [job["number_id"] for job in await deferred(database, UNUSABLE)] == [stopped]
    await receive(database, account("account_update", "ACCOUNT_RECONNECTED", 2))
    assert not (await row(database, stopped)).is_active
    await receive(database, account("account_update", "DISABLED_UPDATE", 3, **REINSTATE))
    back, still = await row(database, stopped), await row(database, dead)
    assert (back.is_active, back.inactive_code, back.inactive_reason) == (True, None, None)
    assert (still.is_active, still.inactive_code, still.inactive_reason) == (False, "token", "Token expired")
    last = (await told(database))[-1].message
    assert "Active again: Orders." in last
    assert "Still inactive for other reasons: Dead." in last


@pytest.mark.parametrize("late", [1, 2])
async def test_an_old_event_undoes_nothing_newer_and_only_has_the_number_read(database: Database, late: int) -> None:
    number_id = await make(database)
    await receive(database, account("account_update", "DISABLED_UPDATE", 5, **REINSTATE))
    before = len(await told(database))
    await receive(database, account("account_update", "DISABLED_UPDATE", late, **DISABLE))
    number = await row(database, number_id)
    assert (number.is_active, number.account_event_at) == (True, at(5))
    assert len(await told(database)) == before
    assert await deferred(database, REFRESH) == [{"number_id": number_id}]


async def test_in_one_batch_the_newest_counts_wherever_it_stands(database: Database) -> None:
    number_id = await make(database)
    await receive(
        database,
        account("account_update", "DISABLED_UPDATE", 5, **REINSTATE),
        account("account_update", "DISABLED_UPDATE", 1, **DISABLE),
    )
    assert (await row(database, number_id)).is_active


async def test_a_number_connected_after_the_event_is_not_stopped_by_it(database: Database) -> None:
    renewed = await make(database, account_event_at=at(100))
    untouched = await make(database, display_name="Support")
    await receive(database, account("account_update", "DISABLED_UPDATE", 50, **DISABLE))
    assert [(await row(database, each)).is_active for each in (renewed, untouched)] == [True, False]


async def test_an_event_without_a_time_acts(database: Database) -> None:
    number_id = await make(database, account_event_at=at(100))
    await receive(database, account("account_update", "DISABLED_UPDATE", None, **DISABLE))
    assert not (await row(database, number_id)).is_active


@pytest.mark.parametrize("waba", [None, "31337"])
async def test_an_account_that_is_not_ours_changes_nothing(database: Database, waba: str | None) -> None:
    await make(database)
    await receive(database, account("account_update", "DISABLED_UPDATE", waba=waba, **DISABLE))
    assert await told(database) == []
    assert await deferred(database, REFRESH) == []


async def test_a_ban_seen_in_the_status_is_not_healed_by_it_once_the_account_is_disabled(database: Database) -> None:
    number_id = await make(database, is_active=False, inactive_code="meta_status")
    await receive(database, account("account_update", "DISABLED_UPDATE", **DISABLE))
    assert (await row(database, number_id)).inactive_code == "account_disabled"
    assert await deferred(database, UNUSABLE) == []


async def test_processors_with_the_same_events_at_once_tell_and_stop_once(database: Database) -> None:
    ids = [await make(database), await make(database, waba_id="777777777"), await make(database)]
    events = [
        account("account_update", "DISABLED_UPDATE", second, waba, **details)
        for second, details in ((1, DISABLE), (2, REINSTATE), (3, DISABLE))
        for waba in ("102290129340398", "777777777")
    ]
    await asyncio.gather(*(receive(database, *events[turn:], *events[:turn]) for turn in range(6)))
    assert [(await row(database, each)).inactive_code for each in ids] == ["account_disabled"] * 3
    assert len(await told(database)) == 6
    assert sorted(job["number_id"] for job in await deferred(database, REFRESH)) == sorted(ids)


class TestTrouble:
    """What Meta says beside messages."""

    @pytest.fixture
    async def number_id(self, database: Database) -> int:
        return await make(database, phone_number_id=PHONE_NUMBER_ID)

    async def heed(self, database: Database, *events: StatusEvent) -> None:
        async with database.transaction() as session:
            await heed_failures(session, JobQueue(), events)

    @pytest.mark.parametrize("code", [131031, 131042, 368])
    async def test_an_account_error_has_the_number_read_and_is_told_once_a_day(
        self, database: Database, number_id: int, code: int
    ) -> None:
        many = [failed(f"wamid.{n}", code, second=n, error_details="Account locked.") for n in range(50)]
        for _ in range(2):
            await self.heed(database, *many)
        (note,) = await told(database)
        assert note.title.startswith("WhatsApp number Orders: ")
        assert f"(error {code}). Meta's words: Account locked." in note.message
        assert await deferred(database, REFRESH) == [{"number_id": number_id}]
        assert (await row(database, number_id)).is_active
        await self.heed(database, failed("wamid.next", code, second=86_400))
        assert len(await told(database)) == 2

    @pytest.mark.parametrize("code", [131026, 131049, 130472, 131053, 987654, 10**17])
    async def test_a_recipients_error_says_nothing_of_the_account(
        self, database: Database, number_id: int, code: int
    ) -> None:
        await self.heed(database, failed("wamid.1", code))
        assert (await told(database), await deferred(database, REFRESH)) == ([], [])

    async def test_an_account_error_of_a_number_that_is_not_ours(self, database: Database, number_id: int) -> None:
        await self.heed(database, failed("wamid.1", 131031, phone_number_id="999"))
        await self.heed(database, failed("wamid.1", 131031, phone_number_id=None))
        assert await told(database) == []

    async def test_a_problem_is_told_once_per_number_code_and_day(self, database: Database, number_id: int) -> None:
        jobs = JobQueue()
        webhook = ReportedProblem(PHONE_NUMBER_ID, None, 131000, "Something", "Unsupported webhook payload")
        locked = ReportedProblem(PHONE_NUMBER_ID, None, 131031, "Locked", None)
        stray = ReportedProblem("999", None, 131000, None, None)
        nameless = ReportedProblem(PHONE_NUMBER_ID, None, None, "Something", None)
        for days in (0, 0, 1):
            async with database.transaction() as session:
                now = START + timedelta(days=days)
                await apply_problems(session, jobs, [webhook, webhook, locked, stray, nameless], now)
        notes = await told(database)
        assert [note.type for note in notes] == ["number_trouble"] * 4
        assert "Unsupported webhook payload" in notes[0].message
        assert await deferred(database, REFRESH) == [{"number_id": number_id}]


async def test_a_fact_is_told_once_even_after_it_was_read(database: Database) -> None:
    await make(database)
    event = account("account_review_update", "APPROVED")
    await receive(database, event)
    async with database.transaction() as session:
        await session.execute(update(Notification).values(is_read=True))
    await receive(database, event)
    (note,) = await told(database)
    assert note.is_read
