"""`harkara webhooks replay`: a count, a question, and the events back in line."""

from __future__ import annotations

from dataclasses import dataclass

import typer
from rich.console import Console

from harkara.entrypoints.cli.india_time import moment_in_india
from harkara.entrypoints.cli.webhooks_view import events
from harkara.features.webhooks import replay
from harkara.features.webhooks.replay import Selection
from harkara.kit.db import Database
from harkara.kit.errors import InvalidInputError
from harkara.kit.parts import Parts
from harkara.kit.wording import grouped


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for at the terminal."""

    since: str
    event_id: int | None
    only_rejected: bool


async def replay_events(parts: Parts, order: Order, *, ask: bool, dry_run: bool) -> None:
    """Count, ask, put back in line; a running worker processes them at once."""
    console, selection = Console(highlight=False), _selection(order)
    async with parts[Database].transaction() as session:
        count = await replay.count(session, selection)
    if count == 0:
        console.print("No processed event fits; `harkara webhooks show` lists what is stored.")
        return
    if dry_run:
        console.print(f"{events(count)} would be processed once more.")
        return
    if ask and not typer.confirm(f"Process {events(count)} once more?"):
        console.print("Nothing was changed.")
        return
    done = 0
    with console.status("Putting them back in line ...") as status:
        async for done in replay.put_back(parts[Database], selection):
            status.update(f"{grouped(done)} of {grouped(count)} ...")
    console.print(f"[green]✓[/green] Put {events(done)} back in line; a running worker processes them now.")


def _selection(order: Order) -> Selection:
    if not (order.since or order.event_id or order.only_rejected):
        raise InvalidInputError(
            "It is not said which events.", mend="Add --since 2026-11-20, --event 123 or --rejected."
        )
    since = moment_in_india(order.since) if order.since else None
    return Selection(since, order.event_id, order.only_rejected)
