"""Why something cannot be: a sentence in English, and what a translation of it needs. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

CauseCode: TypeAlias = Literal[
    "number_deleted",
    "number_inactive",
    "restored_from_backup",
    "schedule_missed",
    "template_category",
    "template_deleted",
    "template_needs_changed",
    "template_quality",
    "template_quarantined",
    "template_refused",
    "template_status",
    "template_unsupported",
]


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause. The dashboard has its own words for the `code`; where it does not know it, it shows `words`."""

    code: CauseCode
    words: str
    facts: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    """What the words name: things, Meta's own words, moments as ISO 8601."""


def in_words(causes: Iterable[Cause]) -> str:
    """Return the sentences of several causes as one text."""
    return " ".join(cause.words for cause in causes)
