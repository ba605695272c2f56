"""`harkara templates`: list, show, sync and un-quarantine templates, through the same services as the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from harkara.entrypoints.cli.run_with_parts import run_with_parts

if TYPE_CHECKING:
    from harkara.core.templates.repository import TemplateFilter
    from harkara.core.templates.schemas import SyncResult, TemplateOut
    from harkara.kit.parts import Parts

app = typer.Typer(help="List, show, sync and un-quarantine message templates.", no_args_is_help=True)

TemplateId = Annotated[int, typer.Argument(min=1, max=2**63 - 1, metavar="ID", help="See `harkara templates list`.")]


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
        from harkara.entrypoints.cli.templates_view import show_templates

        number_id = await _number_id(parts, number) if number else None
        show_templates(await _all(parts, TemplateFilter(number_id, category, status, quarantined, search)))

    run_with_parts(work)


@app.command()
def show(
    template_id: TemplateId,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many changes at most.")] = 20,
) -> None:
    """Show one template: its text, what it needs from a CSV, and what changed in it, newest first."""

    async def work(parts: Parts) -> None:
        from harkara.core.templates.service import get_template, list_changes
        from harkara.entrypoints.cli.templates_view import show_template
        from harkara.kit.db import Database

        async with parts[Database].transaction() as session:
            template = await get_template(session, template_id)
            changes = await list_changes(session, template_id, None, limit)
        show_template(template, changes.items)

    run_with_parts(work)


@app.command()
def syncs(
    number: Annotated[str | None, typer.Option(help="All syncs of this number's account (id or name).")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 20,
) -> None:
    """Show what the last sync of each account did, newest first."""

    async def work(parts: Parts) -> None:
        from harkara.core.templates.service import list_syncs
        from harkara.entrypoints.cli.templates_view import show_syncs
        from harkara.features.campaigns.selection import choose_number
        from harkara.kit.db import Database

        async with parts[Database].transaction() as session:
            waba_id = (await choose_number(session, number)).waba_id if number else None
            page = await list_syncs(session, waba_id, None, limit)
        show_syncs(page.items)

    run_with_parts(work)


@app.command()
def sync() -> None:
    """Fetch the templates of every connected account from Meta now."""

    async def work(parts: Parts) -> None:
        from harkara.core.templates.sync import TemplateSync
        from harkara.entrypoints.cli.templates_view import show_results, waiting

        with waiting("Fetching the templates ..."):
            results = [result async for result in TemplateSync.of(parts).all()]
        show_results(results)
        fail_if_incomplete(results)

    run_with_parts(work)


@app.command()
def unquarantine(template_id: TemplateId) -> None:
    """Allow a template in campaigns again; only while its category is UTILITY."""

    async def work(parts: Parts) -> None:
        from getpass import getuser

        from harkara.core.templates.service import unquarantine as take_out
        from harkara.entrypoints.cli.templates_view import show_templates
        from harkara.kit.db import Database

        async with parts[Database].transaction() as session:
            template = await take_out(session, template_id, f"command line ({getuser()})")
        show_templates([template])

    run_with_parts(work)


def fail_if_incomplete(results: Sequence[SyncResult]) -> None:
    """End with exit code 1 if a sync did not get the whole list, so that scripts notice."""
    if any(result.error for result in results):
        raise typer.Exit(1)


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
