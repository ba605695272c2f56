"""What the campaign commands do with campaigns that exist."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

from rich.console import Console

from harkara.entrypoints.cli.campaign_view import campaign_details, campaign_table
from harkara.entrypoints.cli.campaign_watch import watch_campaign
from harkara.entrypoints.cli.command_parts import command_parts
from harkara.features.campaigns import export, lifecycle, service
from harkara.features.campaigns.listing import NEWEST_FIRST
from harkara.features.campaigns.repository import CampaignFilter
from harkara.kit.causes import Cause
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts


async def show_campaigns(status: str | None, limit: int) -> None:
    """Print a table of campaigns, newest first."""
    async with command_parts() as parts, parts[Database].transaction() as session:
        page = await service.list_campaigns(
            session, CampaignFilter((status,) if status else ()), NEWEST_FIRST, limit, parts[Clock].now()
        )
    Console().print(campaign_table(page.items) if page.items else "There are no campaigns yet.")


async def show(campaign_id: int, *, watch: bool) -> None:
    """Print one campaign, then follow it if wanted."""
    async with command_parts() as parts:
        await _print(parts, campaign_id)
        if watch:
            await watch_campaign(parts, campaign_id)


async def stop(campaign_id: int) -> None:
    """Stop a campaign and print it."""
    async with command_parts() as parts:
        async with parts[Database].transaction() as session:
            await lifecycle.stop(
                session, campaign_id, [Cause("stopped_at_terminal", "Stopped at the command line.")], parts[Clock].now()
            )
        await _print(parts, campaign_id)


async def resume(campaign_id: int, *, watch: bool) -> None:
    """Let a stopped campaign go on and print it."""
    async with command_parts() as parts:
        async with parts[Database].transaction() as session:
            await lifecycle.resume(session, parts[JobQueue], campaign_id)
        await _print(parts, campaign_id)
        if watch:
            await watch_campaign(parts, campaign_id)


async def write_export(campaign_id: int, output: Path | None, *, invalid: bool) -> None:
    """Write the results, or the invalid rows, to a file or to standard output."""
    async with command_parts() as parts:
        async with parts[Database].transaction() as session:
            campaign, batches = await service.campaign_and_batches(session, campaign_id)
        chosen = export.invalid_rows(campaign) if invalid else export.results(campaign, batches)
        path = output or Path(export.file_name(campaign, "invalid" if invalid else "results"))
        to_terminal = str(path) == "-"
        with nullcontext(sys.stdout.buffer) if to_terminal else path.open("wb") as target:
            async for piece in chosen.stream(parts[Database]):
                target.write(piece)
    if not to_terminal:
        Console().print(f"[green]✓[/green] Written to {path}")


async def _print(parts: Parts, campaign_id: int) -> None:
    async with parts[Database].transaction() as session:
        campaign = await service.get_campaign(session, campaign_id, parts[Clock].now())
    Console(highlight=False).print(campaign_details(campaign))
