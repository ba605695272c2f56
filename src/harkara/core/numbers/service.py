"""Connects, tests, removes and deactivates numbers. No transaction is ever open while Meta is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.notifications.news import NumberInactive, NumberTokenExpired
from harkara.core.notifications.service import notify
from harkara.core.numbers import repository
from harkara.core.numbers.activity import InactiveCode
from harkara.core.numbers.credentials import open_token, seal_token
from harkara.core.numbers.errors import NumberInUseError, NumberNotFoundError, WabaNotFoundError, refusal
from harkara.core.numbers.repository import Connection, StoredNumber
from harkara.core.numbers.schemas import ConnectionTest, NewNumber, NumberCredentials, NumberOut, RateChangeOut
from harkara.core.numbers.throughput import meta_ceiling
from harkara.core.numbers.token_expiry import expiry_of
from harkara.core.numbers.waba_discovery import find_waba, verify_waba
from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.errors import GraphError
from harkara.integrations.whatsapp.graph_objects import TemplateCount
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.errors import AppError, FieldError
from harkara.kit.jobs import JobQueue
from harkara.kit.pagination import Page, cut_page, decode_id_cursor

SYNC_JOB = "templates:sync"
"""Fetches the templates of a number's account; belongs to core/templates, above this module."""


async def list_numbers(session: AsyncSession, cursor: str | None, limit: int) -> Page[NumberOut]:
    """Return one page of the connected numbers."""
    found = await repository.connected(session, decode_id_cursor(cursor), limit + 1)
    rows, next_cursor = cut_page(found, limit, lambda row: row.number.id)
    return Page(items=[_shown(row) for row in rows], next_cursor=next_cursor)


async def try_connection(database: Database, graph: GraphClient, credentials: NumberCredentials) -> ConnectionTest:
    """Ask Meta about a number without saving anything; an account that cannot be found is no failure here."""
    token = credentials.access_token.get_secret_value()
    async with database.transaction() as session:
        known = await repository.known_wabas(session, credentials.phone_number_id)
    try:
        described = await graph.phone_number(token, credentials.phone_number_id)
        waba_id = await find_waba(graph, token, credentials.phone_number_id, known)
        templates = await _count_templates(graph, token, waba_id)
    except GraphError as error:
        raise refusal(error) from error
    return ConnectionTest(
        phone_number_id=described.id,
        verified_name=described.verified_name,
        display_phone_number=described.display_phone_number,
        quality_rating=described.quality_rating,
        status=described.status,
        throughput_level=described.throughput_level,
        meta_limit_per_sec=_meta_limit(described.throughput_level),
        messaging_limit=described.messaging_limit,
        name_status=described.name_status,
        waba_id=waba_id,
        template_count=None if templates is None else templates.seen,
        has_more_templates=templates is not None and templates.has_more,
    )


async def _count_templates(graph: GraphClient, token: str, waba_id: str | None) -> TemplateCount | None:
    """None where Meta does not show them: the number may be connected all the same, and a sync says why."""
    if waba_id is None:
        return None
    try:
        return await graph.count_templates(token, waba_id)
    except (GraphError, AppError):
        return None


async def add_number(
    database: Database, graph: GraphClient, box: SecretBox, jobs: JobQueue, new: NewNumber
) -> NumberOut:
    """Connect a number, or renew a known one; its templates follow at once by a job of the same transaction.

    Two transactions around the calls to Meta: the first only reads. Raises an error that names the field when Meta
    refuses, WabaNotFoundError when the account must be given by hand.
    """
    async with database.transaction() as session:
        known = await repository.known_wabas(session, new.phone_number_id)
    try:
        connection = await _ask_meta(graph, box, new, known)
    except GraphError as error:
        raise refusal(error) from error
    async with database.transaction() as session:
        number_id = await repository.connect(session, connection)
        await jobs.defer(session, SYNC_JOB, once=f"{SYNC_JOB}-{connection.waba_id}", number_id=number_id)
        return await get_number(session, number_id)


async def get_number(session: AsyncSession, number_id: int) -> NumberOut:
    """Return one number; raise NumberNotFoundError."""
    stored = await repository.find_with_count(session, number_id)
    if stored is None:
        raise _not_found(number_id)
    return _shown(stored)


async def list_rate_changes(
    session: AsyncSession, number_id: int, cursor: str | None, limit: int
) -> Page[RateChangeOut]:
    """Return one page of the changes of a number's rate, newest first; raise NumberNotFoundError."""
    if await repository.find(session, number_id) is None:
        raise _not_found(number_id)
    found = await repository.rate_changes(session, number_id, decode_id_cursor(cursor), limit + 1)
    rows, next_cursor = cut_page(found, limit, lambda row: row.id)
    return Page(items=[RateChangeOut.model_validate(row) for row in rows], next_cursor=next_cursor)


async def delete_number(session: AsyncSession, number_id: int, moment: datetime) -> None:
    """Hide a number and wipe its token; raise NumberInUseError while a campaign of it runs, waits or is scheduled."""
    number = await repository.find(session, number_id, lock=True)
    if number is None:
        raise _not_found(number_id)
    if await repository.is_held_by_campaign(session, number_id):
        raise NumberInUseError(f"A campaign of '{number.display_name}' is running, waiting or scheduled.")
    await repository.delete(session, number_id, moment)


async def number_token(session: AsyncSession, box: SecretBox, number_id: int) -> str:
    """Return the access token of a number; raise NumberNotFoundError or NumberInactiveError."""
    number = await repository.find(session, number_id)
    if number is None:
        raise _not_found(number_id)
    return open_token(box, number)


async def deactivate(session: AsyncSession, number_id: int, error: GraphError, *, epoch: int | None = None) -> bool:
    """Take a number that Meta refuses out of use and tell the admin once; return False if it was inactive already.

    `epoch`: only if the number was not renewed since a runner took it over under this epoch.
    """
    expired = error.token_expired
    code = InactiveCode.TOKEN if expired else InactiveCode.REFUSED
    name = await repository.deactivate(
        session, number_id, code, f"{error.title} (error {error.code})", error.code, epoch
    )
    if name is None:
        return False
    await notify(
        session,
        NumberTokenExpired(number=name) if expired else NumberInactive(number=name, error=error.code),
        title=f"WhatsApp number {name} is inactive",
        message=f"WhatsApp number {name} token expired, please update" if expired else f"{error.title}. {error.advice}",
        action_url="/numbers",
        related_entity_type="number",
        related_entity_id=number_id,
    )
    return True


async def _ask_meta(graph: GraphClient, box: SecretBox, new: NewNumber, known: Sequence[str]) -> Connection:
    """Validate number and token live, find the account, subscribe to its webhooks."""
    token = new.access_token.get_secret_value()
    described = await graph.phone_number(token, new.phone_number_id)
    if new.waba_id is not None:
        waba_id = await verify_waba(graph, token, new.phone_number_id, new.waba_id)
    else:
        found = await find_waba(graph, token, new.phone_number_id, known)
        if found is None:
            raise WabaNotFoundError(
                f"The token does not reveal the account of number {new.phone_number_id}.",
                fields=(FieldError("waba_id", "is needed for this token"),),
            )
        waba_id = found
    await graph.subscribe_app(token, waba_id)
    return Connection(
        display_name=new.display_name,
        system_prompt=new.system_prompt,
        waba_id=waba_id,
        token_encrypted=seal_token(box, new.phone_number_id, token),
        token_expires_at=await expiry_of(graph, token, None),
        described=described,
    )


def _shown(stored: StoredNumber) -> NumberOut:
    added = {
        "template_count": stored.template_count,
        "meta_limit_per_sec": _meta_limit(stored.number.throughput_level),
    }
    columns = {name: getattr(stored.number, name) for name in NumberOut.model_fields if name not in added}
    return NumberOut.model_validate({**columns, **added})


def _meta_limit(level: str | None) -> int | None:
    return None if level is None else meta_ceiling(level)


def _not_found(number_id: int) -> NumberNotFoundError:
    return NumberNotFoundError(f"There is no number {number_id}.")
