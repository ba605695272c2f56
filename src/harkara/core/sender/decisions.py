"""What becomes of a message after one attempt: a table from Meta's answer to a decision. Pure; never talks to anyone."""

from __future__ import annotations

from dataclasses import dataclass

from harkara.core.sender.rate import Answer
from harkara.integrations.whatsapp.errors import ErrorClass, GraphError
from harkara.integrations.whatsapp.sending import Accepted, NotSent, Refused, SendResult, Unknown

RETRY_DELAYS = (5.0, 20.0, 45.0)
"""Seconds before the second, third and fourth attempt (PRD, Retry Policy); up to a fifth is added when they are written."""

MAX_ATTEMPTS = len(RETRY_DELAYS) + 1

THROTTLE_PAUSE = 1.0
"""Seconds a throttled message rests: Meta's throughput window is one second, and pacing does the rest."""

PAIR_PAUSES = (6.0, 24.0, 96.0)
"""Seconds before the same customer may be written to again (131056): one message per 6 s, then Meta's 4^x back-off."""

HALTING = frozenset({ErrorClass.TEMPLATE, ErrorClass.REQUEST, ErrorClass.ACCOUNT})
"""Classes that concern more than one message: the next recipient would meet the same refusal."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Meta has it."""

    wamid: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It will not be tried again."""

    code: int | None
    details: str


@dataclass(frozen=True, slots=True)
class Again:
    """Surely not sent; ready again after `delay` seconds. `refund`: the attempt does not count."""

    delay: float
    refund: bool


@dataclass(frozen=True, slots=True)
class Unresolved:
    """It may or may not have been sent: never sent again blindly (ADR 0003). A status webhook or the recovery settles it."""


Decision = Sent | Failed | Again | Unresolved


def decide(result: SendResult, attempt: int) -> Decision:
    """Return what becomes of a message whose attempt number `attempt` (from 1) ended with `result`."""
    if isinstance(result, Accepted):
        return Sent(result.wamid)
    if isinstance(result, Unknown):
        return Unresolved()
    if isinstance(result, NotSent):
        return _retry(attempt, None, result.reason)
    return _refused(result.error, attempt)


def _refused(error: GraphError, attempt: int) -> Decision:
    kind = error.error_class
    if kind is ErrorClass.THROTTLE:
        return Again(THROTTLE_PAUSE, refund=True)
    if kind is ErrorClass.PAIR_LIMIT:
        return Again(PAIR_PAUSES[min(attempt, len(PAIR_PAUSES)) - 1], refund=attempt < MAX_ATTEMPTS)
    if kind in HALTING:
        # Not the recipient's fault: it stays in line until the admin has mended the template or the number.
        return Again(0.0, refund=True)
    if kind is ErrorClass.AMBIGUOUS:
        return Unresolved()
    if kind is ErrorClass.TRANSIENT:
        return _retry(attempt, error.code, error.details)
    return Failed(error.code, error.details)


def _retry(attempt: int, code: int | None, details: str) -> Decision:
    if attempt >= MAX_ATTEMPTS:
        return Failed(code, details)
    return Again(RETRY_DELAYS[attempt - 1], refund=False)


def decide_reply(result: SendResult, attempt: int) -> Decision:
    """As `decide`, for a reply: no one else would meet the refusal of its text, so it fails alone."""
    if isinstance(result, Refused) and result.error.error_class in (ErrorClass.TEMPLATE, ErrorClass.REQUEST):
        return Failed(result.error.code, result.error.details)
    return decide(result, attempt)


def is_trouble(result: SendResult) -> bool:
    """Say whether Meta did not answer properly: no connection, no answer, or its own trouble."""
    if isinstance(result, Refused):
        return result.error.error_class in (ErrorClass.TRANSIENT, ErrorClass.AMBIGUOUS)
    return not isinstance(result, Accepted)


def answer_of(result: SendResult) -> Answer:
    """Return what a result says about our speed."""
    if isinstance(result, Refused) and result.error.error_class is ErrorClass.THROTTLE:
        return Answer.THROTTLED
    return Answer.TROUBLE if is_trouble(result) else Answer.FINE


def halts(result: SendResult) -> ErrorClass | None:
    """Return the class of an error that concerns more than this one message, or None."""
    if isinstance(result, Refused) and result.error.error_class in HALTING:
        return result.error.error_class
    return None
