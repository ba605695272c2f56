"""Which templates a campaign may send, and that the reason is a sentence that says what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from harkara.core.templates.models import Template
from harkara.core.templates.sendable import unsendable


def template(**values: Any) -> Template:
    return Template(
        **{
            "status": "APPROVED",
            "category": "UTILITY",
            "is_active": True,
            "is_quarantined": False,
            "parameter_format": "POSITIONAL",
            "components": [{"type": "BODY", "text": "Hi {{1}}"}],
            **values,
        }
    )


def test_approved_utility_template() -> None:
    assert unsendable(template()) is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"is_active": False}, "It was deleted at Meta."),
        ({"status": "PENDING"}, "Meta has not approved it yet."),
        ({"status": "REJECTED", "rejected_reason": "INVALID_FORMAT"}, "Meta rejected it (INVALID_FORMAT)."),
        ({"status": "REJECTED"}, "Meta rejected it."),
        ({"status": "PAUSED"}, "Meta paused it because customers rated it badly."),
        ({"status": "DISABLED"}, "Meta disabled it for good."),
        (
            {"quality_score": "RED"},
            "Customers rate it badly (quality RED): Meta pauses such templates, and each complaint harms the number.",
        ),
        ({"status": "NEW_WORD"}, "Its status at Meta is NEW_WORD."),
        ({"status": ""}, "Its status at Meta is unknown."),
        (
            {"category": "MARKETING", "is_quarantined": True, "quarantine_reason": "Its category is MARKETING."},
            "It is quarantined: its category is MARKETING.",
        ),
        (
            {"is_quarantined": True, "quarantine_reason": "Meta changed it."},
            "It is quarantined (Meta changed it); it is UTILITY now and can be un-quarantined by hand.",
        ),
        ({"category": "MARKETING"}, "Its category is MARKETING; campaigns send UTILITY templates only."),
        (
            {"components": [{"type": "HEADER", "format": "LOCATION"}]},
            "A CSV cannot fill it: its header is a location, which needs coordinates.",
        ),
    ],
)
def test_reason(values: dict[str, Any], words: str) -> None:
    cause = unsendable(template(**values))
    assert cause is not None
    assert cause.words == words


def test_deleted_comes_before_everything_else() -> None:
    cause = unsendable(template(is_active=False, status="PAUSED", is_quarantined=True))
    assert cause is not None
    assert (cause.code, cause.words) == ("template_deleted", "It was deleted at Meta.")
