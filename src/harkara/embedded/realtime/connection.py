"""One WebSocket: reads what the client says, answers, and ends for one of few reasons."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from harkara.embedded.realtime.access import AccessRefusedError, Doorkeeper
from harkara.embedded.realtime.allowance import Allowance
from harkara.embedded.realtime.channel import Channel
from harkara.embedded.realtime.feed import Feed
from harkara.embedded.realtime.frames import Codec, Frame, MalformedFrameError
from harkara.embedded.realtime.joining import JoinRefusedError, join
from harkara.embedded.realtime.outbox import Outbox
from harkara.kit.clock import Clock

IDLE = 60.0
"""Seconds without a word after which nobody is there: clients beat every 25."""

MOST_JOINS = 200
"""In ten seconds: all 100 channels of a client that comes back, twice."""

MOST_MESSAGES = 500
"""In ten seconds."""

CLOSE_SECONDS = 10.0
"""What a client may take to read why it is closed."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Why the server closes a connection, in WebSocket's codes."""

    code: int
    reason: str


GONE = Ending(1000, "Nobody is there")
IDLE_TOO_LONG = Ending(1000, "Nothing was heard for a minute")
NOT_READABLE = Ending(1007, "Not a message of this protocol")
BINARY = Ending(1003, "Binary messages are not offered")
TOO_MANY = Ending(1008, "Too many messages")
TOO_SLOW = Ending(1013, "The client does not keep up")


@dataclass(frozen=True, slots=True)
class Services:
    """What every connection of the process shares."""

    feed: Feed
    doorkeeper: Doorkeeper
    clock: Clock


class Connection:
    """Serves one client until either side ends it."""

    def __init__(self, socket: WebSocket, codec: Codec, services: Services) -> None:
        self._socket = socket
        self._codec = codec
        self._services = services
        self._channels: dict[str, Channel] = {}
        self._outbox = Outbox(lambda: self._end(TOO_SLOW))
        self._ending: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
        self._joins = Allowance(MOST_JOINS, 10.0, services.clock)
        self._messages = Allowance(MOST_MESSAGES, 10.0, services.clock)
        self._heard_at = services.clock.monotonic()

    async def serve(self) -> None:
        """Serve until the end."""
        await self._socket.accept()
        work = [asyncio.create_task(part) for part in (self._read(), self._write(), self._watch_silence())]
        try:
            await asyncio.wait([self._ending, *work], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for channel in list(self._channels.values()):
                channel.end()
            for task in work:
                task.cancel()
            results = await asyncio.gather(*work, return_exceptions=True)
        await self._close()
        for result in results:
            if isinstance(result, Exception):
                raise result

    def _end(self, ending: Ending) -> None:
        if not self._ending.done():
            self._ending.set_result(ending)

    async def _close(self) -> None:
        """Say why. A client that reads nothing does not read this either, so it gets a while and no more."""
        ending = self._ending.result() if self._ending.done() else GONE
        if ending is not GONE:
            with suppress(TimeoutError, RuntimeError, OSError):
                await asyncio.wait_for(self._socket.close(ending.code, ending.reason), CLOSE_SECONDS)

    async def _read(self) -> None:
        while True:
            message = await self._socket.receive()
            self._heard_at = self._services.clock.monotonic()
            if message["type"] == "websocket.disconnect":
                self._end(GONE)
            elif message.get("text") is None:
                self._end(BINARY)
            elif not self._messages.take():
                self._end(TOO_MANY)
            else:
                await self._take(message["text"])
            if self._ending.done():
                return

    async def _take(self, text: str) -> None:
        try:
            frame = self._codec.decode(text)
        except MalformedFrameError:
            self._end(NOT_READABLE)
        else:
            await self._answer(frame)

    async def _answer(self, frame: Frame) -> None:
        if frame.topic == "phoenix":
            if frame.event == "heartbeat":
                self._reply(frame, "ok", {})
        elif frame.event == "phx_join":
            await self._join(frame)
        elif (channel := self._channels.get(frame.topic)) is None:
            self._reply(frame, "error", {"reason": "unmatched topic"})
        elif frame.event == "phx_leave":
            channel.end()
            self._reply(frame, "ok", {})
        elif frame.event == "access_token":
            await channel.renew(frame.payload.get("access_token"))
        else:
            self._reply(frame, "error", {"reason": f"{frame.event} is not offered by the embedded Realtime"})

    async def _join(self, frame: Frame) -> None:
        if not self._joins.take():
            self._reply(frame, "error", {"reason": "ClientJoinRateLimitReached: Too many joins per second"})
            self._end(TOO_MANY)
            return
        former = self._channels.get(frame.topic)
        if former is not None:
            former.end()
        channel = Channel(
            frame.topic,
            frame.join_ref,
            doorkeeper=self._services.doorkeeper,
            clock=self._services.clock,
            push=self._push,
            on_end=self._forget,
        )
        try:
            accepted = await join(channel, frame, self._services.feed, others=len(self._channels))
        except (JoinRefusedError, AccessRefusedError) as error:
            channel.end()
            self._reply(frame, "error", {"reason": str(error)})
            return
        self._channels[frame.topic] = channel
        self._reply(frame, "ok", {"postgres_changes": accepted.entries})
        if accepted.trouble is None:
            self._services.feed.join(channel)
        else:
            channel.tell("postgres_changes", "error", accepted.trouble)

    def _forget(self, channel: Channel) -> None:
        self._services.feed.leave(channel)
        if self._channels.get(channel.topic) is channel:
            del self._channels[channel.topic]

    def _reply(self, frame: Frame, status: str, response: Mapping[str, Any]) -> None:
        payload = {"status": status, "response": response}
        self._push(Frame(frame.topic, "phx_reply", payload, ref=frame.ref, join_ref=frame.join_ref))

    def _push(self, frame: Frame) -> None:
        self._outbox.put(self._codec.encode(frame))

    async def _write(self) -> None:
        with suppress(WebSocketDisconnect):  # gone while it was being told something: no fault of ours
            await self._outbox.send_all(self._socket.send_text)

    async def _watch_silence(self) -> None:
        clock = self._services.clock
        while (left := IDLE - (clock.monotonic() - self._heard_at)) > 0:
            await clock.sleep(left)
        self._end(IDLE_TOO_LONG)
