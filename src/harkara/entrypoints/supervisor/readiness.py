"""Waits until the platform says of itself that it is ready."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError

from harkara.entrypoints.supervisor.child import Child
from harkara.entrypoints.supervisor.errors import CannotStartError

_DEADLINE_SECONDS = 60.0
_POLL_SECONDS = 0.05


async def until_ready(url: str, children: list[Child]) -> None:
    """Return when `/readyz` answers 200; raise CannotStartError if a child ends before, or with the reason, in time."""
    ends = {asyncio.create_task(child.ended.wait()): child for child in children}
    polling = asyncio.create_task(_poll(url))
    try:
        await asyncio.wait([polling, *ends], return_when=asyncio.FIRST_COMPLETED)
        for end, child in ends.items():
            if end.done():
                raise CannotStartError(
                    f"{child.spec.name} ended at once (exit code {child.exit_code}). Its last words:\n{child.last_words}",
                    mend="Mend what it says, or run `harkara doctor`.",
                )
        await polling
    finally:
        for task in (polling, *ends):
            task.cancel()


async def _poll(url: str) -> None:
    reason: str | None = "no answer"
    try:
        async with asyncio.timeout(_DEADLINE_SECONDS), ClientBuilder().timeout(timedelta(seconds=10)).build() as client:
            while True:
                reason = await _not_ready(client, url)
                if reason is None:
                    return
                await asyncio.sleep(_POLL_SECONDS)
    except TimeoutError:
        raise CannotStartError(
            f"{url} is not ready after {_DEADLINE_SECONDS:.0f} s: {reason}", mend="Run `harkara doctor`."
        ) from None


async def _not_ready(client: Client, url: str) -> str | None:
    """Return why the platform is not ready, or None if it is."""
    try:
        response = await client.get(url).build().send()
        if response.status == 200:
            return None
        checks: dict[str, Any] = (await response.json()).get("checks", {})
    except (PyreqwestError, ValueError) as error:
        return str(error)
    return "; ".join(f"{name}: {state}" for name, state in checks.items() if state != "ok") or str(response.status)
