"""`harkara doctor`: a table of what works, what is doubtful and what is broken, with the mend for each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from harkara.entrypoints.doctor.finding import Finding


def doctor(
    supabase: Annotated[
        bool, typer.Option("--supabase", help="Also try as a stranger to read each table through Supabase.")
    ] = False,
) -> None:
    """Check settings, database, workers, Meta, language model and webhooks; exit with 1 if something is broken."""
    from rich.console import Console

    from harkara.entrypoints.doctor.finding import State

    console = Console(highlight=False)
    with console.status("Looking ..."):
        findings = asyncio.run(_findings(from_outside=supabase))
    console.print(_table(findings))
    if any(finding.state is State.BROKEN for finding in findings):
        raise typer.Exit(1)


async def _findings(*, from_outside: bool) -> list[Finding]:
    from harkara.entrypoints.doctor.examination import examine

    return [finding async for finding in examine(from_outside=from_outside)]


def _table(findings: list[Finding]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    colours = {"✓": "green", "!": "yellow", "✗": "red"}
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    for finding in findings:
        text = Text(finding.text)
        if finding.mend:
            text.append(f"\n→ {finding.mend}", style="dim")
        table.add_row(Text(finding.state.value, style=colours[finding.state.value]), Text(finding.subject), text)
    return table
