"""Reads what the client sends: small JSON objects and Bearer tokens; all else is refused in GoTrue's form."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from harkara.embedded.auth.errors import API_VERSION, AuthError, BearerRefusedError, ValidationError
from harkara.embedded.auth.signing_keys import KeyRing
from harkara.kit.access_tokens import TokenRefusedError
from harkara.kit.parts import PartsDep

_LARGEST_BODY = 64 * 1024


class AuthRoute(APIRoute):
    """A route that answers refusals as GoTrue does and is never cached."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the usual handler."""
        usual = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                response = await usual(request)
            except AuthError as error:
                response = error.response()
            except RequestValidationError as error:
                fields = ", ".join(str(item["loc"][-1]) for item in error.errors())
                response = ValidationError(f"Not valid: {fields}").response()
            response.headers.update(API_VERSION)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return handler


async def _json_object(request: Request) -> dict[str, Any]:
    """Return the body. The content type is insisted on, because a foreign page can only send others unasked."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise ValidationError("Send JSON with the content type application/json")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_BODY:
            raise AuthError(413, "request_too_large", f"The body is larger than {_LARGEST_BODY} bytes")
    try:
        content = json.loads(body)
    except ValueError:
        raise ValidationError("Could not parse request body as JSON") from None
    if not isinstance(content, dict):
        raise ValidationError("The request body must be a JSON object")
    return content  # pyright: ignore[reportUnknownVariableType] - any JSON object; its fields are checked one by one


def text_field(body: dict[str, Any], name: str) -> str:
    """Return a field that must be a non-empty text."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise ValidationError(f"{name} is required")
    return value


class Bearer:
    """Whose token the request carries."""

    def __init__(self, claims: dict[str, Any]) -> None:
        self.user_id = UUID(claims["sub"])
        self.session_id = UUID(claims["session_id"])


async def _bearer(request: Request, parts: PartsDep) -> Bearer:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise BearerRefusedError(401, "no_authorization", "This endpoint requires a valid Bearer token")
    try:
        return Bearer(await parts[KeyRing].verify(token.strip()))
    except (TokenRefusedError, KeyError, ValueError) as error:
        raise BearerRefusedError(403, "bad_jwt", f"invalid JWT: {error}") from None


JsonDep = Annotated[dict[str, Any], Depends(_json_object)]
BearerDep = Annotated[Bearer, Depends(_bearer)]
