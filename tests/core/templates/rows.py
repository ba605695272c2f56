"""What the tests of templates look at."""

from __future__ import annotations

from sqlalchemy import select

from harkara.core.notifications.models import Notification
from harkara.core.templates.models import Template, TemplateChange
from harkara.kit.db import Database


async def find(database: Database, name: str) -> Template:
    async with database.transaction() as session:
        return (await session.scalars(select(Template).where(Template.name == name))).one()


async def history(database: Database, template: Template) -> list[tuple[str, str | None, str | None, str]]:
    async with database.transaction() as session:
        rows = await session.scalars(
            select(TemplateChange).where(TemplateChange.template_id == template.id).order_by(TemplateChange.id)
        )
        return [(row.kind, row.old_value, row.new_value, row.source) for row in rows]


async def told(database: Database) -> list[tuple[str, str, str]]:
    async with database.transaction() as session:
        rows = await session.scalars(select(Notification).order_by(Notification.id))
        return [(row.type, row.title, row.message) for row in rows]
