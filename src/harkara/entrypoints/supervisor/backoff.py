"""How long to wait before a part that has ended is started again."""

from __future__ import annotations

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_HEALTHY_AFTER = 60.0


class Backoff:
    """1, 2, 4 .. 30 seconds; from the beginning again once the part has lived for a minute."""

    def __init__(self) -> None:
        self._next = _FIRST_PAUSE

    def pause_after(self, lived_seconds: float) -> float:
        """Return the seconds to wait after a life of this length."""
        pause = _FIRST_PAUSE if lived_seconds >= _HEALTHY_AFTER else self._next
        self._next = min(pause * 2, _LONGEST_PAUSE)
        return pause
