"""POST /{phone_number_id}/messages: says what became of one message, and never claims to know more than it does.

It never retries and never counts as sent what came back without a wamid.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias, cast

import orjson
from pyreqwest.exceptions import PyreqwestError

from harkara.integrations.whatsapp.connection import (
    CONNECT_TIMEOUT_SECONDS,
    TOTAL_TIMEOUT_SECONDS,
    app_secret_proof,
    never_left,
    open_client,
    reason,
)
from harkara.integrations.whatsapp.errors import ErrorClass, GraphError, classify
from harkara.integrations.whatsapp.payloads import render_typing


@dataclass(frozen=True, slots=True)
class Accepted:
    """Meta took the message. Delivery or failure comes by webhook."""

    wamid: str
    wa_id: str | None
    """The recipient as Meta writes it; may differ from what was sent."""
    message_status: str
    """`accepted`, or for a paced template `held_for_quality_assessment` or `paused`."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Meta answered with an error: the message was not taken."""

    error: GraphError


@dataclass(frozen=True, slots=True)
class NotSent:
    """No connection was made: the message surely never left."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request may have reached Meta. Only a status webhook can tell; sending again may double it."""

    reason: str


SendResult: TypeAlias = Accepted | Refused | NotSent | Unknown

_MAX_SHOWN: Final = 80


class MessageSender:
    """Sends for any number of phone numbers over one pool of connections; one per process.

    `app_secret` adds Meta's appsecret_proof to every request. Cancelling a `send` leaves its outcome unknown.
    """

    def __init__(
        self,
        base_url: str,
        version: str,
        *,
        app_secret: str | None = None,
        total_timeout: float = TOTAL_TIMEOUT_SECONDS,
        connect_timeout: float = CONNECT_TIMEOUT_SECONDS,
    ) -> None:
        self._root = f"{base_url}/{version}"
        self._app_secret = app_secret
        self._client = open_client(base_url, total_timeout=total_timeout, connect_timeout=connect_timeout)

    async def send(self, phone_number_id: str, token: str, body: bytes) -> SendResult:
        """Post one message body (see payloads.py) and return what became of it; network trouble is a result too."""
        try:
            request = (
                self._client.post(self._address(phone_number_id, token))
                .bearer_auth(token)
                .header("Content-Type", "application/json")
                .body_bytes(body)
                .build()
            )
        except ValueError:
            return NotSent("the phone number id or the access token holds characters no request can carry")
        try:
            response = await request.send()
            answer = bytes(await response.bytes())
        except PyreqwestError as error:
            return NotSent(reason(error)) if never_left(error) else Unknown(reason(error))
        return judge(response.status, answer, hide=token)

    async def show_typing(self, phone_number_id: str, token: str, wamid: str) -> None:
        """Mark a customer's message as read and show that somebody is typing: a courtesy, whatever Meta answers to it."""
        await self.send(phone_number_id, token, render_typing(wamid))

    async def close(self) -> None:
        """Close all connections; what is still in flight ends as Unknown."""
        await self._client.close()

    def _address(self, phone_number_id: str, token: str) -> str:
        address = f"{self._root}/{phone_number_id}/messages"
        return f"{address}?appsecret_proof={_proof(self._app_secret, token)}" if self._app_secret else address


def judge(http_status: int, answer: bytes, *, hide: str = "") -> SendResult:
    """Decide from a whole answer; `hide` (the token) never appears in the result."""
    try:
        parsed: object = orjson.loads(answer)
    except orjson.JSONDecodeError:
        parsed = None
    content = cast("dict[str, Any]", parsed) if isinstance(parsed, dict) else {}
    if not 200 <= http_status < 300 or "error" in content:
        error = classify(http_status, answer, hide=hide)
        return Unknown(str(error)) if error.error_class is ErrorClass.AMBIGUOUS else Refused(error)
    accepted = _accepted(content)
    if accepted is None:
        shown = answer[:_MAX_SHOWN].decode(errors="replace")
        return Unknown(f"HTTP {http_status} without a message id: {shown!r}" if shown else "an empty answer")
    return accepted


def _accepted(content: dict[str, Any]) -> Accepted | None:
    """Read `messages[0].id`; contacts and message_status may be missing (BSUID, text messages)."""
    message = _first(content.get("messages"))
    wamid = message.get("id")
    if not isinstance(wamid, str) or not wamid:
        return None
    wa_id = _first(content.get("contacts")).get("wa_id")
    status = message.get("message_status")
    return Accepted(wamid, wa_id if isinstance(wa_id, str) else None, status if isinstance(status, str) else "accepted")


def _first(items: object) -> dict[str, Any]:
    item: object = cast("list[object]", items)[0] if isinstance(items, list) and items else None
    return cast("dict[str, Any]", item) if isinstance(item, dict) else {}


@lru_cache(maxsize=256)
def _proof(app_secret: str, token: str) -> str:
    return app_secret_proof(app_secret, token)
