"""Why something cannot be: a sentence in English, and what a translation of it needs. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias

from pydantic import ConfigDict

CauseCode: TypeAlias = Literal[
    "behind_many",
    "behind_one",
    "meta_unanswered",
    "next_retry",
    "number_deleted",
    "number_free",
    "number_inactive",
    "restored_from_backup",
    "schedule_missed",
    "starts_late",
    "stopped_at_terminal",
    "stopped_before",
    "stopped_by_admin",
    "template_category",
    "template_deleted",
    "template_needs_changed",
    "template_quality",
    "template_quarantined",
    "template_refused",
    "template_status",
    "template_unsupported",
    "untranslated",
]


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause. The dashboard has its own words for the `code`; where it does not know it, it shows `words`."""

    # An answer always has the facts, empty or not; the API's description says so.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(json_schema_serialization_defaults_required=True)

    code: CauseCode
    words: str
    facts: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    """What the words name: things, Meta's own words, moments as ISO 8601."""


def in_words(causes: Iterable[Cause]) -> str:
    """Return the sentences of several causes as one text."""
    return " ".join(cause.words for cause in causes)
