"""New messages: noted once, begun at once, and never forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tests.features.replies.stage import ReplyStage

from harkara.features.replies.intake import answer_soon, consider
from harkara.features.replies.policy import Skip
from harkara.features.replies.repository import left_waiting
from harkara.kit.errors import AppError


async def test_a_text_waits_and_its_job_begins_with_the_commit(stage: ReplyStage) -> None:
    await stage.write()
    assert await stage.fates() == [("waiting", None)]
    [job] = await stage.jobs()
    assert (job.task_name, job.lock) == ("replies:answer", f"customer-{stage.customer}")
    assert job.args == {"contact_id": stage.customer, "number_id": stage.number_id}


async def test_no_commit_no_answer(stage: ReplyStage) -> None:
    written = await stage.store()

    async def note_and_fail() -> None:
        async with stage.database.transaction() as session:
            await consider(session, stage.parts.jobs, [written], is_on=True)
            raise AppError("the webhook's batch failed")

    with pytest.raises(AppError):
        await note_and_fail()
    assert await stage.fates() == []
    assert await stage.jobs() == []


async def test_the_same_message_three_times_at_once_is_one(stage: ReplyStage) -> None:
    written = await stage.store()
    await asyncio.gather(*(stage.consider(written) for _ in range(3)))
    assert await stage.fates() == [("waiting", None)]
    assert len(await stage.jobs()) == 1


async def test_many_messages_of_a_customer_are_one_job_and_each_customer_has_one(stage: ReplyStage) -> None:
    other = await stage.new_customer()
    written = [await stage.store(customer=customer) for customer in (other, stage.customer, other)]
    await stage.consider(*written)
    assert len(await stage.jobs()) == 2


async def test_what_is_no_text_is_noted_with_its_reason_and_begins_nothing(stage: ReplyStage) -> None:
    await stage.write("a photo", type="image")
    await stage.consider(replace(await stage.store("in a group"), is_group=True))
    assert await stage.fates() == [("skipped", Skip.NOT_TEXT), ("skipped", Skip.GROUP)]
    assert await stage.jobs() == []


async def test_what_lost_its_job_is_found_again(stage: ReplyStage) -> None:
    await stage.write()
    await stage.execute("DELETE FROM procrastinate_jobs")
    async with stage.database.transaction() as session:
        assert await left_waiting(session, 60) == []
        lost = await left_waiting(session, 0)
        await answer_soon(session, stage.parts.jobs, lost)
    assert lost == [(stage.customer, stage.number_id)]
    assert len(await stage.jobs()) == 1
