"""What long work tells while it goes on. The command line shows it; tests listen."""

from __future__ import annotations

from typing import Protocol


class Told(Protocol):
    """Takes the news of a long piece of work."""

    def step(self, what: str, whole: int | None = None) -> None:
        """The next step begins; `whole`: how much it moves, if that is known."""
        ...

    def moved(self, amount: int) -> None:
        """So much more of the step is done."""
        ...
