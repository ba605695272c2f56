"""Why a campaign stands where it does: its sentence and the causes it is made of, written together and read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter, ValidationError

from harkara.core.messages.campaigns import Campaign
from harkara.kit.causes import Cause, in_words

_CAUSES = TypeAdapter(list[Cause])


def give_reason(campaign: Campaign, causes: Sequence[Cause]) -> None:
    """Set why a campaign is as it is; no causes take the reason away."""
    campaign.status_reason = in_words(causes) or None
    campaign.status_causes = [_stored(cause) for cause in causes] or None


def causes_of(campaign: Campaign) -> list[Cause] | None:
    """Return the causes of its reason; None if only the sentence is known.

    The version before this one changes the sentence alone, and both run side by side during an upgrade: causes that do not
    say what the sentence says are those of an earlier one. What this version cannot read was written by a later one.
    """
    try:
        causes = _CAUSES.validate_python(campaign.status_causes or [])
    except ValidationError:
        return None
    return causes if causes and in_words(causes) == campaign.status_reason else None


def _stored(cause: Cause) -> dict[str, Any]:
    return {**asdict(cause), "facts": dict(cause.facts)}
