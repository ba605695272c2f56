"""Every message the sandbox accepted, exactly: the truth that crash tests compare the product with.

A record is written before the answer leaves, whatever happens to the answer afterwards.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

_LINE_START = b'{"sequence":'


class LedgerFileError(ValueError):
    """The file given as ledger holds something else; it was left as it is."""


@dataclass(slots=True, kw_only=True)
class AcceptedMessage:
    """One accepted message; `to` is the canonical phone number, or the BSUID where no number is known."""

    sequence: int
    wamid: str
    phone_number_id: str
    to: str
    type: str
    template: str | None
    language: str | None
    biz_opaque_callback_data: str | None
    accepted_at: float
    """Seconds since 1970."""
    accepted_monotonic: float
    statuses: list[tuple[str, float]] = field(default_factory=list[tuple[str, float]])
    """(status, seconds since 1970) in the order they were handed to webhook delivery; duplicates included."""

    def as_json(self) -> dict[str, Any]:
        return {
            "sequence": self.sequence,
            "wamid": self.wamid,
            "phone_number_id": self.phone_number_id,
            "to": self.to,
            "type": self.type,
            "template": self.template,
            "language": self.language,
            "biz_opaque_callback_data": self.biz_opaque_callback_data,
            "accepted_at": self.accepted_at,
            "accepted_monotonic": self.accepted_monotonic,
        }


class Ledger:
    """The accepted messages in order; with a file, they survive the sandbox."""

    def __init__(self, path: Path | None = None) -> None:
        self._records: list[AcceptedMessage] = []
        self._by_wamid: dict[str, AcceptedMessage] = {}
        self._file: int | None = None
        if path is not None:
            self._open(path)

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[AcceptedMessage]:
        return iter(self._records)

    @property
    def next_sequence(self) -> int:
        return len(self._records) + 1

    def append(self, record: AcceptedMessage) -> None:
        """Enter a message; with a file, it is in the kernel's hands when this returns (survives kill -9)."""
        if self._file is not None:
            os.write(self._file, orjson.dumps(record.as_json(), option=orjson.OPT_APPEND_NEWLINE))
        self._enter(record)

    def find(self, wamid: str) -> AcceptedMessage | None:
        return self._by_wamid.get(wamid)

    def select(
        self, *, callback_prefix: str = "", phone_number_id: str = "", after: int = 0
    ) -> Iterator[AcceptedMessage]:
        """Records with sequence > `after` that match; empty filters match all."""
        for record in self._records[after:]:
            if phone_number_id and record.phone_number_id != phone_number_id:
                continue
            if callback_prefix and not (record.biz_opaque_callback_data or "").startswith(callback_prefix):
                continue
            yield record

    def clear(self) -> None:
        """Forget all messages, in the file too."""
        self._records.clear()
        self._by_wamid.clear()
        if self._file is not None:
            os.ftruncate(self._file, 0)

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _enter(self, record: AcceptedMessage) -> None:
        self._records.append(record)
        self._by_wamid[record.wamid] = record

    def _open(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        complete = 0
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.endswith(b"\n") and line.startswith(_LINE_START[: len(line)]):
                    break  # cut off by a crash in the middle of the write: that message was never answered
                self._enter(_parse(line, path, number))
                complete += len(line)
        os.ftruncate(self._file, complete)


def _parse(line: bytes, path: Path, number: int) -> AcceptedMessage:
    try:
        return AcceptedMessage(**orjson.loads(line))
    except (orjson.JSONDecodeError, TypeError) as error:
        raise LedgerFileError(f"{path}, line {number}, is not a line of a sandbox ledger; name another file") from error


def summarise(records: Iterable[AcceptedMessage]) -> dict[str, Any]:
    """Counts over records in order of acceptance.

    `doubled` counts recipients that one template of one number reached more than once; `max_per_second` is the
    most messages any sliding second held, per number.
    """
    accepted = 0
    reached: Counter[tuple[str, str, str]] = Counter()
    recipients: set[str] = set()
    windows: dict[str, deque[float]] = {}
    fullest: dict[str, int] = {}
    first = last = None
    for record in records:
        accepted += 1
        recipients.add(record.to)
        if record.template is not None:
            reached[record.phone_number_id, record.template, record.to] += 1
        window = windows.setdefault(record.phone_number_id, deque())
        window.append(record.accepted_monotonic)
        while window[0] <= record.accepted_monotonic - 1.0:
            window.popleft()
        fullest[record.phone_number_id] = max(fullest.get(record.phone_number_id, 0), len(window))
        first, last = first or record, record
    doubled = [(*key, times) for key, times in reached.items() if times > 1]
    return {
        "accepted": accepted,
        "distinct_recipients": len(recipients),
        "doubled": len(doubled),
        "doubled_recipients": [
            {"phone_number_id": number, "template": template, "to": to, "times": times}
            for number, template, to, times in doubled[:100]
        ],
        "first_accepted_at": first and first.accepted_at,
        "last_accepted_at": last and last.accepted_at,
        "seconds": last.accepted_monotonic - first.accepted_monotonic if first and last else None,
        "max_per_second": fullest,
    }
