"""Speaks to the embedded sign-in as supabase-js does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.clocks import ManualClock
from tests.serving import Answer, Web

from harkara.kit.db import Database

EMAIL, PASSWORD = "admin@example.in", "seven monsoon umbrellas"
HOUR = 3600


@dataclass
class AuthApi:
    web: Web
    database: Database
    clock: ManualClock

    async def call(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answer:
        bearer = {"authorization": f"Bearer {token or 'sb_publishable_embedded'}"}
        return await self.web.call(method, f"/auth/v1{path}", json_body=body, headers=bearer)

    async def sign_in(self, password: str = PASSWORD, email: str = EMAIL) -> Answer:
        return await self.call("POST", "/token?grant_type=password", {"email": email, "password": password})

    async def refresh(self, refresh_token: str) -> Answer:
        return await self.call("POST", "/token?grant_type=refresh_token", {"refresh_token": refresh_token})
