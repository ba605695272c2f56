"""What the person at the console sees: the steps of the start, then each part's lines behind its coloured name."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

_COLOURS = {"api": "cyan", "worker": "green", "sandbox": "magenta", "web": "blue", "postgres": "yellow"}
_LEVEL_STYLES = {"warning": "yellow", "error": "red", "critical": "bold red"}
_NAME_WIDTH = 8
_WARNING = '"level": "warning"'  # as the parts write it: their output is no terminal
_KEPT_LINES = 40


class SupervisorConsole:
    """Lines of the parts are held back during the start and shown if it fails; afterwards they pass through."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._held: deque[tuple[str, str]] | None = deque(maxlen=_KEPT_LINES)

    @contextmanager
    def step(self, what: str) -> Generator[None]:
        """Show what is being done, with a tick when it is."""
        with self._console.status(f"{what} ..."):
            yield
        self._console.print(f"[green]✓[/green] {what}")

    def line(self, part: str, line: str) -> None:
        """Take one line of a part's output."""
        if self._held is None:
            self._print(part, line)
        else:
            self._held.append((part, line))

    def note(self, text: str, style: str = "yellow") -> None:
        """Say something of the supervisor's own."""
        self._console.print(Text(text, style=style))

    def let_through(self) -> None:
        """Stop holding lines back. A log file gets them all, with the version that runs; a person is spared the start's own
        chatter, except for warnings, like open sign-ups at Supabase.
        """
        held, self._held = self._held or (), None
        for part, line in held:
            if _WARNING in line or not self._console.is_terminal:
                self._print(part, line)

    def show_held(self) -> None:
        """Print what was held back."""
        held, self._held = self._held or (), None
        for part, line in held:
            self._print(part, line)

    def box(self, title: str, rows: list[tuple[str, str]], notes: list[str]) -> None:
        """Print the summary at the end of the start."""
        grid = Table.grid(padding=(0, 2))
        for name, value in rows:
            grid.add_row(Text(name, style="dim"), Text(value, style="bold"))
        for note in notes:
            grid.add_row(Text("note", style="yellow"), Text(note))
        self._console.print(Panel(grid, title=title, border_style="green", expand=False, padding=(1, 2)))

    def _print(self, part: str, line: str) -> None:
        name = Text(f"{part:<{_NAME_WIDTH}}| ", style=_COLOURS.get(part.partition("-")[0], "white"))
        body = _readable(line) if self._console.is_terminal else Text(line)
        self._console.print(name + body, soft_wrap=True)


def _readable(line: str) -> Text:
    """Turn a JSON log line into `12:00:01 event key=value` for human eyes; leave any other line alone."""
    event = _log_event(line)
    if event is None:
        return Text.from_ansi(line)
    level = str(event.pop("level", "info"))
    moment = str(event.pop("timestamp", ""))[11:19]
    event.pop("logger", None)
    text = Text(f"{moment} ", style="dim")
    text.append(_on_one_line(event.pop("event")), style=_LEVEL_STYLES.get(level, ""))
    exception = event.pop("exception", None)
    for key, value in event.items():
        text.append(f" {key}=", style="dim").append(_on_one_line(value))
    return text.append(f"\n{exception}") if exception else text


def _on_one_line(value: object) -> str:
    """Escape what would move the cursor or begin a line: a stranger's text must not look like one of ours."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in str(value))


def _log_event(line: str) -> dict[str, Any] | None:
    if not line.startswith("{"):
        return None
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return cast("dict[str, Any]", event) if "event" in event else None
