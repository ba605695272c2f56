"""Numbers over HTTP. Syncing a number's templates is in core/templates."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from harkara.core.numbers import service
from harkara.core.numbers.schemas import ConnectionTest, NewNumber, NumberCredentials, NumberOut, RateChangeOut
from harkara.integrations.whatsapp.client import GraphClient
from harkara.kit.inputs import PathId
from harkara.kit.jobs import JobQueue
from harkara.kit.pagination import Cursor, Limit, Page
from harkara.kit.parts import ClockDep, DatabaseDep, PartsDep, SecretBoxDep
from harkara.kit.problems import Problem
from harkara.kit.sparingly import Sparingly
from harkara.kit.transactions import SessionDep

router = APIRouter(prefix="/api/numbers", tags=["numbers"])

CONNECTIONS = Sparingly("Connections to Meta", burst=60, refill_seconds=2.0)
"""Each is three or more calls to Meta, and could try out tokens."""

REFUSED_BY_META: dict[int | str, dict[str, Any]] = {
    422: {"model": Problem},
    502: {"model": Problem},
    503: {"model": Problem},
}


@router.get("")
async def list_numbers(session: SessionDep, cursor: Cursor = None, limit: Limit = 100) -> Page[NumberOut]:
    """List the connected numbers."""
    return await service.list_numbers(session, cursor, limit)


@router.get("/{number_id}/rate-changes", responses={404: {"model": Problem}})
async def list_rate_changes(
    session: SessionDep, number_id: PathId, cursor: Cursor = None, limit: Limit = 100
) -> Page[RateChangeOut]:
    """List the changes of a number's sending rate with their reasons, newest first."""
    return await service.list_rate_changes(session, number_id, cursor, limit)


@router.post("/test", dependencies=[CONNECTIONS.dependency], responses=REFUSED_BY_META)
async def test_number(database: DatabaseDep, parts: PartsDep, credentials: NumberCredentials) -> ConnectionTest:
    """Ask Meta whether the token works for this number. Nothing is saved."""
    return await service.try_connection(database, parts[GraphClient], credentials)


@router.post("", status_code=201, dependencies=[CONNECTIONS.dependency], responses=REFUSED_BY_META)
async def add_number(database: DatabaseDep, parts: PartsDep, box: SecretBoxDep, new: NewNumber) -> NumberOut:
    """Connect a number, or give a known one a new token, name and prompt."""
    return await service.add_number(database, parts[GraphClient], box, parts[JobQueue], new)


@router.delete(
    "/{number_id}",
    status_code=204,
    response_class=Response,
    responses={404: {"model": Problem}, 409: {"model": Problem}},
)
async def delete_number(session: SessionDep, clock: ClockDep, number_id: PathId) -> None:
    """Remove a number and its token; its history stays."""
    await service.delete_number(session, number_id, clock.now())
