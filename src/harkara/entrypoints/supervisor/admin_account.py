"""Sees to it that the admin exists before the platform is announced. With Supabase, the project has its own users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harkara.entrypoints.supervisor.errors import BadSettingsError
from harkara.kit.errors import InvalidInputError
from harkara.kit.settings import Settings

if TYPE_CHECKING:
    from harkara.embedded.auth.first_admin import FirstAdmin


async def ensure_somebody_can_sign_in(settings: Settings, database_url: str) -> FirstAdmin | None:
    """Return the admin, or None with Supabase; raise BadSettingsError about ADMIN_EMAIL or ADMIN_PASSWORD.

    SQLAlchemy and argon2 are imported only here: the children are starting meanwhile and need the processor more.
    """
    if settings.mode == "supabase":
        return None
    from harkara.embedded.auth.first_admin import ensure_admin
    from harkara.embedded.auth.passwords import Passwords
    from harkara.kit.db import Database

    database = Database(database_url, application_name="harkara supervisor")
    try:
        async with database.transaction() as session:
            return await ensure_admin(session, Passwords(), settings)
    except InvalidInputError as error:
        variable = "ADMIN_PASSWORD" if error.code == "weak_password" else "ADMIN_EMAIL"
        raise BadSettingsError(f"{variable}: {error.detail}") from None
    finally:
        await database.close()
