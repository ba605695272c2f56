"""Checks of the database and of those who should be working on it."""

from __future__ import annotations

from datetime import timedelta

from pyreqwest.client import ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from sqlalchemy import text

from harkara.entrypoints.doctor.finding import Finding, doubtful, good
from harkara.entrypoints.health import HEARTBEAT_SECONDS
from harkara.entrypoints.supervisor.parts import own_address
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

_WORKERS = text(
    "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :seconds)"
)


async def check_worker(parts: Parts) -> list[Finding]:
    """Look for workers that gave a sign of life."""
    async with parts[Database].transaction() as session:
        alive = await session.scalar(_WORKERS, {"seconds": HEARTBEAT_SECONDS})
    if not alive:
        return [
            doubtful("worker", "No worker is running: nothing is sent.", "Start `harkara run` or `harkara worker`.")
        ]
    return [good("worker", "at work")]


async def check_api(parts: Parts) -> list[Finding]:
    """Ask our own API whether it is ready."""
    settings = parts[Settings]
    url = f"{own_address(settings)}/readyz"
    try:
        async with ClientBuilder().timeout(timedelta(seconds=10)).build() as client:
            response = await client.get(url).build().send()
    except PyreqwestError:
        return [doubtful("api", f"{url} does not answer.", "Start `harkara run` or `harkara api`.")]
    if response.status != 200:
        return [doubtful("api", f"{url} answers {response.status}.", "The other lines say what it is missing.")]
    return [good("api", f"ready at {settings.origin}")]
