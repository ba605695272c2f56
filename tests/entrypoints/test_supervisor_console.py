"""What the console shows: steps and a box at the start, the parts' lines afterwards or when the start fails."""

from __future__ import annotations

import io
import json

from rich.console import Console

from harkara.entrypoints.supervisor.console import SupervisorConsole


def console(*, terminal: bool) -> tuple[SupervisorConsole, io.StringIO]:
    output = io.StringIO()
    rich = Console(file=output, force_terminal=terminal, color_system=None, width=100, highlight=False)
    return SupervisorConsole(rich), output


LOG_LINE = json.dumps(
    {"event": "worker started", "level": "info", "timestamp": "2026-11-23T06:30:01Z", "logger": "x", "rate": 60}
)


def test_lines_are_held_back_until_the_start_is_over() -> None:
    shown, output = console(terminal=True)
    shown.line("api", "chatter of the start")
    shown.let_through()
    shown.line("worker-2", LOG_LINE)

    assert output.getvalue() == "worker-2| 06:30:01 worker started rate=60\n"


def test_a_log_file_gets_the_lines_of_the_start_too() -> None:
    shown, output = console(terminal=False)
    shown.line("api", "version and commit")
    assert output.getvalue() == ""
    shown.let_through()
    shown.line("worker-2", LOG_LINE)

    assert output.getvalue() == f"api     | version and commit\nworker-2| {LOG_LINE}\n"


def test_warnings_of_the_start_are_not_lost() -> None:
    shown, output = console(terminal=True)
    warning = json.dumps({"event": "supabase", "level": "warning", "subject": "sign-ups"})
    shown.line("api", "chatter of the start")
    shown.line("api", warning)
    shown.let_through()

    assert output.getvalue() == "api     |  supabase subject=sign-ups\n"


def test_a_failed_start_shows_what_was_held_back() -> None:
    shown, output = console(terminal=False)
    shown.line("api", "cannot bind")
    shown.show_held()

    assert output.getvalue() == "api     | cannot bind\n"


def test_a_terminal_gets_readable_lines() -> None:
    shown, output = console(terminal=True)
    shown.let_through()
    shown.line("worker", LOG_LINE)
    shown.line("web", "[brackets] are no markup")
    shown.line("api", '{"not": "a log line"}')

    assert output.getvalue().splitlines() == [
        "worker  | 06:30:01 worker started rate=60",
        "web     | [brackets] are no markup",
        'api     | {"not": "a log line"}',
    ]


def test_a_strangers_text_stays_on_its_line_and_moves_no_cursor() -> None:
    shown, output = console(terminal=True)
    shown.let_through()
    shown.line("api", json.dumps({"event": "refused", "level": "info", "reason": "a\r\nhi \x1b[2K\x9b1A नमस्ते"}))

    assert output.getvalue() == "api     |  refused reason=a\\r\\nhi \\x1b[2K\\x9b1A नमस्ते\n"


def test_the_box_holds_what_a_newcomer_needs() -> None:
    shown, output = console(terminal=False)
    shown.box("ready", [("address", "http://localhost:8080"), ("password", "k7mq-x2pd")], ["shown once"])

    for text in ("http://localhost:8080", "k7mq-x2pd", "shown once"):
        assert text in output.getvalue()
