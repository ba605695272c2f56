"""Listens to a project's Realtime with nothing but the public key, to see whether it tells a stranger anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from enum import Enum
from typing import Any
from urllib.parse import quote

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from harkara.integrations.supabase.errors import ProjectSilentError

_TOPIC = "realtime:harkara-doctor"
_JOIN_SECONDS = 20.0  # hosted Realtime subscribes a table anew in up to 10 s
_LISTEN_SECONDS = 5.0


class Heard(Enum):
    """What a stranger got to know of a change."""

    REFUSED = "refused"
    NOTHING = "nothing"
    A_ROW = "a row"


async def listen_as_stranger(
    url: str, public_key: str, schema: str, table: str, change: Callable[[], Awaitable[bool]]
) -> Heard:
    """Subscribe to a table without a session, let `change` touch a row of it, and return what was told."""
    address = f"{url.replace('http', 'ws', 1)}/realtime/v1/websocket?apikey={quote(public_key)}&vsn=1.0.0"
    try:
        async with connect(address, open_timeout=_JOIN_SECONDS) as connection:
            await connection.send(_join(schema, table))
            with suppress(TimeoutError):
                async with asyncio.timeout(_JOIN_SECONDS):
                    if not await _subscribed(connection):
                        return Heard.REFUSED
            await change()
            with suppress(TimeoutError):
                async with asyncio.timeout(_LISTEN_SECONDS):
                    return await _told(connection)
            return Heard.NOTHING
    except InvalidHandshake:
        return Heard.REFUSED
    except (OSError, TimeoutError, WebSocketException) as error:
        raise ProjectSilentError(f"{url}/realtime/v1/websocket: {type(error).__name__}.") from None


def _join(schema: str, table: str) -> str:
    changes = [{"event": "*", "schema": schema, "table": table}]
    config: dict[str, Any] = {"broadcast": {}, "presence": {}, "private": False, "postgres_changes": changes}
    frame: dict[str, Any] = {
        "topic": _TOPIC,
        "event": "phx_join",
        "ref": "1",
        "join_ref": "1",
        "payload": {"config": config},
    }
    return orjson.dumps(frame).decode()


async def _subscribed(connection: ClientConnection) -> bool:
    """Return False when the subscription is refused, True when it is live."""
    async for event, payload in _frames(connection):
        if event == "phx_reply" and payload.get("status") != "ok":
            return False
        if event in ("phx_error", "phx_close"):
            return False
        if event == "system" and payload.get("extension") == "postgres_changes":
            return payload.get("status") == "ok"
    return False


async def _told(connection: ClientConnection) -> Heard:
    """A change with errors instead of a record says only that there was one."""
    async for event, payload in _frames(connection):
        data: Any = payload.get("data")
        if event == "postgres_changes" and isinstance(data, dict) and (data.get("record") or data.get("old_record")):  # pyright: ignore[reportUnknownMemberType] - JSON
            return Heard.A_ROW
    return Heard.NOTHING


async def _frames(connection: ClientConnection) -> AsyncGenerator[tuple[str, dict[str, Any]]]:
    async for message in connection:
        frame: Any = orjson.loads(message)
        yield str(frame.get("event")), dict(frame.get("payload") or {})
