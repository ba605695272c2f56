"""Campaigns over HTTP: upload (dry run or for good), look at, stop, resume, delete, download."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field
from starlette.requests import ClientDisconnect

from harkara.features.campaigns import export, failures, lifecycle, pace, service
from harkara.features.campaigns.campaign_form import CampaignForm, DryRunForm, Id, form_schema, parse_form
from harkara.features.campaigns.csv_import import MAX_FILE_BYTES, CsvImport, CsvRows
from harkara.features.campaigns.errors import MalformedUploadError
from harkara.features.campaigns.listing import Order, Sort, listing
from harkara.features.campaigns.outlook import look_ahead
from harkara.features.campaigns.planning import plan_campaign
from harkara.features.campaigns.recipients import RecipientFilter, get_recipient, list_recipients
from harkara.features.campaigns.report import report_on
from harkara.features.campaigns.repository import CampaignFilter
from harkara.features.campaigns.schemas import (
    CampaignDetail,
    CampaignOut,
    CampaignStatus,
    ContactDetail,
    ContactOut,
    ContactStatus,
    FailureReason,
    PaceOut,
    ValidationReport,
)
from harkara.features.campaigns.upload import Fields, arriving, read_upload
from harkara.kit.causes import Cause
from harkara.kit.inputs import MAX_ID
from harkara.kit.jobs import JobQueue
from harkara.kit.pagination import Cursor, Limit, Page, decode_id_cursor
from harkara.kit.parts import ClockDep, DatabaseDep, PartsDep
from harkara.kit.sparingly import Sparingly
from harkara.kit.transactions import SessionDep

router = APIRouter(prefix="/api/campaigns", tags=["campaigns"])

STREAMED = frozenset({"/api/campaigns", "/api/campaigns/validate", "/api/campaigns/validate/invalid.csv"})
"""Where a body is a file, read as it arrives and limited by `upload.py`."""

UPLOADS = Sparingly("Files", burst=120, refill_seconds=1.0)
"""100,000 rows take up to two seconds of the machine."""

CampaignId = Annotated[Id, Path()]
ErrorCode = Annotated[
    Annotated[int, Field(ge=-1, le=MAX_ID)] | Literal["none"] | None,
    Query(description="Only those who failed with this code of Meta's; `none`: those Meta said nothing about"),
]
SearchText = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]


@router.get("")
async def list_campaigns(
    session: SessionDep,
    clock: ClockDep,
    status: Annotated[list[CampaignStatus] | None, Query(max_length=20, description="Any of these")] = None,
    number_id: Annotated[Id | None, Query()] = None,
    q: SearchText = None,
    template_id: Annotated[Id | None, Query()] = None,
    sort: Sort = "created_at",
    order: Annotated[Order | None, Query(description="Without it, `asc` for name and scheduled_at")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[CampaignOut]:
    """List campaigns, newest first unless sorted otherwise; what has no value comes last.

    `q` is any part of the name, `template_id` one of the templates a campaign sends.
    """
    wanted = CampaignFilter(status or (), number_id, q, template_id)
    return await service.list_campaigns(session, wanted, listing(sort, order, cursor), limit, clock.now())


@router.post("/validate", dependencies=[UPLOADS.dependency], openapi_extra=form_schema(DryRunForm))
async def validate_campaign(request: Request, session: SessionDep, clock: ClockDep) -> ValidationReport:
    """Say what a file would become and run into, with the first rendered messages. Creates nothing."""
    fields, rows = await _receive(request)
    now = clock.now()
    plan = await plan_campaign(session, parse_form(DryRunForm, fields), rows, now)
    return report_on(plan, await look_ahead(session, plan, now), now)


@router.post(
    "/validate/invalid.csv",
    response_class=StreamingResponse,
    dependencies=[UPLOADS.dependency],
    openapi_extra=form_schema(DryRunForm),
)
async def export_rows_to_mend(request: Request, session: SessionDep, clock: ClockDep) -> StreamingResponse:
    """Return the rows of a file that cannot be sent to, with their reasons, before there is a campaign."""
    fields, rows = await _receive(request)
    plan = await plan_campaign(session, parse_form(DryRunForm, fields), rows, clock.now())
    return _download(export.invalid_rows_of(plan), "invalid-rows.csv")


@router.post("", status_code=201, dependencies=[UPLOADS.dependency], openapi_extra=form_schema(CampaignForm))
async def create_campaign(request: Request, session: SessionDep, parts: PartsDep, clock: ClockDep) -> CampaignDetail:
    """Create a campaign from a file: all or nothing, in one transaction. It starts now unless it is scheduled."""
    fields, rows = await _receive(request)
    form = parse_form(CampaignForm, fields)
    campaign = await service.made_before(session, form.request_id)
    if campaign is None:
        plan = await plan_campaign(session, form, rows, clock.now())
        campaign = await service.create_campaign(session, parts[JobQueue], plan, form, clock.now())
    return await service.get_campaign(session, campaign.id, clock.now())


@router.get("/{campaign_id}")
async def get_campaign(session: SessionDep, clock: ClockDep, campaign_id: CampaignId) -> CampaignDetail:
    """Return one campaign with its batches and totals, what is in its way, and who is before it."""
    return await service.get_campaign(session, campaign_id, clock.now())


@router.delete("/{campaign_id}", status_code=204)
async def delete_campaign(session: SessionDep, campaign_id: CampaignId) -> Response:
    """Remove a campaign that is still scheduled, with all its rows."""
    await service.delete_campaign(session, campaign_id)
    return Response(status_code=204)


@router.post("/{campaign_id}/stop")
async def stop_campaign(session: SessionDep, clock: ClockDep, campaign_id: CampaignId) -> CampaignDetail:
    """Stop a running or waiting campaign; messages already on their way still go out."""
    await lifecycle.stop(session, campaign_id, [Cause("stopped_by_admin", "Stopped by the admin.")], clock.now())
    await session.flush()
    return await service.get_campaign(session, campaign_id, clock.now())


@router.post("/{campaign_id}/resume")
async def resume_campaign(
    session: SessionDep, parts: PartsDep, clock: ClockDep, campaign_id: CampaignId
) -> CampaignDetail:
    """Let a stopped campaign go on where it stopped."""
    await lifecycle.resume(session, parts[JobQueue], campaign_id)
    await session.flush()
    return await service.get_campaign(session, campaign_id, clock.now())


@router.get("/{campaign_id}/contacts")
async def list_campaign_contacts(
    session: SessionDep,
    campaign_id: CampaignId,
    status: ContactStatus | None = None,
    template_id: Annotated[Id | None, Query()] = None,
    q: SearchText = None,
    error_code: ErrorCode = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ContactOut]:
    """List the rows of the file and what came of each, in file order; `q` is any part of the phone number."""
    wanted = RecipientFilter(status, template_id, q, error_code)
    return await list_recipients(session, campaign_id, wanted, decode_id_cursor(cursor), limit)


@router.get("/{campaign_id}/contacts/{contact_id}")
async def get_campaign_contact(
    session: SessionDep, campaign_id: CampaignId, contact_id: Annotated[Id, Path()]
) -> ContactDetail:
    """Return one row of the file with the message made from it and everything that came of it."""
    return await get_recipient(session, campaign_id, contact_id)


@router.get("/{campaign_id}/failures")
async def list_campaign_failures(session: SessionDep, campaign_id: CampaignId) -> list[FailureReason]:
    """List the codes recipients failed with, the most frequent first, in plain words and with what to do."""
    return await failures.list_failures(session, campaign_id)


@router.get("/{campaign_id}/pace")
async def get_campaign_pace(session: SessionDep, clock: ClockDep, campaign_id: CampaignId) -> PaceOut:
    """Return how fast the campaign sent over its life, and how fast its number was allowed to."""
    return await pace.pace_of(session, campaign_id, clock.now())


@router.get("/{campaign_id}/export.csv", response_class=StreamingResponse)
async def export_campaign(session: SessionDep, database: DatabaseDep, campaign_id: CampaignId) -> StreamingResponse:
    """Download every row with its outcome; times in IST."""
    campaign, batches = await service.campaign_and_batches(session, campaign_id)
    return _download(export.results(campaign, batches).stream(database), export.file_name(campaign, "results"))


@router.get("/{campaign_id}/invalid.csv", response_class=StreamingResponse)
async def export_invalid_rows(session: SessionDep, database: DatabaseDep, campaign_id: CampaignId) -> StreamingResponse:
    """Download the invalid rows with their reasons, to be mended and uploaded again."""
    campaign, _ = await service.campaign_and_batches(session, campaign_id)
    return _download(export.invalid_rows(campaign).stream(database), export.file_name(campaign, "invalid"))


async def _receive(request: Request) -> tuple[Fields, CsvRows]:
    """Read the upload as it arrives. No connection to the database is held meanwhile: uploads may be slow."""
    reader = CsvImport()
    try:
        fields = await read_upload(arriving(request.stream()), request.headers, reader, MAX_FILE_BYTES)
    except ClientDisconnect:
        raise MalformedUploadError("The connection was closed before the upload was complete.") from None
    return fields, reader.finish()


def _download(file: AsyncGenerator[bytes], name: str) -> StreamingResponse:
    return StreamingResponse(
        file,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
