"""What can be told, kind by kind, with the facts that its words in any language are made of. Decides nothing.

The dashboard has the words (`web/src/locales/*/notifications.json`) and the same table of facts
(`web/src/features/notifications/words/facts.json`); a test holds both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from harkara.kit.causes import Cause


class News(BaseModel):
    """The root of all kinds; `type` is the kind's stable name."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: ClassVar[str]


class CampaignCompleted(News):
    """Every message has left and is settled."""

    type = "campaign_completed"
    campaign: str
    sent: int
    failed: int
    skipped: int


class CampaignStopped(News):
    """Something only the admin can mend is in its way. The template's figures where one template is."""

    type = "campaign_stopped"
    campaign: str
    causes: Sequence[Cause]
    sent: int
    held: int
    template_sent: int | None = None
    template_held: int | None = None


class CampaignFailed(News):
    """It never started."""

    type = "campaign_failed"
    campaign: str
    causes: Sequence[Cause]


class CampaignLate(News):
    """It starts, but not at its time."""

    type = "campaign_late"
    campaign: str
    scheduled_at: datetime
    late_seconds: int


class TemplateQuarantined(News):
    """Meta changed its category."""

    type = "template_quarantined"
    template: str
    language: str
    from_category: str
    to_category: str


class TemplateCategoryNotice(News):
    """Meta will change its category."""

    type = "template_category_notice"
    template: str
    language: str
    from_category: str
    to_category: str
    effective_at: datetime | None


class NumberTokenExpired(News):
    """Meta refuses its token."""

    type = "number_token_expired"
    number: str


class NumberTokenExpiring(News):
    """Its token ends soon."""

    type = "number_token_expiring"
    number: str
    expires_at: datetime


class NumberInactive(News):
    """Meta refuses it: by the error of a call, or by its status."""

    type = "number_inactive"
    number: str
    error: int | None = None
    status: str | None = None


class NumberActive(News):
    """Meta shows it as usable again."""

    type = "number_active"
    number: str


class NumberWarning(News):
    """Meta's status of it is a warning."""

    type = "number_warning"
    number: str
    status: str


class NumberTrouble(News):
    """A message failed for a reason of its number or account."""

    type = "number_trouble"
    number: str
    error: int
    meta_words: str | None


class NumberThroughput(News):
    """Meta changed its speed limit."""

    type = "number_throughput"
    number: str
    level: str
    limit: int
    limit_before: int


class NumberQuality(News):
    """Its quality has become low."""

    type = "number_quality"
    number: str


class NumberMessagingLimit(News):
    """Meta changed how many customers it may write to first."""

    type = "number_messaging_limit"
    number: str
    limit_before: str
    limit: str


class NumberName(News):
    """Meta refused its display name."""

    type = "number_name"
    number: str
    status: str


class AccountNews(News):
    """Meta said something of an account; `event` names it (core/numbers/account_events.py)."""

    account: str
    event: str
    facts: dict[str, str]
    stopped: list[str]
    restored: list[str]
    still_inactive: list[str]


class AccountStopped(AccountNews):
    """Its numbers cannot send any more."""

    type = "account_stopped"


class AccountRestored(AccountNews):
    """They can again."""

    type = "account_restored"


class AccountWarning(AccountNews):
    """Meta announces or criticises something."""

    type = "account_warning"


class AccountTold(AccountNews):
    """Anything else."""

    type = "account_news"


class RepliesFailing(News):
    """The language model gives no answers, and only the admin can mend it."""

    type = "replies_failing"
    fault: str
    provider_words: str | None


class MailNotSent(News):
    """A mail to reset the password did not leave; `reason` is the code of the problem (kit/mail.py)."""

    type = "mail_not_sent"
    reason: str
    detail: str


KINDS: tuple[type[News], ...] = (
    CampaignCompleted,
    CampaignStopped,
    CampaignFailed,
    CampaignLate,
    TemplateQuarantined,
    TemplateCategoryNotice,
    NumberTokenExpired,
    NumberTokenExpiring,
    NumberInactive,
    NumberActive,
    NumberWarning,
    NumberTrouble,
    NumberThroughput,
    NumberQuality,
    NumberMessagingLimit,
    NumberName,
    AccountStopped,
    AccountRestored,
    AccountWarning,
    AccountTold,
    RepliesFailing,
    MailNotSent,
)
