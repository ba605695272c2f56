"""The HTTP side of a Supabase project: signing keys, settings of sign-in, and the Data API's answers."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from jwt.algorithms import ECAlgorithm
from tests.supabase.projects import ADMIN_EMAIL

PUBLIC_KEY = "sb_publishable_test"
REFUSED = (404, {"code": "PGRST205", "message": "Could not find the table in the schema cache"})


@dataclass
class FakeProject:
    """Answers as a well-kept project does, until something is changed."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    publishes_keys: bool = True
    answers: bool = True
    settings: dict[str, Any] = field(
        default_factory=lambda: {
            "disable_signup": True,
            "mailer_autoconfirm": False,
            "external": {"email": True, "anonymous_users": False},
        }
    )
    rest: tuple[int, Any] = REFUSED
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Table and schema of each request to the Data API."""

    def app(self) -> FastAPI:
        """Return the project to be served."""
        app = FastAPI()

        @app.get("/auth/v1/.well-known/jwks.json")
        def keys() -> JSONResponse:
            public = json.loads(ECAlgorithm.to_jwk(self.key.public_key())) | {
                "kid": "one",
                "alg": "ES256",
                "use": "sig",
            }
            return self._answer({"keys": [public] if self.publishes_keys else []})

        @app.get("/auth/v1/settings")
        def settings(request: Request) -> JSONResponse:
            if request.headers.get("apikey") != PUBLIC_KEY:
                return JSONResponse({"message": "No API key found in request"}, 401)
            return self._answer(self.settings)

        @app.get("/rest/v1/{table}")
        def rows(table: str, request: Request) -> JSONResponse:
            self.asked.append((table, request.headers.get("accept-profile")))
            status, body = self.rest
            return JSONResponse(body, status)

        return app

    def _answer(self, body: Mapping[str, Any]) -> JSONResponse:
        return JSONResponse(body if self.answers else {"message": "paused"}, 200 if self.answers else 503)

    def token(self, issuer: str, *, secret: str | None = None, **changed: Any) -> str:
        """Return an access token of the admin, signed by this project."""
        claims = token_claims(f"{issuer}/auth/v1") | changed
        if secret is not None:
            return jwt.encode(claims, secret, "HS256")
        return jwt.encode(claims, self.key, "ES256", headers={"kid": "one"})


def token_claims(issuer: str) -> dict[str, Any]:
    """Return what hosted Supabase puts into a token."""
    now = int(time.time())
    return {
        "iss": issuer,
        "sub": str(uuid4()),
        "aud": "authenticated",
        "iat": now,
        "exp": now + 3600,
        "email": ADMIN_EMAIL,
        "phone": "",
        "app_metadata": {"provider": "email", "providers": ["email"]},
        "user_metadata": {"email_verified": True},
        "role": "authenticated",
        "aal": "aal1",
        "amr": [{"method": "password", "timestamp": now}],
        "session_id": str(uuid4()),
        "is_anonymous": False,
    }
