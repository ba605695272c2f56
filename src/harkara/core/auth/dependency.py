"""`AdminDep`: put it on a router and only the admin gets through."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from harkara.core.auth.admin import Admin, AdminGate
from harkara.core.auth.errors import NotSignedInError
from harkara.kit.parts import PartsDep

_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", description="The access token of supabase-js")


async def require_admin(
    parts: PartsDep, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Admin:
    """Return the admin that sends this request, or refuse it."""
    if credentials is None:
        raise NotSignedInError("The request carries no access token.")
    return await parts[AdminGate].admit(credentials.credentials)


AdminDep = Annotated[Admin, Depends(require_admin)]
