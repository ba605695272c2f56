"""T6: tokens end, signing keys change and cannot be asked for, the admin is removed, while dashboards are open.

They are the real client with the dashboard's own answer to a refused token; the project is a stand-in.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.acceptance.platform import until
from tests.faults.figures import report
from tests.faults.scale import sized
from tests.node_process import NodeProcess
from tests.serving import Web, serving
from tests.supabase.fake_project import PUBLIC_KEY, FakeProject, new_key
from tests.supabase.signing_in import SigningIn
from tests.supabase.test_tokens import settings_for, status

from harkara.entrypoints.api import create_app

pytestmark = pytest.mark.faults

ROOT = Path(__file__).parents[2]
NODE = ROOT / ".venv" / "bin" / "node"
DASHBOARDS = sized(10, 50)
REVOKED_WITHIN = 30.0
PATIENCE = 60.0


@dataclass
class Dashboards(NodeProcess):
    """The process that plays them, and all it has told so far."""

    process: asyncio.subprocess.Process
    statuses: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__(self.process)

    async def look(self) -> tuple[Counter[str], Counter[str]]:
        """Return what was answered to them since the last look, and what happened to their sessions."""
        await self.do("look")
        told = await self.hear()
        statuses, events = Counter(told["statuses"]), Counter(told["events"])
        self.statuses += statuses
        self.events += events
        return statuses, events

    async def until_seen(self, wanted: Callable[[Counter[str], Counter[str]], bool]) -> None:
        """Look until what has come since now is as wanted."""
        await self.look()
        statuses, events = Counter[str](), Counter[str]()

        async def is_seen() -> bool:
            more = await self.look()
            statuses.update(more[0])
            events.update(more[1])
            return wanted(statuses, events)

        await until(is_seen, PATIENCE)


@asynccontextmanager
async def dashboards(project: str, api: str) -> AsyncGenerator[Dashboards]:
    node = str(NODE) if NODE.exists() else shutil.which("node")
    if node is None or not (ROOT / "web/node_modules/@supabase").exists():
        pytest.skip("needs Node and the dashboard's packages: make web/node_modules/.stamp")
    process = await asyncio.create_subprocess_exec(
        node,
        "--experimental-strip-types",
        "--disable-warning=ExperimentalWarning",
        str(Path(__file__).with_name("open_dashboards.mjs")),
        str(ROOT / "web" / "package.json"),
        str(ROOT / "web/src/features/session/refused-token.ts"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    opened = Dashboards(process)
    try:
        await opened.do("open", count=DASHBOARDS, project=project, key=PUBLIC_KEY, api=api)
        assert await opened.hear() == {"open": DASHBOARDS}
        yield opened
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await asyncio.wait_for(process.wait(), PATIENCE)


def all_refreshed(_statuses: Counter[str], events: Counter[str]) -> bool:
    return events["TOKEN_REFRESHED"] >= DASHBOARDS


def plenty(statuses: Counter[str], _events: Counter[str]) -> bool:
    return statuses["200"] >= 4 * DASHBOARDS


def all_signed_out(_statuses: Counter[str], events: Counter[str]) -> bool:
    return events["SIGNED_OUT"] >= DASHBOARDS


async def until_keys_are_asked_for(fake: FakeProject) -> None:
    before = fake.keys_asked

    async def are_asked_for() -> bool:
        return fake.keys_asked > before

    await until(are_asked_for, PATIENCE)


async def until_refused(web: Web, token: str) -> None:
    async def is_refused() -> bool:
        return (await status(web, token))[0] == 401

    await until(is_refused, PATIENCE)


async def test_t6_tokens_keys_and_admins_come_and_go_while_dashboards_are_open(project: str) -> None:
    fake = FakeProject()
    signing = SigningIn(fake, project)
    await signing.begin()
    async with (
        serving(signing.add_to(fake.app())) as served,
        serving(create_app(settings_for(served.address, project), project), lifespan="on") as web,
        dashboards(served.address, web.address) as opened,
    ):
        await opened.until_seen(all_refreshed)  # their tokens have less than 90 s left, again and again

        fake.keys["two"], fake.signs_with = new_key(), "two"
        await opened.until_seen(all_refreshed)

        fake.answers = False
        await until_keys_are_asked_for(fake)
        unheard = await status(web, FakeProject({"unheard of": new_key()}, "unheard of").token(served.address))
        signing.lives = 3600
        await opened.until_seen(all_refreshed)
        good = Counter(opened.statuses)

        withdrawn = signing.token(served.address)
        fake.keys, fake.signs_with, fake.answers = {"three": new_key()}, "three", True
        began = time.monotonic()
        await until_refused(web, withdrawn)
        withdrawn_s = round(time.monotonic() - began, 1)
        await opened.until_seen(plenty)  # while some are still refused
        await opened.until_seen(lambda *seen: plenty(*seen) and set(seen[0]) == {"200"})
        replaced, events = Counter(opened.statuses), Counter(opened.events)

        await signing.remove_admin()
        began = time.monotonic()
        await opened.until_seen(all_signed_out)
        removed_s = round(time.monotonic() - began, 1)

    report(
        "T6",
        runs=1,
        dashboards=DASHBOARDS,
        answers_200=replaced["200"],
        answers_401=replaced["401"],
        signed_out=events["SIGNED_OUT"],
        key_withdrawn_s=withdrawn_s,
        admin_removed_s=removed_s,
    )
    assert set(good) == {"200"}, "tokens ended, keys changed, keys could not be fetched: nobody noticed"
    assert unheard == (503, "signing_keys_unavailable")
    assert set(replaced) == {"200", "401"}
    assert events["SIGNED_OUT"] == 0
    assert max(withdrawn_s, removed_s) <= REVOKED_WITHIN
