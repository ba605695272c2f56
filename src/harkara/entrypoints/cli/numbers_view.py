"""Numbers as text for a terminal. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from harkara.core.numbers.schemas import NumberOut, RateChangeOut
from harkara.kit.wording import grouped, ist

HOW_RATES_CHANGE = (
    "It starts at 60 a second and rises by 10 % after 5 minutes of sending with under 1 % errors, up to Meta's limit."
)
_REASONS = {
    "raised": ("raised", "green"),
    "lowered": ("lowered", "yellow"),
    "new_day": ("new day", "cyan"),
    "meta_limit": ("Meta's limit", "magenta"),
}


def show_numbers(numbers: Sequence[NumberOut]) -> None:
    """Print numbers with their state."""
    console = Console(highlight=False)
    if not numbers:
        console.print("No number is connected. Connect one with `harkara numbers add`.")
        return
    table = Table(box=box.SIMPLE, pad_edge=False)
    for title in ("Id", "Number", "State", "Quality"):
        table.add_column(title, no_wrap=True)
    for title in ("Rate/s", "Meta's limit", "Templates"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("Last sync")
    for number in numbers:
        table.add_row(
            str(number.id),
            Text.assemble(number.display_name, "\n", (_phone(number), "dim")),
            Text("active", "green") if number.is_active else Text("inactive", "red"),
            number.quality_rating or "-",
            grouped(number.max_send_rate_per_sec),
            Text.assemble(_limit(number), "\n", (number.throughput_level or "", "dim")),
            grouped(number.template_count),
            ist(number.templates_synced_at) if number.templates_synced_at else "never",
        )
    console.print(table)
    for number in numbers:
        if not number.is_active:
            console.print(Text(f"{number.display_name}: {number.inactive_reason}", style="red"))


def show_rates(name: str, changes: Sequence[RateChangeOut]) -> None:
    """Print the changes of a number's sending rate."""
    console = Console(highlight=False)
    if not changes:
        console.print(f"The rate of {escape(name)} has never changed. {HOW_RATES_CHANGE}")
        return
    table = Table(box=box.SIMPLE, pad_edge=False, title=f"{escape(name)}, messages a second", title_justify="left")
    table.add_column("When", no_wrap=True)
    table.add_column("Rate", justify="right", no_wrap=True)
    table.add_column("Why")
    for change in changes:
        rates = f"{grouped(change.from_rate)} → {grouped(change.to_rate)}"
        label, colour = _REASONS[change.reason]
        table.add_row(ist(change.changed_at), rates, Text.assemble((label, colour), ": ", change.details))
    console.print(table)


def show_connected(number: NumberOut) -> None:
    """Print that a number is connected."""
    name = f"{number.display_name} ({_phone(number)})"
    Console(highlight=False, soft_wrap=True).print(Text.assemble(("✓ ", "green"), f"{name} is connected."))


def _limit(number: NumberOut) -> str:
    return "-" if number.meta_limit_per_sec is None else grouped(number.meta_limit_per_sec)


def _phone(number: NumberOut) -> str:
    return number.display_phone_number or number.phone_number_id
