"""Shows how many of a process's connections to the database are in use."""

from __future__ import annotations

from typing import cast

from prometheus_client import Gauge
from sqlalchemy import QueuePool

from harkara.kit.db import Database

CONNECTIONS = Gauge("harkara_database_connections", "Connections of the process's pool", ["state"])
MOST = Gauge("harkara_database_connections_most", "Connections the pool may open at most")


def watch_pool(database: Database, most: int) -> None:
    """Let the figures be read when they are asked for."""
    pool = cast("QueuePool", database.engine.pool)
    CONNECTIONS.labels("in_use").set_function(pool.checkedout)
    CONNECTIONS.labels("idle").set_function(pool.checkedin)
    MOST.set(most)
