"""Marked secrets and people go through the whole platform, well and badly; none of them is in any log, metric or error."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql
from tests.acceptance.platform import EMAIL, Platform, running_platform, until
from tests.serving import Answer

from harkara.embedded.postgres import embedded_postgres

PASSWORD = "Kanarienvogel-pass-7391"
WRONG_PASSWORD = "Kanarienvogel-wrong-5127"
ACCESS_TOKEN = "SANDBOX-TOKEN-Kanarienvogel4471"
LLM_KEY = "sk-Kanarienvogel-key-8823"
APP_SECRET = "kanarienvogelappsecret6612"
VERIFY_TOKEN = "kanarienvogel-verify-9034"
NEW_PASSWORD = "Kanarienvogel-new-2208"
PHONES = ("919876504471", "919876504472", "14155504473", "919876504474")
PEOPLE = ("Kanari Vogelsang", "kanari@vogel.example", "My canary flew to Kanpur")


async def test_what_went_through_is_nowhere_to_be_read(tmp_path: Path) -> None:
    settings = {
        "ADMIN_PASSWORD": PASSWORD,
        "META_APP_SECRET": APP_SECRET,
        "META_WEBHOOK_VERIFY_TOKEN": VERIFY_TOKEN,
        "LOG_LEVEL": "DEBUG",
    }
    async with running_platform(tmp_path / "data", settings=settings) as platform:
        watched = Watched(platform)
        await watched.life()
        dump = await dumped(tmp_path / "data")
        await watched.refusals()
        await watched.broken_database()
        metrics = (await platform.web.call("GET", "/metrics")).content.decode()
        errors = [answer.content.decode(errors="replace") for answer in watched.errors]
        secrets = watched.secrets | stored_secrets(tmp_path / "data")
    assert ACCESS_TOKEN not in dump
    assert PHONES[0] in dump, "the dump holds what the platform stores"
    in_dump = found({"the dump": dump}, secrets - {*PHONES, *PEOPLE})
    assert not in_dump, "\n".join(in_dump)
    assert len(errors) > 15
    assert sum(status >= 500 for status in (answer.status for answer in watched.errors)) >= 3
    texts = {"/metrics": metrics, "the logs": platform.log.read_text()} | logs_below(tmp_path / "data")
    texts |= {f"error {number}": text for number, text in enumerate(errors)}
    assert "unexpected error" in texts["the logs"]
    leaks = found(texts, secrets)
    assert not leaks, "\n".join(leaks)


class Watched:
    """Does to the platform what people do, and keeps every error it answers with."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.errors: list[Answer] = []
        self.secrets: set[str] = {PASSWORD, WRONG_PASSWORD, NEW_PASSWORD, ACCESS_TOKEN, LLM_KEY, APP_SECRET}
        self.secrets |= {VERIFY_TOKEN, *PHONES, *PEOPLE}

    async def call(self, method: str, path: str, body: Any = None, *, token: str | None = None, **more: Any) -> Answer:
        bearer = {"authorization": f"Bearer {token or self.platform.token}", "user-agent": f"curl {ACCESS_TOKEN}"}
        answer = await self.platform.web.call(method, path, json_body=body, headers=bearer | more)
        if answer.status >= 400:
            self.errors.append(answer)
        return answer

    async def life(self) -> None:
        """A number, a model, a campaign, a customer and an answer, all as they should be."""
        signed_in = await self.call(
            "POST", "/auth/v1/token?grant_type=password", {"email": EMAIL, "password": PASSWORD}
        )
        self.secrets |= {signed_in.body["access_token"], signed_in.body["refresh_token"]}
        model = {"model": "gpt-4o-mini", "api_key": LLM_KEY, "base_url": f"{self.platform.sandbox.address}/v1"}
        assert (await self.call("PUT", "/api/llm", model)).status == 200
        number = await self.platform.number()
        assert (await self.call("POST", "/api/numbers", self.number(number["phone_number_id"]))).status == 201
        template = await self.platform.template("order_shipped")
        rows = "\n".join(f"{phone},{PEOPLE[0]},A-1,Friday" for phone in PHONES if phone.startswith("91"))
        fields = {"name": "Canaries", "number_id": number["id"], "template_ids": [template["id"]]}
        created = await self.platform.upload(f"Phone,{{{{1}}}},{{{{2}}}},{{{{3}}}}\n{rows}\n", **fields)
        await self.platform.until_campaign(created.body["id"], lambda c: c["status"] == "completed")
        for phone in PHONES:
            written = {"from": phone, "text": PEOPLE[2], "name": PEOPLE[0]}
            assert (await self.platform.sandbox.call("POST", "/sandbox/inbound", json_body=written)).status == 201
        await until(self._is_answered)

    def number(self, phone_number_id: str, token: str = ACCESS_TOKEN) -> dict[str, str]:
        prompt = f"You are {PEOPLE[0]}"
        names = {"display_name": "Canary shop", "system_prompt": prompt, "phone_number_id": phone_number_id}
        return names | {"access_token": token}

    async def _is_answered(self) -> bool:
        found = await self.platform.get(f"/conversations?q={PHONES[1]}")
        return bool(found["items"]) and found["items"][0]["last_message"] is not None

    async def refusals(self) -> None:
        """Everything that is refused, with something marked in it."""
        credentials = {"email": PEOPLE[1], "password": WRONG_PASSWORD}
        for _ in range(7):
            await self.call("POST", "/auth/v1/token?grant_type=password", credentials)
        change = {"password": NEW_PASSWORD, "current_password": WRONG_PASSWORD}
        await self.call("PUT", "/auth/v1/user", change)
        await self.call("POST", "/auth/v1/verify", {"type": "recovery", "email": PEOPLE[1], "token": "12345678"})
        await self.call("GET", f"/auth/v1/verify?type=recovery&token={ACCESS_TOKEN}")
        await self.call("GET", "/api/numbers", token=ACCESS_TOKEN)
        await self.call("GET", f"/api/numbers?access_token={ACCESS_TOKEN}&q={quote(PEOPLE[0])}&limit=x")
        await self.call("GET", f"/api/{ACCESS_TOKEN}")
        await self.call("POST", "/api/numbers/test", self.number("1" * 15, f"bad-{ACCESS_TOKEN}"))
        await self.call("POST", "/api/numbers", self.number("no id"))
        await self.call("PUT", "/api/llm", {"model": "m", "api_key": f"{LLM_KEY} {LLM_KEY}"})
        await self.call("PUT", "/api/llm", {"model": "m", "api_key": LLM_KEY, "base_url": "http://10.0.0.1"})
        await self.call("POST", f"/api/contacts/1/erase?{PHONES[0]}", {"confirm": PHONES[0]})
        await self.call("GET", f"/api/contacts/lookup?q={PHONES[2]}0")
        await self.call("GET", f"/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token={ACCESS_TOKEN}")
        await self.webhook({"object": PHONES[0], "token": ACCESS_TOKEN}, secret="wrong")
        await self.webhook({"object": "whatsapp_business_account", "entry": [{"changes": [{"value": PHONES}]}]})
        upload = await self.platform.upload(f"Phone {PHONES[0]}\n{PHONES[0]}\n", name=PEOPLE[0], number_id=1)
        self.errors.append(upload)

    async def webhook(self, body: Any, *, secret: str = APP_SECRET) -> None:
        content = json.dumps(body).encode()
        signed = "sha256=" + hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
        answer = await self.platform.web.call(
            "POST", "/webhooks/whatsapp", content=content, headers={"x-hub-signature-256": signed}
        )
        if answer.status >= 400:
            self.errors.append(answer)

    async def broken_database(self) -> None:
        """Rows are refused by the database itself, whose errors quote them whole."""
        number = await self.platform.number()
        async with refusing_rows(self.platform.data_dir, "whatsapp_numbers", "messages", "llm_settings", "contacts"):
            assert (await self.call("POST", "/api/numbers", self.number(number["phone_number_id"]))).status == 500
            assert (await self.call("PUT", "/api/llm", {"model": PEOPLE[0], "api_key": LLM_KEY})).status == 500
            written = {"from": "919876504474", "text": PEOPLE[2], "name": PEOPLE[0]}
            await self.platform.sandbox.call("POST", "/sandbox/inbound", json_body=written)
            await until(self._item_is_set_aside)
        async with missing_table(self.platform.data_dir, "campaign_contacts"):
            erase = {"confirm": PHONES[0][-4:]}
            assert (await self.call("GET", f"/api/campaigns/1/contacts?q={PHONES[0]}", erase)).status == 500

    async def _item_is_set_aside(self) -> bool:
        return "item set aside" in self.platform.log.read_text()


@asynccontextmanager
async def refusing_rows(data_dir: Path, *tables: str) -> AsyncGenerator[None]:
    """Let these tables take no rows, so that the database quotes the ones it was given."""
    for table in tables:
        await on_database(data_dir, f"ALTER TABLE harkara.{table} ADD CONSTRAINT canary CHECK (false) NOT VALID")
    yield
    for table in tables:
        await on_database(data_dir, f"ALTER TABLE harkara.{table} DROP CONSTRAINT canary")


@asynccontextmanager
async def missing_table(data_dir: Path, table: str) -> AsyncGenerator[None]:
    """Hide a table for a while."""
    await on_database(data_dir, f"ALTER TABLE harkara.{table} RENAME TO canary_hidden")
    yield
    await on_database(data_dir, f"ALTER TABLE harkara.canary_hidden RENAME TO {table}")


async def on_database(data_dir: Path, statement: str) -> None:
    async with embedded_postgres(data_dir) as url, await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute(statement)  # pyright: ignore[reportArgumentType] - names of this file


async def dumped(data_dir: Path) -> str:
    """Return every row of every table, the job engine's too, as text; bytes also as the text they may be."""
    async with embedded_postgres(data_dir) as url, await psycopg.AsyncConnection.connect(url) as connection:
        tables = await connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
            " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        rows: list[str] = []
        for schema, name in await tables.fetchall():
            query = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(schema, name))
            rows += [row for (row,) in await (await connection.execute(query)).fetchall()]
    text = "\n".join(rows)
    as_bytes = (bytes.fromhex(digits) for digits in re.findall(r"\\x((?:[0-9a-f]{2})+)", text))
    return text + "\n".join(content.decode("latin-1") for content in as_bytes)


def stored_secrets(data_dir: Path) -> set[str]:
    return set(json.loads((data_dir / "secrets.json").read_text()).values())


def logs_below(data_dir: Path) -> dict[str, str]:
    """Return every log the platform's parts write beside their output: PostgreSQL has one."""
    logs = {str(path): path.read_text(errors="replace") for path in data_dir.rglob("*log*") if path.is_file()}
    logs = {name: text for name, text in logs.items() if "pg_" not in name.rpartition("/")[2]}
    assert logs
    return logs


def forms(secret: str) -> set[str]:
    """Return how a text could be written: as it is, escaped, in hexadecimal, in base64 at any offset."""
    in_base64 = {base64.b64encode(bytes(offset) + secret.encode()).decode() for offset in range(3)}
    middles = {text.rstrip("=")[4:-2] for text in in_base64}
    return {secret, quote(secret), secret.encode().hex()} | {text for text in middles if len(text) >= 8}


def found(texts: dict[str, str], secrets: Iterable[str]) -> list[str]:
    """Return where a secret stands, as it is or as base64, with what is around it."""
    return [
        f"{name}: {secret!r} in ...{text[max(0, at - 200) : at + 60]}"
        for name, text in texts.items()
        for secret in sorted(secrets)
        for form in forms(secret)
        if (at := text.find(form)) >= 0
    ]
