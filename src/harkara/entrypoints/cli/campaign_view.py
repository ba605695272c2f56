"""Campaigns and dry runs as text for a terminal. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from harkara.core.numbers.models import WhatsAppNumber
from harkara.features.campaigns.schemas import CampaignOut, SampleMessage, ValidationReport
from harkara.kit.wording import duration, grouped, ist

_COLOURS = {
    "scheduled": "blue",
    "queued": "cyan",
    "running": "green",
    "stopped": "yellow",
    "completed": "bold green",
    "failed": "red",
}


def show_report(console: Console, number: WhatsAppNumber, report: ValidationReport) -> None:
    """Print what a file would become: counts, reasons with rows, shares and one message per template."""
    console.print(
        f"[bold]{grouped(report.valid_rows)}[/bold] of {grouped(report.total_rows)} rows can be sent to from "
        f"[bold]{escape(number.display_name)}[/bold], in about {duration(report.estimated_seconds)} "
        f"at {report.rate_per_sec} messages a second."
    )
    if report.messages_before:
        before = f"The number sends {grouped(report.messages_before)} messages of other campaigns first"
        console.print(f"{before}: this one ends about {ist(report.estimated_end)}.")
    if report.duplicate_rows:
        console.print(f"{grouped(report.duplicate_rows)} rows repeat a phone number of an earlier row.")
    if report.unused_columns:
        console.print(f"[yellow]No selected template uses {', '.join(report.unused_columns)}.[/yellow]")
    if report.reasons:
        console.print(_reasons(report))
    for batch in report.batches:
        title = f"{escape(batch.template_name)} ({batch.language}) · {grouped(batch.recipients)} recipients"
        message = _sample(batch.samples[0]) if batch.samples else Text("nobody gets this one", style="dim")
        console.print(Panel(message, title=title, title_align="left", expand=False))
    for warning in report.warnings:
        console.print(f"[yellow]! {escape(warning.message)}[/yellow]")


def campaign_table(campaigns: Sequence[CampaignOut]) -> RenderableType:
    """Return a table of campaigns, and under it why they wait or stand still. Names may fold, figures do not."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("ID", justify="right", no_wrap=True)
    table.add_column("Name")
    table.add_column("Number")
    table.add_column("Status", no_wrap=True)
    for column in ("Of", "Sent", "Delivered", "Read", "Failed"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("Created")
    for campaign in campaigns:
        totals = (
            campaign.valid_contacts,
            campaign.total_sent,
            campaign.total_delivered,
            campaign.total_read,
            campaign.total_failed,
        )
        table.add_row(
            str(campaign.id),
            escape(campaign.name),
            escape(campaign.number.display_name),
            _state(campaign),
            *(grouped(total) for total in totals),
            ist(campaign.created_at),
        )
    notes = [(campaign.id, campaign.waiting_for or campaign.status_reason) for campaign in campaigns]
    return Group(table, *(f"[dim]{campaign_id}: {escape(words)}[/dim]" for campaign_id, words in notes if words))


def campaign_details(campaign: CampaignOut) -> RenderableType:
    """Return one campaign with its figures and batches."""
    facts = Table(box=None, show_header=False)
    facts.add_column(style="dim")
    for label, value in _facts(campaign):
        facts.add_row(label, value)
    batches = Table(box=None, header_style="bold")
    for column in ("Batch", "Template", "Recipients", "Status"):
        batches.add_column(column)
    for batch in campaign.batches:
        name = f"{escape(batch.template_name)} ({batch.language})"
        batches.add_row(str(batch.position + 1), name, grouped(batch.contact_count), batch.status)
    return Group(f"[bold]Campaign {campaign.id}: {escape(campaign.name)}[/bold]", facts, batches)


def _facts(campaign: CampaignOut) -> list[tuple[str, str]]:
    facts = [
        ("Status", _status(campaign)),
        ("Number", escape(campaign.number.display_name)),
        (
            "Recipients",
            f"{grouped(campaign.valid_contacts)} ({grouped(campaign.invalid_contacts)} invalid rows skipped)",
        ),
        ("Sent", grouped(campaign.total_sent)),
        ("Delivered", f"{grouped(campaign.total_delivered)}{_percent(campaign.delivery_rate)}"),
        ("Read", f"{grouped(campaign.total_read)}{_percent(campaign.read_rate)}"),
        ("Failed", grouped(campaign.total_failed)),
    ]
    if campaign.avg_send_speed is not None:
        facts.append(("Speed", f"{campaign.avg_send_speed:g} messages a second"))
    if campaign.waiting_for is not None:
        facts.insert(1, ("Waits", escape(campaign.waiting_for)))
    moments = (("Starts", campaign.scheduled_at), ("Started", campaign.started_at), ("Finished", campaign.finished_at))
    facts += [(label, ist(moment)) for label, moment in moments if moment is not None]
    return facts


def _reasons(report: ValidationReport) -> Table:
    table = Table(title=f"{grouped(report.invalid_rows)} invalid rows are skipped", title_justify="left", box=None)
    table.add_column("Rows", justify="right")
    table.add_column("Reason")
    table.add_column("Row numbers")
    for reason in report.reasons:
        more = ", …" if reason.count > len(reason.first_rows) else ""
        table.add_row(grouped(reason.count), escape(reason.message), ", ".join(map(str, reason.first_rows)) + more)
    return table


def _sample(sample: SampleMessage) -> Text:
    text = Text(f"Row {sample.row_number}, to {sample.phone}\n", style="dim")
    if sample.header is not None:
        text.append(f"{sample.header.text or f'[{sample.header.format}] {sample.header.url}'}\n", style="bold")
    text.append(sample.body, style="default")
    if sample.footer:
        text.append(f"\n{sample.footer}", style="dim")
    for button in sample.buttons:
        text.append(f"\n▸ {button.text}{f' → {button.url}' if button.url else ''}", style="cyan")
    return text


def _state(campaign: CampaignOut) -> str:
    colour = _COLOURS[campaign.status]
    return f"[{colour}]{campaign.status}[/{colour}]"


def _status(campaign: CampaignOut) -> str:
    return _state(campaign) + (f": {escape(campaign.status_reason)}" if campaign.status_reason else "")


def _percent(share: float | None) -> str:
    return "" if share is None else f" ({share:.0%})"
