"""`/realtime/v1/websocket`: who may open a connection at all. Part of Supabase's contract, not of our own API description.

The key in the address opens nothing here: a channel is opened by an access token.
"""

from __future__ import annotations

import resource
from urllib.parse import urlsplit

from fastapi import APIRouter, WebSocket
from fastapi.responses import JSONResponse

from harkara.embedded.realtime.frames import codec_for
from harkara.embedded.realtime.service import Realtime
from harkara.kit.logging import get_logger
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

log = get_logger(__name__)

router = APIRouter()

MOST_CONNECTIONS = 1_000
"""In one process. A browser tab has one."""

SHARE_OF_FILES = 0.5
"""Of the files and sockets the process may open. The rest is for requests, for Meta's events and for the database."""


@router.websocket("/realtime/v1/websocket")
async def connect(socket: WebSocket) -> None:
    """Serve a client until it leaves."""
    parts: Parts = socket.app.state.parts
    realtime = parts[Realtime]
    codec = codec_for(socket.query_params.get("vsn", "1.0.0"))
    if not _is_ours(socket, parts[Settings]):
        log.warning("realtime refused a foreign page", origin=socket.headers.get("origin"))
        await _refuse(socket, 403, "This page may not connect: its address is not Harkara's (PUBLIC_URL)")
    elif codec is None:
        await _refuse(socket, 400, "This version of the protocol is not spoken here: vsn must be 1.0.0 or 2.0.0")
    elif realtime.connections >= most_connections():
        await _refuse(socket, 429, "Too many connected users")
    else:
        await realtime.serve(socket, codec)


def most_connections() -> int:
    """Return how many may be open at once, so that dashboards never take the last socket."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return min(MOST_CONNECTIONS, int(files * SHARE_OF_FILES))


def _is_ours(socket: WebSocket, settings: Settings) -> bool:
    """Compare the page's address with ours, for CORS does not cover WebSockets. Programs, not browsers, send none."""
    origin = socket.headers.get("origin")
    if origin is None:
        return True
    if settings.public_url is not None:
        return origin == "{0.scheme}://{0.netloc}".format(urlsplit(settings.public_url))
    return urlsplit(origin).netloc == socket.headers.get("host")


async def _refuse(socket: WebSocket, status: int, reason: str) -> None:
    await socket.send_denial_response(JSONResponse({"error": reason}, status))
