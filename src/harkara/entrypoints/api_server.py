"""Serves the API with uvicorn, and ends with exit code 0 when it is asked to stop."""

from __future__ import annotations

import signal
import socket
from types import FrameType

import uvicorn
import uvloop
from fastapi import FastAPI

from harkara.embedded.database import lasting_database_url
from harkara.entrypoints.api import create_app
from harkara.entrypoints.garbage import collect_garbage_rarely
from harkara.entrypoints.open_sockets import allow_open_sockets
from harkara.entrypoints.patient_server import PatientServer
from harkara.entrypoints.process_manager import say_ready
from harkara.kit.commit import commit
from harkara.kit.logging import configure_logging, get_logger
from harkara.kit.settings import Settings
from harkara.kit.version import version

log = get_logger(__name__)

_DRAIN_SECONDS = 8
# Meta keeps its webhook connections open; a server that closes first makes it retry.
_KEEP_ALIVE_SECONDS = 75

# A join with a hundred subscriptions and its token takes 20 kB.
_LARGEST_MESSAGE = 128 * 1024


def serve_api(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    configure_logging(settings.log_level)
    log.info("api starts", version=version(), commit=commit())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave_quietly)
    uvloop.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    async with lasting_database_url(settings, log.warning) as url:
        allow_open_sockets()
        collect_garbage_rarely()
        await _Server(server_config(create_app(settings, url), settings)).serve()


class _Server(PatientServer):
    """Says that it is ready once it listens."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            say_ready()


def server_config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """Return how the app is served."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=4096,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
        # Of X-Forwarded-For the last address counts that is no trusted proxy: what a client writes stands before it.
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        # Named, not "auto": of uvicorn's three this one stops reading while a message is worked on, so no client can
        # pile messages up in memory.
        ws="websockets-sansio",
        ws_max_size=_LARGEST_MESSAGE,
        # Notices within 40 s that a client has vanished without a word, as phones and laptops do.
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        # A message is about 1 kB: packing it would cost every connection more memory than it saves traffic.
        ws_per_message_deflate=False,
    )


def _leave_quietly(_number: int, _frame: FrameType | None) -> None:
    """uvicorn raises the signal again after its clean shutdown; by default that would be a death by signal."""
