"""A renewed token fences off whoever still sends with the old one."""

from __future__ import annotations

from tests.factories import WABA, make_campaign

from harkara.core.numbers import repository, service
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.numbers.repository import Connection
from harkara.core.sender.queue import QUERIES, NumberQueue
from harkara.integrations.whatsapp.errors import GraphError, describe
from harkara.integrations.whatsapp.graph_objects import PhoneNumber
from harkara.kit.db import Database


async def take_over(database: Database, number_id: int) -> int:
    async with database.transaction() as session:
        return (await session.execute(QUERIES["take_over"], {"number_id": number_id})).one().runner_epoch


async def renew(database: Database, number_id: int) -> None:
    async with database.transaction() as session:
        number = await session.get_one(WhatsAppNumber, number_id)
        described = PhoneNumber(
            id=number.phone_number_id,
            verified_name="Asha Sarees",
            display_phone_number=number.display_phone_number,
            quality_rating="GREEN",
            status="CONNECTED",
            throughput_level="STANDARD",
            messaging_limit=None,
        )
        await repository.connect(session, Connection("Orders", "", WABA, b"sealed anew", described))


async def deactivate(database: Database, number_id: int, epoch: int) -> bool:
    async with database.transaction() as session:
        return await service.deactivate(session, number_id, GraphError(190, describe(190)), epoch=epoch)


async def test_a_late_refusal_of_the_old_token_does_not_take_the_renewed_number_out_of_use(database: Database) -> None:
    made = await make_campaign(database)
    epoch = await take_over(database, made.number_id)

    await renew(database, made.number_id)

    assert not await deactivate(database, made.number_id, epoch)
    assert await deactivate(database, made.number_id, await take_over(database, made.number_id))


async def test_a_runner_with_the_old_token_claims_no_more(database: Database) -> None:
    made = await make_campaign(database)
    old = NumberQueue(database, made.number_id, await take_over(database, made.number_id))

    await renew(database, made.number_id)

    assert (await old.claim(10))[2:] == ([], [])
