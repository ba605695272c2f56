"""Speaks to the embedded sign-in as supabase-js does, under a clock that the tests move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pyreqwest.client import Client

from harkara.kit.db import Database
from harkara.kit.parts import Parts

EMAIL, PASSWORD = "admin@example.in", "seven monsoon umbrellas"


class MovableClock:
    """Starts at the real time, because tokens are also checked by libraries that ask the machine."""

    def __init__(self) -> None:
        self._start = datetime.now(UTC)  # noqa: TID251 - see above
        self.moved = timedelta()

    def now(self) -> datetime:
        return self._start + self.moved

    def monotonic(self) -> float:
        return 1000.0 + self.moved.total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.moved += timedelta(seconds=seconds)

    def move(self, **by: float) -> None:
        self.moved += timedelta(**by)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: Any


class AuthApi:
    """Speaks to the server as supabase-js does."""

    def __init__(self, client: Client, address: str, database: Database, clock: MovableClock, parts: Parts) -> None:
        self._client = client
        self.address = address
        self.database = database
        self.clock = clock
        self.parts = parts

    async def call(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answer:
        request = self._client.request(method, f"{self.address}/auth/v1{path}")
        request = request.header("authorization", f"Bearer {token or 'sb_publishable_embedded'}")
        if body is not None:
            request = request.body_json(body)
        response = await request.build().send()
        content = await response.bytes()
        is_json = "json" in (response.get_header("content-type") or "")
        return Answer(response.status, dict(response.headers), await response.json() if is_json else bytes(content))

    async def sign_in(self, password: str = PASSWORD, email: str = EMAIL) -> Answer:
        return await self.call("POST", "/token?grant_type=password", {"email": email, "password": password})

    async def refresh(self, refresh_token: str) -> Answer:
        return await self.call("POST", "/token?grant_type=refresh_token", {"refresh_token": refresh_token})
