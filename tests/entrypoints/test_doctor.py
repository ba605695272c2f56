"""The doctor names what is broken and what mends it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from tests.databases import create_database, with_database
from tests.mail_server import PASSWORD, USER, MailServer, mail_server
from tests.serving import serving

from harkara.entrypoints.doctor.examination import examine
from harkara.entrypoints.doctor.finding import Finding, State


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing but these settings: no .env of the working folder, a port where nobody listens."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PORT", "9")


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)


async def findings() -> dict[str, Finding]:
    found = {finding.subject: finding async for finding in examine()}
    assert all(finding.mend for finding in found.values() if finding.state is not State.GOOD)
    return found


@pytest.mark.usefixtures("database")
async def test_an_installation_at_rest_is_doubtful_but_not_broken() -> None:
    found = await findings()

    assert {subject: finding.state.value for subject, finding in found.items()} == {
        "settings": "✓",
        "data directory": "✓",
        "disk space": "✓",
        "webhooks": "✓",
        "public address": "✓",
        "database": "✓",
        "tables": "✓",
        "worker": "!",
        "api": "!",
        "numbers": "!",
        "language model": "✓",
        "mail": "✓",
    }


async def test_a_bad_setting_ends_the_examination(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUCK_AFTER_SECONDS", "soon")

    found = await findings()

    assert list(found) == ["settings"]
    assert "STUCK_AFTER_SECONDS" in found["settings"].text


async def test_a_silent_database_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hush@127.0.0.1:9/x")

    found = await findings()

    assert found["database"].state is State.BROKEN
    assert "127.0.0.1:9" in found["database"].text
    assert "hush" not in found["database"].text
    assert "tables" not in found


async def test_missing_tables_are_broken(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await create_database(postgres_url, "without_tables")
    monkeypatch.setenv("DATABASE_URL", with_database(postgres_url, "without_tables"))

    found = await findings()

    assert found["tables"].state is State.BROKEN
    assert "harkara migrate" in (found["tables"].mend or "")


@pytest.mark.usefixtures("database")
async def test_secrets_that_others_can_read_are_broken(tmp_path: Path) -> None:
    await findings()
    (tmp_path / "data" / "secrets.json").chmod(0o644)

    assert (await findings())["data directory"].state is State.BROKEN


@pytest.mark.usefixtures("database")
async def test_with_the_real_meta_secrets_and_address_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("META_ACCESS_TOKEN", "EAAB")
    monkeypatch.setenv("PUBLIC_URL", "http://example.in")

    found = await findings()

    assert found["webhooks"].state is State.BROKEN
    assert "META_APP_SECRET" in found["webhooks"].text
    assert found["public address"].state is State.DOUBTFUL


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("key", "state"), [("right", State.GOOD), ("wrong", State.BROKEN)])
async def test_the_language_models_key_is_tried(monkeypatch: pytest.MonkeyPatch, key: str, state: State) -> None:
    model = FastAPI()

    @model.get("/v1/models")
    def models(request: Request) -> JSONResponse:
        right = request.headers["authorization"] == "Bearer right"
        return JSONResponse({"data": []} if right else {"error": {}}, 200 if right else 401)

    async with serving(model) as web:
        monkeypatch.setenv("OPENAI_API_KEY", key)
        monkeypatch.setenv("OPENAI_BASE_URL", f"{web.address}/v1")
        found = await findings()

    assert found["language model"].state is state
    assert key not in found["language model"].text


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("keys", "signup_disabled", "state", "text"),
    [
        ([{"kid": "a"}], True, State.GOOD, "http"),
        ([{"kid": "a"}], False, State.DOUBTFUL, "Anybody may register"),
        ([], True, State.BROKEN, "legacy shared secret"),
    ],
)
async def test_supabase_is_asked_how_it_signs_and_who_may_register(
    monkeypatch: pytest.MonkeyPatch, keys: list[dict[str, str]], signup_disabled: bool, state: State, text: str
) -> None:
    project = FastAPI()
    project.get("/auth/v1/.well-known/jwks.json")(lambda: {"keys": keys})
    project.get("/auth/v1/settings")(lambda: {"disable_signup": signup_disabled})
    monkeypatch.setenv("SUPABASE_ANON_KEY", "sb_publishable_x")

    async with serving(project) as web:
        monkeypatch.setenv("SUPABASE_URL", web.address)
        found = await findings()

    subject = found["supabase" if signup_disabled else "sign-ups"]
    assert subject.state is state
    assert text in subject.text
    assert found["admin"].state is State.DOUBTFUL


@pytest.mark.usefixtures("database")
class TestMail:
    @pytest.fixture
    async def mails(self, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[MailServer]:
        async with mail_server(sign_in=True) as server:
            monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
            monkeypatch.setenv("SMTP_PORT", str(server.port))
            monkeypatch.setenv("SMTP_SECURITY", "none")
            monkeypatch.setenv("SMTP_USER", USER)
            monkeypatch.setenv("SMTP_PASSWORD", PASSWORD)
            yield server

    async def test_it_signs_in_and_warns_of_an_open_password(self, mails: MailServer) -> None:
        found = (await findings())["mail"]

        assert (found.state, mails.signed_in, mails.mails) == (State.DOUBTFUL, [USER], [])
        assert "unencrypted" in found.text

    async def test_a_wrong_password_is_broken(self, mails: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMTP_PASSWORD", "hush")

        found = (await findings())["mail"]

        assert found.state is State.BROKEN
        assert f"127.0.0.1:{mails.port} answers 535" in found.text
        assert "hush" not in found.text

    @pytest.mark.usefixtures("mails")
    async def test_a_silent_server_is_broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMTP_PORT", "9")

        found = (await findings())["mail"]

        assert found.state is State.BROKEN
        assert "SMTP_PORT" in (found.mend or "")

    async def test_without_a_public_address_links_lead_only_here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async with mail_server() as server:
            monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
            monkeypatch.setenv("SMTP_PORT", str(server.port))
            monkeypatch.setenv("SMTP_SECURITY", "none")
            monkeypatch.setenv("SMTP_FROM", "no-reply@example.in")
            here = (await findings())["mail"]
            monkeypatch.setenv("PUBLIC_URL", "https://wa.example.in")
            everywhere = (await findings())["mail"]

        assert (here.state, everywhere.state) == (State.DOUBTFUL, State.GOOD)
        assert "PUBLIC_URL" in (here.mend or "")
