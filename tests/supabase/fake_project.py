"""The HTTP side of a Supabase project: signing keys, settings of sign-in, and the Data API's answers."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI, Request, WebSocket
from fastapi.responses import JSONResponse
from jwt.algorithms import ECAlgorithm
from tests.supabase.projects import ADMIN_EMAIL

PUBLIC_KEY = "sb_publishable_test"
NO_TABLE = (404, {"code": "PGRST205", "message": "Could not find the table in the schema cache"})
NO_SCHEMA = (406, {"code": "PGRST106", "message": "The schema must be one of the following: public, graphql_public"})


def new_key() -> ec.EllipticCurvePrivateKey:
    """Return a key to sign with."""
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class FakeProject:
    """Answers as a well-kept project does, until something is changed."""

    keys: dict[str, ec.EllipticCurvePrivateKey] = field(default_factory=lambda: {"one": new_key()})
    """Those it publishes, by their ids."""
    signs_with: str = "one"
    publishes_keys: bool = True
    answers: bool = True
    settings: dict[str, Any] = field(
        default_factory=lambda: {
            "disable_signup": True,
            "mailer_autoconfirm": False,
            "external": {"email": True, "anonymous_users": False},
        }
    )
    keys_asked: int = 0
    rest: tuple[int, Any] | None = None
    """What the Data API says, if it is not what it should."""
    realtime: Literal["refuses", "tells nothing", "tells errors", "tells rows"] = "tells errors"
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Table and schema of each request to the Data API."""
    subscribed: list[dict[str, Any]] = field(default_factory=list)

    def app(self) -> FastAPI:
        """Return the project to be served."""
        app = FastAPI()

        @app.get("/auth/v1/.well-known/jwks.json")
        def keys() -> JSONResponse:
            self.keys_asked += 1
            published = [_public(kid, key) for kid, key in self.keys.items()]
            return self._answer({"keys": published if self.publishes_keys else []})

        @app.get("/auth/v1/settings")
        def settings(request: Request) -> JSONResponse:
            if request.headers.get("apikey") != PUBLIC_KEY:
                return JSONResponse({"message": "No API key found in request"}, 401)
            return self._answer(self.settings)

        @app.get("/rest/v1/{table}")
        def rows(table: str, request: Request) -> JSONResponse:
            schema = request.headers.get("accept-profile")
            self.asked.append((table, schema))
            status, body = self.rest or (NO_SCHEMA if schema else NO_TABLE)
            return JSONResponse(body, status)

        @app.websocket("/realtime/v1/websocket")
        async def realtime(socket: WebSocket) -> None:
            await socket.accept()
            await self._tell(socket)

        return app

    async def _tell(self, socket: WebSocket) -> None:
        """Subscribe whoever joins, as hosted Realtime does without a token; then tell of a change in the way it was set."""
        join = await socket.receive_json()
        ok = self.realtime != "refuses"
        self.subscribed = join["payload"]["config"]["postgres_changes"] if ok else []
        reply = {"status": "ok" if ok else "error", "response": {"postgres_changes": self.subscribed}}
        await socket.send_json(_frame(join["topic"], "phx_reply", reply))
        if not ok:
            return
        live = {"extension": "postgres_changes", "status": "ok", "message": "Subscribed to PostgreSQL"}
        await socket.send_json(_frame(join["topic"], "system", live))
        if self.realtime in ("tells errors", "tells rows"):
            data: dict[str, Any] = {"schema": "harkara", "table": "notifications", "type": "UPDATE"}
            data |= (
                {"errors": ["Error 401: Unauthorized"]} if self.realtime == "tells errors" else {"record": {"id": 1}}
            )
            await socket.send_json(_frame(join["topic"], "postgres_changes", {"ids": [1], "data": data}))
        await socket.close()

    def _answer(self, body: Mapping[str, Any]) -> JSONResponse:
        return JSONResponse(body if self.answers else {"message": "paused"}, 200 if self.answers else 503)

    def token(self, issuer: str, *, secret: str | None = None, **changed: Any) -> str:
        """Return an access token of the admin, signed by this project."""
        claims = token_claims(f"{issuer}/auth/v1") | changed
        if secret is not None:
            return jwt.encode(claims, secret, "HS256")
        return jwt.encode(claims, self.keys[self.signs_with], "ES256", headers={"kid": self.signs_with})


def _public(kid: str, key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    return json.loads(ECAlgorithm.to_jwk(key.public_key())) | {"kid": kid, "alg": "ES256", "use": "sig"}


def _frame(topic: str, event: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"topic": topic, "event": event, "payload": payload, "ref": None}


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
