"""Serves the API with uvicorn, and ends with exit code 0 when it is asked to stop."""

from __future__ import annotations

import signal
from types import FrameType

import uvicorn
import uvloop

from harkara.embedded.database import database_url
from harkara.entrypoints.api import create_app
from harkara.entrypoints.garbage import collect_garbage_rarely
from harkara.kit.logging import configure_logging
from harkara.kit.settings import Settings

_DRAIN_SECONDS = 8
# Meta keeps its webhook connections open; a server that closes first makes it retry.
_KEEP_ALIVE_SECONDS = 75


def serve_api(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    configure_logging(settings.log_level)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave_quietly)
    uvloop.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    async with database_url(settings) as url:
        config = uvicorn.Config(
            create_app(settings, url),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            backlog=4096,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_DRAIN_SECONDS,
        )
        collect_garbage_rarely()
        await uvicorn.Server(config).serve()


def _leave_quietly(_number: int, _frame: FrameType | None) -> None:
    """uvicorn raises the signal again after its clean shutdown; by default that would be a death by signal."""
