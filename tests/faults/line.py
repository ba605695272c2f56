"""The network between our processes and PostgreSQL: it can go dead without a word, and lead to another host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

CHUNK = 65_536


class DatabaseLine:
    """Carries TCP connections to a server's Unix socket. What is sent while it is dead arrives when it lives again."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._alive = asyncio.Event()
        self._alive.set()
        self._carrying: set[asyncio.Task[None]] = set()
        self._port = 0

    @property
    def url(self) -> str:
        return f"postgresql://harkara@127.0.0.1:{self._port}/harkara"

    def die(self) -> None:
        """Lose every packet from now on: no end of the connection, no refusal of new ones."""
        self._alive.clear()

    def live(self) -> None:
        """Deliver again, also what was sent meanwhile, as TCP does."""
        self._alive.set()

    def lead_to(self, socket: Path) -> None:
        """Let new connections reach another server; those that are open stay with the old one, as after a change of DNS."""
        self._socket = socket

    async def serve(self) -> asyncio.Server:
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        return server

    async def hang_up(self) -> None:
        """End everything."""
        for task in list(self._carrying):
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_unix_connection(str(self._socket))
        except OSError:
            writer.close()
            return
        for source, sink in ((reader, back), (there, writer)):
            task = asyncio.create_task(self._carry(source, sink))
            self._carrying.add(task)
            task.add_done_callback(self._carrying.discard)

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while chunk := await source.read(CHUNK):
                await self._alive.wait()
                sink.write(chunk)
                await sink.drain()
        except ConnectionError:
            pass  # an end is gone: the other is told below
        finally:
            sink.close()


@asynccontextmanager
async def line_to(socket: Path) -> AsyncGenerator[DatabaseLine]:
    """A line for the duration of the block."""
    line = DatabaseLine(socket)
    server = await line.serve()
    try:
        yield line
    finally:
        server.close()
        line.live()
        await line.hang_up()
