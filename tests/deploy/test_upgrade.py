"""upgrade.sh on a running installation: another version in the middle of a campaign, back again, and what it refuses."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from tests.acceptance.platform import until
from tests.deploy.installation import APIS, WORKERS, Installation, installed, place
from tests.deploy.posting import posting
from tests.deploy.releases import REVISION, Wheels, build_wheels, virtual_environment
from tests.faults.figures import report
from tests.faults.fleet import START_SECONDS

ROOT = Path(__file__).parents[2]
UPGRADE = ROOT / "deploy/upgrade.sh"
LONGEST_CAMPAIGN = 300
MINUTES = 10 * 60

pytestmark = [pytest.mark.deploy, pytest.mark.timeout(2 * MINUTES)]


@pytest.fixture(scope="module")
async def wheels(tmp_path_factory: pytest.TempPathFactory) -> Wheels:
    return await build_wheels(tmp_path_factory.mktemp("wheels"))


@pytest.fixture(scope="module")
async def here(wheels: Wheels) -> AsyncGenerator[Installation]:
    with place() as folder:
        release = folder / "home/releases/8.0.0"
        release.parent.mkdir(parents=True)
        await virtual_environment(release, wheels.first)
        async with installed(folder, release=release) as installation:
            yield installation


async def test_another_version_in_the_middle_of_a_campaign_and_back(here: Installation, wheels: Wheels) -> None:
    assert await versions(here) == {"8.0.0"}
    told, upgraded = await changed_under_load(here, "upgrade", "--wheel", wheels.same_tables)
    assert "Backup" in told
    assert len(list((here.data / "backups").glob("harkara-*.zip"))) == 1
    assert upgraded == {"8.0.1"}

    told, back = await changed_under_load(here, "rollback", "--rollback")
    assert back == {"8.0.0"}
    assert "8.0.1 is the former one" in told


async def test_a_version_whose_apis_do_not_come_up_is_taken_back(here: Installation) -> None:
    """It is installed, it says its version and migrates; what it cannot do is serve."""
    program = made_release(here, "8.0.2", 'case "$1" in api) echo "cannot serve"; exit 1;; *) exec {good} "$@";; esac')
    wheel = here.home / "harkara-8.0.2-py3-none-any.whl"
    async with posting(here) as posts:
        ended = await here.attempt(UPGRADE, "--wheel", wheel, seconds=MINUTES, HARKARA_READY_SECONDS="5")
    assert ended.returncode == 1
    assert "the new version failed, 8.0.0 runs again" in ended.stdout
    assert posts.refused == []
    await until(here.is_ready, START_SECONDS)
    assert await versions(here) == {"8.0.0"}
    shutil.rmtree(program.parents[1])


async def test_what_fails_before_the_switch_changes_nothing(here: Installation, wheels: Wheels) -> None:
    before = await here.pids()
    broken = here.home / "lock.txt"
    broken.write_text("harkara-does-not-exist==1.0 --hash=sha256:" + 64 * "0")
    for words in (["--wheel", "nowhere.whl"], ["--wheel", wheels.more_tables, "--requirements", broken], ["--upwards"]):
        ended = await here.attempt(UPGRADE, *words, seconds=MINUTES)
        assert ended.returncode, words
    assert await here.pids() == before
    assert await versions(here) == {"8.0.0"}


async def test_a_version_with_other_tables_is_taken_under_load_and_cannot_be_rolled_back(
    here: Installation, wheels: Wheels
) -> None:
    _, upgraded = await changed_under_load(here, "upgrade with a migration", "--wheel", wheels.more_tables)
    assert upgraded == {"8.1.0"}
    [row] = await here.query("SELECT version_num FROM harkara.alembic_version")
    assert row["version_num"] == REVISION

    refused = await here.attempt(UPGRADE, "--rollback")
    assert refused.returncode == 1
    assert f"the tables are of revision {REVISION}, 8.0.0 was made for" in refused.stdout
    assert await versions(here) == {"8.1.0"}
    # The embedded server goes on from 8.0.0, which is the former release; 8.0.1 is neither in use nor the former one.
    assert sorted(path.name for path in (here.home / "releases").iterdir()) == ["8.0.0", "8.1.0"]


async def test_the_release_that_postgresql_still_runs_from_stays(here: Installation) -> None:
    """Its server was started from 8.0.0 and has lived through every reload; its files must not be taken away under it."""
    program = made_release(here, "8.2.0", 'exec {good} "$@"')
    told = await here.run(UPGRADE, "--wheel", program.parents[3] / "harkara-8.2.0-py3-none-any.whl", seconds=MINUTES)
    assert "Release 8.0.0 stays: the embedded PostgreSQL runs from it" in told
    assert sorted(path.name for path in (here.home / "releases").iterdir()) == ["8.0.0", "8.1.0", "8.2.0"]


def made_release(here: Installation, version: str, script: str) -> Path:
    """Make a release whose program does as the script says, {good} being that of the current release; return the program."""
    program = here.home / "releases" / version / "bin/harkara"
    program.parent.mkdir(parents=True)
    good = (here.home / "current").resolve() / "bin/harkara"
    program.write_text("#!/bin/sh\n" + script.format(good=good) + "\n")
    program.chmod(0o755)
    (program.parents[1] / ".complete").touch()
    (here.home / f"harkara-{version}-py3-none-any.whl").touch()
    return program


async def changed_under_load(here: Installation, what: str, *words: str | Path) -> tuple[str, set[str]]:
    """Run upgrade.sh while a campaign sends and webhooks come; nothing may be lost, doubled or refused."""
    rate, before = 100, (await here.sandbox.call("GET", "/sandbox/webhooks")).body["retried"]
    releases = await complete_releases(here)
    async with posting(here) as posts:
        upgrading = asyncio.create_task(here.run(UPGRADE, *words, seconds=MINUTES))
        if "--wheel" in words:  # packages take their time, and are only put beside what runs
            await until(lambda: has_another(here, releases), MINUTES)
        run = await here.begin(recipients=rate * 90, rate=rate)
        told = await upgrading
        was_sending = (await here.campaign(run.campaign_id))["status"]
    await until(here.is_ready, START_SECONDS)
    await here.until_campaign(run.campaign_id, lambda campaign: campaign["status"] == "completed", LONGEST_CAMPAIGN)
    sums = await here.sums(await here.arrivals(run), run)
    delivery = (await here.sandbox.call("GET", "/sandbox/webhooks")).body
    refused, unstored = len(posts.refused) + delivery["retried"] - before, await posts.unstored(here)
    slowest = round(max(posts.seconds), 3)
    report(what, runs=1, rate=rate, **sums, webhooks_refused=refused, unstored=unstored, slowest_webhook_s=slowest)
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert was_sending == "running"  # backup, tables and reload fell into the campaign
    assert refused == unstored == 0, (posts.refused[:5], delivery["last_error"])
    return told, await versions(here)


async def has_another(here: Installation, releases: set[Path]) -> bool:
    return await complete_releases(here) > releases


async def complete_releases(here: Installation) -> set[Path]:
    return set((here.home / "releases").glob("*/.complete"))


async def versions(here: Installation) -> set[str]:
    """Return which versions the processes said they are, when they started last."""
    found = set[str]()
    for name in (*APIS, *WORKERS):
        lines = [json.loads(line) for line in here.log_of(name).splitlines() if line.startswith("{")]
        found.add([line["version"] for line in lines if line["event"] in ("api starts", "worker starts")][-1])
    return found
