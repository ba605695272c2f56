"""Who gets through the gate: forged, foreign, expired and other people's tokens do not."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from harkara.core.auth.admin import AdminGate
from harkara.core.auth.errors import NotAdminError, NotSignedInError

ISSUER = "https://project.supabase.co/auth/v1"
EC_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(65537, 2048)
FOREIGN_KEY = ec.generate_private_key(ec.SECP256R1())
KEYS = {
    "ec": jwt.PyJWK(json.loads(ECAlgorithm.to_jwk(EC_KEY.public_key())) | {"kid": "ec", "alg": "ES256"}),
    "rsa": jwt.PyJWK(json.loads(RSAAlgorithm.to_jwk(RSA_KEY.public_key())) | {"kid": "rsa", "alg": "RS256"}),
    "symmetric": jwt.PyJWK({"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA", "kid": "symmetric"}),
}


class FixedKeys:
    async def key_for(self, key_id: str) -> jwt.PyJWK | None:
        return KEYS.get(key_id)


def claims(**changed: Any) -> dict[str, Any]:
    now = int(time.time())
    usual = {
        "iss": ISSUER,
        "sub": "7c1d9c0e-6f53-4d6a-9a55-0c6b8a1b2c3d",
        "aud": "authenticated",
        "iat": now,
        "exp": now + 3600,
        "role": "authenticated",
        "email": "admin@example.in",
        "session_id": "0d7ad6ce-8a0f-4b4c-93a1-b8a1a7a6d111",
        "is_anonymous": False,
        "app_metadata": {"provider": "email"},
        "user_metadata": {},
    }
    return {name: value for name, value in (usual | changed).items() if value is not None}


def signed(payload: dict[str, Any], key: Any = EC_KEY, algorithm: str = "ES256", **header: Any) -> str:
    return jwt.encode(payload, key, algorithm=algorithm, headers={"kid": "ec"} | header)


def raw(header: dict[str, Any], payload: dict[str, Any], signature: str = "") -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, payload))
    return ".".join((*parts, signature))


def confused() -> str:
    """Sign with HS256, the public key being the secret. Libraries of old verified that."""
    pem = EC_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header, payload = raw({"alg": "HS256", "typ": "JWT", "kid": "ec"}, claims()).split(".")[:2]
    digest = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    signature = digest.sign(f"{header}.{payload}".encode(), pem)
    return f"{header}.{payload}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


NOW = int(time.time())
FORGED = {
    "not a token": "x",
    "empty": "",
    "the public key": "sb_publishable_embedded",
    "alg none": raw({"alg": "none", "kid": "ec"}, claims()),
    "alg None in capitals": raw({"alg": "NONE", "kid": "ec"}, claims()),
    "public key as HS256 secret": confused(),
    "HS256 with a listed symmetric key": signed(
        claims(), "secret-secret-secret-secret-secret", "HS256", kid="symmetric"
    ),
    "signed by a foreign key": signed(claims(), FOREIGN_KEY),
    "foreign key carried along": signed(
        claims(), FOREIGN_KEY, jwk=json.loads(ECAlgorithm.to_jwk(FOREIGN_KEY.public_key()))
    ),
    "foreign key to be fetched": signed(claims(), FOREIGN_KEY, jku="http://127.0.0.1:9/keys.json"),
    "unknown kid": signed(claims(), kid="another"),
    "kid that is a path": signed(claims(), kid="../../../../dev/null"),
    "kid that is SQL": signed(claims(), kid="ec' OR '1'='1"),
    "no kid": jwt.encode(claims(), EC_KEY, algorithm="ES256"),
    "RS256 key named, ES256 signed": signed(claims(), kid="rsa"),
    "changed payload": ".".join(
        (
            signed(claims()).split(".")[0],
            raw({}, claims(email="thief@example.in")).split(".")[1],
            signed(claims()).split(".")[2],
        )
    ),
    "expired": signed(claims(iat=NOW - 7200, exp=NOW - 11)),
    "issued in the future": signed(claims(iat=NOW + 120)),
    "not valid yet": signed(claims(nbf=NOW + 120)),
    "no exp": signed(claims(exp=None)),
    "no sub": signed(claims(sub=None)),
    "no aud": signed(claims(aud=None)),
    "wrong aud": signed(claims(aud="service")),
    "wrong iss": signed(claims(iss="https://evil.supabase.co/auth/v1")),
    "no iss": signed(claims(iss=None)),
}


@pytest.fixture
def gate() -> AdminGate:
    return AdminGate(FixedKeys(), ISSUER, " Admin@example.in")


@pytest.mark.parametrize("name", FORGED)
async def test_a_forged_token_is_no_sign_in(gate: AdminGate, name: str) -> None:
    with pytest.raises(NotSignedInError):
        await gate.admit(FORGED[name])


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "other@example.in"},
        {"email": None},
        {"email": "other@example.in", "user_metadata": {"role": "admin"}},
        {"is_anonymous": True},
        {"is_anonymous": True, "app_metadata": {"role": "admin"}},
        {"role": "anon"},
        {"role": "service_role"},
        {"app_metadata": "admin", "email": "other@example.in"},
    ],
)
async def test_a_valid_token_of_somebody_else_is_not_enough(gate: AdminGate, changed: dict[str, Any]) -> None:
    with pytest.raises(NotAdminError) as refused:
        await gate.admit(signed(claims(**changed)))

    assert "ADMIN_EMAIL" in (refused.value.mend or "")


@pytest.mark.parametrize(
    "token",
    [
        signed(claims()),
        signed(claims(email="ADMIN@example.in")),
        signed(claims(email="other@example.in", app_metadata={"role": "admin"})),
        signed(claims(), RSA_KEY, "RS256", kid="rsa"),
        signed(claims(exp=int(time.time()) + 600, iat=int(time.time()) + 5)),
    ],
)
async def test_the_admin_gets_in(gate: AdminGate, token: str) -> None:
    admin = await gate.admit(token)

    assert admin.user_id == claims()["sub"]


async def test_without_admin_email_only_the_role_counts() -> None:
    gate = AdminGate(FixedKeys(), ISSUER, None)

    with pytest.raises(NotAdminError):
        await gate.admit(signed(claims()))
    assert await gate.admit(signed(claims(app_metadata={"role": "admin"})))


async def test_a_legacy_supabase_secret_is_explained(gate: AdminGate) -> None:
    token = signed(claims(), "secret-secret-secret-secret-secret", "HS256")

    with pytest.raises(NotSignedInError) as refused:
        await gate.admit(token)

    assert "HS256" in refused.value.detail
    assert "asymmetric signing keys" in (refused.value.mend or "")
