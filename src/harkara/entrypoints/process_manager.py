"""Tells PM2, if it started us, that we are ready: its reload goes on to the next process only then. Hears nothing from it."""

from __future__ import annotations

import os
from contextlib import suppress

CHANNEL = "NODE_CHANNEL_FD"
"""The descriptor that Node gives the children it talks with; nobody else's. It is of this process: no child may inherit it."""

READY = b'"ready"\n'
"""One line of JSON, which PM2 (`wait_ready`) takes for `process.send("ready")` of a Node program."""


def say_ready() -> None:
    """Say it once. A PM2 that has gone meanwhile is no reason to stop working."""
    channel = os.environ.pop(CHANNEL, None)
    if channel is None:
        return
    with suppress(OSError, ValueError):
        os.write(int(channel), READY)
