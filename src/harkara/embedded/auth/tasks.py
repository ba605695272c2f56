"""Jobs of the embedded sign-in: mail, which must survive a crash and must not make an answer slower for those who exist."""

from __future__ import annotations

from datetime import datetime

from procrastinate import BaseRetryStrategy, Blueprint, JobContext, RetryDecision
from procrastinate.jobs import Job

from harkara.embedded.auth.recovery_sending import RecoverySending
from harkara.kit.parts import parts_of_job

tasks = Blueprint()

RETRIES = 5


class Patience(BaseRetryStrategy):
    """After 4 s, 16 s, 1, 4 and 17 minutes: longer, and whoever waits has given up.

    Behind all that are new: the lock lets jobs of an address run in their order, and whoever asks again must not wait
    for the next try of the mail before.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, or None if it was the last time."""
        if job.attempts >= RETRIES:
            return None
        return RetryDecision(retry_in={"seconds": 4 ** (job.attempts + 1)}, priority=-1)


@tasks.task(name="mail_recovery", pass_context=True, retry=Patience())
async def mail_recovery(context: JobContext, *, email: str, page: str, asked_at: str) -> None:
    """Mail a link to this address, if it is one of ours. Its lock keeps it the only one of this address in the fleet."""
    sending = RecoverySending.of(parts_of_job(context))
    moment = datetime.fromisoformat(asked_at)
    await sending.send(email, page, moment, is_last_try=context.job.attempts >= RETRIES)
