"""The ASGI application: Graph API, chat endpoint and control API of one sandbox."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from harkara_sandbox.config import SandboxConfig
from harkara_sandbox.control.json_answers import reply_error
from harkara_sandbox.control.observe import observe_routes
from harkara_sandbox.control.steer import steer_routes
from harkara_sandbox.front_door import FrontDoor
from harkara_sandbox.graph.routes import graph_routes
from harkara_sandbox.openai import chat_routes
from harkara_sandbox.sandbox import Sandbox


def create_app(config: SandboxConfig) -> Starlette:
    """A sandbox of its own behind one application; stops cleanly with the server's lifespan."""
    sandbox = Sandbox(config)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None, None]:
        yield
        await sandbox.close()

    return Starlette(
        routes=[
            *observe_routes(sandbox),
            *steer_routes(sandbox),
            *chat_routes(sandbox.chats),
            *graph_routes(sandbox),
        ],
        middleware=[Middleware(FrontDoor, sandbox=sandbox)],
        exception_handlers={HTTPException: reply_error},
        lifespan=lifespan,
    )
