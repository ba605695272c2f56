"""The job that finishes erasures."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.features.privacy import sweeping
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.parts import parts_of_job

tasks = Blueprint()


@tasks.task(name="sweep_left", pass_context=True, lock="privacy:sweep_left", queueing_lock="privacy:sweep_left")
async def sweep_left(context: JobContext, timestamp: int) -> None:
    """Take erased customers out of the raw events; right after an erasure, and again if a worker died over it."""
    parts = parts_of_job(context)
    await sweeping.sweep_left(parts[Database], parts[Clock], parts[SecretBox])
