"""Follows a campaign in the terminal by asking the database twice a second. Ending it never ends the campaign."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn

from harkara.entrypoints.cli.campaign_view import campaign_details
from harkara.features.campaigns import service
from harkara.features.campaigns.schemas import CampaignOut
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.wording import duration, grouped

POLL_SECONDS = 0.5
QUIET_SECONDS = 10.0
"""Everything is sent, but deliveries and reads still come in: so long without any news is taken for the end."""
STALL_SECONDS = 10.0


@dataclass(slots=True)
class Pulse:
    """How long ago a campaign last changed, in the monotonic time of the clock."""

    figures: tuple[object, ...] = ()
    changed_at: float = 0.0

    def beat(self, campaign: CampaignOut, now: float) -> float:
        """Return the seconds since its status or totals changed, this look included."""
        figures = (
            campaign.status,
            campaign.total_sent,
            campaign.total_delivered,
            campaign.total_read,
            campaign.total_failed,
        )
        if figures != self.figures:
            self.figures, self.changed_at = figures, now
        return now - self.changed_at


async def watch_campaign(parts: Parts, campaign_id: int) -> None:
    """Show a live progress bar until the campaign is over and its statuses are in."""
    console = Console(highlight=False)
    try:
        campaign = await _follow(parts, campaign_id, console)
    except asyncio.CancelledError:
        console.print(
            f"No longer watching; the campaign goes on. Look again: `harkara campaign show {campaign_id} --watch`, "
            f"stop it: `harkara campaign stop {campaign_id}`."
        )
        raise
    console.print(campaign_details(campaign))


async def _follow(parts: Parts, campaign_id: int, console: Console) -> CampaignOut:
    clock, pulse = parts[Clock], Pulse()
    columns = (
        TextColumn("[bold]{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[figures]}"),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("…", figures="")
        while True:
            async with parts[Database].transaction() as session:
                campaign = await service.get_campaign(session, campaign_id, clock.now())
            quiet = pulse.beat(campaign, clock.monotonic())
            progress.update(
                task,
                description=f"{escape(campaign.name)} · {campaign.status}",
                total=campaign.valid_contacts,
                completed=_done(campaign),
                figures=_figures(campaign, quiet),
            )
            if is_over(campaign, quiet):
                return campaign
            await clock.sleep(POLL_SECONDS)


def is_over(campaign: CampaignOut, quiet_seconds: float) -> bool:
    """Return whether nothing more is to be expected: stopped or failed, or completed and all read or quiet."""
    if campaign.status in ("stopped", "failed"):
        return True
    everyone_known = campaign.total_read + campaign.total_failed >= campaign.valid_contacts
    return campaign.status == "completed" and (everyone_known or quiet_seconds >= QUIET_SECONDS)


def _done(campaign: CampaignOut) -> int:
    # A message may fail after it was sent; it counts once.
    return campaign.total_processed


def _figures(campaign: CampaignOut, quiet_seconds: float) -> str:
    figures = (
        f"sent {grouped(campaign.total_sent)} · delivered {grouped(campaign.total_delivered)} · read {grouped(campaign.total_read)} · "
        f"[red]failed {grouped(campaign.total_failed)}[/red]"
    )
    if campaign.waiting_for is not None:
        return f"{figures} · [yellow]{escape(campaign.waiting_for)}[/yellow]"
    if campaign.status in ("queued", "running") and quiet_seconds >= STALL_SECONDS:
        why = "its number is busy, or no worker runs" if campaign.status == "queued" else "does a worker run?"
        return f"{figures} · [yellow]nothing moves: {why} (`harkara doctor`)[/yellow]"
    if campaign.status == "running" and campaign.avg_send_speed:
        left = campaign.valid_contacts - _done(campaign)
        return f"{figures} · {campaign.avg_send_speed:.0f}/s · {duration(left / campaign.avg_send_speed)} left"
    return figures
