"""The whole API behind a real socket, with one signed-in admin, and a list of its routes that no new one can escape."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import select
from tests.serving import Web, serving

from harkara.embedded.auth.models import AuthUser
from harkara.embedded.auth.service import EmbeddedAuth
from harkara.embedded.auth.signing_keys import KeyRing
from harkara.entrypoints.api import create_app
from harkara.entrypoints.api_server import server_config
from harkara.entrypoints.openapi import describe
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

EMAIL = "admin@example.in"
OPEN_TO_ALL = {"/healthz", "/readyz", "/webhooks/whatsapp", "/api/session"}


@dataclass
class WholeApi:
    """A running API and the admin's session in it; fulfils `tests.forgeries.Mint`."""

    web: Web
    app: FastAPI
    token: str = ""

    @property
    def parts(self) -> Parts:
        return self.app.state.parts

    @property
    def bearer(self) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    async def sign_in(self) -> None:
        """Open a session without a password: hashing one takes longer than most tests."""
        async with self.parts[Database].transaction() as session:
            user = await session.scalar(select(AuthUser))
            if user is None:
                session.add(user := AuthUser(email=EMAIL, password_hash="-"))
                await session.flush()
            self.token = (await self.parts[EmbeddedAuth].sessions.open(session, user))["access_token"]

    async def signed(self, **changed: Any) -> str:
        claims = await self.parts[KeyRing].verify(self.token) | changed
        return await self.parts[KeyRing].sign({name: value for name, value in claims.items() if value is not None})

    async def public_keys(self) -> list[dict[str, Any]]:
        return await self.parts[KeyRing].public_jwks()


@asynccontextmanager
async def whole_api(database_url: str, data_dir: Path, **settings: Any) -> AsyncGenerator[WholeApi]:
    """Serve the API on a migrated database; signed in as the admin in embedded mode."""
    values = {
        "data_dir": data_dir,
        "encryption_key": SecretStr("a key of the tests"),
        "meta_app_secret": SecretStr("app secret"),
        "meta_webhook_verify_token": SecretStr("verify token"),
        "admin_email": EMAIL,
        **settings,
    }
    valid = Settings.model_validate(values)
    app = create_app(valid, database_url)
    async with serving(app, config=server_config(app, valid)) as web:
        api = WholeApi(web, app)
        await web.call("GET", "/healthz")  # answered once the app has started
        if api.parts[Settings].mode == "embedded":
            await api.sign_in()
        yield api


def operations() -> list[tuple[str, str]]:
    """Return method and path of every described route that is the admin's."""
    return [
        (method.upper(), path.replace("{", "").replace("}", ""))
        for path, methods in describe()["paths"].items()
        for method in methods
        if path not in OPEN_TO_ALL
    ]
