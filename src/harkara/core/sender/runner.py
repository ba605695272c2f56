"""Sends what the queue of one number holds, at its rate. One runner per number in the whole fleet (lock, epoch, lease).

claim (committed) -> pace -> call Meta with no transaction open -> record in batches (ADR 0003). A message is in exactly one
hand at any time; whatever ends the runner, the queue's rows say what is known and what is not.

    feeder: claims ahead -> stock -> runner: paces and sends -> recorder: writes what became of it
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto

from harkara.core.sender.airspace import Airspace
from harkara.core.sender.batches import BatchTemplates
from harkara.core.sender.circuit import PROBE_EVERY, Circuit
from harkara.core.sender.decisions import Again, Decision, Failed, decide, decide_reply, halts, is_trouble
from harkara.core.sender.feeder import Feeder, Flight
from harkara.core.sender.figures import ResultCounts, result_name
from harkara.core.sender.limits import DRAIN, SendLimits
from harkara.core.sender.number_rate import NumberRate
from harkara.core.sender.pacing import Pacer
from harkara.core.sender.queue import NumberQueue, Queued, QueuedMessage
from harkara.core.sender.recorder import Recorder
from harkara.core.sender.stock import Held, Stock
from harkara.integrations.whatsapp.errors import ErrorClass, GraphError
from harkara.integrations.whatsapp.sending import Accepted, MessageSender, NotSent, Refused, SendResult
from harkara.kit.clock import Clock
from harkara.kit.database_trouble import DATABASE_TROUBLE
from harkara.kit.logging import get_logger

log = get_logger(__name__)

REFUSALS_UNTIL_HALT = 3
"""Refusals in a row that concern every recipient alike; none of these recipients is used up."""


class RunEnd(Enum):
    """Why a runner stopped."""

    EMPTY = auto()
    """Nothing left that time alone would bring."""
    STOPPING = auto()
    """The process is going down, or another worker shall have the number; the work goes on elsewhere."""
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
    last: Queued | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What it takes to send from one number."""

    number_id: int
    phone_number_id: str
    token: str
    queue: NumberQueue
    templates: BatchTemplates
    rate: NumberRate
    pacer: Pacer


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run uses of its process."""

    sender: MessageSender
    recorder: Recorder
    airspace: Airspace
    clock: Clock
    limits: SendLimits
    stopping: asyncio.Event


class NumberRunner:
    """One run over one number's queue."""

    def __init__(self, line: Line, around: Surroundings, on_dry: Callable[[], Awaitable[None]]) -> None:
        self._line = line
        self._around = around
        self._clock = around.clock
        self._recorder = around.recorder
        self._released = False
        self._stock = Stock()
        self._circuit = Circuit(around.clock.monotonic())
        self._counts = ResultCounts(line.number_id)
        self._open: set[asyncio.Task[None]] = set()
        self._landed = asyncio.Event()
        self._in_a_row = 0
        self._halt: RunReport | None = None
        flight = Flight(lambda: len(self._open), self._look_at_circuit, self._ended, on_dry)
        self._feeder = Feeder(
            line.queue,
            line.templates,
            self._stock,
            line.rate,
            around.recorder,
            around.clock,
            around.limits.lease,
            flight,
        )

    async def run(self) -> RunReport:
        """Send until nothing is left, the process stops or Meta refuses; what can be settled is, before it returns.

        Being cancelled (the job engine lost its connection) is a wish to end: the run ends as properly as any other.
        """
        pumping = asyncio.create_task(self._pump())
        try:
            await self._wait_until_free()
            await self._feeder.run()
        except asyncio.CancelledError:
            self._released = True
        self._stock.close()
        self._landed.set()
        await pumping
        for message in self._stock.withdraw_all():
            self._give_back(message)
        await self._drain()
        await self._recorder.flush()
        await self._line.rate.keep()
        await self._line.queue.release()
        return self._halt or RunReport(RunEnd.STOPPING if self._ended() else RunEnd.EMPTY)

    def release(self) -> None:
        """End soon: another worker shall go on with this number."""
        self._released = True

    async def _wait_until_free(self) -> None:
        """Let the leases of a runner that did not end properly run out, and its last second pass: never two at once."""
        try:
            seconds = await self._line.queue.seconds_until_free(self._around.limits.lease + 1.0)
        except DATABASE_TROUBLE:
            seconds = self._around.limits.lease + 1.0
        ends = self._clock.monotonic() + (seconds or 0.0)
        while not self._ended() and (rest := ends - self._clock.monotonic()) > 0:
            await self._clock.sleep(min(rest, 0.2))

    async def _pump(self) -> None:
        """Take, pace, let go. Nothing here waits for an answer of Meta's, except for a free place or in an outage."""
        while (held := await self._stock.take()) is not None:
            await self._wait_for_place()
            if self._circuit.is_open:
                await self._wait_for_probe()
            if self._ended() or (body := self._render(held.message)) is None:
                self._give_back(held.message)
                continue
            await self._line.pacer.wait(self._line.rate.rate)
            task = asyncio.create_task(self._send(held, body))
            self._open.add(task)
            self._around.airspace.open += 1
            task.add_done_callback(self._land)

    async def _send(self, held: Held, body: bytes) -> None:
        departed = self._clock.monotonic()
        if departed > held.lease_ends or self._ended():
            # This process was paused or too busy: the message may be in other hands by now. Or the run ends.
            self._line.pacer.stay()
            self._give_back(held.message)
            return
        self._line.pacer.leave()
        result = await self._around.sender.send(self._line.phone_number_id, self._line.token, body)
        self._hear(held.message, result, departed)

    def _hear(self, message: Queued, result: SendResult, departed: float) -> None:
        trouble = is_trouble(result)
        if self._circuit.hear(trouble, departed, self._clock.monotonic()):
            log.warning(
                "Meta does not answer" if self._circuit.is_open else "Meta answers again",
                number_id=self._line.number_id,
                result=str(result) if trouble else "",
            )
        self._counts.hear(result)
        if not isinstance(result, Accepted):
            _tell(message, result)
        self._line.rate.hear(result, departed)
        self._recorder.add(message, self._decide(message, result))
        self._watch(message, result)

    def _decide(self, message: Queued, result: SendResult) -> Decision:
        if isinstance(message, QueuedMessage):
            decision = decide(result, message.attempt)
        else:
            decision = decide_reply(result, message.attempt)
        outage = self._circuit.is_open and (isinstance(result, NotSent) or is_trouble(result))
        if outage and isinstance(decision, Again | Failed):
            return Again(PROBE_EVERY, refund=True)
        return decision

    def _render(self, message: Queued) -> bytes | None:
        """Render; if the template has come to need more than the row holds, halt: every row would meet the same."""
        if not isinstance(message, QueuedMessage):
            return self._line.templates.render_reply(message)
        try:
            return self._line.templates.render(message)
        except ValueError as error:
            self._halt = self._halt or RunReport(RunEnd.REFUSED, str(error), last=message)
            return None

    def _watch(self, message: Queued, result: SendResult) -> None:
        """Halt on the first refusal of an account and the first few of a template, not after a whole list was burnt."""
        kind = halts(result)
        if kind is None:
            self._in_a_row = 0
            return
        assert isinstance(result, Refused)
        if kind is ErrorClass.ACCOUNT:
            self._halt = self._halt or RunReport(RunEnd.ACCOUNT, str(result.error), result.error, message)
        elif isinstance(message, QueuedMessage):
            self._in_a_row += 1
            if self._in_a_row >= REFUSALS_UNTIL_HALT:
                self._halt = self._halt or RunReport(RunEnd.REFUSED, str(result.error), result.error, message)

    def _ended(self) -> bool:
        return self._released or self._halt is not None or self._around.stopping.is_set()

    def _look_at_circuit(self) -> bool:
        if self._circuit.look(len(self._open), self._clock.monotonic()):
            log.warning("Meta is silent", number_id=self._line.number_id, waiting=len(self._open))
        return self._circuit.is_open

    async def _wait_for_place(self) -> None:
        while not self._around.airspace.has_room(len(self._open), self._line.rate.rate) and not self._ended():
            self._landed.clear()
            await self._landed.wait()

    async def _wait_for_probe(self) -> None:
        while self._circuit.is_open and not self._ended() and not self._circuit.may_probe(self._clock.monotonic()):
            await self._clock.sleep(0.05)

    def _land(self, task: asyncio.Task[None]) -> None:
        self._open.discard(task)
        self._around.airspace.open -= 1
        self._landed.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a message stays unresolved", number_id=self._line.number_id, exc_info=error)

    async def _drain(self) -> None:
        """Wait for what is in flight; a run that must end cuts it short, and leaves the rest to Meta's statuses."""
        while self._open:
            patience = DRAIN if self._released or self._around.stopping.is_set() else None
            _, late = await asyncio.wait(self._open, timeout=patience)
            for task in late:
                task.cancel()

    def _give_back(self, message: Queued) -> None:
        self._recorder.add(message, Again(0.0, refund=True))


def _tell(message: Queued, result: SendResult) -> None:
    """Name a message that was not accepted, a few a second of all there are (kit/log_sampling.py). The run has bound its number."""
    lane = {"campaign_id": message.campaign_id} if isinstance(message, QueuedMessage) else {"lane": "reply"}
    code = result.error.code if isinstance(result, Refused) else None
    log.info("not accepted", **lane, item=message.id, attempt=message.attempt, result=result_name(result), code=code)
