"""What Meta could not give us (`value.errors`): logged, told once per number, code and day, and lost for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers.repository import ids_by_phone_number_id
from harkara.core.numbers.trouble import account_trouble, tell_problem
from harkara.integrations.whatsapp.errors import ErrorClass, class_of
from harkara.integrations.whatsapp.webhooks.events import ReportedProblem
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger

log = get_logger(__name__)


async def apply_problems(
    session: AsyncSession, jobs: JobQueue, problems: Sequence[ReportedProblem], now: datetime
) -> None:
    """Tell the admin. Meta gives these no time, so the day is that of `now`; repeating them within it changes nothing."""
    if not problems:
        return
    numbers = await ids_by_phone_number_id(session, {problem.phone_number_id or "" for problem in problems})
    found: dict[tuple[int, int], ReportedProblem] = {}
    for problem in problems:
        log.warning("meta reports a problem", phone_number_id=problem.phone_number_id, code=problem.code)
        number_id = numbers.get(problem.phone_number_id or "")
        if number_id is not None and problem.code is not None:
            found[number_id, problem.code] = problem
    for (number_id, code), problem in sorted(found.items(), key=lambda item: item[0]):
        details = problem.details or problem.title
        if class_of(code) is ErrorClass.ACCOUNT:
            await account_trouble(session, jobs, number_id, code, details, at=now)
        else:
            await tell_problem(session, number_id, code, details, now)
