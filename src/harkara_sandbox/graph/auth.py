"""Who is calling: the access token of a request and what it may touch."""

from __future__ import annotations

from collections.abc import Iterable

from harkara_sandbox.graph.errors import GraphError, unknown_object
from harkara_sandbox.world import MANAGEMENT, Grant, World


def bearer_token(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """The token of an `Authorization: Bearer` header."""
    for name, value in headers:
        if name == b"authorization":
            scheme, _, token = value.decode("latin-1").partition(" ")
            return token.strip() if scheme.lower() == "bearer" else None
    return None


def authenticate(world: World, token: str | None) -> Grant:
    """Raises GraphError 190 for a missing, unknown or (subcode 463) expired token."""
    if not token:
        raise GraphError(190, "An access token is required to request this resource.", numbered=False)
    grant = world.grant_of(token)
    if grant is None:
        raise GraphError(190, numbered=False)
    if grant.expired:
        raise GraphError(
            190,
            "Error validating access token: Session has expired on Sunday, 01-Nov-26 00:00:00 PST.",
            subcode=463,
            numbered=False,
        )
    return grant


def require_management(grant: Grant) -> None:
    """Raises GraphError 200 when the token lacks the permission for templates, numbers and accounts."""
    if MANAGEMENT not in grant.scopes:
        raise GraphError(200, f"Requires {MANAGEMENT} permission to manage the object")


def require_asset(grant: Grant, object_id: str, verb: str) -> None:
    """Raises GraphError 100/33 when the token was granted no WABA."""
    if not grant.covers_wabas:
        raise unknown_object(object_id, verb)
