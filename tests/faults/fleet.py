"""The platform as single processes, so that each can be killed, paused and restarted by itself, and Postgres too.

Same client as the acceptance tests; what differs is that no supervisor mends anything.
"""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg.rows import dict_row
from pyreqwest.client import ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from tests.acceptance.platform import EMAIL, HARKARA, PASSWORD, Platform, csv_of, until
from tests.faults.figures import Arrivals
from tests.faults.scale import LATENCY, SETTLED_WITHIN, STUCK_AFTER
from tests.ports import free_port_pair

from harkara.embedded.postgres import EmbeddedPostgres
from harkara.embedded.postgres.postmaster import shut_down
from harkara.entrypoints.migrate import migrate
from harkara.entrypoints.supervisor.admin_account import ensure_somebody_can_sign_in
from harkara.kit.settings import Settings

START_SECONDS = 60.0
STOP_SECONDS = 10.0
TOKEN = "SANDBOX-TOKEN-1"
NUMBERS = 3


@dataclass
class Process:
    """One process of the platform."""

    popen: subprocess.Popen[bytes]
    log: Path

    @property
    def pid(self) -> int:
        return self.popen.pid

    @property
    def is_alive(self) -> bool:
        return self.popen.poll() is None

    def signal(self, number: signal.Signals) -> None:
        self.popen.send_signal(number)

    async def ended(self, seconds: float) -> int:
        """Wait for the end and return the exit code; TimeoutExpired if it does not come."""
        return await asyncio.to_thread(self.popen.wait, seconds)

    async def stop(self) -> None:
        """End it as an orchestrator would, and insist on a clean end. Paused ones are woken first."""
        if not self.is_alive:
            return
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        try:
            code = await self.ended(STOP_SECONDS + 5.0)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            raise
        assert code == 0, self.log.read_text()[-4000:]

    def sockets(self, port: int) -> int:
        """Return how many connections to `port` it holds open."""
        connections = psutil.Process(self.pid).net_connections("tcp")
        return sum(
            1
            for connection in connections
            if connection.raddr and connection.raddr.port == port and connection.status == psutil.CONN_ESTABLISHED
        )


@dataclass(frozen=True)
class Run:
    """A campaign under test."""

    campaign_id: int
    number: dict[str, Any]
    recipients: int
    first: int
    after: int
    """Ledger entries before it."""


class Fleet(Platform):
    """Postgres, sandbox and API; workers come and go as the tests want it."""

    data: Path
    environment: dict[str, str]
    postgres: EmbeddedPostgres
    url: str
    meta_port: int
    lasting: Sequence[Process]
    """Sandbox and API."""
    _next_recipient = 0
    _started = 0

    async def start(self, name: str, command: Sequence[str], **environment: str) -> Process:
        """Start a process of the platform with a log of its own."""
        self._started += 1
        log = self.data / f"{self._started}-{name}.log"
        return await start_process(command, self.environment | environment, log)

    async def start_worker(self, **environment: str) -> Process:
        """Start a worker and wait until it works."""
        worker = await self.start("worker", (*HARKARA, "worker"), **environment)

        async def works() -> bool:
            assert worker.is_alive, worker.log.read_text()[-4000:]
            return "worker started" in worker.log.read_text()

        await until(works, START_SECONDS)
        return worker

    @asynccontextmanager
    async def workers_of(self, *environments: dict[str, str]) -> AsyncGenerator[list[Process]]:
        """Workers for the duration of the block, one per environment. Those put into the list are stopped as well."""
        workers: list[Process] = []
        try:
            workers += await asyncio.gather(*(self.start_worker(**environment) for environment in environments))
            yield workers
        finally:
            await asyncio.gather(*(worker.stop() for worker in workers))

    async def begin(self, recipients: int, rate: int, position: int = 0) -> Run:
        """Create and start a campaign on the number at `position`, which shall send `rate` a second."""
        number, template = (await self.numbers())[position], await self.template("order_shipped")
        await self.execute(
            "UPDATE whatsapp_numbers SET max_send_rate_per_sec = %s, rate_day = NULL WHERE id = %s",
            (rate, number["id"]),
        )
        after, first = await self.accepted(), self._next_recipient
        self._next_recipient += recipients
        created = await self.upload(
            csv_of(recipients, first=first), name="Faults", number_id=number["id"], template_ids=[template["id"]]
        )
        assert created.status == 201, created.body
        return Run(created.body["id"], number, recipients, first, after)

    async def numbers(self) -> list[dict[str, Any]]:
        """Return the connected numbers, in the order they were connected."""
        return sorted((await self.get("/numbers"))["items"], key=lambda number: number["id"])

    async def accepted(self) -> int:
        """Return how many messages the sandbox has accepted in all."""
        return (await self.sandbox.call("GET", "/sandbox/state")).body["accepted"]

    async def until_accepted(self, count: int, seconds: float = 60.0) -> None:
        """Wait until the sandbox has accepted so many in all."""

        async def enough() -> bool:
            return await self.accepted() >= count

        await until(enough, seconds)

    async def completed(self, run: Run) -> dict[str, Any]:
        """Wait until the campaign is completed and return it."""
        return await self.until_campaign(run.campaign_id, lambda c: c["status"] == "completed", SETTLED_WITHIN)

    async def arrivals(self, *runs: Run) -> Arrivals:
        """Return what the ledger holds of these campaigns."""
        records = (await self.sandbox.call("GET", f"/sandbox/ledger?after={min(run.after for run in runs)}")).body[
            "data"
        ]
        wanted = {f"9198{number:08}" for run in runs for number in range(run.first, run.first + run.recipients)}
        return Arrivals(record for record in records if record["to"] in wanted)

    async def sums(self, arrivals: Arrivals, *runs: Run) -> dict[str, int]:
        """Return lost, doubled, failed and unknown; a recipient Meta refused by rule is failed, not lost."""
        [row] = await self.query(
            "SELECT count(*) FILTER (WHERE status = 'failed') AS failed, "
            "count(*) FILTER (WHERE status = 'pending') AS unknown "
            "FROM campaign_contacts WHERE campaign_id = ANY(%s)",
            ([run.campaign_id for run in runs],),
        )
        recipients = sum(run.recipients for run in runs)
        return {
            "messages": recipients,
            "lost": recipients - arrivals.reached - row["failed"],
            "doubled": arrivals.doubled,
            "failed": row["failed"],
            "unknown": row["unknown"],
        }

    async def in_hand(self, within: float = STUCK_AFTER) -> int:
        """Return how many messages were claimed within the last seconds and are not settled."""
        [row] = await self.query(
            "SELECT count(*) AS n FROM send_queue "
            "WHERE state = 'processing' AND claimed_at > now() - make_interval(secs => %s)",
            (float(within),),
        )
        return row["n"]

    async def struck(self) -> int:
        """Return how often the faults in force have struck."""
        return sum(fault["struck"] for fault in (await self.sandbox.call("GET", "/sandbox/state")).body["faults"])

    async def clear_faults(self) -> None:
        await self.sandbox.call("DELETE", "/sandbox/faults")

    def use(self, url: str) -> None:
        """Let processes that are started from now on work on another database, and the tests look there."""
        self.url = self.environment["DATABASE_URL"] = url

    async def restart_api(self) -> None:
        """Start the API that was stopped again, on the database of now."""
        api = self.lasting[1]
        api.popen = (await start_process((*HARKARA, "api"), self.environment, api.log)).popen
        await until(self.answers, START_SECONDS)

    async def restart_postgres(self) -> None:
        """Stop the server and start it again with what its configuration says by now."""
        await shut_down(self.data / "postgres" / "data")
        await self.postgres.start()

    async def answers(self) -> bool:
        """Say whether sandbox and API answer."""
        return await _are_up(self, self.lasting)

    async def query(self, statement: str, parameters: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """Read from the database."""
        async with await psycopg.AsyncConnection.connect(self.url, autocommit=True, row_factory=dict_row) as connection:
            return await (await connection.execute(statement, parameters)).fetchall()  # pyright: ignore[reportArgumentType]

    async def execute(self, statement: str, parameters: tuple[Any, ...] = ()) -> None:
        """Change something in the database."""
        async with await psycopg.AsyncConnection.connect(self.url, autocommit=True) as connection:
            await connection.execute(statement, parameters)  # pyright: ignore[reportArgumentType]

    async def connect_number(self, number: dict[str, Any], token: str = TOKEN) -> None:
        """Connect a number of the sandbox's, or give a connected one a new token, as the admin would."""
        answer = await self.call(
            "POST",
            "/numbers",
            {
                "display_name": number["display_name"],
                "phone_number_id": number["phone_number_id"],
                "access_token": token,
            },
        )
        assert answer.status in (200, 201), answer.content

    async def connect_all(self) -> None:
        """Connect every number of the sandbox."""
        state = (await self.sandbox.call("GET", "/sandbox/state")).body
        for number in state["wabas"][0]["numbers"]:
            await self.connect_number({"display_name": number["verified_name"], "phone_number_id": number["id"]})


async def start_process(command: Sequence[str], environment: dict[str, str], log: Path) -> Process:
    """Start a process whose output goes to `log`."""
    with log.open("ab") as output:
        popen = await asyncio.to_thread(
            subprocess.Popen[bytes], list(command), env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    return Process(popen, log)


@asynccontextmanager
async def running_fleet(data: Path) -> AsyncGenerator[Fleet]:
    """Run Postgres, sandbox and API, with a signed-in admin and connected numbers; stop all of it afterwards."""
    postgres, port = EmbeddedPostgres(data), free_port_pair()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(postgres.stop)
        url = await postgres.start()
        await migrate(url)
        settings = Settings(admin_email=EMAIL, admin_password=PASSWORD, data_dir=data)  # pyright: ignore[reportArgumentType]
        await ensure_somebody_can_sign_in(settings, url)
        environment = _environment(data, url, port)
        sandbox = [sys.executable, "-m", "harkara_sandbox", "--port", str(port + 1), "--numbers", str(NUMBERS)]
        processes = [
            await start_process(sandbox, environment, data / "sandbox.log"),
            await start_process((*HARKARA, "api"), environment, data / "api.log"),
        ]
        for process in processes:
            stack.push_async_callback(process.stop)
        client = await stack.enter_async_context(ClientBuilder().build())
        signs_in = environment | {
            "ADMIN_PASSWORD": PASSWORD
        }  # the account is there already: our processes need not know
        fleet = Fleet(processes[1].popen, signs_in, client, port, data / "api.log")
        fleet.data, fleet.environment, fleet.postgres, fleet.url = data, environment, postgres, url
        fleet.meta_port, fleet.lasting = port + 1, processes
        await until(lambda: _are_up(fleet, processes), START_SECONDS)
        await fleet.sign_in()
        await calm(fleet)
        async with fleet.workers_of({}):  # a first worker fetches the templates
            await fleet.connect_all()
            await fleet.template("order_shipped")
        yield fleet


async def calm(fleet: Fleet) -> None:
    """Take every fault away and let Meta behave as on a good day."""
    await fleet.clear_faults()
    await fleet.behave(time_scale=0.1, fail_share=0.0, latency=list(LATENCY), read_share=0.0, retry_scale=0.02)


def _environment(data: Path, url: str, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "USER", "PYTHONPATH")}
    secret, word = "fault-tests-secret", "fault-tests-word"
    return kept | {
        "PORT": str(port),
        "DATA_DIR": str(data),
        "DATABASE_URL": url,
        "GRAPH_API_URL": f"http://127.0.0.1:{port + 1}",
        "STUCK_AFTER_SECONDS": str(STUCK_AFTER),
        "ENCRYPTION_KEY": base64.b64encode(bytes(range(32))).decode(),
        "META_APP_SECRET": secret,
        "META_WEBHOOK_VERIFY_TOKEN": word,
        "SANDBOX_APP_SECRET": secret,
        "SANDBOX_VERIFY_TOKEN": word,
        "SANDBOX_WEBHOOK_URL": f"http://127.0.0.1:{port}/webhooks/whatsapp",
    }


async def _are_up(fleet: Fleet, processes: Sequence[Process]) -> bool:
    for process in processes:
        assert process.is_alive, process.log.read_text()[-4000:]
    try:
        answers = [await fleet.web.call("GET", "/healthz"), await fleet.sandbox.call("GET", "/sandbox/state")]
    except PyreqwestError:
        return False
    return all(answer.status == 200 for answer in answers)
