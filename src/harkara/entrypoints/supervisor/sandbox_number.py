"""Connects the sandbox's first number at the very first start, so that a newcomer can send at once."""

from __future__ import annotations

import orjson

from harkara.kit.settings import Settings


async def connect_first_number(settings: Settings, database_url: str) -> None:
    """Connect it exactly as the admin would, unless a number was ever connected (a deleted one is not forced back).

    Imported late, as the sign-in is: the children are starting meanwhile and need the processor more.
    """
    if not settings.uses_sandbox:
        return
    from pydantic import SecretStr
    from sqlalchemy import exists, select

    from harkara.core.numbers.models import WhatsAppNumber
    from harkara.core.numbers.schemas import NewNumber
    from harkara.core.numbers.service import add_number
    from harkara.entrypoints.wiring import common_parts
    from harkara.integrations.whatsapp.client import GraphClient
    from harkara.kit.crypto import SecretBox
    from harkara.kit.db import Database
    from harkara.kit.jobs import JobQueue

    database = Database(database_url, application_name="harkara supervisor")
    try:
        async with database.transaction() as session:
            if await session.scalar(select(exists(select(WhatsAppNumber.id)))):
                return
        name, phone_number_id, token = await _first_of_sandbox(settings.sandbox_url)
        new = NewNumber(display_name=name, phone_number_id=phone_number_id, access_token=SecretStr(token))
        parts = common_parts(settings, database)
        await add_number(database, parts[GraphClient], parts[SecretBox], parts[JobQueue], new)
        await parts[GraphClient].close()
    finally:
        await database.close()


async def _first_of_sandbox(sandbox_url: str) -> tuple[str, str, str]:
    """Ask the sandbox for its first number; return display name, phone number id and access token."""
    from pyreqwest.client import ClientBuilder

    async with ClientBuilder().build() as client:
        response = await client.get(f"{sandbox_url}/sandbox/state").build().send()
        state = orjson.loads(bytes(await response.bytes()))
    number = state["wabas"][0]["numbers"][0]
    return number["verified_name"], number["id"], state["default_token"]
