"""Speaks the Phoenix protocol by hand, frame by frame, as supabase-js does in its two versions."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, NamedTuple

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 20.0
TOPIC = "realtime:dash"
CAMPAIGNS = {"event": "*", "schema": "harkara", "table": "campaigns"}
NOTIFICATIONS = {"event": "*", "schema": "harkara", "table": "notifications"}


class Heard(NamedTuple):
    """A frame from the server."""

    topic: str
    event: str
    payload: dict[str, Any]
    ref: str | None
    join_ref: str | None


class RawClient:
    def __init__(self, socket: ClientConnection, vsn: str) -> None:
        self.socket = socket
        self._vsn = vsn
        self._refs = itertools.count(1)

    async def say(
        self, event: str, payload: Mapping[str, Any], *, topic: str = TOPIC, join_ref: str | None = None
    ) -> str:
        """Send a frame; return its reference."""
        ref = str(next(self._refs))
        join_ref = ref if event == "phx_join" else join_ref
        parts = {"topic": topic, "event": event, "payload": payload, "ref": ref, "join_ref": join_ref}
        frame = [join_ref, ref, topic, event, payload] if self._vsn.startswith("2") else parts
        await self.socket.send(json.dumps(frame))
        return ref

    async def hear(self) -> Heard:
        content = json.loads(await asyncio.wait_for(self.socket.recv(), PATIENCE))
        if isinstance(content, list):
            join_ref, ref, topic, event, payload = content
            return Heard(topic, event, payload, ref, join_ref)
        assert set(content) == {"topic", "event", "payload", "ref"}
        return Heard(content["topic"], content["event"], content["payload"], content["ref"], None)

    async def until(self, event: str) -> Heard:
        while True:
            heard = await self.hear()
            if heard.event == event:
                return heard

    async def join(
        self, token: str | None, *bindings: Mapping[str, Any], topic: str = TOPIC, **config: Any
    ) -> dict[str, Any]:
        """Ask to join; return the payload of the answer."""
        payload: dict[str, Any] = {
            "config": {
                "broadcast": {"ack": False, "self": False},
                "presence": {"key": "", "enabled": False},
                "postgres_changes": list(bindings),
                "private": False,
                **config,
            }
        }
        if token is not None:
            payload["access_token"] = token
        ref = await self.say("phx_join", payload, topic=topic)
        heard = await self.hear()
        assert (heard.event, heard.ref, heard.topic) == ("phx_reply", ref, topic)
        return heard.payload

    async def join_live(self, token: str, *bindings: Mapping[str, Any], topic: str = TOPIC) -> None:
        """Join and wait until the server says that nothing is missed from now on."""
        answer = await self.join(token, *bindings, topic=topic)
        assert answer["status"] == "ok", answer
        heard = await self.hear()
        assert heard.event == "system"
        assert heard.payload["status"] == "ok"

    async def is_silent(self) -> bool:
        """Return whether nothing was sent before the answer to a heartbeat, which comes after all that."""
        await self.say("heartbeat", {}, topic="phoenix")
        return (await self.hear()).topic == "phoenix"

    async def closed(self) -> tuple[int | None, str]:
        """Wait until the server closes; return its code and reason."""
        async with asyncio.timeout(PATIENCE):
            with suppress(ConnectionClosed):
                while True:  # what is not read would keep the end from being read
                    await self.socket.recv()
        return self.socket.close_code, self.socket.close_reason or ""


@asynccontextmanager
async def raw_client(
    address: str, *, vsn: str = "2.0.0", origin: str | None = None, **options: Any
) -> AsyncGenerator[RawClient]:
    url = f"{address.replace('http', 'ws', 1)}/realtime/v1/websocket?apikey=sb_publishable_embedded&vsn={vsn}"
    async with connect(url, origin=origin, max_size=None, **options) as socket:  # pyright: ignore[reportArgumentType]
        yield RawClient(socket, vsn)
