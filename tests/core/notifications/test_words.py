"""What the server tells and what the dashboard has words for cannot drift apart: kinds, facts, causes, Meta's errors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from harkara.core.notifications.news import KINDS, AccountNews, News
from harkara.core.numbers import account_events
from harkara.core.numbers.activity import InactiveCode
from harkara.core.numbers.meta_status import STATUSES
from harkara.features.replies.trouble import MENDABLE
from harkara.integrations.whatsapp.error_codes import CODES, RANGES, ErrorClass
from harkara.kit.causes import CauseCode

WEB = Path("web/src")
LANGUAGES = ("en", "hi")


def words(language: str, namespace: str) -> dict[str, Any]:
    return json.loads((WEB / "locales" / language / f"{namespace}.json").read_text())


def test_the_dashboard_knows_every_kind_and_its_facts() -> None:
    table = json.loads((WEB / "features/notifications/words/facts.json").read_text())
    assert table == {kind.type: sorted(kind.model_fields) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_words(kind: type[News], language: str) -> None:
    if not issubclass(kind, AccountNews):
        assert words(language, "notifications")["kinds"][kind.type]["message"]


def test_the_documentation_lists_every_kind_with_its_facts() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", Path("docs/notifications.md").read_text(), re.MULTILINE)
    listed = {kind: sorted(re.findall(r"`(\w+)`", facts)) for kind, facts in rows}
    assert listed == {kind.type: sorted(kind.model_fields) for kind in KINDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    meta, bell = words(language, "whatsapp"), words(language, "notifications")
    # What a campaign waits for is told in its own words, in as many forms as its figure has; the untranslated has none.
    waits = {re.sub(r"_(one|other)$", "", key) for key in words(language, "campaigns")["waiting"]}
    assert set(get_args(CauseCode)) - {"untranslated"} <= set(meta["cause"]) | waits
    assert set(InactiveCode) == set(meta["inactive"]) == set(meta["inactive_advice"])
    assert set(STATUSES) == set(meta["status"])
    assert {fault.value for fault in MENDABLE} == set(bell["fault"])
    assert {str(code) for code, known in CODES.items() if known.error_class is ErrorClass.ACCOUNT} | {
        "permission"
    } == set(meta["error"])


def test_english_is_the_same_on_both_sides() -> None:
    meta = words("en", "whatsapp")
    permission = next(advice for codes, advice in RANGES if 200 in codes)
    for code, shown in meta["error"].items():
        assert shown["title"] == (permission if code == "permission" else CODES[int(code)]).title
    for status, shown in meta["status"].items():
        assert (shown["happened"], shown["advice"]) == (STATUSES[status].happened, STATUSES[status].advice)


EVENTS = [
    ("account_update", "ACCOUNT_DELETED", {}),
    ("account_update", "ACCOUNT_OFFBOARDED", {}),
    ("account_update", "ACCOUNT_RECONNECTED", {}),
    *(
        ("account_update", "DISABLED_UPDATE", {"ban_info": {"waba_ban_state": state}})
        for state in ("SCHEDULE_FOR_DISABLE", "DISABLE", "REINSTATE", "NEW_STATE")
    ),
    *(
        ("account_update", "ACCOUNT_RESTRICTION", {"restriction_info": [{"restriction_type": kind}]})
        for kind in (
            "RESTRICTED_BIZ_INITIATED_MESSAGING",
            "RESTRICTED_CUSTOMER_INITIATED_MESSAGING",
            "RESTRICTED_ADD_PHONE_NUMBER_ACTION",
            "NEW_RESTRICTION",
        )
    ),
    ("account_update", "ACCOUNT_VIOLATION", {"violation_info": {"violation_type": "SCAM"}}),
    ("account_review_update", "APPROVED", {}),
    ("account_review_update", "REJECTED", {}),
    ("account_alerts", "OBA_APPROVED", {"alert_info": {"alert_description": "Well done."}}),
    ("security", "PIN_CHANGED", {"display_phone_number": "919876543210"}),
]


@pytest.mark.parametrize(("field", "event", "details"), EVENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_of_an_account_has_words(field: str, event: str, details: dict[str, Any], language: str) -> None:
    (ruling,) = account_events.rulings(field, event, details)
    shown = words(language, "notifications")["account"][ruling.event]
    placeholders = set(re.findall(r"\{\{(\w+)\}\}", shown["title"] + shown["words"]))
    # A kind of restriction or violation may be missing in Meta's event; the dashboard says so.
    assert placeholders - {"account", "restriction", "violation"} <= set(ruling.facts)


def test_no_words_are_left_over_for_events_of_accounts() -> None:
    told = {account_events.rulings(*event)[0].event for event in EVENTS}
    assert told == set(words("en", "notifications")["account"])
