"""`harkara campaign` against a real database, and the words a person sees."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from tests.factories import make_number, make_template
from typer.testing import CliRunner, Result

from harkara.core.messages.campaigns import Campaign
from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template
from harkara.entrypoints.cli.campaign import app
from harkara.entrypoints.cli.campaign_watch import QUIET_SECONDS, Pulse, is_over
from harkara.features.campaigns import service
from harkara.features.campaigns.schemas import CampaignOut
from harkara.kit.clock import SystemClock
from harkara.kit.db import Database
from harkara.kit.errors import AppError

FILE = "Phone,{{1}},{{2}}\n919876543210,Asha,x\n9876543211,Ravi,x\n919876543212,Meena,x\n919876543213,[red]Zoya,x\n"

Command = Callable[..., Awaitable[Result]]


@dataclass
class Shop:
    """A file with three valid rows, and a number and a template to send it with."""

    file: Path
    number: WhatsAppNumber
    template: Template


@pytest.fixture
async def shop(database: Database, tmp_path: Path) -> Shop:
    async with database.transaction() as session:
        number = await make_number(session, display_name="Shop", phone_number_id="106540352242922")
        template = await make_template(session, name="order_update")
        await make_template(session, name="bill", language="en")
        await make_template(session, name="bill", language="hi")
    path = tmp_path / "Diwali list.csv"
    path.write_text(FILE)
    return Shop(path, number, template)


@pytest.fixture
def command(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command as a person would, in a thread, because it brings an event loop of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "200")

    async def run(*arguments: str | Path | int, typed: str | None = None) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, [str(part) for part in arguments], typed)

    return run


async def count(database: Database, table: str) -> int:
    async with database.transaction() as session:
        return await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0


async def only_id(database: Database) -> int:
    async with database.transaction() as session:
        return (await session.scalars(select(Campaign.id))).one()


class TestSend:
    async def test_shows_asks_and_sends(self, command: Command, database: Database, shop: Shop) -> None:
        result = await command("send", shop.file, "--number", "shop", "--template", "order_update", typed="y\n")
        assert result.exit_code == 0, result.output
        for words in ("3 of 4 rows", "10 digits", "Dear Asha, your order", "{{2}}", "Send 3 messages from 'Shop'?"):
            assert words in result.output
        assert f"Campaign {await only_id(database)}: Diwali list" in result.output
        assert await count(database, "send_queue") == 3

    async def test_warns_before_it_asks(self, command: Command, database: Database, shop: Shop) -> None:
        await command("send", shop.file, "--number", "Shop", "--template", "order_update", "--yes")
        async with database.transaction() as session:
            await session.execute(update(WhatsAppNumber).values(quality_rating="RED", messaging_limit="TIER_250"))
        result = await command("send", shop.file, "--number", "Shop", "--template", "order_update", typed="n\n")
        assert "The number sends 3 messages of other campaigns first" in result.output
        assert "! The quality of 'Shop' is low (RED)" in result.output

    async def test_no_is_no(self, command: Command, database: Database, shop: Shop) -> None:
        result = await command("send", shop.file, "--number", "Shop", "--template", "order_update", typed="n\n")
        assert (result.exit_code, "Nothing was sent." in result.output) == (0, True)
        assert await count(database, "campaigns") == 0

    async def test_a_dry_run_asks_nothing(self, command: Command, database: Database, shop: Shop) -> None:
        result = await command(
            "send",
            shop.file,
            "--number",
            "106540352242922",
            "--template",
            "bill:hi",
            "--template",
            "bill:en",
            "--dry-run",
        )
        assert (result.exit_code, "bill (hi)" in result.output, "bill (en)" in result.output) == (0, True, True)
        assert await count(database, "campaigns") == 0

    async def test_a_start_time_is_india_s(self, command: Command, database: Database, shop: Shop) -> None:
        result = await command(
            "send",
            shop.file,
            "--number",
            shop.number.id,
            "--template",
            shop.template.id,
            "--at",
            "2099-11-24 18:30",
            "--name",
            "Later",
            "--yes",
        )
        assert result.exit_code == 0, result.output
        async with database.transaction() as session:
            campaign = await session.get_one(Campaign, await only_id(database))
        assert campaign.scheduled_at is not None
        assert campaign.scheduled_at.isoformat() == "2099-11-24T13:00:00+00:00"
        assert "24 Nov 2099, 18:30 IST" in result.output

    @pytest.mark.parametrize(
        ("changes", "code", "words"),
        [
            ({"--number": "Nobody"}, "unknown_number", " 'Shop'"),
            ({"--template": "bill"}, "ambiguous_name", "bill:en, bill:hi"),
            ({"--template": "bill:ta"}, "unknown_template", "but in: en, hi"),
            ({"--template": "nothing"}, "unknown_template", "no template 'nothing'"),
            ({"--at": "tomorrow"}, "invalid_input", "'tomorrow' is not a time"),
            ({"--at": "2020-01-01 10:00"}, "schedule_in_past", "01 Jan 2020, 10:00 IST"),
        ],
    )
    async def test_what_cannot_be_is_named(
        self, command: Command, shop: Shop, changes: dict[str, str], code: str, words: str
    ) -> None:
        options = {"--number": "Shop", "--template": "order_update", **changes}
        result = await command("send", shop.file, *(part for pair in options.items() for part in pair), "--yes")
        assert isinstance(result.exception, AppError)
        assert result.exception.code == code
        assert words in result.exception.detail


async def test_list_show_stop_resume_export(command: Command, database: Database, shop: Shop, tmp_path: Path) -> None:
    await command("send", shop.file, "--number", "Shop", "--template", "order_update", "--name", "[b]Diwali", "--yes")
    campaign_id = await only_id(database)
    assert "[b]Diwali" in (await command("list")).output
    assert "no campaigns" in (await command("list", "--status", "failed")).output
    assert "stopped: Stopped at the command line." in (await command("stop", campaign_id)).output
    listed = (await command("list")).output
    assert f"{campaign_id}: Stopped at the command line." in listed
    assert "…" not in listed, "a figure or its heading was cut on a terminal of 80 columns"
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM procrastinate_jobs"))
    assert "queued" in (await command("resume", campaign_id)).output
    assert "order_update (en)" in (await command("show", campaign_id)).output
    name = f"campaign-{campaign_id}-b-diwali-invalid.csv"
    assert f"Written to {name}" in (await command("export", campaign_id, "--invalid")).output
    assert b"Reason" in (tmp_path / name).read_bytes()
    assert (await command("export", campaign_id, "-o", "-")).stdout_bytes.count(b"\r\n") == 5
    assert isinstance((await command("show", campaign_id + 1)).exception, AppError)


class TestWatch:
    async def test_it_ends_with_the_campaign_and_shows_the_totals(
        self, command: Command, database: Database, shop: Shop
    ) -> None:
        await command("send", shop.file, "--number", "Shop", "--template", "order_update", "--yes")
        watching = asyncio.create_task(command("show", await only_id(database), "--watch"))
        async with database.transaction() as session:
            await session.execute(
                update(Campaign).values(status="completed", total_sent=3, total_delivered=3, total_read=3)
            )
        assert "3/3" in (await watching).output

    async def test_it_waits_for_statuses_until_all_is_quiet(self, database: Database, shop: Shop) -> None:
        campaign = await self.campaign(database, shop)
        assert not is_over(campaign.model_copy(update={"status": "running"}), 100)
        completed = campaign.model_copy(update={"status": "completed", "total_sent": 3, "total_read": 1})
        assert not is_over(completed, QUIET_SECONDS - 1)
        assert is_over(completed, QUIET_SECONDS)
        assert is_over(completed.model_copy(update={"total_read": 2, "total_failed": 1}), 0)
        assert is_over(campaign.model_copy(update={"status": "stopped"}), 0)

    async def test_quiet_counts_from_the_last_change(self, database: Database, shop: Shop) -> None:
        campaign, pulse = await self.campaign(database, shop), Pulse()
        assert pulse.beat(campaign, 100.0) == 0
        assert pulse.beat(campaign, 104.0) == 4
        assert pulse.beat(campaign.model_copy(update={"total_read": 1}), 105.0) == 0

    async def campaign(self, database: Database, shop: Shop) -> CampaignOut:
        async with database.transaction() as session:
            session.add(
                Campaign(
                    name="x",
                    number_id=shop.number.id,
                    status="running",
                    has_media_column=False,
                    variable_columns=1,
                    total_contacts=3,
                    valid_contacts=3,
                    invalid_contacts=0,
                )
            )
        async with database.transaction() as session:
            return await service.get_campaign(session, await only_id(database), SystemClock().now())
