"""`harkara campaign send`: the file through the same importer as an upload, a report, a question, a campaign."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from harkara.entrypoints.cli.campaign_view import campaign_details, show_report
from harkara.entrypoints.cli.campaign_watch import watch_campaign
from harkara.entrypoints.cli.command_parts import command_parts
from harkara.entrypoints.cli.india_time import moment_in_india
from harkara.features.campaigns import service
from harkara.features.campaigns.campaign_form import CampaignForm, parse_form
from harkara.features.campaigns.csv_import import CsvImport, CsvRows
from harkara.features.campaigns.outlook import look_ahead
from harkara.features.campaigns.planning import Plan, plan_campaign
from harkara.features.campaigns.report import report_on
from harkara.features.campaigns.schemas import CampaignOut, ValidationReport
from harkara.features.campaigns.selection import choose_number, choose_template
from harkara.kit.clock import IST, Clock
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.wording import grouped

_READ_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for at the terminal; `start` is empty for now."""

    file: Path
    number: str
    templates: list[str]
    name: str
    start: str
    skip_duplicates: bool


async def send_file(order: Order, *, ask: bool, dry_run: bool, watch: bool) -> None:
    """Check, show, ask and create; then follow the campaign if wanted."""
    console = Console(highlight=False)
    rows = _read(order.file)
    async with command_parts() as parts:
        form, plan, report = await _plan(parts, order, rows)
        show_report(console, plan.number, report)
        if dry_run:
            return
        service.require_recipients(plan)
        when = "" if form.scheduled_at is None else f" on {form.scheduled_at.astimezone(IST):%d %b %Y, %H:%M} IST"
        if ask and not typer.confirm(f"Send {grouped(plan.valid)} messages from '{plan.number.display_name}'{when}?"):
            console.print("Nothing was sent.")
            return
        campaign = await _create(parts, form, rows)
        console.print(campaign_details(campaign))
        if watch and campaign.status != "scheduled":
            await watch_campaign(parts, campaign.id)


async def _plan(parts: Parts, order: Order, rows: CsvRows) -> tuple[CampaignForm, Plan, ValidationReport]:
    async with parts[Database].transaction() as session:
        number = await choose_number(session, order.number)
        templates = [await choose_template(session, number, meant) for meant in order.templates]
        fields = {
            "name": [order.name],
            "number_id": [str(number.id)],
            "template_ids": [str(template.id) for template in templates],
            "scheduled_at": [moment_in_india(order.start).isoformat() if order.start else ""],
            "skip_duplicates": [str(order.skip_duplicates)],
        }
        form, now = parse_form(CampaignForm, fields), parts[Clock].now()
        plan = await plan_campaign(session, form, rows, now)
        return form, plan, report_on(plan, await look_ahead(session, plan, now), now)


async def _create(parts: Parts, form: CampaignForm, rows: CsvRows) -> CampaignOut:
    """Plan once more: while the question stood on the screen, a template may have been quarantined."""
    async with parts[Database].transaction() as session:
        now = parts[Clock].now()
        plan = await plan_campaign(session, form, rows, now)
        campaign = await service.create_campaign(session, parts[JobQueue], plan, form, now)
        return await service.get_campaign(session, campaign.id, now)


def _read(file: Path) -> CsvRows:
    reader = CsvImport()
    with file.open("rb") as source:
        while data := source.read(_READ_BYTES):
            reader.feed(data)
    return reader.finish()
