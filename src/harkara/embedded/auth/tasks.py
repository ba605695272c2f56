"""Jobs of the embedded sign-in: mail, which must survive a crash and must not make an answer slower for those who exist."""

from __future__ import annotations

from procrastinate import Blueprint, JobContext, RetryStrategy

from harkara.embedded.auth.recovery_sending import RecoverySending
from harkara.kit.parts import parts_of_job

tasks = Blueprint()

RETRIES = 5


# After 4 s, 16 s, 1, 4 and 17 minutes: longer, and whoever waits has given up.
@tasks.task(name="mail_recovery", pass_context=True, retry=RetryStrategy(max_attempts=RETRIES, exponential_wait=4))
async def mail_recovery(context: JobContext, *, email: str, page: str) -> None:
    """Mail a link to this address, if it is one of ours. Its lock keeps it the only one of this address in the fleet."""
    sending = RecoverySending.of(parts_of_job(context))
    await sending.send(email, page, is_last_try=context.job.attempts >= RETRIES)
