"""One child process: its lines are read without blocking, it is started anew when it ends, and it is stopped gently."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from harkara.entrypoints.supervisor.backoff import Backoff
from harkara.entrypoints.supervisor.errors import CannotStartError
from harkara.entrypoints.supervisor.parent_death import end_with_parent

_LAST_LINES = 5
_LONGEST_LINE = 64 * 1024


@dataclass(frozen=True)
class ChildSpec:
    """What to run. `drain_seconds` is how long a gentle stop may take."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    drain_seconds: float


class Child:
    """A part of the platform as a process of its own, in its own process group so that Ctrl-C reaches it through us."""

    def __init__(self, spec: ChildSpec, on_line: Callable[[str, str], None]) -> None:
        self.spec = spec
        self.ended = asyncio.Event()
        """Set when the process ends without having been asked to; cleared by the next start."""
        self._on_line = on_line
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None
        self._stopping = False
        self._last_lines: deque[str] = deque(maxlen=_LAST_LINES)

    @property
    def exit_code(self) -> int | None:
        """Return how the last process ended; None while it runs."""
        return self._process.returncode if self._process else None

    @property
    def last_words(self) -> str:
        """Return the end of its output."""
        return "\n".join(self._last_lines)

    async def start(self) -> None:
        """Start the process; raise CannotStartError if its program is not there."""
        self._last_lines.clear()
        self.ended.clear()
        # A pipe of our own: asyncio's would keep wait() from returning while anything the child started holds it open.
        output, write_end = os.pipe()
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self.spec.command,
                env=dict(self.spec.environment),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=write_end,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent(),
            )
        except FileNotFoundError:
            os.close(output)
            raise CannotStartError(
                f"{self.spec.name}: the program {self.spec.command[0]} is not installed.",
                mend="`make dev` installs what developing needs, `make run` all the rest.",
            ) from None
        finally:
            os.close(write_end)
        self._reading = asyncio.create_task(self._read(output))
        self._watching = asyncio.create_task(self._watch(self._process))

    async def keep_alive(self, on_restart: Callable[[Child, float], None]) -> None:
        """Start it again whenever it ends, after a pause; run until cancelled."""
        backoff, loop = Backoff(), asyncio.get_running_loop()
        while True:
            started = loop.time()
            await self.ended.wait()
            pause = backoff.pause_after(loop.time() - started)
            on_restart(self, pause)
            await asyncio.sleep(pause)
            await self.start()

    async def restart(self) -> None:
        """Stop it gently and start it again, because its code has changed."""
        await self.stop()
        self._stopping = False
        await self.start()

    async def stop(self, *, force: asyncio.Event | None = None) -> None:
        """Ask it to end, wait as long as it may need, then end it and whatever it has started. `force` ends the wait."""
        self._stopping = True
        if self._process is None:
            return
        self._signal(signal.SIGTERM)
        await self._wait(self.spec.drain_seconds, force)
        self._signal(signal.SIGKILL)
        for task in (self._watching, self._reading):
            if task:
                await asyncio.wait([task], timeout=1)
                task.cancel()

    async def _wait(self, seconds: float, force: asyncio.Event | None) -> None:
        assert self._process is not None
        waits = [asyncio.create_task(self._process.wait())]
        if force:
            waits.append(asyncio.create_task(force.wait()))
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in waits:
            task.cancel()

    def _signal(self, number: signal.Signals) -> None:
        """Signal the whole group: npm, for one, does not pass signals on to what it runs."""
        assert self._process is not None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        await process.wait()
        self._signal(signal.SIGKILL)  # what it has started and left behind
        if self._reading:
            await asyncio.wait([self._reading], timeout=1)
        if not self._stopping:
            self.ended.set()

    async def _read(self, output: int) -> None:
        stream, rest = asyncio.StreamReader(), b""
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(output, "rb", buffering=0)
        )
        try:
            while chunk := await stream.read(_LONGEST_LINE):
                *lines, rest = (rest + chunk).split(b"\n")
                if len(rest) >= _LONGEST_LINE:
                    lines, rest = [*lines, rest], b""
                for line in lines:
                    self._take(line)
            if rest:
                self._take(rest)
        finally:
            transport.close()

    def _take(self, line: bytes) -> None:
        text = line.decode(errors="replace").rstrip()
        self._last_lines.append(text)
        self._on_line(self.spec.name, text)
