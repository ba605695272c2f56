"""The inbox of webhook events as text for a terminal. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from harkara.features.webhooks.replay import Day, InboxView, Reason
from harkara.kit.clock import IST
from harkara.kit.wording import grouped


def show_inbox(inbox: InboxView) -> None:
    """Print what waits, what came per day, and what was set aside."""
    console = Console(highlight=False)
    since = (
        ""
        if inbox.oldest_waiting is None
        else f", the oldest since {inbox.oldest_waiting.astimezone(IST):%d %b, %H:%M:%S} IST"
    )
    console.print(f"Waiting: {events(inbox.waiting)}{since}")
    if inbox.days:
        console.print(_days(inbox.days))
    if not inbox.reasons:
        console.print("Nothing was set aside.")
        return
    console.print(_reasons(inbox.reasons))
    console.print("Once the cause is mended: `harkara webhooks replay --rejected`")


def events(count: int) -> str:
    """Return a count of events in words."""
    return f"{grouped(count)} event{'' if count == 1 else 's'}"


def _days(days: Sequence[Day]) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column("Day (IST)", no_wrap=True)
    for title in ("Received", "Processed", "MB"):
        table.add_column(title, justify="right", no_wrap=True)
    for day in days:
        table.add_row(f"{day.day:%d %b %Y}", grouped(day.received), grouped(day.processed), f"{day.bytes / 1e6:,.1f}")
    return table


def _reasons(reasons: Sequence[Reason]) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False, title="Set aside", title_justify="left")
    table.add_column("Items", justify="right", no_wrap=True)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Reason", overflow="fold")
    table.add_column("Last event", justify="right", no_wrap=True)
    table.add_column("Last time (IST)", no_wrap=True)
    for reason in reasons:
        table.add_row(
            grouped(reason.items),
            reason.kind,
            Text(reason.reason),  # it quotes what came from outside, which must not be taken for markup
            str(reason.last_event_id),
            f"{reason.last_at.astimezone(IST):%d %b, %H:%M:%S}",
        )
    return table
