"""`/auth/v1/*` as supabase-js calls it. Part of Supabase's contract, not of our own API description."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from harkara import __version__
from harkara.embedded.auth.errors import AuthError, RefreshRefusedError
from harkara.embedded.auth.requests import AuthRoute, BearerDep, JsonDep
from harkara.embedded.auth.service import EmbeddedAuth
from harkara.embedded.auth.signing_keys import KeyRing
from harkara.embedded.auth.users import user_json
from harkara.kit.parts import PartsDep
from harkara.kit.transactions import SessionDep

router = APIRouter(prefix="/auth/v1", route_class=AuthRoute, include_in_schema=False)


def _auth(parts: PartsDep) -> EmbeddedAuth:
    return parts[EmbeddedAuth]


AuthDep = Annotated[EmbeddedAuth, Depends(_auth)]


def _address(request: Request) -> str:
    """Return the caller's address; behind a proxy uvicorn has put the real one here, if it trusts the proxy."""
    return request.client.host if request.client else "unknown"


@router.post("/token")
async def token(request: Request, auth: AuthDep, session: SessionDep, body: JsonDep, grant_type: str = "") -> Response:
    """Sign in with a password, or go on with a refresh token."""
    if grant_type == "password":
        return JSONResponse(await auth.sign_in(body, _address(request)))
    if grant_type == "refresh_token":
        outcome = await auth.refresh(session, body)
        return outcome.response() if isinstance(outcome, RefreshRefusedError) else JSONResponse(outcome)
    raise AuthError(400, "unsupported_grant_type", f"unsupported grant type '{grant_type}'")


@router.get("/user")
async def get_user(auth: AuthDep, session: SessionDep, bearer: BearerDep) -> dict[str, Any]:
    """Return whose token this is."""
    return user_json(await auth.user_of(session, bearer))


@router.put("/user")
async def update_user(
    request: Request, auth: AuthDep, session: SessionDep, bearer: BearerDep, body: JsonDep
) -> dict[str, Any]:
    """Change the password."""
    return await auth.change_password(session, bearer, body, _address(request))


@router.post("/logout")
async def logout(auth: AuthDep, session: SessionDep, bearer: BearerDep, scope: str = "global") -> Response:
    """End sessions."""
    await auth.sign_out(session, bearer, scope)
    return Response(status_code=204)


@router.post("/signup")
async def signup() -> None:
    """Refuse: an admin is made on the machine, with `harkara admin create`."""
    raise AuthError(422, "signup_disabled", "Signups not allowed for this instance")


@router.post("/recover")
async def recover() -> dict[str, Any]:
    """Answer the same for everybody. We send no mail: `harkara admin reset-password` gives a new password."""
    return {}


@router.get("/.well-known/jwks.json")
async def jwks(parts: PartsDep, response: Response) -> dict[str, Any]:
    """Return the public keys."""
    response.headers["Cache-Control"] = "public, max-age=600"
    return {"keys": await parts[KeyRing].public_jwks()}


@router.get("/health")
async def health() -> dict[str, str]:
    """Say what is speaking."""
    return {"version": __version__, "name": "GoTrue", "description": "Harkara's embedded sign-in"}


@router.get("/settings")
async def settings() -> dict[str, Any]:
    """Return what can be done here: sign in with e-mail and password, nothing else."""
    return {
        "external": {"email": True, "phone": False, "anonymous_users": False},
        "disable_signup": True,
        "mailer_autoconfirm": True,
        "phone_autoconfirm": False,
        "sms_provider": "",
        "saml_enabled": False,
    }
