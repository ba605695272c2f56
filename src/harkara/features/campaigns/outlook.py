"""What a campaign runs into if it starts as planned: the line before it, Meta's limits, quality, the token's end.

Reads only, and warns; what forbids a campaign is in `readiness`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers.throughput import daily_limit
from harkara.core.templates.models import Template
from harkara.features.campaigns import line
from harkara.features.campaigns.line import Before
from harkara.features.campaigns.planning import Plan
from harkara.features.campaigns.schemas import PreflightWarning
from harkara.kit.wording import grouped, ist

TOKEN_SOON: Final = timedelta(days=7)
DAY: Final = timedelta(hours=24)
_POOR: Final = {"YELLOW": "medium", "RED": "low"}


@dataclass(frozen=True, slots=True)
class Outlook:
    """How it will go, at the number's present rate."""

    before: Sequence[Before]
    """Other campaigns that the number sends first."""
    begins_at: datetime
    ends_at: datetime
    daily_limit: int | None
    """How many customers Meta lets the portfolio write to first in 24 hours."""
    sent_last_day: int
    """At most so many customers were written to in the last 24 hours, by all our numbers."""

    @property
    def messages_before(self) -> int:
        """Messages that the number sends first."""
        return sum(campaign.messages for campaign in self.before)


async def look_ahead(session: AsyncSession, plan: Plan, now: datetime) -> Outlook:
    """Return how a plan will go if it starts when it is meant to."""
    before = await line.before_start(session, plan.number.id, plan.starts_at)
    rate = plan.number.max_send_rate_per_sec
    left = sum(campaign.messages for campaign in before)
    begins_at = max(plan.starts_at, now + timedelta(seconds=left / rate))
    return Outlook(
        before=before,
        begins_at=begins_at,
        ends_at=begins_at + timedelta(seconds=plan.valid / rate),
        daily_limit=daily_limit(plan.number.messaging_limit),
        sent_last_day=await line.sent_since(session, now - DAY),
    )


def warnings_of(plan: Plan, outlook: Outlook, now: datetime) -> list[PreflightWarning]:
    """Return what a person should know before starting, the gravest first."""
    return [*_token(plan, outlook, now), *_limit(plan, outlook), *_quality(plan), *_templates(plan)]


def _token(plan: Plan, outlook: Outlook, now: datetime) -> Iterator[PreflightWarning]:
    number, expires_at = plan.number, plan.number.token_expires_at
    if expires_at is None:
        return
    until = f"The access token of '{number.display_name}' is valid until {ist(expires_at)}"
    renew = "Add the number again with a new token."
    if expires_at <= outlook.ends_at:
        end = f"the campaign ends about {ist(outlook.ends_at)}"
        yield PreflightWarning(code="token_expires_before_end", message=f"{until}, but {end}. {renew}")
    elif expires_at - now <= TOKEN_SOON:
        yield PreflightWarning(code="token_expires_soon", message=f"{until}. {renew}")


def _limit(plan: Plan, outlook: Outlook) -> Iterator[PreflightWarning]:
    limit = outlook.daily_limit
    if limit is None or plan.unique_recipients + outlook.sent_last_day <= limit:
        return
    used = f", and up to {grouped(outlook.sent_last_day)} messages went out in the last 24 hours"
    yield PreflightWarning(
        code="messaging_limit",
        message=(
            f"Meta lets your business write to {grouped(limit)} customers in 24 hours, from all its numbers together "
            f"({plan.number.messaging_limit}). This campaign has {grouped(plan.unique_recipients)} recipients"
            f"{used if outlook.sent_last_day else ''}: Meta may refuse what is above the limit. "
            "Split the list over several days."
        ),
    )


def _quality(plan: Plan) -> Iterator[PreflightWarning]:
    words = _POOR.get(plan.number.quality_rating or "")
    if words is not None:
        yield PreflightWarning(
            code="number_quality",
            message=(
                f"The quality of '{plan.number.display_name}' is {words} ({plan.number.quality_rating}): "
                "customers block or report it. Meta may restrict the number if that goes on."
            ),
        )


def _templates(plan: Plan) -> Iterator[PreflightWarning]:
    for template in plan.templates:
        if template.quality_score in _POOR:
            words = f"has {_POOR[template.quality_score]} quality ({template.quality_score}): Meta pauses it if that goes on."
            yield _of_template("template_quality", template, words)
        if template.correct_category not in (None, template.category):
            words = (
                f"will become {template.correct_category} at Meta. It is quarantined then, "
                "and a campaign that still sends it stops."
            )
            yield _of_template("template_category", template, words)


def _of_template(code: str, template: Template, words: str) -> PreflightWarning:
    return PreflightWarning(code=code, message=f"Template '{template.name}' ({template.language}) {words}")
