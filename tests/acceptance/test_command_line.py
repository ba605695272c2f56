"""What operators script, as they type it, beside the running platform."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.platform import Platform, csv_of

WABA = "/v25.0/102290129340398"
TOKEN = {"authorization": "Bearer SANDBOX-TOKEN-1"}


async def test_a_list_is_sent_and_watched(platform: Platform, tmp_path: Path) -> None:
    await platform.template("order_shipped")
    file = tmp_path / "customers.csv"
    file.write_text(csv_of(30, first=9_000_000) + "\n98765,Asha,A-1,Monday\n")

    done = await platform.command(
        *("campaign", "send", str(file), "--number", "Asha Sarees", "--template", "order_shipped:en"),
        *("--name", "From the shell", "--yes", "--watch"),
    )

    assert done.returncode == 0, done.stderr
    assert "30 of 31 rows can be sent" in done.stdout
    campaign = (await platform.get("/campaigns?q=From the shell".replace(" ", "%20")))["items"][0]
    assert (campaign["status"], campaign["total_sent"], campaign["total_read"]) == ("completed", 30, 30)


async def test_a_file_that_is_no_csv_is_refused_and_nothing_is_created(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "customers.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(100))

    done = await platform.command(
        *("campaign", "send", str(file), "--number", "Asha Sarees", "--template", "order_shipped:en", "--yes")
    )

    assert done.returncode == 1
    assert "CSV UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


async def test_the_doctor_notices_that_no_webhooks_would_come(platform: Platform) -> None:
    assert "Asha Sarees" in (await platform.command("doctor")).stdout

    await platform.sandbox.call("DELETE", f"{WABA}/subscribed_apps", headers=TOKEN)
    sick = await platform.command("doctor")
    await platform.sandbox.call("POST", f"{WABA}/subscribed_apps", headers=TOKEN)

    assert sick.returncode == 1
    assert "sends its webhooks to no app" in sick.stdout
    assert (await platform.command("doctor")).returncode == 0
