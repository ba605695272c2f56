"""One joined topic of one connection: what it may hear, until when, and how its end is told.

It never ends with phx_close, after which supabase-js would not come back by itself.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from harkara.embedded.realtime.access import AccessRefusedError, Doorkeeper
from harkara.embedded.realtime.bindings import Binding
from harkara.embedded.realtime.changes import Change, Columns
from harkara.embedded.realtime.frames import Frame
from harkara.kit.clock import Clock

RECHECK = 15.0
"""Seconds after which a token is looked at again at the latest. Who may enter is remembered for 15 s besides (`auth/live_sessions.py`):
whoever was signed out anywhere hears nothing any more after half a minute."""


class Channel:
    """Fulfils `feed.Subscriber`. `on_end` takes it off its connection."""

    def __init__(
        self,
        topic: str,
        join_ref: str | None,
        *,
        doorkeeper: Doorkeeper,
        clock: Clock,
        push: Callable[[Frame], None],
        on_end: Callable[[Channel], None],
    ) -> None:
        self.topic = topic
        self._join_ref = join_ref
        self._doorkeeper = doorkeeper
        self._clock = clock
        self._push = push
        self._on_end = on_end
        self._bindings: Sequence[Binding] = ()
        self._token: str | None = None
        self._expires_at: datetime | None = None
        self._watching: asyncio.Task[None] | None = None
        self._is_told_live = False

    async def admit(self, token: str) -> None:
        """Let a token in, and watch over it; raise AccessRefusedError if it is not good."""
        self._expires_at = await self._checked(token)
        self._token = token
        self._stop_watching()
        self._watching = asyncio.create_task(self._watch())

    async def renew(self, token: object) -> None:
        """Go on with another token. Anything that is no JWT is what a client sends when nobody is signed in any more."""
        if token == self._token:
            return
        if not isinstance(token, str) or token.startswith("sb_") or token.count(".") != 2:
            self._become_anonymous()
            return
        was_anonymous = self._token is None
        try:
            await self.admit(token)
        except AccessRefusedError as error:
            self.fail(str(error))
            return
        if was_anonymous and self._is_told_live:
            self.go_live()

    def subscribe(self, bindings: Sequence[Binding]) -> None:
        """Ask for changes; without this the channel is told nothing."""
        self._bindings = bindings

    def go_live(self) -> None:
        """Tell the client that from now on nothing is missed."""
        self._is_told_live = True
        self.tell("postgres_changes", "ok", "Subscribed to PostgreSQL")

    def deliver(self, change: Change) -> None:
        """Tell what changed to a channel that asked for it and whose admin is signed in."""
        if self._token is None or self._is_expired():
            return
        ids: dict[Columns | None, list[int]] = defaultdict(list)
        for binding in self._bindings:
            if binding.wants(change):
                ids[binding.columns].append(binding.id)
        for columns, wanted in ids.items():
            self._send("postgres_changes", {"ids": wanted, "data": change.told(columns)})

    def lose(self) -> None:
        """Something may have been missed: the client joins anew, and loads anew."""
        self.fail("Changes may have been missed")

    def fail(self, message: str) -> None:
        """End the channel so that the client rejoins, with the token it has by then."""
        self.tell("system", "error", message)
        self._push(Frame(self.topic, "phx_error", {}, ref=self._join_ref, join_ref=self._join_ref))
        self.end()

    def end(self) -> None:
        """End without a word."""
        self._stop_watching()
        self._on_end(self)

    def tell(self, extension: str, status: str, message: str) -> None:
        """Send a `system` message."""
        name = self.topic.removeprefix("realtime:")
        self._send("system", {"extension": extension, "status": status, "message": message, "channel": name})

    def _send(self, event: str, payload: Mapping[str, Any]) -> None:
        self._push(Frame(self.topic, event, payload))

    def _become_anonymous(self) -> None:
        self._stop_watching()
        self._token = self._expires_at = None

    async def _checked(self, token: str) -> datetime:
        expires_at = await self._doorkeeper.admit(token)
        late = (self._clock.now() - expires_at).total_seconds()
        if late >= 0:
            raise AccessRefusedError(f"Token has expired {late:.0f} seconds ago")
        return expires_at

    def _is_expired(self) -> bool:
        return self._expires_at is None or self._clock.now() >= self._expires_at

    async def _watch(self) -> None:
        """Look at the token again when it runs out, and every now and then before."""
        while self._token is not None and self._expires_at is not None:
            left = (self._expires_at - self._clock.now()).total_seconds()
            await self._clock.sleep(max(0.0, min(RECHECK, left)))
            try:
                self._expires_at = await self._checked(self._token)
            except AccessRefusedError as error:
                self._watching = None  # it is this very task, which must not cancel itself
                self.fail(str(error))
                return

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
