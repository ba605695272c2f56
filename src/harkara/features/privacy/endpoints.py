"""One customer's data over HTTP: find them, take out all we hold, erase it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from harkara.features.privacy import exporting, service
from harkara.features.privacy.schemas import EraseRequest, ErasureOut, FoundContact
from harkara.kit.inputs import PathId, Storable
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import ClockDep, PartsDep, SecretBoxDep
from harkara.kit.problems import Problem
from harkara.kit.transactions import SessionDep

router = APIRouter(prefix="/api/contacts", tags=["privacy"], responses={404: {"model": Problem}})

Given = Annotated[str, Storable, Query(min_length=1, max_length=150, description="Phone number, user id or username")]


@router.get("/lookup")
async def find_contact(session: SessionDep, q: Given) -> FoundContact:
    """Return the one customer known by this; numbers may be written as people write them."""
    return FoundContact.model_validate(await service.find_customer(session, q))


@router.get(
    "/{contact_id}/export",
    response_class=Response,
    responses={200: {"content": {"application/json": {}}, "description": "The document, to be saved as a file"}},
)
async def export_contact(session: SessionDep, clock: ClockDep, contact_id: PathId) -> Response:
    """Return everything held about a customer: profile, messages with their statuses, rows of campaigns, replies."""
    return Response(
        await exporting.export(session, clock, contact_id),
        media_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="customer-{contact_id}.json"',
            "Cache-Control": "no-store",
        },
    )


@router.post("/{contact_id}/erase", responses={409: {"model": Problem}, 422: {"model": Problem}})
async def erase_contact(
    session: SessionDep, parts: PartsDep, box: SecretBoxDep, clock: ClockDep, contact_id: PathId, body: EraseRequest
) -> ErasureOut:
    """Erase a customer for good: texts, names, numbers, media, variables. Totals of campaigns and days stay. Once more changes nothing."""
    return await service.erase(session, parts[JobQueue], box, clock, contact_id, body.confirm)
