"""PostgreSQL's own account: gets in when nobody else does, and may do what our role may not."""

from __future__ import annotations

from urllib.parse import quote

import psycopg
from psycopg.rows import DictRow, dict_row
from tests.faults.fleet import Fleet

from harkara.embedded.postgres.cluster import Cluster


async def as_superuser(fleet: Fleet) -> psycopg.AsyncConnection[DictRow]:
    """Return a connection to the fleet's database over one of the slots that are reserved."""
    directory = Cluster((fleet.data / "postgres").resolve()).socket_directory
    url = f"postgresql://postgres@/harkara?host={quote(str(directory), safe='')}"
    return await psycopg.AsyncConnection.connect(url, autocommit=True, row_factory=dict_row)
