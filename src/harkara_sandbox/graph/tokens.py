"""`GET /debug_token`: what a token is and which WABAs it was granted."""

from __future__ import annotations

import hmac

import orjson
from starlette.requests import Request
from starlette.responses import Response

from harkara_sandbox.graph.auth import authenticate
from harkara_sandbox.graph.call import Endpoint, token_of
from harkara_sandbox.graph.errors import GraphError, required
from harkara_sandbox.json_values import JsonObject
from harkara_sandbox.sandbox import Sandbox

SYSTEM_USER_ID = "122107542026000001"


def debug_token(sandbox: Sandbox) -> Endpoint:
    """The endpoint; the caller needs a valid token or the app token `APP_ID|APP_SECRET`."""

    async def endpoint(request: Request) -> Response:
        try:
            status, body = 200, _inspect(sandbox, token_of(request), request.query_params.get("input_token"))
        except GraphError as error:
            status, body = error.status, error.as_json()
        return Response(orjson.dumps(body), status, media_type="application/json")

    return endpoint


def _inspect(sandbox: Sandbox, caller: str | None, token: str | None) -> JsonObject:
    world = sandbox.world
    app_token = f"{world.app_id}|{sandbox.config.app_secret}"
    if caller is None or not hmac.compare_digest(caller.encode(), app_token.encode()):
        authenticate(world, caller)
    if not token:
        raise required("input_token")
    grant = world.grant_of(token)
    if grant is None:
        return {"data": _dead(None, "The access token could not be decrypted")}
    if grant.expired:
        return {"data": _dead(463, "Error validating access token: Session has expired.")}
    granular: list[JsonObject] = [{"scope": scope} for scope in grant.scopes]
    if sandbox.behaviour.debug_token_targets:
        for scope in granular:
            scope["target_ids"] = list(world.wabas) if grant.covers_wabas else []
    return {
        "data": {
            "app_id": world.app_id,
            "type": "SYSTEM_USER",
            "application": "Sandbox",
            "data_access_expires_at": 0,
            "expires_at": sandbox.behaviour.token_expires_at,
            "is_valid": True,
            "issued_at": 1_767_225_600,
            "scopes": [*grant.scopes, "public_profile"],
            "granular_scopes": granular,
            "user_id": SYSTEM_USER_ID,
        }
    }


def _dead(subcode: int | None, message: str) -> JsonObject:
    error: JsonObject = {"code": 190, "message": message}
    if subcode is not None:
        error["subcode"] = subcode
    return {"error": error, "is_valid": False, "scopes": []}
