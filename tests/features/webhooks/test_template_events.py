"""From Meta's POST about a template to what follows from it: quarantine, its record, the bell, and the campaigns' job, once."""

from __future__ import annotations

from sqlalchemy import text
from tests.factories import make_template
from tests.features.webhooks.inbox import receive
from tests.webhook_bodies import PAYLOADS

from harkara.kit.db import Database

TEMPLATE = "1689556908129832"
MOVED = (PAYLOADS / "template_category_changed.json").read_bytes()


async def test_a_change_of_category_quarantines_and_is_told_once(database: Database) -> None:
    async with database.transaction() as session:
        await make_template(session, meta_id=TEMPLATE, name="order_shipped", language="en_US")

    await receive(database, MOVED)
    await receive(database, MOVED)

    async with database.transaction() as session:
        template = (await session.execute(text("SELECT category, is_quarantined FROM templates"))).one()
        kinds = (await session.scalars(text("SELECT kind FROM audit_template_changes ORDER BY id"))).all()
        told = (await session.scalars(text("SELECT type FROM notifications"))).all()
        jobs = (await session.scalars(text("SELECT task_name FROM procrastinate_jobs"))).all()
    assert tuple(template) == ("MARKETING", True)
    assert kinds == ["category", "quarantine"]
    assert told == ["template_quarantined"]
    assert jobs == ["campaigns:template_unsendable"]
