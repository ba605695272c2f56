"""Speaks to the embedded sign-in as supabase-js does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tests.clocks import ManualClock
from tests.running_jobs import run_waiting_jobs
from tests.serving import Answer, Web

from harkara.kit.db import Database
from harkara.kit.parts import Parts

EMAIL, PASSWORD = "admin@example.in", "seven monsoon umbrellas"
HOUR = 3600
SITE = "https://wa.example.in"


@dataclass
class AuthApi:
    web: Web
    parts: Parts
    database: Database
    clock: ManualClock

    async def call(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answer:
        bearer = {"authorization": f"Bearer {token or 'sb_publishable_embedded'}"}
        return await self.web.call(method, f"/auth/v1{path}", json_body=body, headers=bearer)

    async def sign_in(self, password: str = PASSWORD, email: str = EMAIL) -> Answer:
        return await self.call("POST", "/token?grant_type=password", {"email": email, "password": password})

    async def refresh(self, refresh_token: str) -> Answer:
        return await self.call("POST", "/token?grant_type=refresh_token", {"refresh_token": refresh_token})

    async def ask_for_mail(self, email: str = EMAIL, *, redirect_to: str = "") -> Answer:
        """Ask for a recovery mail and let the worker send it."""
        path = f"/recover?redirect_to={quote(redirect_to)}" if redirect_to else "/recover"
        answer = await self.call("POST", path, {"email": email, "code_challenge": None, "gotrue_meta_security": {}})
        await run_waiting_jobs(self.parts)
        return answer

    async def verify(self, **body: str) -> Answer:
        return await self.call("POST", "/verify", {"type": "recovery", **body})
