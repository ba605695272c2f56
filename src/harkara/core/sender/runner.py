"""Sends the running campaign of one number at its rate. One runner per number in the whole fleet (lock plus epoch).

claim (committed) -> pace -> call Meta with no transaction open -> record in batches (ADR 0003). A message is in exactly one
hand at any time; whatever ends the runner, the queue's rows say what is known and what is not.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import Enum, auto

from harkara.core.sender.batches import BatchTemplates
from harkara.core.sender.decisions import Again, Decision, decide, halts
from harkara.core.sender.limits import SendLimits
from harkara.core.sender.pacing import Pacer
from harkara.core.sender.queue import NumberQueue, Outcome, QueuedMessage
from harkara.core.sender.recorder import DATABASE_TROUBLE, RETRY_EVERY, Recorder
from harkara.integrations.whatsapp.errors import ErrorClass, GraphError
from harkara.integrations.whatsapp.sending import MessageSender, Refused, SendResult
from harkara.kit.clock import Clock
from harkara.kit.logging import get_logger

log = get_logger(__name__)

CLAIM_SECONDS = 0.25
"""Messages claimed ahead, in seconds of the rate: what Stop cannot call back and a crash leaves unresolved."""

LATENCY_COVERED = 3.0
"""Open requests allowed, in seconds of the rate: full speed up to this latency, bounded beyond it."""

REFUSALS_UNTIL_HALT = 3
"""Refusals in a row that concern every recipient alike; none of these recipients is used up."""


class RunEnd(Enum):
    """Why a runner stopped."""

    EMPTY = auto()
    """Nothing left that time alone would bring."""
    STOPPING = auto()
    """The process is going down; the work goes on elsewhere."""
    REFUSED = auto()
    """Meta refuses the template, or our request, whoever the recipient is."""
    ACCOUNT = auto()
    """Meta refuses the number, its token or its account."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a run ended; a halt names its reason, Meta's error if there was one, and the message it was met on."""

    end: RunEnd
    reason: str = ""
    error: GraphError | None = None
    last: QueuedMessage | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Messages in our hand, until `lease_ends` (monotonic)."""

    messages: list[QueuedMessage]
    lease_ends: float


@dataclass(frozen=True, slots=True)
class Line:
    """What it takes to send from one number."""

    phone_number_id: str
    token: str
    rate: int


class NumberRunner:
    """One run over one number's queue."""

    def __init__(
        self,
        line: Line,
        queue: NumberQueue,
        templates: BatchTemplates,
        sender: MessageSender,
        clock: Clock,
        limits: SendLimits,
        stopping: asyncio.Event,
    ) -> None:
        self._line = line
        self._queue = queue
        self._templates = templates
        self._sender = sender
        self._clock = clock
        self._limits = limits
        self._stopping = stopping
        self._pacer = Pacer(line.rate, clock)
        self._recorder = Recorder(queue, clock)
        self._slots = asyncio.Semaphore(max(50, int(line.rate * LATENCY_COVERED)))
        self._open: set[asyncio.Task[None]] = set()
        self._in_a_row = 0
        self._halt: RunReport | None = None

    async def run(self) -> RunReport:
        """Send until nothing is left, the process stops or Meta refuses; everything in flight is settled before it returns."""
        recording = asyncio.create_task(self._recorder.run())
        try:
            end = await self._send_all()
            await self._drain()
        finally:
            self._recorder.close()
            await recording
        return self._halt or RunReport(end)

    async def _send_all(self) -> RunEnd:
        upcoming: asyncio.Task[Claim] | None = None
        while not self._ended():
            claim = await (upcoming or self._claim())
            # The next claim travels to the database while this one's messages leave.
            upcoming = asyncio.create_task(self._claim()) if len(claim.messages) == self._claim_size() else None
            if claim.messages:
                await self._send_each(claim)
            elif not await self._more_to_come():
                return RunEnd.EMPTY
        if upcoming is not None:
            self._give_back((await upcoming).messages)
        return RunEnd.STOPPING

    async def _claim(self) -> Claim:
        lease_ends = self._clock.monotonic() + self._limits.lease
        try:
            messages = await self._queue.claim(self._claim_size())
            await self._templates.load(messages)
        except DATABASE_TROUBLE:
            await self._clock.sleep(RETRY_EVERY)
            return Claim([], lease_ends)
        return Claim(messages, lease_ends)

    def _claim_size(self) -> int:
        return max(1, int(self._line.rate * CLAIM_SECONDS))

    async def _send_each(self, claim: Claim) -> None:
        for position, message in enumerate(claim.messages):
            await self._slots.acquire()
            await self._pacer.wait()
            if self._ended():
                self._slots.release()
                self._give_back(claim.messages[position:])
                return
            task = asyncio.create_task(self._send(message, claim.lease_ends))
            self._open.add(task)
            task.add_done_callback(self._open.discard)

    async def _send(self, message: QueuedMessage, lease_ends: float) -> None:
        try:
            body = self._render(message)
            if body is None:
                return
            if self._clock.monotonic() > lease_ends:
                # This process was paused; the message may be in other hands by now.
                self._settle(message, Again(0.0, refund=True))
                return
            result = await self._sender.send(self._line.phone_number_id, self._line.token, body)
        finally:
            self._slots.release()
        self._settle(message, decide(result, message.attempt))
        self._watch(message, result)

    def _render(self, message: QueuedMessage) -> bytes | None:
        """Render; if the template has come to need more than the row holds, halt: every row would meet the same."""
        try:
            return self._templates.render(message)
        except ValueError as error:
            self._settle(message, Again(0.0, refund=True))
            self._halt = self._halt or RunReport(RunEnd.REFUSED, str(error), last=message)
            return None

    def _settle(self, message: QueuedMessage, decision: Decision) -> None:
        self._recorder.add(Outcome(message, decision, self._clock.now()))

    def _watch(self, message: QueuedMessage, result: SendResult) -> None:
        """Halt on the first refusal of an account and the first few of a template, not after a whole list was burnt."""
        kind = halts(result)
        if kind is None:
            self._in_a_row = 0
            return
        assert isinstance(result, Refused)
        self._in_a_row += 1
        if kind is ErrorClass.ACCOUNT:
            self._halt = self._halt or RunReport(RunEnd.ACCOUNT, str(result.error), result.error, message)
        elif self._in_a_row >= REFUSALS_UNTIL_HALT:
            self._halt = self._halt or RunReport(RunEnd.REFUSED, str(result.error), result.error, message)

    def _ended(self) -> bool:
        return self._stopping.is_set() or self._halt is not None

    async def _more_to_come(self) -> bool:
        """With nothing to claim: let what is in flight end, then wait for the next retry if there is one."""
        await self._drain()
        try:
            await self._recorder.flush()
            seconds = await self._queue.seconds_until_ready()
        except DATABASE_TROUBLE:
            seconds = RETRY_EVERY
        if seconds is None:
            return False
        await self._clock.sleep(min(max(seconds, 0.01), 1.0))
        return True

    async def _drain(self) -> None:
        """Wait until nothing is in flight; each request ends by its own deadline."""
        while self._open:
            await asyncio.wait(self._open)

    def _give_back(self, messages: list[QueuedMessage]) -> None:
        for message in messages:
            self._settle(message, Again(0.0, refund=True))
