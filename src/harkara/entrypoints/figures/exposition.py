"""Puts /metrics together: this process's figures as they are, the others' as they were last kept, the installation's as asked now."""

from __future__ import annotations

from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy.exc import DBAPIError

from harkara.entrypoints.figures.families import Collection, stored
from harkara.entrypoints.figures.installation import installation_figures
from harkara.entrypoints.figures.keeping import ALIVE, QUERIES, Process
from harkara.kit.commit import commit
from harkara.kit.database_trouble import DATABASE_TROUBLE
from harkara.kit.db import Database
from harkara.kit.version import version


async def exposition(database: Database, own: Process) -> bytes:
    """Return the page; without a database it says so and holds this process's figures only."""
    collection = Collection()
    collection.add(stored(REGISTRY), role=own.role, process=own.name)
    collection.put(_build())
    is_up = True
    try:
        async with database.transaction() as session:
            others = (await session.execute(QUERIES["of_others"], {"id": own.id, "alive": ALIVE})).all()
            installation = await installation_figures(session)
    except (*DATABASE_TROUBLE, DBAPIError):
        is_up = False
    else:
        for other in others:
            collection.add(other.families, role=other.role, process=other.name)
        for family in installation:
            collection.put(family)
    collection.put(GaugeMetricFamily("harkara_database_up", "1 if the database answers", value=int(is_up)))
    return collection.as_text()


def _build() -> Metric:
    family = GaugeMetricFamily("harkara_build_info", "What runs here", labels=["version", "commit"])
    family.add_metric([version(), commit() or ""], 1)
    return family
