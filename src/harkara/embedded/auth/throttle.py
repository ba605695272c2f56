"""Slows guessing down without ever locking the admin out: five quick tries per address, then 1, 2, 4 .. 60 s apart.

While one account is being guessed at from many addresses, each of them has a single quick try left, so that a stranger
gains little and the admin's own first try always counts. Kept in memory: N API processes allow N times as much.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from harkara.kit.clock import Clock
from harkara.kit.logging import get_logger

QUICK_TRIES = 5
QUICK_TRIES_UNDER_ATTACK = 1
ATTACK_FAILURES = 20
LONGEST_WAIT_SECONDS = 60.0
_FORGET_SECONDS = 15 * 60.0
_MOST_RECORDS = 20_000

log = get_logger(__name__)


@dataclass(slots=True)
class _Record:
    tries: int = 0
    last: float = 0.0
    is_told: bool = False
    """Whether the log has it that this source was slowed down: once, or a flood of tries would be a flood of lines."""


class SignInThrottle:
    """Counts tries since the last success, per address and per account."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def try_now(self, address: str, account: str) -> float:
        """Count a try and return 0, or return how many seconds too early it comes. Counted before it is judged, so
        that a thousand tries at the same moment are still a thousand."""
        source, target = self._record(network_of(address)), self._record(f"account {account}")
        now = self._clock.monotonic()
        wait = _wait_after(source.tries, under_attack=target.tries >= ATTACK_FAILURES) - (now - source.last)
        if source.tries and wait > 0:
            if not source.is_told:
                log.warning("sign-in slowed down", network=neighbourhood_of(address), tries=source.tries)
                source.is_told = True
            return wait
        for record in (source, target):
            record.tries += 1
            record.last = now
        return 0.0

    def succeeded(self, address: str, account: str) -> None:
        """Forget the tries of this address, and this one try against the account."""
        self._records.pop(network_of(address), None)
        target = self._record(f"account {account}")
        target.tries = max(0, target.tries - 1)

    def _record(self, key: str) -> _Record:
        """Return the record of `key`, a fresh one if the old one has been quiet long enough."""
        record = self._records.get(key)
        if record is None or self._clock.monotonic() - record.last > _FORGET_SECONDS:
            record = self._records[key] = _Record(last=self._clock.monotonic())
        self._records.move_to_end(key)
        if len(self._records) > _MOST_RECORDS:
            self._records.popitem(last=False)
        return record


def _wait_after(tries: int, *, under_attack: bool) -> float:
    """Return the seconds that must lie between the last try and the next one."""
    beyond = tries - (QUICK_TRIES_UNDER_ATTACK if under_attack else QUICK_TRIES)
    return min(2.0**beyond, LONGEST_WAIT_SECONDS) if beyond >= 0 else 0.0


def network_of(address: str) -> str:
    """Return what one stranger usually has: an IPv4 address, or a whole /64 of IPv6."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((ip, 64), strict=False)) if isinstance(ip, IPv6Address) else str(ip)


def neighbourhood_of(address: str) -> str:
    """Return what a log may say of where somebody was: enough to see an attack by, too little to know a person by."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network((ip, 48 if isinstance(ip, IPv6Address) else 24), strict=False))
