"""Tokens that must open nothing, made from a good one: what a stranger, a former admin or another user could send."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, HMACAlgorithm


class Mint(Protocol):
    """Holds the admin's token, and can sign anything with the platform's own key."""

    @property
    def token(self) -> str: ...

    async def signed(self, **changed: Any) -> str:
        """Return the admin's claims, some of them changed (None: left out), signed as the platform signs."""
        ...

    async def public_keys(self) -> list[dict[str, Any]]:
        """Return what the platform publishes of its keys."""
        ...


Forge = Callable[[Mint], Awaitable[str]]

FOREIGN_KEY = ec.generate_private_key(ec.SECP256R1())
FOREIGN_JWK: dict[str, Any] = json.loads(ECAlgorithm.to_jwk(FOREIGN_KEY.public_key()))
ELSEWHERE = "http://127.0.0.1:9/keys.json"


def read(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def pieces(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}"


def claiming(**changed: Any) -> Forge:
    """Signed by the platform itself, with claims it would not give to the admin."""

    async def forge(mint: Mint) -> str:
        return await mint.signed(**changed)

    return forge


def resigned(algorithm: str = "ES256", key: Any = FOREIGN_KEY, **header: Any) -> Forge:
    """The admin's claims under the platform's key id, signed with a key of one's own."""

    async def forge(mint: Mint) -> str:
        own_header, claims = read(mint.token)
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": own_header["kid"]} | header)

    return forge


def unsigned(algorithm: str, signature: str = "") -> Forge:
    async def forge(mint: Mint) -> str:
        header, claims = read(mint.token)
        return f"{pieces({'alg': algorithm, 'kid': header['kid']}, claims)}.{signature}"

    return forge


async def public_key_as_secret(mint: Mint) -> str:
    """HS256 with the public key as the secret: libraries of old verified that."""
    header, claims = read(mint.token)
    [jwk] = [key for key in await mint.public_keys() if key["kid"] == header["kid"]]
    pem = jwt.PyJWK(jwk).key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = pieces({"alg": "HS256", "typ": "JWT", "kid": header["kid"]}, claims)
    return f"{head}.{encoded(HMACAlgorithm(HMACAlgorithm.SHA256).sign(head.encode(), pem))}"


async def payload_of_another(mint: Mint) -> str:
    head, _, signature = mint.token.split(".")
    return f"{head}.{(await mint.signed(exp=2_000_000_000)).split('.')[1]}.{signature}"


async def signature_cut_off(mint: Mint) -> str:
    return mint.token.rpartition(".")[0] + "."


FORGED: dict[str, Forge] = {
    "alg none": unsigned("none"),
    "alg nOnE": unsigned("nOnE"),
    "signature cut off": signature_cut_off,
    "a signature of zeros": unsigned("ES256", encoded(bytes(64))),
    "signed by a foreign key": resigned(),
    "HS256 with a secret of one's own": resigned("HS256", "secret-secret-secret-secret-secret"),
    "HS256 with the public key as the secret": public_key_as_secret,
    "foreign key carried along": resigned(jwk=FOREIGN_JWK),
    "foreign key to be fetched (jku)": resigned(jku=ELSEWHERE),
    "foreign certificate to be fetched (x5u)": resigned(x5u=ELSEWHERE),
    "foreign certificate carried along": resigned(x5c=["MIIB"]),
    "an extension that must be understood": resigned(crit=["exp"]),
    "unknown kid": resigned(kid="another"),
    "kid that is a path": resigned(kid="../../../../dev/null"),
    "kid that is SQL": resigned(kid="x' OR '1'='1"),
    "kid with a NUL": resigned(kid="x\x00"),
    "changed payload": payload_of_another,
    "expired": claiming(exp=1_700_000_000),
    "not valid yet": claiming(nbf=4_000_000_000),
    "issued in the future": claiming(iat=4_000_000_000),
    "without an end": claiming(exp=None),
    "wrong audience": claiming(aud="service"),
    "an id token": claiming(aud="a-client-of-ours", session_id=None, role=None, nonce="n", auth_time=1_700_000_000),
    "no audience": claiming(aud=None),
    "wrong issuer": claiming(iss="https://evil.supabase.co/auth/v1"),
    "no issuer": claiming(iss=None),
    "nobody": claiming(sub=None),
    "no session": claiming(session_id=None),
    "a session that never was": claiming(session_id="0d7ad6ce-8a0f-4b4c-93a1-b8a1a7a6d111"),
}
"""No sign-in at all: the answer is 401."""

NOT_THE_ADMIN: dict[str, Forge] = {
    "somebody else": claiming(email="other@example.in", app_metadata={}),
    "somebody else who calls himself admin": claiming(
        email="other@example.in", app_metadata={}, user_metadata={"role": "admin"}
    ),
    "anonymous": claiming(is_anonymous=True),
    "no role": claiming(role=None),
    "anonymous role": claiming(role="anon"),
    "service role": claiming(role="service_role"),
}
"""A sign-in, but not the admin's: the answer is 403."""
