"""Lets Realtime ask for the admin: it stands below `core`, which decides who that is."""

from __future__ import annotations

from datetime import datetime

from harkara.core.auth.admin import AdminGate
from harkara.embedded.realtime.access import AccessRefusedError
from harkara.kit.database_trouble import DATABASE_TROUBLE
from harkara.kit.errors import AppError


class AdminsOnly:
    """Fulfils `embedded.realtime.access.Doorkeeper`."""

    def __init__(self, gate: AdminGate) -> None:
        self._gate = gate

    async def admit(self, token: str) -> datetime:
        """Return until when the admin's token is good."""
        try:
            admin = await self._gate.admit(token)
        except AppError as error:
            raise AccessRefusedError(f"Unauthorized: {error.detail}") from None
        except DATABASE_TROUBLE:
            raise AccessRefusedError("Sign-in cannot be checked right now") from None
        return admin.expires_at
