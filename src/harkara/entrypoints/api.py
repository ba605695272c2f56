"""The API process: every route of the platform in reading order, and the dashboard behind them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute

from harkara.core.auth.admin import AdminGate
from harkara.core.auth.dependency import require_admin
from harkara.core.auth.wiring import add_sign_in
from harkara.core.notifications import endpoints as notifications
from harkara.core.numbers import endpoints as numbers
from harkara.core.templates import endpoints as templates
from harkara.embedded.auth import endpoints as embedded_auth
from harkara.embedded.realtime import endpoints as embedded_realtime
from harkara.embedded.realtime.service import realtime_running
from harkara.entrypoints import health, session
from harkara.entrypoints.access_log import AccessLog
from harkara.entrypoints.dashboard import mount_dashboard
from harkara.entrypoints.figures.keeping import Process, figures_kept
from harkara.entrypoints.figures.pool import watch_pool
from harkara.entrypoints.last_resort import LastResort
from harkara.entrypoints.open_doors import in_the_background, warn_of_open_doors
from harkara.entrypoints.realtime_access import AdminsOnly
from harkara.entrypoints.security_headers import SecurityHeaders, content_security_policy
from harkara.entrypoints.shortcut import Shortcut
from harkara.entrypoints.small_bodies import SmallBodies
from harkara.entrypoints.wiring import close_clients, common_parts
from harkara.features.analytics import endpoints as analytics
from harkara.features.campaigns import endpoints as campaigns
from harkara.features.inbox import endpoints as inbox
from harkara.features.privacy import endpoints as privacy
from harkara.features.replies import endpoints as replies
from harkara.features.webhooks import endpoints as webhooks
from harkara.features.webhooks.intake import Intake
from harkara.kit.database_pooler import connections_for
from harkara.kit.db import Database
from harkara.kit.problems import Problem, install_problem_handlers
from harkara.kit.settings import Settings

ADMIN_ONLY: tuple[APIRouter, ...] = (
    campaigns.router,
    numbers.router,
    templates.router,
    replies.router,
    inbox.router,
    privacy.router,
    notifications.router,
    analytics.router,
)

PATIENCE = 2.0
"""Seconds a request waits for one of the process's connections before it is refused (503). All of them in use for so long means that
they wait for something themselves; a request more would only wait with them, and its page asks again anyway."""


def create_app(settings: Settings, database_url: str) -> FastAPI:
    """Return the application. `settings` must have its local secrets filled in."""
    keeps = connections_for(database_url)
    database = Database(
        database_url,
        pool_size=keeps.api,
        overflow=keeps.overflow,
        patience=PATIENCE,
        application_name="harkara api",
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        parts = common_parts(settings, database)
        add_sign_in(parts)
        parts.add(Intake, Intake(database))
        parts.add(Process, Process("api"))
        watch_pool(database, keeps.api + keeps.overflow)
        app.state.parts = parts
        async with AsyncExitStack() as running:
            await running.enter_async_context(figures_kept(database, parts[Process]))
            if settings.mode == "embedded":
                await running.enter_async_context(realtime_running(parts, AdminsOnly(parts[AdminGate])))
            else:
                await running.enter_async_context(in_the_background(warn_of_open_doors(parts)))
            yield
        await parts[Intake].close()
        await close_clients(parts)
        await database.close()

    app = FastAPI(
        title="Harkara",
        version="1",  # of this description; what runs is told by /api/session
        description="Bulk WhatsApp template campaigns that never lose and never double a message.",
        lifespan=lifespan,
        openapi_url=None,
        generate_unique_id_function=_operation_id,
        responses={"default": {"model": Problem, "description": "Refused, with what happened and what to do"}},
    )
    install_problem_handlers(app)
    _add_routes(app, settings)
    app.add_middleware(SmallBodies, streamed=campaigns.STREAMED)
    app.add_middleware(Shortcut, method="POST", path="/webhooks/whatsapp", endpoint=webhooks.receive)
    app.add_middleware(LastResort)
    app.add_middleware(
        SecurityHeaders,
        policy=content_security_policy(settings.supabase_url),
        https=settings.origin.startswith("https://"),
    )
    app.add_middleware(AccessLog, webhooks="/webhooks/whatsapp")
    return app


def _add_routes(app: FastAPI, settings: Settings) -> None:
    app.include_router(health.router)
    app.include_router(webhooks.router)
    app.include_router(session.router)
    for router in ADMIN_ONLY:
        app.include_router(router, dependencies=[Depends(require_admin)])
    if settings.mode == "embedded":
        app.include_router(embedded_auth.router)
        app.include_router(embedded_realtime.router)
    mount_dashboard(app)


def _operation_id(route: APIRoute) -> str:
    """Name operations after their functions, so that the generated client reads well."""
    return route.name
