"""One change of access: statements that are carried out together or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from harkara.kit.database_url import SCHEMA


@dataclass(frozen=True, slots=True)
class Step:
    """`subject` names in a log or an error what is changed."""

    subject: str
    statements: tuple[sql.Composed, ...]


def in_schema(name: str) -> sql.Identifier:
    """Return the full name of something of ours."""
    return sql.Identifier(SCHEMA, name)


def comma_separated(names: list[str]) -> sql.Composed:
    """Return quoted names for a list in a statement."""
    return sql.SQL(", ").join(map(sql.Identifier, names))
