"""Shows long work: a bar per step on a terminal, one line per step in a log. Decides nothing."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn


class LongWork:
    """The steps of one command, in the order they begin."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            SpinnerColumn(finished_text="[green]✓[/green]"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> LongWork:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._end_step()
        self._progress.stop()

    def step(self, what: str, whole: int | None = None) -> None:
        """Begin the next step, and tick off the one before."""
        self._end_step()
        self._task = self._progress.add_task(what, total=whole or None)
        if not self._console.is_terminal:
            self._console.print(what, highlight=False, markup=False)

    def moved(self, amount: int) -> None:
        """Move the step's bar on."""
        if self._task is not None:
            self._progress.advance(self._task, amount)

    def _end_step(self) -> None:
        if self._task is not None:
            self._progress.update(self._task, total=1, completed=1)
