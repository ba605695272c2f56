"""The job by which what lies below this module tells the admin something: it knows the job's name, not this code."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext

from harkara.core.notifications.news import MailNotSent
from harkara.core.notifications.service import notify
from harkara.kit.db import Database
from harkara.kit.parts import parts_of_job

tasks = Blueprint()


@tasks.task(name="mail_not_sent", pass_context=True)
async def mail_not_sent(context: JobContext, *, reason: str, title: str, message: str, detail: str, fact: str) -> None:
    """Put an entry behind the bell, once for each fact."""
    async with parts_of_job(context)[Database].transaction() as session:
        await notify(session, MailNotSent(reason=reason, detail=detail), title=title, message=message, fact=fact)
