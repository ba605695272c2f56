"""A TCP port for the embedded server, which listens on its socket only: for programs that cannot use one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from psycopg.conninfo import conninfo_to_dict


@asynccontextmanager
async def tcp_door(url: str) -> AsyncGenerator[int]:
    """Yield a loopback port that leads to the server; whoever uses it counts as this user."""
    socket = f"{conninfo_to_dict(url)['host']}/.s.PGSQL.5432"

    async def let_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_unix_connection(socket)
        async with asyncio.TaskGroup() as both:
            both.create_task(_pass_on(reader, inner_writer))
            both.create_task(_pass_on(inner_reader, writer))

    server = await asyncio.start_server(let_in, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
