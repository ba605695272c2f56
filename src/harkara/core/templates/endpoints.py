"""Templates over HTTP, and the sync of a number's account, which lives under /api/numbers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from harkara.core.auth.dependency import AdminDep
from harkara.core.templates import service
from harkara.core.templates.repository import TemplateFilter
from harkara.core.templates.schemas import SyncResult, SyncResults, SyncRun, TemplateChangeOut, TemplateOut
from harkara.core.templates.sync import TemplateSync
from harkara.kit.inputs import PathId, QueryId, Storable
from harkara.kit.pagination import Cursor, Limit, Page
from harkara.kit.parts import PartsDep
from harkara.kit.problems import Problem
from harkara.kit.sparingly import Sparingly
from harkara.kit.transactions import SessionDep

router = APIRouter(tags=["templates"])

SYNCS = Sparingly("Syncs", burst=30, refill_seconds=3.0)
"""Each asks Meta, which counts management calls by the hour."""

Word = Annotated[str | None, Storable, Query(max_length=40)]


def _filter(
    number_id: QueryId = None,
    category: Word = None,
    status: Word = None,
    quarantined: bool | None = None,
    q: Annotated[str | None, Storable, Query(max_length=200, description="A part of the name")] = None,
) -> TemplateFilter:
    return TemplateFilter(number_id, category, status, quarantined, q)


@router.get("/api/templates")
async def list_templates(
    session: SessionDep,
    narrowed: Annotated[TemplateFilter, Depends(_filter)],
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[TemplateOut]:
    """List templates by name. Filters combine."""
    return await service.list_templates(session, narrowed, cursor, limit)


@router.post("/api/templates/sync", dependencies=[SYNCS.dependency])
async def sync_all_templates(parts: PartsDep) -> SyncResults:
    """Fetch the templates of every account now; trouble with one is in its result."""
    return SyncResults(results=[result async for result in TemplateSync.of(parts).all()])


@router.get("/api/templates/syncs")
async def list_template_syncs(
    session: SessionDep,
    waba_id: Annotated[str | None, Storable, Query(max_length=40, description="All syncs of this account")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[SyncRun]:
    """List what the last sync of each account did, newest first; with `waba_id` all syncs of that account."""
    return await service.list_syncs(session, waba_id, cursor, limit)


@router.post(
    "/api/numbers/{number_id}/sync",
    dependencies=[SYNCS.dependency],
    responses={404: {"model": Problem}, 409: {"model": Problem}},
)
async def sync_number_templates(parts: PartsDep, number_id: PathId) -> SyncResult:
    """Fetch the templates of a number's account now."""
    return await TemplateSync.of(parts).number(number_id)


@router.get("/api/templates/{template_id}", responses={404: {"model": Problem}})
async def get_template(session: SessionDep, template_id: PathId) -> TemplateOut:
    """Return one template."""
    return await service.get_template(session, template_id)


@router.get("/api/templates/{template_id}/changes", responses={404: {"model": Problem}})
async def list_template_changes(
    session: SessionDep, template_id: PathId, cursor: Cursor = None, limit: Limit = 100
) -> Page[TemplateChangeOut]:
    """List what ever changed in a template, newest first."""
    return await service.list_changes(session, template_id, cursor, limit)


@router.post("/api/templates/{template_id}/unquarantine", responses={404: {"model": Problem}, 409: {"model": Problem}})
async def unquarantine_template(session: SessionDep, admin: AdminDep, template_id: PathId) -> TemplateOut:
    """Allow a template in campaigns again; only while its category is UTILITY."""
    return await service.unquarantine(session, template_id, admin.email or admin.user_id)
