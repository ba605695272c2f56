"""Numbers that go: deleted by the admin, or taken out of use because Meta refuses them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from tests.core.numbers.platform import BOX, sealed
from tests.factories import make_campaign, make_number
from tests.serving import Web

from harkara.core.notifications.models import Notification
from harkara.core.numbers import service
from harkara.core.numbers.errors import NumberInactiveError, NumberNotFoundError
from harkara.core.numbers.models import WhatsAppNumber
from harkara.integrations.whatsapp.errors import classify
from harkara.kit.crypto import UnreadableSecretError
from harkara.kit.db import Database

EXPIRED = classify(401, b'{"error":{"code":190,"error_subcode":463,"message":"Session has expired"}}')
LOCKED = classify(403, b'{"error":{"code":131031,"message":"Account has been locked"}}')


async def make(database: Database, name: str = "Asha Sarees") -> int:
    async with database.transaction() as session:
        number = await make_number(session, display_name=name, access_token_encrypted=b"sealed")
        return number.id


async def row(database: Database, number_id: int) -> WhatsAppNumber:
    async with database.transaction() as session:
        return await session.get_one(WhatsAppNumber, number_id)


async def notifications(database: Database) -> list[Notification]:
    async with database.transaction() as session:
        return list(await session.scalars(select(Notification).order_by(Notification.id)))


class TestDelete:
    async def test_hides_it_and_wipes_the_token(self, web: Web, database: Database) -> None:
        number_id = await make(database)
        assert (await web.call("DELETE", f"/api/numbers/{number_id}")).status == 204
        stored = await row(database, number_id)
        assert (stored.access_token_encrypted, stored.is_active) == (None, False)
        assert stored.deleted_at is not None
        assert (await web.call("GET", "/api/numbers")).body["items"] == []

    async def test_twice(self, web: Web, database: Database) -> None:
        number_id = await make(database)
        await web.call("DELETE", f"/api/numbers/{number_id}")
        answer = await web.call("DELETE", f"/api/numbers/{number_id}")
        assert (answer.status, answer.body["code"]) == (404, "number_not_found")

    @pytest.mark.parametrize("status", ["scheduled", "queued", "running"])
    async def test_refused_while_a_campaign_needs_it(self, web: Web, database: Database, status: str) -> None:
        campaign = await make_campaign(database, status=status)
        answer = await web.call("DELETE", f"/api/numbers/{campaign.number_id}")
        assert (answer.status, answer.body["code"]) == (409, "number_in_use")
        assert (await row(database, campaign.number_id)).deleted_at is None

    @pytest.mark.parametrize("status", ["stopped", "completed", "failed"])
    async def test_allowed_when_campaigns_rest(self, web: Web, database: Database, status: str) -> None:
        campaign = await make_campaign(database, status=status)
        assert (await web.call("DELETE", f"/api/numbers/{campaign.number_id}")).status == 204


class TestDeactivate:
    async def test_expired_token_is_told_in_the_words_of_the_requirement(self, database: Database) -> None:
        number_id = await make(database)
        async with database.transaction() as session:
            assert await service.deactivate(session, number_id, EXPIRED)
        (told,) = await notifications(database)
        assert told.message == "WhatsApp number Asha Sarees token expired, please update"
        assert (told.type, told.action_url) == ("number_token_expired", "/numbers")
        assert (told.related_entity_type, told.related_entity_id) == ("number", number_id)
        stored = await row(database, number_id)
        assert (stored.is_active, stored.inactive_reason) == (
            False,
            "The access token is expired or not valid (error 190)",
        )

    async def test_told_once_however_often_meta_refuses(self, database: Database) -> None:
        number_id = await make(database)
        for expected in (True, False, False):
            async with database.transaction() as session:
                assert await service.deactivate(session, number_id, EXPIRED) is expected
        assert len(await notifications(database)) == 1

    async def test_account_trouble_says_what_to_do(self, database: Database) -> None:
        number_id = await make(database)
        async with database.transaction() as session:
            await service.deactivate(session, number_id, LOCKED)
        (told,) = await notifications(database)
        assert told.type == "number_inactive"
        assert "locked or restricted" in told.message
        assert "Business Support Home" in told.message


class TestToken:
    async def test_of_a_number_that_has_none(self, database: Database) -> None:
        async with database.transaction() as session:
            number = await make_number(session)
            with pytest.raises(NumberInactiveError):
                await service.number_token(session, BOX, number.id)

    async def test_of_no_number(self, database: Database) -> None:
        async with database.transaction() as session:
            with pytest.raises(NumberNotFoundError):
                await service.number_token(session, BOX, 4711)

    async def test_copied_from_another_row_is_useless(self, database: Database) -> None:
        async with database.transaction() as session:
            number = await make_number(session, access_token_encrypted=sealed("106540352242999", "T"))
            with pytest.raises(UnreadableSecretError):
                await service.number_token(session, BOX, number.id)
