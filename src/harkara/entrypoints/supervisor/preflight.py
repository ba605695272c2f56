"""What must be right before anything is started: settings, ports, and a database that answers and is new enough."""

from __future__ import annotations

import psycopg
from psycopg.conninfo import conninfo_to_dict
from pydantic import ValidationError

from harkara.entrypoints.supervisor.database_address import require_usable_address
from harkara.entrypoints.supervisor.errors import BadSettingsError, CannotStartError
from harkara.entrypoints.supervisor.ports import require_free_port
from harkara.kit.database_url import libpq_url
from harkara.kit.local_secrets import with_local_secrets
from harkara.kit.settings import Settings
from harkara.kit.shipped import is_wheel

OLDEST_POSTGRES = 15


def load_settings() -> Settings:
    """Return the settings with this installation's own secrets filled in; raise BadSettingsError naming the variable."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise BadSettingsError("\n".join(_explain(item) for item in error.errors(include_input=False))) from None
    if settings.supabase_url and not settings.database_url:
        raise BadSettingsError("SUPABASE_URL is set, but DATABASE_URL is not: the project's database is needed too.")
    if settings.supabase_url and not settings.supabase_anon_key:
        raise BadSettingsError("SUPABASE_URL is set, but SUPABASE_ANON_KEY is not: the dashboard signs in with it.")
    if settings.database_url:
        require_usable_address(settings.database_url, is_supabase=settings.mode == "supabase")
    try:
        return with_local_secrets(settings)
    except OSError as error:
        raise BadSettingsError(f"DATA_DIR ({settings.data_dir}) cannot be used: {error.strerror}.") from None


def require_clone() -> None:
    """Raise CannotStartError if there are no sources to watch and no dashboard to build."""
    if is_wheel():
        raise CannotStartError("--dev works in a clone only.", mend="Leave it out, or `make dev` in a clone.")


def require_ports(settings: Settings) -> None:
    """Raise CannotStartError if a port we need is taken."""
    mend = f"End that program, or choose another port: PORT={settings.port + 10} harkara run"
    require_free_port(settings.host, settings.port, mend)
    if settings.uses_sandbox:
        require_free_port("127.0.0.1", int(settings.sandbox_url.rpartition(":")[2]), mend)


async def require_database(url: str) -> str:
    """Return the version of the database's PostgreSQL; raise CannotStartError if it is silent or too old."""
    try:
        connection = await psycopg.AsyncConnection.connect(libpq_url(url), connect_timeout=5)
    except (psycopg.Error, OSError) as error:
        raise CannotStartError(
            f"The database {_address(url)} does not answer: {_first_line(error)}",
            mend="Check DATABASE_URL and that the server runs; without DATABASE_URL Harkara brings its own.",
        ) from None
    async with connection:
        version = connection.info.server_version
    if version < OLDEST_POSTGRES * 10_000:
        raise CannotStartError(
            f"The database {_address(url)} is PostgreSQL {version // 10_000}, needed is {OLDEST_POSTGRES} or newer.",
            mend="Upgrade it, or leave DATABASE_URL out to use the PostgreSQL that Harkara brings.",
        )
    return f"{version // 10_000}.{version % 10_000}"


def _explain(item: object) -> str:
    """Name the variable as people write it. The value is not repeated: it may be a secret."""
    assert isinstance(item, dict)
    variable = "_".join(str(part) for part in item["loc"]).upper()  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - pydantic's own dict
    return f"{variable}: {item['msg']}"


def _address(url: str) -> str:
    parts = conninfo_to_dict(libpq_url(url))
    return f"{parts.get('dbname') or ''} at {parts.get('host') or 'localhost'}:{parts.get('port') or 5432}"


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
