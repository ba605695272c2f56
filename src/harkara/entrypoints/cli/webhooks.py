"""`harkara webhooks`: what Meta posted and what became of it, and processing it once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from harkara.entrypoints.cli.run_with_parts import run_with_parts

if TYPE_CHECKING:
    from harkara.kit.parts import Parts

app = typer.Typer(help="See what Meta posted, and process it once more.", no_args_is_help=True)


@app.command()
def show() -> None:
    """Count the events that wait, those of each day, and what was set aside with its reasons."""

    async def work(parts: Parts) -> None:
        from harkara.entrypoints.cli.webhooks_view import show_inbox
        from harkara.features.webhooks.replay import view
        from harkara.kit.db import Database

        async with parts[Database].transaction() as session:
            show_inbox(await view(session))

    run_with_parts(work)


@app.command()
def replay(
    since: Annotated[
        str, typer.Option(help='All that came since then in India\'s time, like 2026-11-20 or "2026-11-20 18:30".')
    ] = "",
    event: Annotated[int | None, typer.Option(min=1, max=2**63 - 1, help="Only the event with this id.")] = None,
    rejected: Annotated[bool, typer.Option("--rejected", help="Those of which something was set aside.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many they are.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Put stored events back in line; what they did already is not done twice. Events are kept for 7 days."""
    from harkara.entrypoints.cli.webhooks_replay import Order, replay_events

    run_with_parts(lambda parts: replay_events(parts, Order(since, event, rejected), ask=not yes, dry_run=dry_run))
