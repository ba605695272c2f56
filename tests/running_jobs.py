"""Runs waiting jobs as a worker does, until none is due."""

from __future__ import annotations

from functools import cache

import procrastinate

from harkara.core.numbers import tasks as numbers
from harkara.core.templates import tasks as templates
from harkara.features.campaigns import tasks as campaigns
from harkara.kit.db import Database
from harkara.kit.jobs import job_app
from harkara.kit.parts import Parts


async def run_waiting_jobs(parts: Parts) -> None:
    """Run the jobs of numbers, templates and campaigns that wait, and those they defer."""
    app = _app().with_connector(job_app(parts[Database].url).connector)
    async with app.open_async():
        await app.run_worker_async(
            wait=False, install_signal_handlers=False, listen_notify=False, additional_context={"parts": parts}
        )


@cache
def _app() -> procrastinate.App:
    """The jobs without their clock. Once for all tests: adding a module's jobs gives them their full names."""
    app = job_app("postgresql://localhost/nowhere")
    for module, name in ((numbers, "numbers"), (templates, "templates"), (campaigns, "campaigns")):
        app.add_tasks_from(module.tasks, namespace=name)
    return app
