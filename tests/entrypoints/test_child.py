"""A supervised process: heard, restarted, stopped gently or by force, and gone when the supervisor is."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable

import psutil
import pytest

from harkara.entrypoints.supervisor.backoff import Backoff
from harkara.entrypoints.supervisor.child import Child, ChildSpec
from harkara.entrypoints.supervisor.errors import CannotStartError

HANGS = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up'); time.sleep(600)"
ENDS_GENTLY = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (print('drained'), sys.exit(0)))
print('up')
time.sleep(600)
"""
STARTS_ANOTHER = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']).pid)
time.sleep(600)
"""
# A supervisor that starts one child, tells its pid, and waits to be killed.
SUPERVISOR = """
import asyncio, os, sys
from harkara.entrypoints.supervisor.child import Child, ChildSpec
async def main():
    child = Child(ChildSpec('c', (sys.executable, '-c', 'import os, time; print(os.getpid()); time.sleep(600)'),
                  {'PYTHONUNBUFFERED': '1'}, 1), lambda _, line: print(line, flush=True))
    await child.start()
    await asyncio.sleep(600)
asyncio.run(main())
"""


class Heard:
    """The lines of a child, to be waited for."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._news = asyncio.Event()

    def __call__(self, _name: str, line: str) -> None:
        self.lines.append(line)
        self._news.set()

    async def until(self, count: int) -> list[str]:
        async with asyncio.timeout(30):
            while len(self.lines) < count:
                self._news.clear()
                await self._news.wait()
        return self.lines


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def run(heard: Heard) -> AsyncGenerator[Callable[..., Child]]:
    children: list[Child] = []
    at_once = asyncio.Event()
    at_once.set()

    def make(code: str, drain_seconds: float = 10) -> Child:
        command = (sys.executable, "-c", code)
        children.append(Child(ChildSpec("part", command, {"PYTHONUNBUFFERED": "1"}, drain_seconds), heard))
        return children[-1]

    yield make
    for child in children:
        await child.stop(force=at_once)


async def gone(pid: int) -> None:
    """Wait until a process has ended; one that nobody collects counts as ended."""
    async with asyncio.timeout(10):
        while True:
            if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return
            await asyncio.sleep(0.02)


async def test_its_lines_are_heard_whole(run: Callable[..., Child], heard: Heard) -> None:
    child = run("import sys; print('one'); print('x' * 200_000); sys.stderr.write('two'); sys.exit(3)")
    await child.start()
    await child.ended.wait()

    assert heard.lines[0] == "one"
    assert "".join(heard.lines[1:]) == "x" * 200_000 + "two"
    assert child.exit_code == 3
    assert child.last_words.endswith("two")


async def test_it_has_a_process_group_of_its_own(run: Callable[..., Child], heard: Heard) -> None:
    """So that the terminal's Ctrl-C reaches it once, through the supervisor."""
    await run("import os; print(os.getpgid(0) == os.getpid())").start()

    assert await heard.until(1) == ["True"]


async def test_it_may_drain(run: Callable[..., Child], heard: Heard) -> None:
    child = run(ENDS_GENTLY)
    await child.start()
    await heard.until(1)

    await child.stop()

    assert heard.lines == ["up", "drained"]
    assert child.exit_code == 0
    assert not child.ended.is_set(), "it was asked to"


async def test_one_that_does_not_listen_is_ended(run: Callable[..., Child], heard: Heard) -> None:
    child = run(HANGS, drain_seconds=0.1)
    await child.start()
    await heard.until(1)

    await child.stop()

    assert child.exit_code == -signal.SIGKILL


async def test_force_ends_the_wait(run: Callable[..., Child], heard: Heard) -> None:
    child, force = run(HANGS, drain_seconds=600), asyncio.Event()
    await child.start()
    await heard.until(1)

    stopping = asyncio.create_task(child.stop(force=force))
    force.set()
    await asyncio.wait_for(stopping, 10)

    assert child.exit_code == -signal.SIGKILL


@pytest.mark.parametrize("how", ["stop", "crash"])
async def test_what_it_started_ends_with_it(run: Callable[..., Child], heard: Heard, how: str) -> None:
    child = run(STARTS_ANOTHER)
    await child.start()
    grandchild = int((await heard.until(1))[0])
    parent = psutil.Process(grandchild).ppid()

    if how == "stop":
        await child.stop()
    else:
        os.kill(parent, signal.SIGKILL)
        await child.ended.wait()

    await gone(grandchild)


async def test_it_is_started_again(run: Callable[..., Child], heard: Heard) -> None:
    child, pauses = run("print('up')"), []
    await child.start()

    keeping = asyncio.create_task(child.keep_alive(lambda _, pause: pauses.append(pause)))
    await heard.until(2)
    keeping.cancel()

    assert pauses[0] == 1


def test_pauses_grow_until_it_lives_a_minute() -> None:
    backoff = Backoff()

    assert [backoff.pause_after(0.1) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert backoff.pause_after(61) == 1
    assert backoff.pause_after(0.1) == 2


async def test_a_missing_program_is_named() -> None:
    child = Child(ChildSpec("web", ("no-such-npm",), {}, 1), lambda *_: None)

    with pytest.raises(CannotStartError, match="no-such-npm is not installed"):
        await child.start()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help exists on Linux only")
async def test_it_ends_when_the_supervisor_is_killed() -> None:
    supervisor = await asyncio.create_subprocess_exec(sys.executable, "-c", SUPERVISOR, stdout=asyncio.subprocess.PIPE)
    assert supervisor.stdout
    child = int(await supervisor.stdout.readline())
    supervisor.kill()
    await supervisor.wait()

    await gone(child)
