"""The same API and the same supabase-js, with a sign-in server written by others: @supabase/lite on our own database."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import shutil
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.ports import free_ports
from tests.serving import serving
from tests.supabase.projects import ADMIN_EMAIL, as_superuser, database_name, make_project, run
from tests.supabase.tcp_door import tcp_door
from tests.supabase.tools.programs import ENOUGH_SECONDS, environment, running_program, until_said

from harkara.entrypoints.api import create_app
from harkara.entrypoints.migrate import migrate
from harkara.kit.settings import Settings

pytestmark = pytest.mark.supabase_tools

CLIENT = Path(__file__).with_name("client.mjs")
PASSWORD, CHANGED = "nine monsoon umbrellas", "eight monsoon umbrellas"
SHARED = base64.b64encode(bytes(range(48))).decode()
PUBLIC_KEY = "sb_publishable_lite"
CONFIGURATION = """
[api]
port = {port}
[db]
driver = "postgres"
url = "postgres://postgres@127.0.0.1:{database_port}/{database}"
[auth]
enabled = true
jwt_secret = "{secret}"
jwt_expiry = 3600
enable_signup = true
publishable_key = "{public_key}"
secret_key = "sb_secret_lite"
site_url = "http://127.0.0.1:{port}"
additional_redirect_urls = ["http://127.0.0.1:*/**"]
[auth.email]
enable_confirmations = false
"""


@dataclass
class Other:
    """The sign-in server that is not ours, and our API in front of the same database."""

    address: str
    api: str
    says: asyncio.StreamReader
    home: Path

    async def client(self, scenario: str, **more: str) -> dict[str, Any]:
        """Play a scenario of the script; return what supabase-js and our API saw."""
        wanted = {"scenario": scenario, "api": self.api, "email": ADMIN_EMAIL, "password": PASSWORD, "changed": CHANGED}
        kept = environment(self.home)
        node = shutil.which("node", path=kept["PATH"])
        assert node
        process = await asyncio.create_subprocess_exec(
            node,
            str(CLIENT),
            json.dumps(wanted | more),
            env=kept,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        async with asyncio.timeout(ENOUGH_SECONDS):
            output, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
        return json.loads(output)


@pytest.fixture
async def other(server_url: str, tmp_path: Path) -> AsyncGenerator[Other]:
    """lite makes the schema `auth` in an empty database; then comes `harkara migrate`."""
    url = await make_project(server_url, f"lite_{tmp_path.name}".replace("-", "_").lower())
    await run(as_superuser(url), f'GRANT CREATE ON DATABASE "{database_name(url)}" TO harkara')
    [port] = free_ports(1)
    async with tcp_door(url) as database_port:
        configuration = CONFIGURATION.format(
            port=port, database_port=database_port, database=database_name(url), secret=SHARED, public_key=PUBLIC_KEY
        )
        (tmp_path / "supabase").mkdir()
        (tmp_path / "supabase" / "config.toml").write_text(configuration)
        arguments = ("--no-telemetry", "start", "--no-admin")
        async with running_program("lite", *arguments, home=tmp_path, says="Ready in") as says:
            await run(
                as_superuser(url),
                "GRANT USAGE ON SCHEMA auth TO harkara",
                "GRANT SELECT ON ALL TABLES IN SCHEMA auth TO harkara",
            )
            await migrate(url, ADMIN_EMAIL)
            settings = Settings.model_validate(
                {
                    "supabase_url": f"http://127.0.0.1:{port}",
                    "supabase_anon_key": PUBLIC_KEY,
                    "supabase_jwt_secret": SHARED,
                    "database_url": url,
                    "encryption_key": base64.b64encode(bytes(32)).decode(),
                    "admin_email": ADMIN_EMAIL,
                }
            )
            async with serving(create_app(settings, url), lifespan="on") as web:
                other = Other(f"http://127.0.0.1:{port}", web.address, says, tmp_path)
                signed_up = (
                    await web.client.post(f"{other.address}/auth/v1/signup")
                    .header("apikey", PUBLIC_KEY)
                    .body_json({"email": ADMIN_EMAIL, "password": PASSWORD})
                    .build()
                    .send()
                )
                assert signed_up.status == 200
                yield other


async def test_signing_in_and_refreshing(other: Other) -> None:
    seen = await other.client("signIn")

    assert seen["wrong"]["status"] == 400
    assert (seen["user"], seen["first"], seen["refreshed"], seen["second"]) == (ADMIN_EMAIL, 200, None, 200)
    assert seen["stranger"] == 403, "a valid token of somebody else"


async def test_signing_out(other: Other) -> None:
    seen = await other.client("signOut")

    assert (seen["error"], seen["other"]) == (None, 200)
    assert seen["signedOut"] == 401, "the token was never used before, so nothing was remembered of it"


async def test_recovery(other: Other) -> None:
    assert (await other.client("recovery"))["asked"] is None
    link = await until_said(other.says, "token=")
    token = re.search(r"token=([^&\s\"]+)", link)
    assert token

    seen = await other.client("recovered", tokenHash=token[1])

    assert (seen["opened"], seen["done"], seen["api"]) == (None, None, 200)
    assert seen["old"]["status"] == 400
