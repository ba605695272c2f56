"""The whole platform as its users start it: `harkara run` as a process, spoken to over HTTP, with the sandbox as Meta."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from pyreqwest.multipart import FormBuilder, PartBuilder
from tests.ports import free_port_pair
from tests.serving import Answer, Web

EMAIL, PASSWORD = "admin@example.in", "seven monsoon umbrellas"
START_SECONDS = 90.0
POLL = 0.1
HARKARA = (sys.executable, "-m", "harkara.entrypoints.cli")


class Platform:
    """A running platform and the admin's session in it."""

    def __init__(
        self, process: subprocess.Popen[bytes], environment: Mapping[str, str], client: Client, port: int, log: Path
    ) -> None:
        self.process = process
        self._environment = environment
        self.web = Web(client, f"http://127.0.0.1:{port}")
        self.sandbox = Web(client, f"http://127.0.0.1:{port + 1}")
        self.log = log
        self.data_dir = Path(environment["DATA_DIR"])
        self.token = ""
        self._password = environment["ADMIN_PASSWORD"]

    async def sign_in(self) -> None:
        answer = await self.web.call(
            "POST", "/auth/v1/token?grant_type=password", json_body={"email": EMAIL, "password": self._password}
        )
        assert answer.status == 200, answer.content
        self.token = answer.body["access_token"]

    async def call(self, method: str, path: str, json_body: Any = None) -> Answer:
        return await self.web.call(
            method, f"/api{path}", json_body=json_body, headers={"authorization": f"Bearer {self.token}"}
        )

    async def get(self, path: str) -> Any:
        answer = await self.call("GET", path)
        assert answer.status == 200, answer.content
        return answer.body

    async def upload(self, csv: str | bytes, path: str = "/campaigns", **fields: Any) -> Answer:
        form = FormBuilder()
        for name, value in fields.items():
            for item in value if isinstance(value, list) else [value]:
                form = form.text(name, str(item))
        content = csv.encode() if isinstance(csv, str) else csv
        form = form.part("file", PartBuilder.from_bytes(content).file_name("list.csv").mime("text/csv"))
        request = self.web.client.post(f"{self.web.address}/api{path}").bearer_auth(self.token).multipart(form)
        response = await request.build().send()
        body = await response.json()
        return Answer(response.status, dict(response.headers), b"", body)

    async def number(self) -> dict[str, Any]:
        """Return the sandbox's number that the platform connected by itself."""
        return (await self.get("/numbers"))["items"][0]

    async def template(self, name: str) -> dict[str, Any]:
        async def found() -> dict[str, Any] | None:
            items = (await self.get(f"/templates?q={name}"))["items"]
            return next((item for item in items if item["name"] == name), None)

        return await until(found)

    async def campaign(self, campaign_id: int) -> dict[str, Any]:
        return await self.get(f"/campaigns/{campaign_id}")

    async def until_campaign(
        self, campaign_id: int, wanted: Callable[[dict[str, Any]], bool], seconds: float = 60
    ) -> dict[str, Any]:
        """Poll until the campaign is as wanted."""

        async def as_wanted() -> dict[str, Any] | None:
            campaign = await self.campaign(campaign_id)
            return campaign if wanted(campaign) else None

        return await until(as_wanted, seconds)

    async def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a `harkara` command beside the platform, with its settings."""
        return await asyncio.to_thread(
            subprocess.run,
            [*HARKARA, *words],
            env=self._environment | {"COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    async def ledger(self) -> dict[str, Any]:
        """Return the sandbox's summary of what it accepted: the truth."""
        return (await self.sandbox.call("GET", "/sandbox/ledger/summary")).body

    async def behave(self, **behaviour: Any) -> None:
        answer = await self.sandbox.call("POST", "/sandbox/config", json_body=behaviour)
        assert answer.status == 200, answer.content

    async def fault(self, **fault: Any) -> None:
        answer = await self.sandbox.call("POST", "/sandbox/faults", json_body=fault)
        assert answer.status == 201, answer.content

    def workers(self) -> list[psutil.Process]:
        """Return the worker processes the supervisor runs right now."""
        return [child for child in psutil.Process(self.process.pid).children() if _is_worker(child)]


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "worker" in process.cmdline()
    except psutil.NoSuchProcess:  # just ended, or ended and not yet noticed by its parent
        return False


async def until(find: Callable[[], Any], seconds: float = 60) -> Any:
    """Poll until `find` returns something; fail after `seconds`."""
    async with asyncio.timeout(seconds):
        while True:
            found = await find()
            if found:
                return found
            await asyncio.sleep(POLL)


@asynccontextmanager
async def running_platform(
    data_dir: Path,
    *,
    port: int | None = None,
    arguments: tuple[str, ...] = (),
    settings: Mapping[str, str] | None = None,
    command: tuple[str, ...] = HARKARA,
    cwd: Path | None = None,
) -> AsyncGenerator[Platform]:
    """Run the platform on free ports; stop it with SIGTERM and insist on a clean end."""
    port = port or free_port_pair()
    log = data_dir.with_suffix(".log")
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "USER")} | {
        "PORT": str(port),
        "DATA_DIR": str(data_dir),
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": PASSWORD,
        **(settings or {}),
    }
    with log.open("ab") as output:
        process = await asyncio.to_thread(
            subprocess.Popen[bytes],
            [*command, "run", *arguments],
            env=environment,
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    async with ClientBuilder().build() as client:
        platform = Platform(process, environment, client, port, log)
        try:
            await until(lambda: _is_up(platform), START_SECONDS)
            await platform.sign_in()
            yield platform
        finally:
            process.terminate()
            code = await asyncio.to_thread(process.wait, 40)
    assert code == 0, log.read_text()[-4000:]


async def _is_up(platform: Platform) -> bool:
    assert platform.process.poll() is None, platform.log.read_text()[-4000:]
    return " is ready" in platform.log.read_text() and await _answers(platform)


async def _answers(platform: Platform) -> bool:
    try:
        return (await platform.web.call("GET", "/readyz")).status == 200
    except PyreqwestError:
        return False


def csv_of(rows: int, *, first: int = 0) -> str:
    """Return a list for `order_shipped`, whose three variables are name, order and day."""
    lines = ["Phone,{{1}},{{2}},{{3}}"]
    lines += [f"9198{number:08},Asha,A-{number},Tuesday" for number in range(first, first + rows)]
    return "\n".join(lines)
