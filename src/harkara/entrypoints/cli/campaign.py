"""`harkara campaign`: send a CSV, watch it, look at campaigns, stop, resume, export. The same code as behind the API."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(help="Send a CSV, watch it go out, stop, resume, export.", no_args_is_help=True)

CampaignId = Annotated[int, typer.Argument(min=1, max=2**63 - 1, metavar="ID", help="See `harkara campaign list`.")]
Watch = Annotated[bool, typer.Option("--watch", help="Show the progress until everything is finished.")]


@app.command()
def send(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV: Phone,{{Media}},{{1}},{{2}},…")],
    number: Annotated[str, typer.Option(help="The number that sends: its id, display name or phone number id.")],
    template: Annotated[
        list[str], typer.Option(help="Name, name:language or id. Repeat it to split the recipients equally.")
    ],
    name: Annotated[str, typer.Option(help="What the campaign is called.", show_default="the file's name")] = "",
    at: Annotated[str, typer.Option(help='Start in India\'s time, like "2026-11-24 18:30".', show_default="now")] = "",
    keep_duplicates: Annotated[
        bool, typer.Option("--keep-duplicates", help="Send once per row, even if a phone number repeats.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before sending.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be sent.")] = False,
    watch: Watch = False,
) -> None:
    """Check a CSV, show what would be sent, and send it after a confirmation."""
    from harkara.entrypoints.cli.campaign_sending import Order, send_file

    order = Order(file, number, template, name or file.stem, at, skip_duplicates=not keep_duplicates)
    asyncio.run(send_file(order, ask=not yes, dry_run=dry_run, watch=watch))


@app.command("list")
def list_(
    status: Annotated[
        Literal["scheduled", "queued", "running", "stopped", "completed", "failed"] | None,
        typer.Option(help="Only those in this state."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 20,
) -> None:
    """List campaigns, newest first."""
    from harkara.entrypoints.cli import campaign_actions

    asyncio.run(campaign_actions.show_campaigns(status, limit))


@app.command()
def show(campaign_id: CampaignId, watch: Watch = False) -> None:
    """Show one campaign with its batches and totals."""
    from harkara.entrypoints.cli import campaign_actions

    asyncio.run(campaign_actions.show(campaign_id, watch=watch))


@app.command()
def stop(campaign_id: CampaignId) -> None:
    """Stop a running or waiting campaign; messages already on their way still go out."""
    from harkara.entrypoints.cli import campaign_actions

    asyncio.run(campaign_actions.stop(campaign_id))


@app.command()
def resume(campaign_id: CampaignId, watch: Watch = False) -> None:
    """Let a stopped campaign go on where it stopped."""
    from harkara.entrypoints.cli import campaign_actions

    asyncio.run(campaign_actions.resume(campaign_id, watch=watch))


@app.command()
def export(
    campaign_id: CampaignId,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Where to; - is the terminal.", show_default="made from its name"),
    ] = None,
    invalid: Annotated[bool, typer.Option("--invalid", help="The invalid rows with their reasons instead.")] = False,
) -> None:
    """Write what came of every row into a CSV file; times in IST."""
    from harkara.entrypoints.cli import campaign_actions

    asyncio.run(campaign_actions.write_export(campaign_id, output, invalid=invalid))
