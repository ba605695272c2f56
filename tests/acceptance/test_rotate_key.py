"""`harkara rotate-key` beside a sending platform: nothing stops, nobody is signed out, and the file stays its owner's."""

from __future__ import annotations

import json
from pathlib import Path

from tests.acceptance.platform import EMAIL, PASSWORD, Platform, csv_of

CREDENTIALS = {"email": EMAIL, "password": PASSWORD}


async def test_keys_are_rotated_while_a_campaign_sends(platform: Platform) -> None:
    number, template = await platform.number(), await platform.template("order_shipped")
    signed_in = (await platform.web.call("POST", "/auth/v1/token?grant_type=password", json_body=CREDENTIALS)).body
    model = {"model": "gpt-4o-mini", "api_key": "sk-sandbox-key-0001", "base_url": f"{platform.sandbox.address}/v1"}
    assert (await platform.call("PUT", "/llm", model)).status == 200
    created = await platform.upload(
        csv_of(300, first=7000), name="Rotated", number_id=number["id"], template_ids=[template["id"]]
    )
    await platform.until_campaign(created.body["id"], lambda c: c["total_sent"] >= 30)

    done = await platform.command("rotate-key")

    assert done.returncode == 0, done.stderr
    assert "All stored secrets have the newest key" in done.stdout
    assert "remove everything behind the first comma" in done.stdout
    campaign = await platform.until_campaign(created.body["id"], lambda c: c["status"] == "completed")
    assert (campaign["total_sent"], campaign["total_failed"]) == (300, 0)

    refreshed = await platform.web.call(
        "POST", "/auth/v1/token?grant_type=refresh_token", json_body={"refresh_token": signed_in["refresh_token"]}
    )
    assert refreshed.status == 200
    assert (await platform.call("POST", "/llm/test")).status == 200
    assert (await platform.call("POST", f"/numbers/{number['id']}/sync")).status == 200

    again = await platform.command("rotate-key")
    assert "; 0 were sealed anew" in again.stdout

    secrets = platform.data_dir / "secrets.json"
    assert secrets.stat().st_mode & 0o777 == 0o600
    former = json.loads(secrets.read_text())["encryption_key"].split(",")[1]
    assert former not in done.stdout + again.stdout + platform.log.read_text()
    assert "encryption keys changed" in platform.log.read_text()

    remove_former_keys(secrets)
    assert (await platform.call("POST", f"/numbers/{number['id']}/sync")).status == 200
    assert (await platform.call("POST", "/llm/test")).status == 200
    await platform.sign_in()


def remove_former_keys(secrets: Path) -> None:
    """Do what the command's output says."""
    content = json.loads(secrets.read_text())
    draft = secrets.with_suffix(".new")
    draft.write_text(json.dumps(content | {"encryption_key": content["encryption_key"].partition(",")[0]}))
    draft.chmod(0o600)
    draft.replace(secrets)
