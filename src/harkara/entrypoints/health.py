"""What machines ask: is the process alive, is the platform ready, how busy is it. Tells the truth and nothing secret."""

from __future__ import annotations

import asyncio
import hmac
from typing import Literal

import psycopg
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from harkara.entrypoints.figures.exposition import exposition
from harkara.entrypoints.figures.keeping import Process
from harkara.entrypoints.revision import is_usable
from harkara.features.webhooks.intake import Intake
from harkara.kit.db import Database
from harkara.kit.errors import NotFoundError
from harkara.kit.parts import DatabaseDep, PartsDep, SettingsDep
from harkara.kit.settings import Settings

router = APIRouter(tags=["health"])

HEARTBEAT_SECONDS = 15
"""A worker beats every second; after this long without any the platform does not send."""

CHECK_TIMEOUT = 5.0
LOOPBACK = frozenset({"127.0.0.1", "::1"})
FORWARDED = ("x-forwarded-for", "x-real-ip", "forwarded", "via")


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Answer as long as the process serves at all."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(parts: PartsDep, database: DatabaseDep, part: Literal["platform", "api"] = "platform") -> JSONResponse:
    """Answer 200 only if the database answers, its tables are this version's, webhooks are taken, and a worker is alive.

    `part=api` is for load balancers: it leaves the worker out, for an API without one still stores every webhook. During an
    upgrade the tables are the next version's for a moment, which will do.
    """
    checks = {"database": "ok", "migrations": "ok", "webhooks": "ok", "worker": "ok"}
    if part == "api":
        del checks["worker"]
    try:
        async with asyncio.timeout(CHECK_TIMEOUT):
            if not await is_usable(database.url):
                checks["migrations"] = "the tables are an older version's: run `harkara migrate`"
            elif part == "platform" and not await _worker_alive(database):
                checks["worker"] = f"no worker was heard of for {HEARTBEAT_SECONDS} s: start `harkara worker`"
    except (SQLAlchemyError, psycopg.Error, TimeoutError):
        checks = dict.fromkeys(checks, "unknown") | {"database": "does not answer"}
    if not parts[Intake].is_taking:
        checks["webhooks"] = "refused: what waits for the database is stuck or too much"
    ready = all(state == "ok" for state in checks.values())
    return JSONResponse({"ready": ready, "checks": checks}, status_code=200 if ready else 503)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request, parts: PartsDep, database: DatabaseDep, settings: SettingsDep) -> Response:
    """Serve Prometheus on this machine, or with METRICS_TOKEN; to everyone else the page does not exist."""
    if not (_is_local(request) or _has_token(request, settings)):
        raise NotFoundError("There is nothing at this address.")
    return Response(await exposition(database, parts[Process]), media_type=CONTENT_TYPE_LATEST)


def _is_local(request: Request) -> bool:
    """What a proxy brings is not local, even if the proxy is on this machine and not trusted to say where it comes from."""
    return (
        request.client is not None
        and request.client.host in LOOPBACK
        and not any(name in request.headers for name in FORWARDED)
    )


def _has_token(request: Request, settings: Settings) -> bool:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return (
        settings.metrics_token is not None
        and scheme.lower() == "bearer"
        and hmac.compare_digest(token.encode(), settings.metrics_token.get_secret_value().encode())
    )


async def _worker_alive(database: Database) -> bool:
    async with database.transaction() as session:
        return bool(
            await session.scalar(
                text(
                    "SELECT EXISTS (SELECT 1 FROM procrastinate_workers"
                    " WHERE last_heartbeat > now() - make_interval(secs => :seconds))"
                ),
                {"seconds": HEARTBEAT_SECONDS},
            )
        )
