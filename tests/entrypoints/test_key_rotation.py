"""A new encryption key while the platform runs: every secret is sealed anew, nothing is unreadable at any moment."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from tests.clocks import ManualClock

from harkara.embedded.auth import recovery_tokens
from harkara.embedded.auth.models import AuthUser
from harkara.embedded.auth.sessions import Sessions
from harkara.embedded.auth.signing_keys import KeyRing
from harkara.entrypoints import key_rotation
from harkara.entrypoints.key_rotation import SEALED, ForeignKeysError, keys_in_use, require_fitting_keys
from harkara.kit.crypto import SecretBox
from harkara.kit.database_url import SCHEMA
from harkara.kit.db import Database
from harkara.kit.local_secrets import FILE, OwnKeys, new_key, secret_box, with_local_secrets
from harkara.kit.sealed import SealedColumn
from harkara.kit.settings import Settings

OLD, NEW = base64.b64encode(b"o" * 32).decode(), base64.b64encode(b"n" * 32).decode()
# Bytes that are no secrets: one-way fingerprints, and Meta's raw calls, which hold none of ours.
NOT_SEALED = {("erased_ids", "fingerprint"), ("auth_recovery_tokens", "token_hash"), ("webhook_events", "body")}


async def test_every_column_of_bytes_is_rotated_or_named_here(database: Database) -> None:
    async with database.transaction() as session:
        found = await session.execute(
            text(
                "SELECT table_name, column_name FROM information_schema.columns"
                " WHERE table_schema = :schema AND data_type = 'bytea'"
            ),
            {"schema": SCHEMA},
        )
    assert {tuple(row) for row in found} - NOT_SEALED == {(sealed.table, sealed.column) for sealed in SEALED}


@pytest.fixture
async def filled(database: Database) -> dict[str, str]:
    """Secrets in every sealed column, sealed with the old key; by table what must be read again."""
    box, clock = SecretBox(OLD), ManualClock(datetime.now(UTC))  # noqa: TID251 - tokens are checked against the machine's clock
    async with database.transaction() as session:
        user = AuthUser(email="admin@example.in", password_hash="-")
        session.add(user)
        await session.flush()
        await Sessions(KeyRing(database, box, clock), box, clock).open(session, user)
        clock.move(60)
        mail = await recovery_tokens.issue(session, box, user.email, clock.now(), clock.now())
        assert mail
    secrets = {"auth_recovery_tokens": mail.code, "llm_settings": "sk-live", "erasures": '["919812345678"]'}
    await _insert(database, box, secrets)
    return secrets | {f"number {number}": f"EAAB-{number}" for number in range(450)}


async def _insert(database: Database, box: SecretBox, secrets: dict[str, str]) -> None:
    def sealed(name: str, secret: str, **place: object) -> bytes:
        [column] = [column for column in SEALED if column.table == name]
        return box.encrypt(secret, column.place_of(**place))

    async with database.transaction() as session:
        await session.execute(
            text("INSERT INTO llm_settings (id, model, api_key_encrypted) VALUES (1, 'm', :key)"),
            {"key": sealed("llm_settings", secrets["llm_settings"])},
        )
        await session.execute(
            text(
                "INSERT INTO erasures (contact_id, erased_at, messages, campaign_rows, dropped, last_event_id,"
                " ids_encrypted) VALUES (7, now(), 0, 0, 0, 0, :ids)"
            ),
            {"ids": sealed("erasures", secrets["erasures"], contact_id=7)},
        )
        await session.execute(
            text(
                "INSERT INTO whatsapp_numbers (display_name, phone_number_id, waba_id, access_token_encrypted)"
                " VALUES ('Shop', :id, 'w', :token)"
            ),
            [
                {"id": str(n), "token": sealed("whatsapp_numbers", f"EAAB-{n}", phone_number_id=str(n))}
                for n in range(450)
            ],
        )


async def read_all(database: Database, box: SecretBox) -> list[str]:
    """Return every secret of the database; raises if one cannot be read."""
    opened: list[str] = []
    async with database.transaction() as session:
        for sealed in SEALED:
            names = [*sealed.place_columns, sealed.column]
            rows = await session.execute(text(f"SELECT {', '.join(names)} FROM {sealed.table}"))
            for row in rows:
                *place, value = row
                values: dict[str, Any] = dict(zip(sealed.place_columns, place, strict=True))
                opened.append(box.decrypt(bytes(value), sealed.place_of(**values)))
    return opened


def nothing(_count: int) -> None: ...


async def test_every_secret_is_sealed_anew_and_reads_as_before(database: Database, filled: dict[str, str]) -> None:
    before = await read_all(database, SecretBox(OLD))

    outcome = await key_rotation.reseal_everything(database, SecretBox(f"{NEW},{OLD}"), nothing)

    assert outcome.resealed == len(before) == 450 + 5
    assert outcome.unreadable == []
    after = await read_all(database, SecretBox(NEW))
    assert sorted(after) == sorted(before)
    assert set(filled.values()) <= set(after)


async def test_both_keys_read_at_every_moment_and_a_run_that_ended_goes_on(
    database: Database, filled: dict[str, str]
) -> None:
    both = SecretBox(f"{NEW},{OLD}")
    before = sorted(await read_all(database, both))

    class EndedError(Exception):
        """Stands for a killed process: batches are committed one by one, so it is left as after a SIGKILL."""

    def end_halfway(count: int) -> None:
        if count >= 200:
            raise EndedError

    with pytest.raises(EndedError):
        await key_rotation.reseal_everything(database, both, end_halfway)
    assert len(await keys_in_use(database)) == 2
    assert sorted(await read_all(database, both)) == before

    outcome = await key_rotation.reseal_everything(database, both, nothing)

    assert 0 < outcome.resealed < len(before)
    assert await keys_in_use(database) == {SecretBox(NEW).current_key}


async def test_what_another_process_seals_with_the_old_key_meanwhile_is_found(
    database: Database, filled: dict[str, str]
) -> None:
    """A process whose ENCRYPTION_KEY is not the new one yet, say: it writes behind the place the rotation has reached."""
    statement = "UPDATE harkara.whatsapp_numbers SET access_token_encrypted = %s WHERE phone_number_id = '0'"
    late = [SecretBox(OLD).encrypt("EAAB-late", "whatsapp_numbers.access_token:0")]

    def slip_in(_count: int) -> None:
        if late:
            with psycopg.connect(database.url) as connection:
                connection.execute(statement, [late.pop()])

    await key_rotation.reseal_everything(database, SecretBox(f"{NEW},{OLD}"), slip_in)

    assert "EAAB-late" in await read_all(database, SecretBox(NEW))


async def test_a_secret_whose_key_is_lost_is_named_and_left_alone(database: Database, filled: dict[str, str]) -> None:
    async with database.transaction() as session:
        await session.execute(
            text("UPDATE llm_settings SET api_key_encrypted = :key"),
            {"key": SecretBox("lost").encrypt("x", "llm_settings.api_key")},
        )

    outcome = await key_rotation.reseal_everything(database, SecretBox(f"{NEW},{OLD}"), nothing)

    assert outcome.unreadable == ["llm_settings.api_key"]


async def test_keys_of_another_installation_are_refused(database: Database, filled: dict[str, str]) -> None:
    with pytest.raises(ForeignKeysError):
        await require_fitting_keys(database, SecretBox(NEW))
    await require_fitting_keys(database, SecretBox(f"{NEW},{OLD}"))


def test_a_place_holds_bytes_as_digits() -> None:
    assert SealedColumn("t", "id", "c", "t.c:{id}").place_of(id=b"\x01\xff") == "t.c:01ff"


class TestOwnFile:
    """The keys an installation makes for itself: a running process follows the file."""

    def settings(self, data_dir: Path, **values: Any) -> Settings:
        return with_local_secrets(Settings(_env_file=None, data_dir=data_dir, **values))

    def test_a_running_process_seals_with_the_new_key_at_once(self, tmp_path: Path) -> None:
        running = secret_box(self.settings(tmp_path))
        sealed = running.encrypt("EAAB", "p")
        key = new_key()

        OwnKeys(tmp_path).put_first(key)

        assert SecretBox(key).decrypt(running.encrypt("EAAB", "p"), "p") == "EAAB"
        assert running.decrypt(sealed, "p") == "EAAB"

    def test_a_running_process_reads_what_another_sealed_with_the_new_key(self, tmp_path: Path) -> None:
        running = secret_box(self.settings(tmp_path))
        key = new_key()
        OwnKeys(tmp_path).put_first(key)

        assert running.decrypt(SecretBox(key).encrypt("EAAB", "p"), "p") == "EAAB"

    def test_a_process_that_began_before_knows_who_was_erased_since(self, tmp_path: Path) -> None:
        running = secret_box(self.settings(tmp_path))
        before = running.fingerprints("919812345678")
        OwnKeys(tmp_path).put_first(new_key())

        assert running.fingerprints("919812345678")[1:] == before

    def test_the_file_is_replaced_whole_and_stays_its_owners(self, tmp_path: Path) -> None:
        first = self.settings(tmp_path)
        before = (tmp_path / FILE).stat()

        OwnKeys(tmp_path).put_first(new_key())

        after = (tmp_path / FILE).stat()
        assert after.st_mode & 0o777 == 0o600
        assert after.st_ino != before.st_ino
        assert [path.name for path in tmp_path.iterdir()] == [FILE]
        second = self.settings(tmp_path)
        assert second.meta_app_secret == first.meta_app_secret

    def test_keys_of_the_environment_do_not_follow_the_file(self, tmp_path: Path) -> None:
        self.settings(tmp_path)
        box = secret_box(self.settings(tmp_path, encryption_key=SecretStr(OLD)))
        OwnKeys(tmp_path).put_first(NEW)

        assert box.current_key == SecretBox(OLD).current_key
        assert SecretBox(OLD).decrypt(box.encrypt("EAAB", "p"), "p") == "EAAB"
