"""Checks a signed access token (JWT) against one public key, or one shared secret. Who may do what with it is decided elsewhere."""

from __future__ import annotations

from typing import Any

import jwt

AUDIENCE = "authenticated"
# Asymmetric only: with HS256 in the list, the public key could be used as the secret of a forged token.
ALGORITHMS = ("ES256", "RS256")
HS256 = "HS256"
_LEEWAY_SECONDS = 10
_REQUIRED_OF_OLD = ["exp", "iat", "sub", "aud"]
_REQUIRED = [*_REQUIRED_OF_OLD, "iss"]


class TokenRefusedError(Exception):
    """The token is not one that the expected issuer gave out, or its time has passed; the text says which."""


class SharedSecretTokenError(TokenRefusedError):
    """It is signed with a shared secret (HS256), as Supabase projects of old do."""


def key_id_of(token: str) -> str:
    """Return which key the token claims to be signed with; raise TokenRefusedError if that alone rules it out.

    Nothing else of the header is looked at: keys or key addresses inside a token are never followed.
    """
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError:
        raise TokenRefusedError("It is not a JWT.") from None
    algorithm = header.get("alg")
    if algorithm not in ALGORITHMS:
        refusal = SharedSecretTokenError if algorithm == HS256 else TokenRefusedError
        raise refusal(f"It is signed with {algorithm}, accepted are {' and '.join(ALGORITHMS)}.")
    key_id = header.get("kid")
    if not isinstance(key_id, str):
        raise TokenRefusedError("It does not name its key.")
    return key_id


def verify(token: str, key: jwt.PyJWK, issuer: str) -> dict[str, Any]:
    """Return the claims of a valid token; raise TokenRefusedError otherwise."""
    if key.algorithm_name not in ALGORITHMS:
        raise TokenRefusedError(f"Its key is for {key.algorithm_name}, accepted are {' and '.join(ALGORITHMS)}.")
    return _decoded(token, key, key.algorithm_name, issuer)


def verify_with_secret(token: str, secret: bytes, issuer: str) -> dict[str, Any]:
    """Return the claims of a valid token of a project that signs with a shared secret; raise TokenRefusedError otherwise.

    Never for a public key: whoever has the key could sign. Servers of that time name no issuer; the secret is one project's alone.
    """
    claims = _decoded(token, secret, HS256, None)
    if claims.get("iss", issuer) != issuer:
        raise TokenRefusedError("Invalid issuer.")
    return claims


def _decoded(token: str, key: jwt.PyJWK | bytes, algorithm: str, issuer: str | None) -> dict[str, Any]:
    """Accept one algorithm, the key's own, whatever the token says of itself."""
    try:
        return jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=AUDIENCE,
            issuer=issuer,
            leeway=_LEEWAY_SECONDS,
            options={"require": _REQUIRED if issuer else _REQUIRED_OF_OLD},
        )
    except jwt.PyJWTError as error:
        raise TokenRefusedError(f"{error}.") from None
