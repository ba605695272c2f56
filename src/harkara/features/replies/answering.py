"""Answers what one customer has written to one number: take what waits, ask the model, hand the reply to the sender.

Two transactions around the model's time, none open during it. The reply enters its number's lane, the quota is counted
and the messages are marked in the second one: a crash before it repeats the question to the model, never the reply; after it
the sender's lane sends exactly once (decision 0014).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers import repository as numbers
from harkara.core.numbers.credentials import open_token
from harkara.core.numbers.errors import NumberInactiveError
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.sender.replies import send_reply
from harkara.features.replies import repository
from harkara.features.replies.figures import MODEL_SECONDS
from harkara.features.replies.intake import answer_soon
from harkara.features.replies.llm_settings import ChosenModel, chosen_model
from harkara.features.replies.policy import TAKES_AT_MOST, Skip, Standing, is_too_old, judge_standing
from harkara.features.replies.prompt import compose
from harkara.features.replies.repository import Answered, Conversation, Customer, Waiting
from harkara.features.replies.trouble import tell_admin
from harkara.features.replies.wording import fit
from harkara.integrations.openai.chat import ChatModels, Completion, Turn
from harkara.integrations.openai.errors import ChatError, ChatFault
from harkara.integrations.whatsapp.sending import MessageSender
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox, UnreadableSecretError
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.logging import get_logger
from harkara.kit.settings import Settings

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReplyParts:
    """What answering needs from the process it runs in."""

    database: Database
    jobs: JobQueue
    box: SecretBox
    clock: Clock
    settings: Settings
    models: ChatModels
    sender: MessageSender
    """For the typing indicator; replies leave by their number's lane."""
    stopping: asyncio.Event


@dataclass(frozen=True, slots=True)
class Question:
    """All that is needed to ask the model for one reply."""

    contact_id: int
    number_id: int
    waiting: list[Waiting]
    customer: Customer
    chosen: ChosenModel
    turns: list[Turn]
    typing: tuple[str, str, str] | None
    """Phone number id, token and wamid for the typing indicator."""

    @property
    def ids(self) -> list[int]:
        """The messages that get this answer."""
        return [message.id for message in self.waiting]


class _DecidedMeanwhileError(Exception):
    """Another worker decided one of the messages while the model was writing: nothing of ours may be kept."""


async def answer(parts: ReplyParts, contact_id: int, number_id: int) -> None:
    """Answer everything that waits, with one reply."""
    question = await _prepare(parts, contact_id, number_id)
    if question is None:
        return
    begun = parts.clock.monotonic()
    try:
        completion = await _ask(parts, question)
    except ChatError as error:
        MODEL_SECONDS.labels(error.fault.value).observe(parts.clock.monotonic() - begun)
        await _give_up(parts, question, error)
        return
    MODEL_SECONDS.labels("answered" if completion else "stopped").observe(parts.clock.monotonic() - begun)
    if completion is None:
        await _leave_to_others(parts, contact_id, number_id)
        return
    latency_ms = round((parts.clock.monotonic() - begun) * 1000)
    try:
        async with parts.database.transaction() as session:
            await _hand_over(session, parts, question, completion, latency_ms)
    except _DecidedMeanwhileError:
        log.warning("a reply was dropped: its messages were decided meanwhile", contact_id=contact_id)
        await _leave_to_others(parts, contact_id, number_id)


async def _prepare(parts: ReplyParts, contact_id: int, number_id: int) -> Question | None:
    """Take what waits and decide whether it is answered; what is not, is marked with its reason."""
    async with parts.database.transaction() as session:
        waiting = await _answerable(session, parts, await repository.take_waiting(session, contact_id, number_id))
        customer = await repository.customer(session, contact_id) if waiting else None
        if customer is None:
            return None
        number = await numbers.find(session, number_id)
        chosen = await chosen_model(session, parts.settings, parts.box)
        standing = Standing(
            number_is_usable=number is not None and number.is_active,
            model_is_configured=chosen.is_usable,
            replies_so_far=customer.replies_so_far,
            replies_within_a_minute=customer.replies_within_a_minute,
            loop_limit=parts.settings.reply_loop_limit_per_minute,
        )
        reason = judge_standing(standing)
        if reason is not None:
            await _skip(session, [message.id for message in waiting], reason)
            return None
        assert number is not None
        talk = await repository.conversation(session, contact_id, number_id, waiting)
        turns = compose(number.system_prompt, talk.messages)
        return Question(contact_id, number_id, waiting, customer, chosen, turns, _typing(parts, number, talk))


async def _answerable(session: AsyncSession, parts: ReplyParts, waiting: list[Waiting]) -> list[Waiting]:
    """Return what is neither too old by now nor has cost too many workers; the rest is marked."""
    now = parts.clock.now()
    old = [message.id for message in waiting if is_too_old(message.written_at, now)]
    deadly = [message.id for message in waiting if message.attempts > TAKES_AT_MOST]
    if old:
        await _skip(session, old, Skip.TOO_OLD)
    if deadly:
        await _skip(session, deadly, Skip.GAVE_UP)
    return [message for message in waiting if message.id not in {*old, *deadly}]


def _typing(parts: ReplyParts, number: WhatsAppNumber, talk: Conversation) -> tuple[str, str, str] | None:
    if talk.newest_wamid is None:
        return None
    try:
        return number.phone_number_id, open_token(parts.box, number), talk.newest_wamid
    except (NumberInactiveError, UnreadableSecretError):
        return None


async def _ask(parts: ReplyParts, question: Question) -> Completion | None:
    """Return the model's answer, fit to be sent; None if the process stops first. Raise ChatError."""
    asking = asyncio.create_task(
        parts.models.complete(
            question.chosen.account, question.chosen.model, question.turns, parts.settings.reply_timeout_seconds
        )
    )
    # Not paced: Meta's throughput counts messages, and this is none. Its outcome concerns nobody.
    typing = asyncio.create_task(parts.sender.show_typing(*question.typing)) if question.typing else None
    stopping = asyncio.create_task(parts.stopping.wait())
    try:
        await asyncio.wait([asking, stopping], return_when=asyncio.FIRST_COMPLETED)
        return _fitted(asking.result()) if asking.done() else None
    finally:
        await _end(asking, stopping, *([typing] if typing else []))


async def _end(*tasks: asyncio.Task[object]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _fitted(completion: Completion) -> Completion:
    text = fit(completion.text)
    if not text:
        raise ChatError(ChatFault.EMPTY)
    return Completion(text, completion.model, completion.prompt_tokens, completion.completion_tokens)


async def _hand_over(
    session: AsyncSession, parts: ReplyParts, question: Question, completion: Completion, latency_ms: int
) -> None:
    """Put the reply into its lane, count it and mark what it answers, all or nothing.

    Locks number, customer, messages in this order; merging customers locks the customer before the messages, too.
    """
    if not await repository.hold_number(session, question.number_id):
        await _skip(session, question.ids, Skip.NUMBER_GONE)
        return
    has_quota = await repository.take_quota(session, question.contact_id)
    if not await repository.lock_waiting(session, question.contact_id, question.ids):
        raise _DecidedMeanwhileError
    if not has_quota:
        await _skip(session, question.ids, Skip.QUOTA)
        return
    reply_id = await send_reply(
        session,
        parts.jobs,
        number_id=question.number_id,
        contact_id=question.contact_id,
        recipient=question.customer.recipient,
        body=completion.text,
        details={
            "model": completion.model,
            "latency_ms": latency_ms,
            "prompt_tokens": completion.prompt_tokens,
            "completion_tokens": completion.completion_tokens,
            "answers": question.ids,
        },
    )
    answered = Answered(reply_id, latency_ms, completion.prompt_tokens, completion.completion_tokens)
    await repository.mark_replied(session, question.ids, answered)


async def _give_up(parts: ReplyParts, question: Question, error: ChatError) -> None:
    """Leave the messages unanswered: no second try, no text of our own (PRD D)."""
    async with parts.database.transaction() as session:
        await _skip(session, question.ids, Skip.of(error.fault), error.details)
        await tell_admin(session, error, parts.clock.now())


async def _leave_to_others(parts: ReplyParts, contact_id: int, number_id: int) -> None:
    async with parts.database.transaction() as session:
        await answer_soon(session, parts.jobs, [(contact_id, number_id)])


async def _skip(session: AsyncSession, ids: list[int], reason: Skip, details: str | None = None) -> None:
    await repository.mark_skipped(session, ids, reason, details)
    tell = log.warning if reason.value.startswith("llm_") else log.debug
    tell("not answered", messages=ids, reason=reason.value, details=details)
