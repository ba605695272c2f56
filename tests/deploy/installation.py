"""An installation as on a server, in a folder of its own: PM2 from the lock file, two APIs behind Nginx, two workers, the embedded
database, and the sandbox as Meta. Made by deploy/pm2/setup.sh."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyreqwest.client import ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from tests.acceptance.platform import EMAIL, PASSWORD, until
from tests.deploy.balancer import nginx_before
from tests.faults.fleet import START_SECONDS, Fleet, calm, start_process
from tests.ports import free_port_with, free_ports
from tests.serving import Web

from harkara.embedded.postgres import EmbeddedPostgres
from harkara.entrypoints.supervisor.admin_account import ensure_somebody_can_sign_in
from harkara.kit.settings import Settings

ROOT = Path(__file__).parents[2]
SETUP = ROOT / "deploy/pm2/setup.sh"
APIS = ("harkara-api-0", "harkara-api-1")
WORKERS = ("harkara-worker-0", "harkara-worker-1")
SECRET, WORD = "secret-of-the-app", "word-of-the-app"


class Installation(Fleet):
    """The fleet of the fault tests, whose processes PM2 runs."""

    home: Path
    logs: Path
    shell: dict[str, str]
    """The environment of whoever administers it."""
    ports: tuple[int, int]

    async def run(self, *command: str | Path, seconds: float = 120, **environment: str) -> str:
        """Run a command to a good end and return all it said."""
        ended = await self.attempt(*command, seconds=seconds, **environment)
        assert ended.returncode == 0, ended.stdout
        return ended.stdout

    async def attempt(
        self, *command: str | Path, seconds: float = 120, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return await asyncio.to_thread(
            subprocess.run,
            [str(part) for part in command],
            env=self.shell | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )

    async def pm2(self, *words: str | Path) -> str:
        return await self.run(self.home / "bin/harkara-pm2", *words)

    async def processes(self) -> dict[str, dict[str, Any]]:
        """Return what PM2 runs, by name."""
        said = await self.pm2("jlist")
        listed: list[dict[str, Any]] = json.loads(said[said.rfind("\n[") + 1 :])
        return {process["name"]: process for process in listed}

    async def pids(self) -> dict[str, int]:
        return {name: process["pid"] for name, process in (await self.processes()).items()}

    async def is_ready(self) -> bool:
        """Say whether every API takes webhooks and a worker is alive."""
        try:
            codes = [
                (await self.web.client.get(f"http://127.0.0.1:{port}/readyz").build().send()).status
                for port in self.ports
            ]
        except PyreqwestError:
            return False
        return codes == [200, 200]

    def log_of(self, name: str) -> str:
        return (self.logs / f"{name}.log").read_text()


@contextmanager
def place() -> Generator[Path]:
    """A folder for an installation, outside pytest's own: whenever another run of pytest begins, that one is closed to all but
    its owner, and the embedded PostgreSQL, which as root runs under another account, finds its files no more."""
    with TemporaryDirectory(prefix="harkara-") as folder:
        yield Path(folder)


@asynccontextmanager
async def installed(folder: Path, *, release: Path | None = None) -> AsyncGenerator[Installation]:
    """Set everything up, with connected numbers and a signed-in admin; end all of it afterwards. `release` is a virtual
    environment; without it the one the tests run in is the release."""
    first = free_port_with(10)
    second, (meta, front) = first + 10, free_ports(2)
    home, data, logs = folder / "home", folder / "data", folder / "logs"
    release = release or _release_of_the_clone(home)
    (home / "current").symlink_to(release.relative_to(home))
    (home / ".env").write_text(_settings(first, meta))
    (home / ".env").chmod(0o600)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(ClientBuilder().build())
        address = await stack.enter_async_context(nginx_before((first, second), front, folder / "nginx"))
        sandbox_environment = _plain() | {
            "SANDBOX_APP_SECRET": SECRET,
            "SANDBOX_VERIFY_TOKEN": WORD,
            "SANDBOX_WEBHOOK_URL": f"{address}/webhooks/whatsapp",
        }
        sandbox = await start_process(
            [sys.executable, "-m", "harkara_sandbox", "--port", str(meta)], sandbox_environment, folder / "sandbox.log"
        )
        stack.push_async_callback(sandbox.stop)
        here = Installation(
            sandbox.popen,
            {"DATA_DIR": str(data), "ADMIN_PASSWORD": PASSWORD, "META_APP_SECRET": SECRET},
            client,
            first,
            logs,
        )
        here.environment = {"META_APP_SECRET": SECRET}
        here.home, here.data, here.logs, here.ports, here.meta_port = home, data, logs, (first, second), meta
        here.web, here.sandbox = Web(client, address), Web(client, f"http://127.0.0.1:{meta}")
        here.url = EmbeddedPostgres(data).url
        # Nothing of it may reach a process of ours: the wrapper hands on only what it names.
        stranger = {"PORT": "1", "OPENAI_API_KEY": "of somebody else"}
        places = {"HARKARA_HOME": str(home), "HARKARA_DATA": str(data), "HARKARA_LOGS": str(logs)}
        # The packages come from the cache that `make test-deploy` has filled, if they are in it.
        cached = {"npm_config_cache": str(Path.home() / ".npm"), "npm_config_prefer_offline": "true"}
        here.shell = _plain() | places | stranger | cached
        stack.push_async_callback(_end, here)
        await here.run(SETUP, seconds=300)
        await ensure_somebody_can_sign_in(_admin(data), here.url)
        await until(here.is_ready, START_SECONDS)
        await here.sign_in()
        await calm(here)
        await here.connect_all()
        await here.template("order_shipped")
        yield here


async def _end(here: Installation) -> None:
    if (here.home / "bin/harkara-pm2").exists():
        await here.attempt(here.home / "bin/harkara-pm2", "kill")
        pid_file = here.home / ".pm2/pm2.pid"
        if pid_file.exists():
            os.kill(int(pid_file.read_text()), signal.SIGKILL)


def _release_of_the_clone(home: Path) -> Path:
    """Make a release whose program is the one the tests run with."""
    programs = home / "releases" / "clone" / "bin"
    programs.mkdir(parents=True)
    (programs / "harkara").symlink_to(Path(sys.executable).with_name("harkara"))
    return programs.parent


def _settings(port: int, meta: int) -> str:
    return "\n".join(
        (
            f"PORT={port}",
            f'GRAPH_API_URL="http://127.0.0.1:{meta}"  # Meta',
            f"META_APP_SECRET={SECRET}",
            f"META_WEBHOOK_VERIFY_TOKEN={WORD}",
            "STUCK_AFTER_SECONDS=20",
            "",
        )
    )


def _admin(data: Path) -> Settings:
    return Settings(admin_email=EMAIL, admin_password=PASSWORD, data_dir=data)  # pyright: ignore[reportArgumentType, reportCallIssue]


def _plain() -> dict[str, str]:
    """What a command of ours finds: little, but a network's own certificate authority, if it has one."""
    names = ("HOME", "LANG", "USER", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")
    kept = {name: value for name, value in os.environ.items() if name in names}
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
