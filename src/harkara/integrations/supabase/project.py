"""Asks a Supabase project over HTTP, with nothing but the public key, as any stranger could. It never writes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import orjson
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError

from harkara.integrations.supabase.errors import ProjectSilentError, PublicKeyRefusedError

_TIMEOUT = timedelta(seconds=10)
_UNKNOWN_SCHEMA = "PGRST106"  # "The schema must be one of the following: ..."


@dataclass(frozen=True, slots=True)
class SignInSettings:
    """Who may get an account without being asked for."""

    sign_ups: bool
    anonymous: bool
    confirmed_at_once: bool
    """Whether an address counts as one's own without a mail to it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the Data API said to a request for rows."""

    status: int
    code: str

    @property
    def gives_rows(self) -> bool:
        """Whether the table can be read, be it empty."""
        return 200 <= self.status < 300

    @property
    def refuses(self) -> bool:
        """Whether it was refused for good, not put off."""
        return 400 <= self.status < 500 and self.status not in (408, 429)

    @property
    def knows_schema(self) -> bool:
        """Whether the schema is among those that the Data API serves."""
        return self.code != _UNKNOWN_SCHEMA


class SupabaseProject:
    """One project, asked with its public key."""

    def __init__(self, client: Client, url: str, public_key: str) -> None:
        self._client = client
        self._url = url
        self._key = public_key

    async def has_signing_keys(self) -> bool:
        """Return whether the project publishes keys to check tokens with; projects with the legacy secret have none."""
        answer, body = await self._get("/auth/v1/.well-known/jwks.json")
        if answer.status != 200:
            raise ProjectSilentError(f"{self._url}/auth/v1/.well-known/jwks.json answers {answer.status}.")
        return bool(body.get("keys"))

    async def sign_in_settings(self) -> SignInSettings:
        """Return them; raise PublicKeyRefusedError if the key opens nothing."""
        answer, body = await self._get("/auth/v1/settings")
        if answer.status in (401, 403):
            raise PublicKeyRefusedError(f"{self._url}/auth/v1/settings answers {answer.status}.")
        if answer.status != 200:
            raise ProjectSilentError(f"{self._url}/auth/v1/settings answers {answer.status}.")
        kinds = _mapping(body.get("external"))
        return SignInSettings(
            sign_ups=body.get("disable_signup") is not True,
            anonymous=kinds.get("anonymous_users") is True,
            confirmed_at_once=body.get("mailer_autoconfirm") is True,
        )

    async def read(self, table: str, schema: str | None = None) -> Answer:
        """Ask the Data API for a row of a table, in its default schema or in this one."""
        return (await self._get(f"/rest/v1/{table}?limit=1", schema))[0]

    async def _get(self, path: str, schema: str | None = None) -> tuple[Answer, Mapping[str, Any]]:
        request = self._client.get(self._url + path).header("apikey", self._key)
        if schema:
            request = request.header("Accept-Profile", schema)
        try:
            response = await request.build().send()
            content = bytes(await response.bytes())
        except PyreqwestError:
            raise ProjectSilentError(f"{self._url} cannot be reached.") from None
        body = _object(content)
        return Answer(response.status, str(body.get("code", ""))), body


@asynccontextmanager
async def supabase_project(url: str, public_key: str) -> AsyncGenerator[SupabaseProject]:
    """Yield the project, with connections that end with the block."""
    async with ClientBuilder().timeout(_TIMEOUT).build() as client:
        yield SupabaseProject(client, url, public_key)


def _object(content: bytes) -> Mapping[str, Any]:
    """Return a JSON object, or nothing: gateways in front of a project answer with pages of their own."""
    try:
        return _mapping(orjson.loads(content))
    except orjson.JSONDecodeError:
        return {}


def _mapping(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}
