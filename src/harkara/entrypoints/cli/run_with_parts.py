"""Runs a command's asynchronous part with the platform's parts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harkara.kit.parts import Parts


def run_with_parts(work: Callable[[Parts], Awaitable[None]]) -> None:
    """Open database and Meta client, do the work, close both."""
    from harkara.entrypoints.cli.command_parts import command_parts

    async def with_parts() -> None:
        async with command_parts() as parts:
            await work(parts)

    asyncio.run(with_parts())
