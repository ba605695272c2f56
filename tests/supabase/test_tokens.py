"""Our API in Supabase mode, asked with tokens of the project and with others: what lets in, what is 401, 403 and 503."""

from __future__ import annotations

import base64
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from uuid import uuid4

import jwt
import pytest
from tests.serving import Web, serving
from tests.supabase.fake_project import PUBLIC_KEY, FakeProject, token_claims
from tests.supabase.projects import ADMIN_EMAIL, as_superuser, run

from harkara.entrypoints.api import create_app
from harkara.kit.settings import Settings

SECRET = "a-legacy-secret-of-more-than-32-bytes"
OWN_KEY = base64.b64encode(bytes(32)).decode()


@pytest.fixture
async def project_url(project: str) -> str:
    """A project whose sessions may not be looked at, unless a test wants to."""
    await run(as_superuser(project), "DROP TABLE auth.sessions")
    return project


def settings_for(project: str, database_url: str, secret: str | None = None) -> Settings:
    """Return the settings of an installation on the project at this address."""
    return Settings.model_validate(
        {
            "supabase_url": project,
            "supabase_anon_key": PUBLIC_KEY,
            "supabase_jwt_secret": secret,
            "database_url": database_url,
            "encryption_key": OWN_KEY,
            "admin_email": ADMIN_EMAIL,
        }
    )


@asynccontextmanager
async def api(database_url: str, fake: FakeProject, secret: str | None = None) -> AsyncGenerator[tuple[Web, str]]:
    """Yield a client for our API, and the project's address."""
    async with serving(fake.app()) as project:
        settings = settings_for(project.address, database_url, secret)
        async with serving(create_app(settings, database_url), lifespan="on") as web:
            yield web, project.address


async def status(web: Web, token: str) -> tuple[int, str]:
    """Return what a route says to this token."""
    answer = await web.call("GET", "/api/numbers", headers={"Authorization": f"Bearer {token}"})
    return answer.status, answer.body.get("code", "")


async def test_the_project_signs_with_keys_of_its_own(project_url: str) -> None:
    fake = FakeProject()
    async with api(project_url, fake) as (web, issuer):
        assert await status(web, fake.token(issuer)) == (200, "")
        assert await status(web, FakeProject().token(issuer)) == (401, "not_signed_in")
        assert await status(web, fake.token(issuer, secret=SECRET)) == (401, "not_signed_in")
        assert await status(web, fake.token("https://other.supabase.co")) == (401, "not_signed_in")
        assert await status(web, PUBLIC_KEY) == (401, "not_signed_in")
        assert await status(web, fake.token(issuer, email="other@example.in")) == (403, "not_admin")
        assert await status(web, fake.token(issuer, is_anonymous=True)) == (403, "not_admin")
        assert await status(web, fake.token(issuer, role="anon")) == (403, "not_admin")
        assert await status(web, fake.token(issuer, role="service_role")) == (403, "not_admin")
        by_role = fake.token(issuer, email="other@example.in", app_metadata={"role": "admin"})
        assert await status(web, by_role) == (200, "")


async def test_keys_that_cannot_be_fetched_sign_nobody_out(project_url: str) -> None:
    fake = FakeProject(answers=False)
    async with api(project_url, fake) as (web, issuer):
        assert await status(web, fake.token(issuer)) == (503, "signing_keys_unavailable")


async def test_the_project_signs_with_the_legacy_secret(project_url: str) -> None:
    fake = FakeProject(publishes_keys=False)
    async with api(project_url, fake, SECRET) as (web, issuer):
        assert await status(web, fake.token(issuer, secret=SECRET)) == (200, "")
        assert await status(web, fake.token(issuer, secret=SECRET[::-1])) == (401, "not_signed_in")
        assert await status(web, fake.token(issuer)) == (401, "not_signed_in"), "never both kinds"
        assert await status(web, jwt.encode(token_claims(f"{issuer}/auth/v1"), None, "none")) == (401, "not_signed_in")
        for algorithm in ("HS384", "HS512"):
            other = jwt.encode(token_claims(f"{issuer}/auth/v1"), SECRET * 2, algorithm)
            assert await status(web, other) == (401, "not_signed_in")
        # The legacy API keys are signed with the same secret.
        for role in ("anon", "service_role"):
            key = jwt.encode({"iss": "supabase", "role": role, "exp": 4_000_000_000, "iat": 1}, SECRET, "HS256")
            assert await status(web, key) == (401, "not_signed_in")
        assert await status(web, fake.token("https://other.supabase.co", secret=SECRET)) == (401, "not_signed_in")
        without_issuer = {name: value for name, value in token_claims("").items() if name != "iss"}
        assert await status(web, jwt.encode(without_issuer, SECRET, "HS256")) == (200, ""), "as old servers sign"
        expired = fake.token(issuer, secret=SECRET, exp=1)
        assert await status(web, expired) == (401, "not_signed_in")
        assert await status(web, fake.token(issuer, secret=SECRET, email="other@example.in")) == (403, "not_admin")


async def test_an_ended_session_is_a_sign_out(project: str) -> None:
    fake, session_id = FakeProject(), str(uuid4())
    await run(
        project,
        f"INSERT INTO auth.users (id) VALUES ('{session_id}')",
        f"INSERT INTO auth.sessions (id, user_id) VALUES ('{session_id}', '{session_id}')",
    )
    async with api(project, fake) as (web, issuer):
        assert await status(web, fake.token(issuer, session_id=session_id)) == (200, "")
        assert await status(web, fake.token(issuer)) == (401, "not_signed_in")


async def test_the_dashboard_is_told_where_to_sign_in(project_url: str) -> None:
    async with api(project_url, FakeProject()) as (web, issuer):
        told = (await web.call("GET", "/api/session")).body
        policy = (await web.call("GET", "/healthz")).headers["content-security-policy"]
        signed = await web.call("POST", "/auth/v1/token?grant_type=password", json_body={})

    assert (told["mode"], told["supabase_url"], told["supabase_key"]) == ("supabase", issuer, PUBLIC_KEY)
    assert f"connect-src 'self' {issuer} {issuer.replace('http', 'ws')};" in policy
    assert signed.status in (404, 405), "the embedded sign-in is not there"
