"""Kinds of input that PostgreSQL can take: what lies outside is refused as input instead of failing in the database."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

MAX_ID = 2**63 - 1
"""Largest bigint."""


def _storable(value: object) -> object:
    if isinstance(value, str) and "\x00" in value:
        raise PydanticCustomError("nul_character", "must not contain the NUL character")
    return value


PathId = Annotated[int, Path(ge=1, le=MAX_ID)]
QueryId = Annotated[int | None, Query(ge=1, le=MAX_ID)]
Storable = BeforeValidator(_storable)
"""Marks a text without NUL characters, which PostgreSQL has no room for."""
