"""What each of Meta's events about an account (WABA) means for its numbers, as a table. Decides, changes nothing.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update and its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any, Final, cast

from harkara.core.notifications.news import AccountNews, AccountRestored, AccountStopped, AccountTold, AccountWarning
from harkara.core.numbers.activity import InactiveCode
from harkara.kit.wording import ist


class Effect(Enum):
    """What happens to the numbers of the account."""

    STOP = auto()
    """They become inactive, their campaigns stop."""
    RESTORE = auto()
    """Those that this very thing had made inactive are active again."""
    WARN = auto()
    """Nothing yet, but Meta announces or criticises something: the admin must act."""
    INFORM = auto()
    """The admin is told; the numbers are read from Meta again."""
    READ = auto()
    """The numbers are read from Meta again, which tells what really changed."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One consequence. `title` gets the account, `words` say what happened and what to do."""

    effect: Effect
    title: str
    words: str
    codes: tuple[InactiveCode, ...] = ()
    """STOP: what the numbers are inactive for; RESTORE: what it heals."""
    event: str = ""
    """What happened, as a stable name, for words in another language."""
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    """What `words` has of Meta's own: kinds, dates, remedies."""

    @property
    def kind(self) -> type[AccountNews]:
        """The kind of entry behind the bell."""
        return _KINDS[self.effect]


_KINDS: Final[dict[Effect, type[AccountNews]]] = {
    Effect.STOP: AccountStopped,
    Effect.RESTORE: AccountRestored,
    Effect.WARN: AccountWarning,
    Effect.INFORM: AccountTold,
    Effect.READ: AccountTold,
}
READ: Final = (Ruling(Effect.READ, "", ""),)

_SUPPORT: Final = "Open Business Support Home for the reason and ask for a review."
_REPLAN: Final = "Resume the campaigns that were stopped."

_PLAIN: Final[dict[str, Ruling]] = {
    "ACCOUNT_DELETED": Ruling(
        Effect.STOP,
        "WhatsApp account {} was deleted at Meta",
        "Nothing can be sent from it. Move its numbers to another account in WhatsApp Manager and add them again.",
        (InactiveCode.DELETED,),
    ),
    "ACCOUNT_OFFBOARDED": Ruling(
        Effect.STOP,
        "WhatsApp account {} was disconnected from the app",
        "Nothing can be sent from it until it is connected again in Meta Business Settings.",
        (InactiveCode.OFFBOARDED,),
    ),
    "ACCOUNT_RECONNECTED": Ruling(
        Effect.RESTORE, "WhatsApp account {} is connected again", _REPLAN, (InactiveCode.OFFBOARDED,)
    ),
}
_BANS: Final[dict[str, Ruling]] = {
    "SCHEDULE_FOR_DISABLE": Ruling(
        Effect.WARN,
        "Meta is going to disable WhatsApp account {}",
        f"It still works. {_SUPPORT} Finish urgent campaigns before.",
    ),
    "DISABLE": Ruling(
        Effect.STOP,
        "Meta disabled WhatsApp account {}",
        f"Nothing can be sent from it. {_SUPPORT}",
        (InactiveCode.DISABLED,),
    ),
    "REINSTATE": Ruling(Effect.RESTORE, "Meta reinstated WhatsApp account {}", _REPLAN, (InactiveCode.DISABLED,)),
}
_RESTRICTIONS: Final[dict[str, Ruling]] = {
    "RESTRICTED_BIZ_INITIATED_MESSAGING": Ruling(
        Effect.STOP,
        "Meta forbids WhatsApp account {} to write to customers first",
        f"Campaigns cannot be sent. {_SUPPORT} When the restriction has ended, add the numbers again.",
        (InactiveCode.RESTRICTED,),
    ),
    "RESTRICTED_CUSTOMER_INITIATED_MESSAGING": Ruling(
        Effect.WARN,
        "Meta forbids WhatsApp account {} to answer customers",
        f"Replies fail while it lasts; campaigns are not concerned. {_SUPPORT}",
    ),
    "RESTRICTED_ADD_PHONE_NUMBER_ACTION": Ruling(
        Effect.INFORM,
        "Meta lets WhatsApp account {} add no phone numbers for now",
        "Its present numbers are not concerned. Wait until it ends, or ask for a review in Business Support Home.",
    ),
}
_REVIEWS: Final[dict[str, Ruling]] = {
    "APPROVED": Ruling(Effect.INFORM, "Meta approved WhatsApp account {}", "Nothing to do."),
    "REJECTED": Ruling(
        Effect.WARN,
        "Meta's review rejected WhatsApp account {}",
        f"Its limits stay low and templates may be refused. {_SUPPORT}",
    ),
}
# About partners, prices and advertising: nothing an admin must do here, and `entry.id` may be a business, not an account.
_OF_NO_CONSEQUENCE: Final = frozenset(
    {
        "VOLUME_BASED_PRICING_TIER_UPDATE",
        "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
        "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE",
        "AD_ACCOUNT_LINKED",
        "MM_LITE_TERMS_SIGNED",
    }
)


def rulings(field: str, event: str | None, details: Mapping[str, Any]) -> Sequence[Ruling]:
    """Return what an event means, most often one thing; empty if it concerns no number."""
    decide = _BY_FIELD.get(field)
    return () if decide is None else decide(event, details)


def _account_update(event: str | None, details: Mapping[str, Any]) -> Sequence[Ruling]:
    if event is None:
        return READ
    if event in _OF_NO_CONSEQUENCE or event.startswith("PARTNER_"):
        return ()
    if event == "ACCOUNT_RESTRICTION":
        return [_restriction(item) for item in _objects(details.get("restriction_info"))] or READ
    if event == "DISABLED_UPDATE":
        return [_ban(_mapping(details.get("ban_info")))]
    if event == "ACCOUNT_VIOLATION":
        return [_violation(_mapping(details.get("violation_info")))]
    plain = _PLAIN.get(event)
    return [_unknown(event) if plain is None else _named(plain, event)]


def _restriction(item: Mapping[str, Any]) -> Ruling:
    kind = _text(item.get("restriction_type"))
    known = _RESTRICTIONS.get(kind)
    ruling = known or Ruling(
        Effect.WARN, "Meta restricted WhatsApp account {}", f"Restriction: {kind or 'not named'}. {_SUPPORT}"
    )
    until, remedy = _moment(item.get("expiration")), _text(item.get("remediation"))
    named = _named(
        ruling,
        kind if known else "restriction",
        restriction=kind,
        until=until.isoformat() if until else "",
        remedy=remedy,
    )
    return _with(named, f"It ends on {ist(until)}." if until else "", remedy)


def _ban(info: Mapping[str, Any]) -> Ruling:
    state, date = _text(info.get("waba_ban_state")), _text(info.get("waba_ban_date"))
    known = _BANS.get(state)
    ruling = _named(known, state, date=date) if known else _unknown(f"DISABLED_UPDATE {state}".strip())
    return _with(ruling, f"Meta's date: {date}." if date else "")


def _violation(info: Mapping[str, Any]) -> Ruling:
    kind = _text(info.get("violation_type")) or "not named"
    return Ruling(
        Effect.WARN,
        "Meta reports a policy violation of WhatsApp account {}",
        f"Violation: {kind}. Stop what causes it, or Meta restricts the account. {_SUPPORT}",
        event="violation",
        facts={"violation": kind},
    )


def _review(decision: str | None, _details: Mapping[str, Any]) -> Sequence[Ruling]:
    ruling = _REVIEWS.get(decision or "")
    return READ if ruling is None else [_named(ruling, f"review_{decision}")]


def _alert(alert_type: str | None, details: Mapping[str, Any]) -> Sequence[Ruling]:
    info = _mapping(details.get("alert_info")) or details
    words = _text(info.get("alert_description")) or "Meta gives no description."
    title = f"Meta's alert for WhatsApp account {{}}: {_words(alert_type) if alert_type else 'without a type'}"
    ruling = Ruling(Effect.WARN, title, f"{_braced(words)} See WhatsApp Manager, Overview, for what Meta expects.")
    return [_named(ruling, "alert", alert=alert_type or "", words=words)]


def _security(event: str | None, details: Mapping[str, Any]) -> Sequence[Ruling]:
    phone = _text(details.get("display_phone_number")) or "one of its numbers"
    return [
        Ruling(
            Effect.WARN,
            "A security setting of WhatsApp account {} was changed",
            f"{_words(event) if event else 'A setting'} of {phone}. If nobody of you did it, change the PIN and the passwords in "
            "WhatsApp Manager at once.",
            event="security",
            facts={"setting": event or "", "phone": phone},
        )
    ]


def _read_again(_event: str | None, _details: Mapping[str, Any]) -> Sequence[Ruling]:
    return READ


_BY_FIELD: Final = {
    "account_update": _account_update,
    "account_review_update": _review,
    "account_alerts": _alert,
    "business_capability_update": _read_again,
    "security": _security,
}


def _unknown(event: str) -> Ruling:
    """Meta invented something: better one entry too many than a ban nobody heard of."""
    return Ruling(
        Effect.INFORM,
        f"Meta reports {_braced(event)} for WhatsApp account {{}}",
        "This version does not know the event; see WhatsApp Manager. Its numbers were read from Meta again.",
        event="unknown",
        facts={"event": event},
    )


def _named(ruling: Ruling, event: str, **facts: str) -> Ruling:
    return replace(ruling, event=event.lower(), facts={name: fact for name, fact in facts.items() if fact})


def _with(ruling: Ruling, *extra: str) -> Ruling:
    return replace(ruling, words=" ".join([ruling.words, *(text for text in extra if text)]))


def _moment(expiration: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(cast("int", expiration)), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _words(name: str) -> str:
    return _braced(name.replace("_", " ").lower())


def _braced(text: str) -> str:
    """Keep Meta's own braces out of the way of the title's."""
    return text.replace("{", "(").replace("}", ")")


def _objects(items: object) -> list[Mapping[str, Any]]:
    listed = cast("list[object]", items) if isinstance(items, list) else [items]
    return [cast("dict[str, Any]", item) for item in listed if isinstance(item, dict)]


def _mapping(value: object) -> Mapping[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
