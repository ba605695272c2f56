"""`harkara templates`: list, sync and un-quarantine templates, through the same services as the API."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from harkara.core.templates.repository import TemplateFilter
    from harkara.core.templates.schemas import SyncResult, TemplateOut
    from harkara.kit.parts import Parts

app = typer.Typer(help="List, sync and un-quarantine message templates.", no_args_is_help=True)


@app.command("list")
def list_(
    number: Annotated[str | None, typer.Option(help="Only those of this number's account (id or name).")] = None,
    category: Annotated[str | None, typer.Option(help="UTILITY, MARKETING or AUTHENTICATION.")] = None,
    status: Annotated[str | None, typer.Option(help="Meta's status, e.g. APPROVED.")] = None,
    search: Annotated[str | None, typer.Option(help="A part of the name.")] = None,
    quarantined: Annotated[
        bool | None, typer.Option("--quarantined/--not-quarantined", help="Only those in or out of quarantine.")
    ] = None,
) -> None:
    """List templates by name, with what each needs from a CSV and why it cannot be sent, if so."""

    async def work(parts: Parts) -> None:
        from harkara.core.templates.repository import TemplateFilter

        number_id = await _number_id(parts, number) if number else None
        _show(await _all(parts, TemplateFilter(number_id, category, status, quarantined, search)))

    _run(work)


@app.command()
def sync() -> None:
    """Fetch the templates of every connected account from Meta now."""

    async def work(parts: Parts) -> None:
        from harkara.core.templates.sync import TemplateSync

        results: list[SyncResult] = []
        with waiting("Fetching the templates ..."):
            async for result in TemplateSync.of(parts).all():
                results.append(result)
        show_results(results)

    _run(work)


@app.command()
def unquarantine(
    template_id: Annotated[int, typer.Argument(min=1, metavar="ID", help="See `harkara templates list`.")],
) -> None:
    """Allow a template in campaigns again; only while its category is UTILITY."""

    async def work(parts: Parts) -> None:
        from getpass import getuser

        from harkara.core.templates.service import unquarantine as take_out
        from harkara.kit.db import Database

        async with parts[Database].transaction() as session:
            template = await take_out(session, template_id, f"command line ({getuser()})")
        _show([template])

    _run(work)


def show_results(results: Sequence[SyncResult]) -> None:
    """Print what syncs did, and end with exit code 1 if one of them was not complete."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from harkara.entrypoints.cli.indian_format import grouped

    console = Console(highlight=False)
    if not results:
        console.print("No active number is connected. Connect one with `harkara numbers add`.")
        return
    table = Table(box=box.SIMPLE, pad_edge=False)
    for title in ("Account", "Numbers"):
        table.add_column(title)
    for title in ("Seen", "New", "Changed", "Deleted at Meta"):
        table.add_column(title, justify="right")
    table.add_column("Outcome")
    for result in results:
        table.add_row(
            result.waba_id,
            Text(", ".join(result.number_names)),
            *(grouped(figure) for figure in (result.seen, result.new, result.changed, result.inactive)),
            Text(result.error, "red") if result.error else Text("complete", "green"),
        )
    console.print(table)
    if any(result.error for result in results):
        raise typer.Exit(1)


def waiting(what: str) -> AbstractContextManager[object]:
    """Show a spinner while something takes time; nothing where the output is not a terminal."""
    from rich.console import Console

    return Console(stderr=True).status(what)


async def _number_id(parts: Parts, reference: str) -> int:
    from harkara.features.campaigns.selection import choose_number
    from harkara.kit.db import Database

    async with parts[Database].transaction() as session:
        return (await choose_number(session, reference)).id


async def _all(parts: Parts, narrowed: TemplateFilter) -> list[TemplateOut]:
    from harkara.core.templates.service import list_templates
    from harkara.kit.db import Database

    found: list[TemplateOut] = []
    cursor: str | None = None
    async with parts[Database].transaction() as session:
        while True:
            page = await list_templates(session, narrowed, cursor, 500)
            found += page.items
            cursor = page.next_cursor
            if cursor is None:
                return found


def _show(templates: Sequence[TemplateOut]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from harkara.entrypoints.cli.indian_format import grouped

    console = Console(highlight=False)
    if not templates:
        console.print("No template fits. Fetch them from Meta with `harkara templates sync`.")
        return
    table = Table(box=box.SIMPLE, pad_edge=False)
    for title in ("Id", "Name", "Language", "Category", "Status", "Header"):
        table.add_column(title)
    table.add_column("Variables", justify="right")
    table.add_column("Campaigns may send it")
    for template in templates:
        table.add_row(
            str(template.id),
            template.name,
            template.language,
            template.category,
            template.status,
            template.header_format or "-",
            str(template.variable_count),
            Text("yes", "green") if template.is_sendable else Text(template.unsendable_reason or "no", "yellow"),
        )
    console.print(table)
    console.print(f"{grouped(len(templates))} templates")


def _run(work: Callable[[Parts], Awaitable[None]]) -> None:
    from harkara.entrypoints.cli.command_parts import command_parts

    async def with_parts() -> None:
        async with command_parts() as parts:
            await work(parts)

    asyncio.run(with_parts())
