"""The life of the platform on one machine: start in order, keep alive, stop in reverse order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from watchfiles import awatch  # pyright: ignore[reportUnknownVariableType] - one of its options is untyped

from harkara.embedded.postgres import EmbeddedPostgres
from harkara.embedded.postgres.watching import kept_running
from harkara.entrypoints.process_manager import say_ready
from harkara.entrypoints.revision import is_current
from harkara.entrypoints.supervisor.admin_account import ensure_somebody_can_sign_in
from harkara.entrypoints.supervisor.child import Child
from harkara.entrypoints.supervisor.console import SupervisorConsole
from harkara.entrypoints.supervisor.parts import child_specs, own_address
from harkara.entrypoints.supervisor.preflight import require_database, require_ports
from harkara.entrypoints.supervisor.readiness import until_ready
from harkara.entrypoints.supervisor.sandbox_number import connect_first_number
from harkara.kit.settings import Settings
from harkara.kit.shipped import CLONE
from harkara.kit.version import version_line

if TYPE_CHECKING:
    from harkara.embedded.auth.first_admin import FirstAdmin

_STOP_ORDER = ("worker", "web", "api", "sandbox")
_SOURCES = CLONE / "src"
_DEV_URL = "http://localhost:5173"


class Platform:
    """Everything `harkara run` starts."""

    def __init__(self, settings: Settings, console: SupervisorConsole, *, workers: int, dev: bool) -> None:
        self._settings = settings
        self._console = console
        self._workers = workers
        self._dev = dev
        self._children: list[Child] = []
        self._stop = asyncio.Event()
        self._force = asyncio.Event()

    async def run(self) -> None:
        """Run until SIGINT or SIGTERM; raise CannotStartError (or another AppError) if it cannot start."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number is signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN:
                continue  # nohup: a closed terminal means nothing
            loop.add_signal_handler(number, self._asked_to_stop)
        require_ports(self._settings)
        async with self._database() as url:
            try:
                if await self._start(url):
                    await self._keep_alive()
            finally:
                await self._stop_children()

    def _asked_to_stop(self) -> None:
        if self._stop.is_set():
            self._force.set()
        self._stop.set()

    @asynccontextmanager
    async def _database(self) -> AsyncGenerator[str]:
        """Yield the URL of the database; if it is our own, keep it running and stop it at the end."""
        if self._settings.database_url:
            yield self._settings.database_url
            return
        server = EmbeddedPostgres(self._settings.data_dir)
        with self._console.step("PostgreSQL"):
            url = await server.start()
        try:
            async with kept_running(server, self._console.note):
                yield url
        finally:
            await server.stop()

    async def _start(self, url: str) -> bool:
        """Bring everything up; return False if asked to stop meanwhile."""
        starting = asyncio.create_task(self._start_all(url))
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait([starting, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not starting.done():
            starting.cancel()
            with suppress(asyncio.CancelledError):
                await starting
            return False
        try:
            await starting
        except Exception:
            self._console.show_held()
            raise
        return True

    async def _start_all(self, url: str) -> None:
        with self._console.step("Tables"):
            await require_database(url)
            await self._bring_tables_up_to_date(url)
        with self._console.step("Processes"):
            for spec in child_specs(self._settings, url, workers=self._workers, dev=self._dev):
                child = Child(spec, self._console.line)
                await child.start()
                self._children.append(child)
            admin = await ensure_somebody_can_sign_in(self._settings, url)
            try:
                await until_ready(f"{own_address(self._settings)}/readyz", self._children)
                await connect_first_number(self._settings, url)
            except BaseException:
                if admin and admin.password:  # made just now, and there is no second time to show it
                    self._console.note(f"The admin {admin.email} was made, with the password {admin.password}")
                raise
        self._console.let_through()
        self._announce(admin)
        say_ready()

    async def _bring_tables_up_to_date(self, url: str) -> None:
        # On Supabase it is done at every start: roles, grants and the admin's e-mail change without a new version.
        if self._settings.mode == "supabase" or not await is_current(url):
            from harkara.entrypoints.migrate import migrate  # Alembic takes 0.5 s to import, and is rarely needed

            await migrate(url, self._settings.admin_email)

    def _announce(self, admin: FirstAdmin | None) -> None:
        settings = self._settings
        rows = [("address", _DEV_URL if self._dev else settings.origin)]
        notes: list[str] = []
        if admin:
            rows.append(("sign in as", admin.email))
            notes += [admin.note] if admin.note else []
        if admin and admin.password:
            rows.append(("password", admin.password))
            notes.append("The password is shown this once. `harkara admin reset-password` makes a new one.")
        rows.append(("mode", f"{settings.mode}, {'sandbox' if settings.uses_sandbox else 'Meta'}"))
        if settings.uses_sandbox:
            notes.append("No Meta credentials are set: a sandbox plays Meta, nothing reaches a real phone.")
        elif not (settings.meta_app_secret and settings.meta_webhook_verify_token):
            notes.append("META_APP_SECRET or META_WEBHOOK_VERIFY_TOKEN is not set: Meta's webhooks will be refused.")
        self._console.box(f"Harkara {version_line()} is ready", rows, [*notes, "Ctrl-C stops everything."])

    async def _keep_alive(self) -> None:
        """Restart what crashes until asked to stop."""
        tasks = [asyncio.create_task(child.keep_alive(self._crashed)) for child in self._children]
        if self._dev:
            tasks.append(asyncio.create_task(self._restart_on_change()))
        stopping = asyncio.create_task(self._stop.wait())
        done, _ = await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in (stopping, *tasks):
            task.cancel()
        for task in done:
            task.result()

    def _crashed(self, child: Child, pause: float) -> None:
        self._console.note(f"{child.spec.name} ended (exit code {child.exit_code}); starting it again in {pause:.0f} s")

    async def _restart_on_change(self) -> None:
        """While developing: start our own processes anew when a source file changes."""
        async for _ in awatch(_SOURCES):
            self._console.note("Sources have changed; starting api and workers again", style="blue")
            for child in self._children:
                if child.spec.name == "api" or child.spec.name.startswith("worker"):
                    await child.restart()

    async def _stop_children(self) -> None:
        """Stop workers first, while all they need is still there; then what called for them, then the sandbox."""
        if self._children and self._stop.is_set():
            self._console.note("Stopping; Ctrl-C once more to force", style="dim")
        for kind in _STOP_ORDER:
            stopped = [child for child in self._children if child.spec.name.startswith(kind)]
            await asyncio.gather(*(child.stop(force=self._force) for child in stopped))
