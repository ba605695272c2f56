"""Whether a client may join a topic, and what it is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from harkara.embedded.realtime.bindings import BindingRefusedError, bind, requested
from harkara.embedded.realtime.channel import Channel
from harkara.embedded.realtime.feed import Feed
from harkara.embedded.realtime.frames import Frame

MOST_CHANNELS = 100
"""On one connection, as on Supabase."""

MOST_BINDINGS = 100
"""In one channel."""

LONGEST_WAIT = 20.0
"""Seconds a join may be held back until it is live, if the client asks for that."""

TOPIC = "realtime:"


class JoinRefusedError(Exception):
    """The client may not join; it is told the text as the reason, and tries again after a while."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a join is answered. With `trouble` the channel is joined and told nothing, as on Supabase."""

    entries: Sequence[Mapping[str, Any]]
    trouble: str | None


async def join(channel: Channel, frame: Frame, feed: Feed, *, others: int) -> Accepted:
    """Let the channel in; raise JoinRefusedError or AccessRefusedError if it may not."""
    config = _config(frame.payload)
    entries = requested(config)
    _check_form(frame.topic, config, len(entries), others)
    token = frame.payload.get("access_token")
    if not isinstance(token, str) or token.startswith("sb_"):
        # The client's session was not loaded yet. It tries again in a second, with the token.
        raise JoinRefusedError("Unauthorized")
    await channel.admit(token)
    try:
        channel.subscribe(bind(entries))
    except BindingRefusedError as error:
        if _wait_seconds(config) is not None:
            raise JoinRefusedError(f"RealtimeDisabledForConfiguration: {error}") from None
        return Accepted(entries, str(error))
    await _wait_until_live(feed, _wait_seconds(config))
    return Accepted(entries, None)


def _check_form(topic: str, config: Mapping[str, Any], bindings: int, others: int) -> None:
    if not topic.startswith(TOPIC):
        raise JoinRefusedError("unmatched topic")
    if topic == TOPIC:
        raise JoinRefusedError("TopicNameRequired: You must provide a topic name")
    if others >= MOST_CHANNELS:
        raise JoinRefusedError("ChannelRateLimitReached: Too many channels")
    if bindings > MOST_BINDINGS:
        raise JoinRefusedError(f"Too many postgres_changes: at most {MOST_BINDINGS} in one channel")
    if config.get("private"):
        raise JoinRefusedError("Unauthorized: Private channels are not offered by the embedded Realtime")


async def _wait_until_live(feed: Feed, seconds: float | None) -> None:
    if seconds is not None and not await feed.until_listening(seconds):
        raise JoinRefusedError(
            f"PostgresChangesSubscribeTimeout: Timed out after {seconds * 1000:.0f}ms waiting for the postgres_changes"
            " subscription"
        )


def _wait_seconds(config: Mapping[str, Any]) -> float | None:
    """Return how long the client wants its join held back until it is live; None for not at all."""
    options = config.get("postgres_changes_options")
    if not isinstance(options, dict):
        return None
    wanted = cast("dict[str, object]", options)
    if wanted.get("wait") is not True:
        return None
    milliseconds = wanted.get("timeout", 15_000)
    return min(LONGEST_WAIT, max(0.0, milliseconds / 1000)) if isinstance(milliseconds, int | float) else 15.0


def _config(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    config = payload.get("config")
    return cast("dict[str, Any]", config) if isinstance(config, dict) else {}
