"""Errors of Meta's Graph API that know their consequence: nobody else compares Meta's codes.

GraphError                 Meta answered and refused; carries its ErrorClass
GraphUnreachableError      Meta did not answer, or something else answered in its place
QuotaNearlyUsedError       Meta would answer, but we leave the rest of the account's quota to others
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

import orjson

from harkara.integrations.whatsapp.error_codes import CODES, RANGES, TOKEN_CODES, ErrorAdvice, ErrorClass
from harkara.kit.errors import UnavailableError

__all__ = [
    "ErrorAdvice",
    "ErrorClass",
    "GraphError",
    "GraphUnreachableError",
    "QuotaNearlyUsedError",
    "class_of",
    "classify",
    "describe",
]

NO_CODE = -1
"""Stands in for Meta's code when the answer was not Meta's error JSON."""

_NO_PROPER_ANSWER = ErrorAdvice(
    ErrorClass.TRANSIENT,
    "Meta's servers gave no proper answer",
    "Try again later; if it stays, check GRAPH_API_URL and any proxy between this machine and Meta.",
)
_NO_ACCESS_SUBCODE = 33
# Meta repeats a malformed token in its message ("Malformed access token EAAB..."). Its words are all shorter than this.
_LONG_RUN = re.compile(r"[A-Za-z0-9_|\-]{40,}")


class GraphError(Exception):
    """Meta refused. `code` and `details` are Meta's (details may be empty), `title` and `advice` are ours.

    `http_status` is None when the error came in a webhook.
    """

    def __init__(
        self,
        code: int,
        known: ErrorAdvice,
        *,
        subcode: int | None = None,
        details: str = "",
        http_status: int | None = None,
    ) -> None:
        self.code = code
        self.subcode = subcode
        self.error_class = known.error_class
        self.title = known.title
        self.advice = known.advice
        self.details = details
        self.http_status = http_status
        super().__init__(f"{self.title} (error {code})" + (f": {details}" if details else ""))

    @property
    def retryable(self) -> bool:
        """Whether the very same request may succeed in a moment."""
        return self.error_class is ErrorClass.TRANSIENT

    @property
    def throttled(self) -> bool:
        """Whether it says that we are too fast, which spends no attempt."""
        return self.error_class in (ErrorClass.THROTTLE, ErrorClass.PAIR_LIMIT)

    @property
    def token_expired(self) -> bool:
        """Whether only a new access token helps."""
        return self.code in TOKEN_CODES

    @property
    def asks_for_less_data(self) -> bool:
        """Whether a smaller page would have worked (code 1, "reduce the amount of data you're asking for")."""
        return self.code == 1 and "reduce the amount of data" in self.details.lower()


class QuotaNearlyUsedError(UnavailableError):
    """We stop by ourselves: an account's management calls of this hour are nearly used up."""

    code = "meta_quota"
    title = "Meta's limit of management calls is near"


class GraphUnreachableError(UnavailableError):
    """Meta did not answer, or what answered was not Meta."""

    code = "meta_unreachable"
    title = "Meta does not answer"
    mend = "Check the network and GRAPH_API_URL, then try again; `harkara doctor` shows both."


def describe(code: int) -> ErrorAdvice:
    """Return the words and the class for a code, also for one that Meta added after this table was written.

    An unknown code counts as the recipient's: it is reported with Meta's own details, and a campaign must not stop
    (nor a number go inactive) for a reason nobody has read yet.
    """
    known = _NO_PROPER_ANSWER if code == NO_CODE else CODES.get(code)
    if known is not None:
        return known
    for codes, advice in RANGES:
        if code in codes:
            return advice
    return ErrorAdvice(
        ErrorClass.RECIPIENT,
        f"Meta refused with error {code}",
        "The details are Meta's own words; its page on WhatsApp error codes explains new ones.",
    )


def class_of(code: int) -> ErrorClass:
    """Return the consequence of a code, whether it came as an answer or in a status webhook."""
    return describe(code).error_class


def classify(http_status: int, body: bytes, *, hide: str = "") -> GraphError:
    """Turn a refusing answer into the error it is. `hide` (the access token) never appears in its text."""
    error = _error_object(body)
    code = error.get("code") if error else None
    if error is None or not isinstance(code, int):
        return _without_code(http_status)
    subcode = error.get("error_subcode")
    return GraphError(
        code,
        _consequence(code, subcode, http_status, is_transient=error.get("is_transient") is True),
        subcode=subcode if isinstance(subcode, int) else None,
        details=_without_secrets(_details(error), hide),
        http_status=http_status,
    )


def _consequence(code: int, subcode: object, http_status: int, *, is_transient: bool) -> ErrorAdvice:
    """Apply what the table alone cannot say: 100 has two meanings, and the HTTP status helps with unknown codes."""
    if code == 100 and subcode == _NO_ACCESS_SUBCODE:
        return ErrorAdvice(
            ErrorClass.ACCOUNT,
            "Meta knows no such phone number, or the token has no access to it",
            "Check the phone number id, and that the token's system user is assigned to this WhatsApp account.",
        )
    known = describe(code)
    if code in CODES or any(code in codes for codes, _ in RANGES):
        return known
    if http_status == 429:
        return ErrorAdvice(ErrorClass.THROTTLE, "Meta asks us to slow down", known.advice)
    if http_status >= 500 or is_transient:
        return ErrorAdvice(ErrorClass.TRANSIENT, f"Meta's own trouble, error {code}", known.advice)
    if http_status == 401:
        return ErrorAdvice(ErrorClass.ACCOUNT, f"Meta refused the access token with error {code}", known.advice)
    return known


def _without_code(http_status: int) -> GraphError:
    """Judge by the HTTP status an answer without Meta's error JSON: a proxy, a load balancer, a wrong address."""
    if http_status == 429:
        known = ErrorAdvice(ErrorClass.THROTTLE, "Meta asks us to slow down", "Nothing to do: we send more slowly.")
    elif http_status == 504:
        # A gateway that stopped waiting cannot know whether Meta behind it took the message.
        known = ErrorAdvice(
            ErrorClass.AMBIGUOUS, "Meta's gateway timed out", "Nothing to do: a status from Meta will show the outcome."
        )
    elif http_status >= 500:
        known = ErrorAdvice(ErrorClass.TRANSIENT, "Meta's servers are in trouble", "Nothing to do: it is tried again.")
    else:
        # Meta always sends error JSON with 4xx. Without it something else answered, and will answer the next one too.
        known = ErrorAdvice(
            ErrorClass.REQUEST,
            f"Something other than Meta answered with HTTP {http_status}",
            "Check GRAPH_API_URL and any proxy between this machine and Meta.",
        )
    return GraphError(NO_CODE, known, http_status=http_status)


def _error_object(body: bytes) -> Mapping[str, Any] | None:
    try:
        parsed: object = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    error = cast("Mapping[str, object]", parsed).get("error") if isinstance(parsed, dict) else None
    return cast("Mapping[str, Any]", error) if isinstance(error, dict) else None


def _details(error: Mapping[str, Any]) -> str:
    """Prefer Meta's details over its user message over its title, which only repeats the code."""
    data = error.get("error_data")
    details = cast("Mapping[str, object]", data).get("details") if isinstance(data, dict) else data
    for text in (details, error.get("error_user_msg"), error.get("message")):
        if isinstance(text, str) and text:
            return text.replace("\x00", "")
    return ""


def _without_secrets(text: str, secret: str) -> str:
    shown = text.replace(secret, "[hidden]") if secret else text
    return _LONG_RUN.sub("[hidden]", shown)
