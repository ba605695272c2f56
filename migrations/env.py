"""Alembic's environment. It never opens a connection: `harkara.entrypoints.migrate` hands one over, holding the lock."""

from alembic import context

from harkara.entrypoints.models import Base

OWN_TABLES = frozenset(Base.metadata.tables)


def is_ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
    """Leave procrastinate's tables (same schema, made by its own SQL) out of comparisons."""
    return kind != "table" or name in OWN_TABLES


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=is_ours,
    compare_server_default=False,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
