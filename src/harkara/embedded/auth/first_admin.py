"""Makes sure that somebody can sign in: the admin of the settings, or one made up at the very first start."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.embedded.auth.passwords import Passwords
from harkara.embedded.auth.users import create_user, find_user, list_emails, random_password
from harkara.kit.settings import Settings

DEFAULT_EMAIL = "admin@harkara.local"


@dataclass(frozen=True, slots=True)
class FirstAdmin:
    """Who can sign in. `password` is only known when it was made up just now; `note` is for the person at the console."""

    email: str
    password: str | None = None
    note: str | None = None


async def ensure_admin(session: AsyncSession, passwords: Passwords, settings: Settings) -> FirstAdmin:
    """Return the admin, making one if need be; raise WeakPasswordError or BadEmailError for what the settings say.

    ADMIN_PASSWORD only makes the account. Later it is changed in the dashboard, and a restart must not undo that.
    """
    emails = await list_emails(session)
    email = (settings.admin_email or (emails[0] if emails else DEFAULT_EMAIL)).strip().lower()
    wanted = settings.admin_password.get_secret_value() if settings.admin_password else None
    user = await find_user(session, email)
    if user is None:
        password = wanted or random_password()
        await create_user(session, passwords, email, password)
        return FirstAdmin(email, None if wanted else password)
    if wanted and not await passwords.verify(wanted, user.password_hash):
        return FirstAdmin(
            email, note="ADMIN_PASSWORD is not the password any more: `harkara admin reset-password` sets a new one."
        )
    return FirstAdmin(email)
