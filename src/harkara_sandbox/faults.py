"""Scripted faults: which one, if any, strikes a request. What a struck request answers is decided in `fault_gate`."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from harkara_sandbox.config import Seconds, Share, Span

Target = Literal["messages", "management", "openai", "all"]
Kind = Literal[
    "error", "http", "reset", "outage", "drop_answer", "delay_answer", "slow_body", "html", "empty", "bad_json",
    "async_failure", "rate_limit", "latency",
]  # fmt: skip
# These change how a send is handled; all others replace or damage the answer.
SEND_KINDS = frozenset({"async_failure", "rate_limit", "latency"})
# The request is carried out (a message is accepted) and only the answer suffers.
CARRIED_OUT = frozenset({"drop_answer", "delay_answer", "slow_body", "html", "empty", "bad_json"})


class Fault(BaseModel):
    """One fault, as `POST /sandbox/faults` takes it."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    target: Target = "messages"
    phone_number_id: str | None = None
    """Only requests to this number; null = all."""
    share: Share = 1.0
    count: Annotated[int, Field(ge=1)] | None = None
    """Strike at most so many times; null = no end."""
    seconds: Seconds | None = None
    """End this long after it was set; null = no end."""
    skip: Annotated[int, Field(ge=0)] = 0
    """Let so many requests pass before the first strike."""

    code: int = 131000
    """`error`, `async_failure`: Meta's code. For target openai, `error` answers this code's HTTP status `status`."""
    subcode: int | None = None
    status: Annotated[int, Field(ge=400, le=599)] | None = None
    """`error`, `http`: HTTP status; null = the code's own, or 500."""
    details: str | None = None
    delay: Seconds = 30.0
    """`delay_answer`: seconds before the answer; `slow_body`: seconds per byte."""
    span: Span = (1.0, 2.0)
    """`latency`: instead of the configured one."""
    messages_per_second: Annotated[int, Field(ge=0)] = 10
    """`rate_limit`: instead of the number's own."""
    carried_out: bool | None = None
    """Whether the request takes effect although its answer is bad; null = as usual for the kind."""

    @property
    def takes_effect(self) -> bool:
        return self.kind in CARRIED_OUT if self.carried_out is None else self.carried_out


@dataclass(slots=True)
class _Armed:
    fault: Fault
    ends_at: float
    passed: int = 0
    struck: int = 0

    def covers(self, target: Target, phone_number_id: str | None, now: float) -> bool:
        fault = self.fault
        return (
            now < self.ends_at
            and (fault.count is None or self.struck < fault.count)
            and fault.target in {target, "all"}
            and fault.phone_number_id in {None, phone_number_id}
        )

    def strikes(self, rng: random.Random) -> bool:
        """Roll the dice for a covered request and keep the count."""
        if self.passed < self.fault.skip:
            self.passed += 1
            return False
        if self.fault.share < 1.0 and rng.random() >= self.fault.share:
            return False
        self.struck += 1
        return True


class FaultBook:
    """The faults in force, in the order they were set; the first that matches strikes."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._armed: list[_Armed] = []
        self.active = False
        """False while there is no fault at all: the hot path looks no further."""

    def add(self, fault: Fault, now: float) -> None:
        self._armed.append(_Armed(fault, float("inf") if fault.seconds is None else now + fault.seconds))
        self.active = True

    def clear(self) -> None:
        self._armed.clear()
        self.active = False

    def strike_answer(self, target: Target, phone_number_id: str | None, now: float) -> Fault | None:
        """The fault that replaces or damages this request's answer; counts the strike."""
        for armed in self._armed:
            if (
                armed.fault.kind not in SEND_KINDS
                and armed.covers(target, phone_number_id, now)
                and armed.strikes(self._rng)
            ):
                return armed.fault
        return None

    def strike_send(self, kind: Kind, phone_number_id: str, now: float) -> Fault | None:
        """The fault of one of the SEND_KINDS for this message; counts the strike."""
        for armed in self._armed:
            if armed.fault.kind == kind and armed.covers("messages", phone_number_id, now) and armed.strikes(self._rng):
                return armed.fault
        return None

    def as_json(self) -> list[dict[str, Any]]:
        """Faults with how often each struck."""
        return [
            armed.fault.model_dump(exclude_defaults=True) | {"kind": armed.fault.kind, "struck": armed.struck}
            for armed in self._armed
        ]
