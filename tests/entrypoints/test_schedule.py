"""Jobs are deferred by their name: every name that is used must belong to a task."""

from __future__ import annotations

from tests.running_jobs import all_jobs

from harkara.core.contacts.service import REPOINT_JOB
from harkara.core.numbers.activity import REFRESH_JOB, UNUSABLE_JOB
from harkara.core.numbers.service import SYNC_JOB


def test_every_name_belongs_to_a_task() -> None:
    assert {REFRESH_JOB, UNUSABLE_JOB, REPOINT_JOB, SYNC_JOB} <= set(all_jobs().tasks)
