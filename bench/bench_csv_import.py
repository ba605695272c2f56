"""100,000 rows by upload through the real API into the embedded PostgreSQL: seconds until stored and queued, memory, gaps.

The server runs in a process of its own, so that neither the upload nor the measuring disturbs it. The worst gap is the
longest time its event loop did not turn; while it lasts no other request is answered.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import multiprocessing
import re
import socket
import statistics
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import uvicorn
import uvloop
from rich.console import Console
from rich.table import Table

from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template
from harkara.embedded.auth.passwords import Passwords
from harkara.embedded.auth.users import create_user
from harkara.embedded.postgres import embedded_postgres
from harkara.entrypoints.api import create_app
from harkara.entrypoints.migrate import migrate
from harkara.kit.db import Database
from harkara.kit.local_secrets import with_local_secrets
from harkara.kit.settings import Settings

ROWS = 100_000
RUNS = 5
EMAIL, PASSWORD = "bench@example.in", "seven monsoon umbrellas"
WABA = "102290129340398"
SETTINGS = {"admin_email": EMAIL, "database_url": None, "supabase_url": None, "graph_api_url": None}


@dataclass
class Run:
    """What one upload cost."""

    seconds: float
    memory_mb: float
    worst_gap_ms: float


def serve(database_url: str, data_dir: Path, listener: socket.socket, worst_gap: Synchronized[float]) -> None:
    """Run the API until killed, noting in `worst_gap` (seconds) how long its event loop stood still."""
    app = create_app(with_local_secrets(Settings(data_dir=data_dir, **SETTINGS)), database_url)

    async def watch() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            worst_gap.value = max(worst_gap.value, time.perf_counter() - before - 0.001)

    async def work() -> None:
        watching = asyncio.create_task(watch())
        await uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).serve(sockets=[listener])
        watching.cancel()

    uvloop.run(work())


async def prepare(url: str) -> tuple[list[int], int]:
    """Make the tables, the admin, a number per run, and a template with an image and three variables; return the ids."""
    await migrate(url)
    database = Database(url)
    async with database.transaction() as session:
        await create_user(session, Passwords(), EMAIL, PASSWORD)
        numbers = [
            WhatsAppNumber(display_name=f"Bench {run}", phone_number_id=f"10654035224292{run}", waba_id=WABA)
            for run in range(RUNS)
        ]
        template = Template(
            meta_id="1387372356726668",
            waba_id=WABA,
            name="order_update",
            language="en",
            status="APPROVED",
            category="UTILITY",
            components=[
                {"type": "HEADER", "format": "IMAGE"},
                {"type": "BODY", "text": "Dear {{1}}, {{2}} arrives on {{3}}."},
            ],
            variable_count=3,
            header_format="IMAGE",
            is_quarantined=False,
        )
        session.add_all([*numbers, template])
        await session.flush()
        ids = [number.id for number in numbers], template.id
    await database.close()
    return ids


def make_upload(number_id: int, template_id: int) -> bytes:
    """Return the body a browser would send."""
    fields = {"name": "Bench", "number_id": number_id, "template_ids": template_id}
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    head = '--b\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\nContent-Type: text/csv\r\n\r\n'
    rows = "".join(
        f"9198{row:08},https://cdn.example.in/media/{row % 50}.jpg,Asha Kumari {row},Order {row},2026-11-24\r\n"
        for row in range(ROWS)
    )
    return "".join([*parts, head, "Phone,{{Media}},{{1}},{{2}},{{3}}\r\n", rows, "\r\n--b--\r\n"]).encode()


def request(port: int, path: str, body: bytes, headers: dict[str, str]) -> dict[str, object]:
    """POST and return the JSON answer; raise if it is a refusal."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", path, body, headers)
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    if response.status >= 300:
        raise RuntimeError(f"{path}: {response.status} {answer}")
    return answer


def memory_mb(pid: int, line: str) -> float:
    """Return a figure of a process's memory, e.g. VmRSS or VmHWM."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"{line}:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024


def measure(port: int, pid: int, token: str, upload: bytes, worst_gap: Synchronized[float]) -> Run:
    """Upload once and return what it cost the server."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # resets VmHWM, the peak
    before = memory_mb(pid, "VmRSS")
    worst_gap.value = 0.0
    started = time.perf_counter()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=b"}
    campaign = request(port, "/api/campaigns", upload, headers)
    seconds = time.perf_counter() - started
    assert (campaign["valid_contacts"], campaign["status"]) == (ROWS, "queued")
    return Run(seconds, memory_mb(pid, "VmHWM") - before, worst_gap.value * 1000)


def report(runs: list[Run], upload_mb: float) -> None:
    """Print one JSON line and one table."""
    seconds = statistics.median(run.seconds for run in runs)
    figures = {
        "benchmark": "csv_import",
        "rows": ROWS,
        "upload_mb": round(upload_mb, 1),
        "runs": len(runs),
        "seconds_median": round(seconds, 3),
        "seconds_worst": round(max(run.seconds for run in runs), 3),
        "rows_per_second": round(ROWS / seconds),
        "memory_growth_mb": round(max(run.memory_mb for run in runs), 1),
        "worst_loop_gap_ms": round(max(run.worst_gap_ms for run in runs), 1),
    }
    print(json.dumps(figures))
    table = Table("What", "Measured", "Wanted", title=f"CSV of {ROWS:,} rows ({upload_mb:.1f} MB), {len(runs)} uploads")
    table.add_row("upload → stored and queued, median", f"{seconds:.2f} s", "≤ 2 s")
    table.add_row("the slowest", f"{figures['seconds_worst']:.2f} s", "")
    table.add_row("rows per second", f"{figures['rows_per_second']:,}", "")
    table.add_row("peak memory growth", f"{figures['memory_growth_mb']:.0f} MB", "≤ 150 MB")
    table.add_row("longest stop of the event loop", f"{figures['worst_loop_gap_ms']:.0f} ms", "< 50 ms")
    Console().print(table)


async def main() -> None:
    """Start the parts, upload a few times, print."""
    with (
        tempfile.TemporaryDirectory(prefix="harkara-bench-") as folder,
        socket.create_server(("127.0.0.1", 0)) as listener,
    ):
        async with embedded_postgres(Path(folder)) as url:
            number_ids, template_id = await prepare(url)
            uploads = [make_upload(number_id, template_id) for number_id in number_ids]
            processes = multiprocessing.get_context("spawn")
            worst_gap = processes.Value("d", 0.0)
            server = processes.Process(target=serve, args=(url, Path(folder), listener, worst_gap), daemon=True)
            server.start()
            port, pid = listener.getsockname()[1], server.pid
            assert pid
            signed_in = request(
                port,
                "/auth/v1/token?grant_type=password",
                json.dumps({"email": EMAIL, "password": PASSWORD}).encode(),
                {"Content-Type": "application/json", "apikey": "bench"},
            )
            token = str(signed_in["access_token"])
            runs = [measure(port, pid, token, upload, worst_gap) for upload in uploads]
            report(runs, len(uploads[0]) / 1e6)
            server.terminate()
            server.join()


if __name__ == "__main__":
    asyncio.run(main())
