"""upgrade.sh on a running installation: another version in the middle of a campaign, back again, and what it refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from tests.acceptance.platform import until
from tests.deploy.balancer import NGINX
from tests.deploy.installation import APIS, WORKERS, Installation, installed, place
from tests.deploy.posting import posting
from tests.deploy.releases import REVISION, Wheels, build_wheels, virtual_environment
from tests.faults.figures import report
from tests.faults.fleet import START_SECONDS

ROOT = Path(__file__).parents[2]
UPGRADE = ROOT / "deploy/upgrade.sh"
LONGEST_CAMPAIGN = 300
MINUTES = 10 * 60

pytestmark = [
    pytest.mark.deploy,
    pytest.mark.timeout(2 * MINUTES),
    pytest.mark.skipif(not NGINX, reason="Nginx is not installed"),
]


@pytest.fixture(scope="module")
async def wheels(tmp_path_factory: pytest.TempPathFactory) -> Wheels:
    if not (ROOT / "web/dist/index.html").is_file():
        pytest.skip("the dashboard is not built: make web/dist/index.html")
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
    release = here.home / "releases/8.0.2"
    (release / "bin").mkdir(parents=True)
    (release / ".complete").touch()
    program = release / "bin/harkara"
    good = (here.home / "current").resolve() / "bin/harkara"
    program.write_text(f'#!/bin/sh\ncase "$1" in api) echo "cannot serve"; exit 1;; *) exec {good} "$@";; esac\n')
    program.chmod(0o755)
    wheel = here.home / "harkara-8.0.2-py3-none-any.whl"
    wheel.touch()
    async with posting(here) as posts:
        ended = await here.attempt(UPGRADE, "--wheel", wheel, seconds=MINUTES, HARKARA_READY_SECONDS="5")
    assert ended.returncode == 1
    assert "the new version failed, 8.0.0 runs again" in ended.stdout
    assert posts.refused == []
    assert await versions(here) == {"8.0.0"}
    shutil.rmtree(release)


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


async def changed_under_load(here: Installation, what: str, *words: str | Path) -> tuple[str, set[str]]:
    """Run upgrade.sh while a campaign sends and webhooks come; nothing may be lost, doubled or refused."""
    rate, before = 100, (await here.sandbox.call("GET", "/sandbox/webhooks")).body["retried"]
    run = await here.begin(recipients=rate * 90, rate=rate)
    async with posting(here) as posts:
        told = await here.run(UPGRADE, *words, seconds=MINUTES)
    await until(here.is_ready, START_SECONDS)
    await here.until_campaign(run.campaign_id, lambda campaign: campaign["status"] == "completed", LONGEST_CAMPAIGN)
    sums = await here.sums(await here.arrivals(run), run)
    delivery = (await here.sandbox.call("GET", "/sandbox/webhooks")).body
    refused, unstored = len(posts.refused) + delivery["retried"] - before, await posts.unstored(here)
    slowest = round(max(posts.seconds), 3)
    report(what, runs=1, rate=rate, **sums, webhooks_refused=refused, unstored=unstored, slowest_webhook_s=slowest)
    assert sums["lost"] == sums["doubled"] == sums["unknown"] == sums["failed"] == 0
    assert refused == unstored == 0, (posts.refused[:5], delivery["last_error"])
    return told, await versions(here)


async def versions(here: Installation) -> set[str]:
    """Return which versions the processes said they are, when they started last."""
    found = set[str]()
    for name in (*APIS, *WORKERS):
        lines = [json.loads(line) for line in here.log_of(name).splitlines() if line.startswith("{")]
        found.add([line["version"] for line in lines if line["event"] in ("api starts", "worker starts")][-1])
    return found
