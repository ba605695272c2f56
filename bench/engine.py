"""An installation for benchmarks: database, numbers with running campaigns, and real worker processes."""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path

import psutil
import uvloop
from sqlalchemy import text

from harkara.core.numbers.credentials import seal_token
from harkara.core.sender.service import wake
from harkara.embedded.postgres import embedded_postgres
from harkara.entrypoints import wiring
from harkara.entrypoints.migrate import migrate
from harkara.entrypoints.worker import run_worker
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.local_secrets import with_local_secrets
from harkara.kit.logging import configure_logging
from harkara.kit.settings import Settings
from instant_sender import InstantSender

CAMPAIGN = """
WITH number AS (
    INSERT INTO whatsapp_numbers
        (display_name, phone_number_id, waba_id, access_token_encrypted, throughput_level, max_send_rate_per_sec)
    VALUES (:name, :phone_number_id, '102290129340398', :token, 'HIGH', :rate) RETURNING id
), template AS (
    INSERT INTO templates (meta_id, waba_id, name, language, status, category, components, variable_count, is_quarantined)
    VALUES (:phone_number_id, '102290129340398', :name, 'en', 'APPROVED', 'UTILITY',
            '[{"type": "BODY", "text": "Dear {{1}}, your order {{2}} comes on {{3}}."}]', 3, false) RETURNING id
), campaign AS (
    INSERT INTO campaigns (name, number_id, status, has_media_column, variable_columns, total_contacts,
                           valid_contacts, invalid_contacts, queued_at, started_at, running_since)
    SELECT :name, id, 'running', false, 3, :recipients, :recipients, 0, now(), now(), now() FROM number RETURNING id, number_id
), batch AS (
    INSERT INTO campaign_templates (campaign_id, template_id, position, status, contact_count)
    SELECT campaign.id, template.id, 0, 'ready', :recipients FROM campaign, template RETURNING id, campaign_id
), recipient AS (
    INSERT INTO campaign_contacts (campaign_id, batch_id, row_number, phone, variables, status)
    SELECT batch.campaign_id, batch.id, i + 1, '9198' || lpad((:first + i)::text, 8, '0'),
           ARRAY['Asha', 'A-' || i, 'Tuesday'], 'pending'
    FROM batch, generate_series(1, :recipients) i RETURNING id, campaign_id, batch_id, phone
), customer AS (
    INSERT INTO contacts (wa_id) SELECT phone FROM recipient
), queued AS (
    INSERT INTO send_queue (contact_id, number_id, campaign_id, batch_id, state)
    SELECT r.id, c.number_id, r.campaign_id, r.batch_id, 'ready' FROM recipient r JOIN campaign c ON c.id = r.campaign_id
)
SELECT number_id FROM campaign
"""


@asynccontextmanager
async def installation(graph_url: str, kept: Path | None = None) -> AsyncGenerator[tuple[Settings, str]]:
    """Run an embedded PostgreSQL with our tables; yield settings that send to `graph_url`, and the database's URL.

    Everything is in the folder `kept`, which is still there afterwards; without one it is made and removed.
    """
    with tempfile.TemporaryDirectory() if kept is None else nullcontext(kept) as folder:
        settings = with_local_secrets(
            Settings(
                data_dir=Path(folder),
                graph_api_url=graph_url,
                database_url=None,
                supabase_url=None,
                meta_access_token="BENCH-TOKEN",
                log_level="WARNING",
            )
        )
        async with embedded_postgres(Path(folder, "database")) as url:
            await migrate(url)
            yield settings, url


async def start_campaigns(settings: Settings, url: str, *, numbers: int, recipients: int, rate: int) -> None:
    """Make numbers, each with a running campaign of `recipients` messages that are ready to leave, and wake their runners."""
    assert settings.encryption_key is not None
    box = SecretBox(settings.encryption_key.get_secret_value())
    database = Database(url)
    jobs = JobQueue()
    made: list[int] = []
    for serial in range(numbers):
        phone_number_id = f"10654035224{serial:04}"
        async with database.transaction() as session:
            number_id = await session.scalar(
                text(CAMPAIGN),
                {
                    "name": f"bench_{serial}",
                    "phone_number_id": phone_number_id,
                    "token": seal_token(box, phone_number_id, "BENCH-TOKEN"),
                    "rate": rate,
                    "recipients": recipients,
                    "first": serial * recipients,
                },
            )
            made.append(number_id)
    async with database.engine.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(text("VACUUM ANALYZE"))
    async with database.transaction() as session:
        for number_id in made:
            await wake(session, jobs, number_id)
    await database.close()


async def sent(database: Database) -> int:
    """Return how many messages are recorded as sent."""
    async with database.transaction() as session:
        return await session.scalar(text("SELECT coalesce(sum(total_sent), 0)::bigint FROM campaign_templates")) or 0


async def until_sent(database: Database, wanted: int) -> int:
    """Wait until at least `wanted` messages are recorded as sent; return how many are."""
    while True:
        count = await sent(database)
        if count >= wanted:
            return count
        await asyncio.sleep(0.02)


@contextmanager
def workers(
    count: int, settings: Settings, url: str, *, profile: Path | None = None, client: str = "pyreqwest"
) -> Generator[list[psutil.Process]]:
    """Run worker processes; stop them as an operator does, with SIGTERM."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=work, args=(settings, url, profile, client)) for _ in range(count)]
    for process in processes:
        process.start()
    try:
        yield [psutil.Process(process.pid) for process in processes]
    finally:
        for process in processes:
            process.terminate()
            process.join(20)


def work(settings: Settings, url: str, profile: Path | None, client: str) -> None:
    """Be a worker, under cProfile if asked."""
    if client == "instant":
        wiring.MessageSender = InstantSender  # type: ignore[assignment,misc] - see there
    elif client == "aiohttp":
        from aiohttp_sender import AiohttpSender

        wiring.MessageSender = AiohttpSender  # type: ignore[assignment,misc] - the same interface, for this comparison only
    raise_open_files()
    configure_logging("WARNING")
    if profile is None:
        uvloop.run(run_worker(settings, url))
        return
    import cProfile

    profiler = cProfile.Profile()
    profiler.enable()
    uvloop.run(run_worker(settings, url))
    profiler.disable()
    profiler.dump_stats(profile)


def raise_open_files() -> None:
    """Allow as many open sockets as the system does."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def spent_by_ended_children() -> float:
    """Return the CPU seconds of all processes this one has started and seen end. Only that is exact on every kernel."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def spent_by_postgres(data_dir: Path) -> float:
    """Return the CPU seconds of all sessions of the server that have ended."""
    [pid_file] = Path(data_dir).rglob("postmaster.pid")
    times = psutil.Process(int(pid_file.read_text().splitlines()[0])).cpu_times()
    return times.children_user + times.children_system
