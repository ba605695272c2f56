"""`/auth/v1/*` as supabase-js calls it. Part of Supabase's contract, not of our own API description."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from harkara.embedded.auth.addresses import page_of_link
from harkara.embedded.auth.errors import (
    AuthError,
    LinkRefusedError,
    RefreshRefusedError,
    ValidationError,
)
from harkara.embedded.auth.recovery import Recovery
from harkara.embedded.auth.requests import AuthRoute, BearerDep, JsonDep
from harkara.embedded.auth.service import EmbeddedAuth
from harkara.embedded.auth.signing_keys import KeyRing
from harkara.embedded.auth.users import user_json
from harkara.kit.parts import PartsDep
from harkara.kit.settings import Settings
from harkara.kit.transactions import SessionDep
from harkara.kit.version import version

router = APIRouter(prefix="/auth/v1", route_class=AuthRoute, include_in_schema=False)


def _auth(parts: PartsDep) -> EmbeddedAuth:
    return parts[EmbeddedAuth]


def _recovery(parts: PartsDep) -> Recovery:
    return parts[Recovery]


AuthDep = Annotated[EmbeddedAuth, Depends(_auth)]
RecoveryDep = Annotated[Recovery, Depends(_recovery)]


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
async def recover(
    request: Request, recovery: RecoveryDep, session: SessionDep, body: JsonDep, redirect_to: str = ""
) -> dict[str, Any]:
    """Have a mail sent for a forgotten password; the answer is the same for everybody."""
    await recovery.ask(session, body, redirect_to, _address(request))
    return {}


@router.post("/verify")
async def verify(request: Request, recovery: RecoveryDep, session: SessionDep, body: JsonDep) -> Response:
    """Open a session with what a recovery mail carries."""
    outcome = await recovery.take(session, body, _address(request))
    return outcome.response() if isinstance(outcome, LinkRefusedError) else JSONResponse(outcome)


@router.get("/verify")
async def follow_link(
    request: Request, parts: PartsDep, token: str = "", type: str = "", redirect_to: str = ""
) -> Response:
    """Lead a link in GoTrue's own form to the page that uses it at a press of its button.

    GoTrue opens the session here. But this is a GET: a mail scanner that looks where links lead would use them up.
    """
    if type != "recovery":
        raise ValidationError("type must be recovery")
    page = page_of_link(parts[Settings], redirect_to, str(request.base_url).rstrip("/"))
    # In the fragment, which browsers send nowhere.
    return RedirectResponse(f"{page}#{urlencode({'token_hash': token, 'type': type})}", 303)


@router.get("/.well-known/jwks.json")
async def jwks(parts: PartsDep, response: Response) -> dict[str, Any]:
    """Return the public keys."""
    response.headers["Cache-Control"] = "public, max-age=600"
    return {"keys": await parts[KeyRing].public_jwks()}


@router.get("/health")
async def health() -> dict[str, str]:
    """Say what is speaking."""
    return {"version": version(), "name": "GoTrue", "description": "Harkara's embedded sign-in"}


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
