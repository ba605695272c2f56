"""Runs waiting jobs as a worker does, until none is due."""

from __future__ import annotations

from functools import cache

import procrastinate

from harkara.entrypoints.schedule import add_jobs
from harkara.kit.db import Database
from harkara.kit.jobs import job_app
from harkara.kit.parts import Parts


async def run_waiting_jobs(parts: Parts) -> None:
    """Run the jobs that wait, and those they defer."""
    app = all_jobs().with_connector(job_app(parts[Database].url).connector)
    async with app.open_async():
        await app.run_worker_async(
            wait=False, install_signal_handlers=False, listen_notify=False, additional_context={"parts": parts}
        )


@cache
def all_jobs() -> procrastinate.App:
    """The jobs without their clock. Once for all tests: adding a module's jobs gives them their full names."""
    app = job_app("postgresql://localhost/nowhere")
    add_jobs(app)
    return app
