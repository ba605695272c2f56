"""Somebody who posts webhooks to the platform all the time, one status each, and keeps what came of every one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pyreqwest.exceptions import PyreqwestError
from tests.deploy.installation import SECRET, Installation
from tests.features.webhooks.meta_events import event, signature, status

PER_SECOND = 50


@dataclass
class Posts:
    """What came of them."""

    bodies: list[bytes] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    async def unstored(self, here: Installation) -> int:
        """Return how many were acknowledged and are not in the database."""
        found = await here.query(
            "SELECT count(DISTINCT body) AS n FROM webhook_events WHERE body = ANY(%s)", (self.bodies,)
        )
        return len(self.bodies) - found[0]["n"]


@asynccontextmanager
async def posting(here: Installation) -> AsyncGenerator[Posts]:
    """Post for the duration of the block, at a steady pace whatever the answers take; none is posted twice."""
    posts, going, running = Posts(), asyncio.Event(), set[asyncio.Task[None]]()

    async def post(number: int) -> None:
        body = event(status(f"wamid.nobody-{time.time_ns()}-{number}", "read"))
        headers, asked = {"x-hub-signature-256": signature(body, SECRET)}, time.monotonic()
        try:
            code = (await here.web.call("POST", "/webhooks/whatsapp", content=body, headers=headers)).status
        except PyreqwestError as error:
            posts.refused.append(repr(error))
            return
        posts.seconds.append(time.monotonic() - asked)
        if code == 200:
            posts.bodies.append(body)
        else:
            posts.refused.append(str(code))

    async def keep_posting() -> None:
        number = 0
        while not going.is_set():
            number += 1
            running.add(asyncio.create_task(post(number)))
            await asyncio.sleep(1 / PER_SECOND)

    poster = asyncio.create_task(keep_posting())
    try:
        yield posts
    finally:
        going.set()
        await poster
        await asyncio.gather(*running)
