"""Serves the sandbox with uvicorn, on loopback only, and ends with exit code 0 on SIGTERM or Ctrl-C."""

from __future__ import annotations

import gc
import signal
from types import FrameType

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from harkara_sandbox.app import create_app
from harkara_sandbox.asgi import CONNECTION
from harkara_sandbox.config import SandboxConfig

HOST = "127.0.0.1"


class ReachableConnection(HttpToolsProtocol):
    """Hands the connection to the application, so that a fault can cut it."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {CONNECTION: self.transport}  # pyright: ignore[reportGeneralTypeIssues]


def create_server(config: SandboxConfig, port: int) -> uvicorn.Server:
    """A server that is ready to `serve()`; port 0 takes a free one."""
    return uvicorn.Server(
        uvicorn.Config(
            create_app(config),
            host=HOST,
            port=port,
            loop="uvloop",
            http=ReachableConnection,
            ws="none",
            lifespan="on",
            access_log=False,
            proxy_headers=False,
            log_level="warning",
            backlog=4096,
            # Clients keep idle connections for up to 90 s; a server that closes first makes races Meta does not have.
            timeout_keep_alive=300,
            timeout_graceful_shutdown=1,
        )
    )


def run(server: uvicorn.Server) -> None:
    """Serve until a signal asks to stop."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave_quietly)
    # The ledger only grows and holds no cycles: with the default thresholds the collector paused 60 ms at
    # 100,000 messages, with these 16 ms.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    server.run()


def _leave_quietly(number: int, frame: FrameType | None) -> None:
    """uvicorn raises the signal again after its clean shutdown; that is not a failure."""
