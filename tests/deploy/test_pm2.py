"""The platform under PM2: reloaded in the middle of a campaign, gone without a word and back after a boot."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
from tests.acceptance.platform import until
from tests.deploy.installation import APIS, WORKERS, Installation
from tests.deploy.posting import posting
from tests.faults.figures import report
from tests.faults.fleet import START_SECONDS
from tests.faults.scale import JITTER, sized

LONGEST_CAMPAIGN = 300
MEMORY_LOOK_SECONDS = 30.0
pytestmark = [pytest.mark.deploy, pytest.mark.timeout(600)]


async def test_a_reload_in_the_middle_of_a_campaign(here: Installation) -> None:
    """Nothing lost, nothing doubled, no webhook refused; every process is another one afterwards."""
    rate, reloads, before = 500, sized(1, 3), await here.pids()
    refused_by_then = (await here.sandbox.call("GET", "/sandbox/webhooks")).body["retried"]
    run = await here.begin(recipients=rate * sized(60, 200), rate=rate)
    await here.until_accepted(run.after + 2 * rate)
    took = list[float]()
    async with posting(here) as posts:
        began = time.monotonic()
        for _ in range(reloads):
            asked = time.monotonic()
            await here.pm2("reload", "all")
            took.append(time.monotonic() - asked)
        ended = time.monotonic()
    was_sending = (await here.campaign(run.campaign_id))["status"]
    await here.until_campaign(run.campaign_id, lambda campaign: campaign["status"] == "completed", LONGEST_CAMPAIGN)
    arrivals = await here.arrivals(run)
    sums = await here.sums(arrivals, run)
    delivery = (await here.sandbox.call("GET", "/sandbox/webhooks")).body
    moments = [moment for moment in arrivals.moments if began <= moment <= ended]

    report(
        "pm2 reload all",
        runs=reloads,
        rate=rate,
        **sums,
        webhooks=delivery["acknowledged"] + len(posts.seconds),
        webhooks_refused=len(posts.refused) + delivery["retried"] - refused_by_then,
        webhooks_unstored=await posts.unstored(here),
        slowest_webhook_s=round(max(posts.seconds), 3),
        longest_pause_s=round(max(later - earlier for earlier, later in pairwise(moments)), 2),
        reload_s=round(max(took), 1),
        max_per_second=arrivals.fullest_second(),
    )
    assert was_sending == "running"  # the whole reload fell into the campaign
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert posts.refused == []
    assert delivery["retried"] == refused_by_then, delivery["last_error"]
    assert await posts.unstored(here) == 0
    assert arrivals.fullest_second() <= rate * JITTER
    after = await here.pids()
    assert all(after[name] != before[name] for name in (*APIS, *WORKERS))


async def test_the_machine_goes_down_in_the_middle_of_a_campaign_and_boots(here: Installation) -> None:
    """Everything is killed at once, PM2 and PostgreSQL too. `pm2 resurrect` is what the unit of `pm2 startup` runs at boot."""
    rate = 100
    run = await here.begin(recipients=rate * 10, rate=rate)
    await here.until_accepted(run.after + 2 * rate)
    pids = [int((here.home / ".pm2/pm2.pid").read_text()), *(await here.pids()).values(), _postmaster(here.data)]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    await until(lambda: _all_ended(pids), 10)

    booted = time.monotonic()
    await here.pm2("resurrect")
    await until(here.is_ready, START_SECONDS)
    ready_after = time.monotonic() - booted
    await here.completed(run)
    sums = await here.sums(await here.arrivals(run), run)

    report("boot after a crash", runs=1, rate=rate, **sums, ready_s=round(ready_after, 1))
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert set(await here.processes()) == {*APIS, *WORKERS, "pm2-logrotate"}


async def test_nothing_of_the_shell_that_administers_reaches_a_process_or_the_saved_list(here: Installation) -> None:
    for name, pid in (await here.pids()).items():
        environment = psutil.Process(pid).environ()
        assert "OPENAI_API_KEY" not in environment, name
        assert environment.get("PORT") != "1", name
    saved = (here.home / ".pm2/dump.pm2").read_text()
    assert "of somebody else" not in saved
    assert "secret-of-the-app" not in saved  # it stays in .env


async def test_a_stop_is_gentle(here: Installation) -> None:
    """PM2 asks with SIGINT; each process ends by itself and well, long before PM2 would kill it."""
    for name in (APIS[0], WORKERS[0]):
        await here.pm2("restart", name)
        assert (await here.processes())[name]["pm2_env"]["exit_code"] == 0, here.log_of(name)[-2000:]
    assert "SIGKILL" not in (here.home / ".pm2/pm2.log").read_text()
    await until(here.is_ready, START_SECONDS)


async def test_one_that_grows_too_big_is_started_anew_and_ends_gently(here: Installation) -> None:
    """PM2 looks every half minute. The limit is the only thing that differs from the file that is installed."""
    small, name = here.home / "small.config.cjs", WORKERS[1]
    small.write_text((here.home / "ecosystem.config.cjs").read_text().replace('"900M"', '"10M"'))
    await here.pm2("startOrReload", small, "--only", name)
    before = await here.pids()

    async def is_another() -> bool:
        return (await here.pids())[name] not in (0, before[name])

    await until(is_another, 2 * MEMORY_LOOK_SECONDS)
    assert (await here.processes())[name]["pm2_env"]["exit_code"] == 0, here.log_of(name)[-2000:]
    assert "SIGKILL" not in (here.home / ".pm2/pm2.log").read_text()
    await here.run(here.home / "bin/harkara-reload")
    await until(here.is_ready, START_SECONDS)


async def test_a_process_that_is_killed_is_back(here: Installation) -> None:
    before = await here.pids()
    os.kill(before[APIS[1]], signal.SIGKILL)

    async def is_another() -> bool:
        return (await here.pids())[APIS[1]] not in (0, before[APIS[1]])

    await until(is_another, START_SECONDS)
    await until(here.is_ready, START_SECONDS)


async def test_an_embedded_database_that_ended_is_started_again_by_those_who_use_it(here: Installation) -> None:
    pid = _postmaster(here.data)
    os.kill(pid, signal.SIGKILL)

    async def is_another() -> bool:
        file = here.data / "postgres/data/postmaster.pid"
        return file.exists() and _postmaster(here.data) != pid and await here.is_ready()

    await until(is_another, START_SECONDS)


def _postmaster(data: Path) -> int:
    return int((data / "postgres/data/postmaster.pid").read_text().split()[0])


async def _all_ended(pids: list[int]) -> bool:
    await asyncio.sleep(0)
    return not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in pids)
