"""Takes a connection only while there is a file for it. The others wait in the system's line, and each is answered when its turn comes.

uvloop's own server cannot wait: without a free file libuv takes the connection all the same and closes it, without an answer.
"""

from __future__ import annotations

import asyncio
import resource
import socket
import sys
from collections.abc import Iterator

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from harkara.kit.logging import get_logger

log = get_logger(__name__)

SHARE_OF_FILES = 0.75
"""Of the files the process may open, for connections: half are the dashboards' at most (embedded/realtime), so a quarter is left to
requests, Meta's among them. The rest is for the database, files on their way to a browser, and uploads."""

LOOK_EVERY = 0.005
"""Seconds between looks for room, while there is none."""

STARTUP_FAILURE = 3
"""uvicorn's exit code when its address cannot be had."""


class PatientServer(uvicorn.Server):
    """uvicorn, with a door of its own."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._listeners: list[socket.socket] = []
        self._doors: list[asyncio.Task[None]] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the doors once the application has started."""
        self._listeners = sockets or self._bound()
        await super().startup(sockets=[])
        for listener in self._listeners:
            listener.listen(self.config.backlog)
            listener.setblocking(False)
            door = asyncio.create_task(self._let_in(listener))
            door.add_done_callback(self._closed)
            self._doors.append(door)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the doors, then end what is inside as uvicorn does."""
        for door in self._doors:
            door.cancel()
        await asyncio.gather(*self._doors, return_exceptions=True)
        for listener in self._listeners:
            listener.close()
        await super().shutdown()

    def _bound(self) -> list[socket.socket]:
        try:
            return list(_bind(self.config.host, self.config.port))
        except OSError as error:
            log.error("the address cannot be had", host=self.config.host, port=self.config.port, error=str(error))
            sys.exit(STARTUP_FAILURE)

    async def _let_in(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            while not self._has_room():
                self._show_out()
                await asyncio.sleep(LOOK_EVERY)
            try:
                connection, _ = await loop.sock_accept(listener)
            except OSError as error:  # no file after all, or whoever knocked has gone
                log.warning("a connection could not be taken", error=str(error))
                await asyncio.sleep(LOOK_EVERY)
                continue
            await self._seat(connection)

    async def _seat(self, connection: socket.socket) -> None:
        try:
            await asyncio.get_running_loop().connect_accepted_socket(self._protocol, connection)
        except OSError:  # it has gone already
            connection.close()

    def _has_room(self) -> bool:
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return files == resource.RLIM_INFINITY or len(self.server_state.connections) < files * SHARE_OF_FILES

    def _show_out(self) -> None:
        """Close the connection that has been idle longest: whoever is in line has a request, it has none."""
        idle = [
            (timer.when(), connection)
            for connection in self.server_state.connections
            if isinstance(connection, HttpToolsProtocol) and (timer := connection.timeout_keep_alive_task) is not None
        ]
        if idle:
            min(idle, key=lambda each: each[0])[1].timeout_keep_alive_handler()

    def _protocol(self) -> asyncio.Protocol:
        return HttpToolsProtocol(self.config, self.server_state, self.lifespan.state)

    def _closed(self, door: asyncio.Task[None]) -> None:
        """A door that closes by itself is a fault: the process ends, and whoever supervises it starts a fresh one."""
        if not door.cancelled():
            log.error("no connection can be taken any more", exc_info=door.exception())
            self.should_exit = True


def _bind(host: str, port: int) -> Iterator[socket.socket]:
    """Yield a socket for each address the host has."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, kind, protocol, _, address in dict.fromkeys(found):
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
        yield listener
