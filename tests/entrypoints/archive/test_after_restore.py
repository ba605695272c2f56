"""The world went on after the backup: nothing is sent again by itself, and who was erased stays erased (ADR 0023)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from sqlalchemy import text
from tests.entrypoints.archive.conftest import BOX, CLOCK, Listener
from tests.factories import Made, make_campaign, make_number

from harkara.core.messages.campaigns import Campaign
from harkara.core.sender.outcomes import Settlement, settle_sent
from harkara.core.sender.restored import ROOM
from harkara.entrypoints.archive.archive_file import Archive
from harkara.entrypoints.archive.backup import write_backup
from harkara.entrypoints.archive.restore import Restored, restore_backup
from harkara.features.campaigns import lifecycle
from harkara.features.privacy.service import erase
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue

PRIYA, RAVI, NEW = "919812345678", "919811111111", "919822222222"


@dataclass
class Stage:
    """A database that is backed up, goes on, and is restored."""

    url: str
    path: Path

    async def backup(self) -> None:
        await write_backup(self.url, self.path, BOX, CLOCK, Listener())

    async def restore(self) -> Restored:
        with Archive(self.path) as archive:
            return await restore_backup(self.url, archive, BOX, CLOCK, Listener(), before_use=lambda: None)

    async def campaign(self, **how: Any) -> Made:
        database = Database(self.url)
        made = await make_campaign(database, **how)
        await database.close()
        return made

    async def erase(self, phone: str) -> None:
        database = Database(self.url)
        async with database.transaction() as session:
            found = await session.scalar(text("SELECT id FROM contacts WHERE wa_id = :phone"), {"phone": phone})
            await erase(session, JobQueue(), BOX, CLOCK, found or 0, phone[-4:])
        await database.close()

    async def rows(self, query: str, *parameters: Any) -> list[dict[str, Any]]:
        async with await psycopg.AsyncConnection.connect(
            self.url, autocommit=True, row_factory=dict_row, options="-c search_path=harkara"
        ) as connection:
            cursor = await connection.execute(query, parameters)  # pyright: ignore[reportArgumentType]
            return await cursor.fetchall() if cursor.description else []

    async def one(self, query: str, *parameters: Any) -> dict[str, Any]:
        [row] = await self.rows(query, *parameters)
        return row


@pytest.fixture
def stage(url: str, target: Path) -> Stage:
    return Stage(url, target)


@pytest.mark.parametrize("status", ["scheduled", "queued", "running", "stopped"])
async def test_a_campaign_that_was_not_finished_waits_for_the_operator(stage: Stage, status: str) -> None:
    made = await stage.campaign(recipients=6, templates=2, status=status, state="pending")
    await stage.rows("UPDATE campaign_templates SET total_sent = 1")
    await stage.rows("UPDATE campaigns SET scheduled_at = now()")
    await stage.backup()
    await stage.rows("UPDATE campaigns SET status = 'completed'")

    restored = await stage.restore()

    [held] = restored.aftermath.campaigns
    assert (held.id, held.unknown) == (made.campaign_id, 4)
    campaign = await stage.one("SELECT status, status_reason, queued_at, running_since FROM campaigns")
    assert campaign["status"] == "stopped"
    assert campaign["status_reason"].startswith(
        "The data was restored from the backup of 23 Nov 2026, 12:00 IST. Whether the 4 recipients left"
    )
    assert campaign["running_since"] is None
    if status == "scheduled":
        assert campaign["queued_at"] is not None
    told = await stage.one("SELECT type, details FROM notifications")
    assert told["type"] == "campaign_stopped"
    [cause] = told["details"]["causes"]
    assert cause["facts"] == {"taken_at": "2026-11-23T06:30:00+00:00", "unknown": "4"}


async def test_why_a_campaign_was_stopped_before_is_kept(stage: Stage) -> None:
    await stage.campaign(status="stopped")
    await stage.rows("UPDATE campaigns SET status_reason = 'The token has expired.'")
    await stage.backup()

    await stage.restore()

    campaign = await stage.one("SELECT status_reason, status_causes FROM campaigns")
    assert campaign["status_reason"].endswith("Before that: The token has expired.")
    assert [cause["code"] for cause in campaign["status_causes"]] == [
        "restored_from_backup",
        "stopped_before",
        "untranslated",
    ]


async def test_finished_campaigns_stay_as_they_are(stage: Stage) -> None:
    await stage.campaign(status="completed", state="sent")
    await stage.backup()

    restored = await stage.restore()

    assert restored.aftermath.campaigns == []
    assert (await stage.one("SELECT status FROM campaigns"))["status"] == "completed"
    assert await stage.rows("SELECT 1 FROM notifications") == []


async def test_a_status_of_a_message_sent_after_the_backup_settles_its_recipient(stage: Stage) -> None:
    """Also in a batch that was locked at the time of the backup."""
    made = await stage.campaign(recipients=4, templates=2, state="pending")
    await stage.rows(
        "UPDATE send_queue SET state = 'processing', claimed_at = now(), epoch = 7 WHERE contact_id = %s",
        made.contact_ids[0],
    )
    await stage.backup()
    await stage.restore()

    assert {row["state"] for row in await stage.rows("SELECT state FROM send_queue")} == {"ready"}
    assert {row["status"] for row in await stage.rows("SELECT status FROM campaign_templates")} == {"ready"}
    database = Database(stage.url)
    late = [made.contact_ids[0], made.contact_ids[-1]]
    async with database.transaction() as session:
        await settle_sent(session, [Settlement(id_, 1, f"wamid.{id_}", CLOCK.now()) for id_ in late])
    await database.close()

    states = await stage.rows("SELECT status FROM campaign_contacts ORDER BY id")
    assert [row["status"] for row in states] == ["sent", "pending", "pending", "sent"]


async def test_a_stopped_campaign_goes_on_when_the_operator_resumes_it(stage: Stage) -> None:
    made = await stage.campaign(recipients=2, status="scheduled", state="pending")
    await stage.rows("UPDATE campaigns SET scheduled_at = now()")
    await stage.backup()
    await stage.restore()

    database = Database(stage.url)
    async with database.transaction() as session:
        await lifecycle.resume(session, JobQueue(), made.campaign_id)
        await lifecycle.advance(session, JobQueue(), made.number_id, CLOCK.now())
    async with database.transaction() as session:
        assert (await session.get_one(Campaign, made.campaign_id)).status == "running"
    await database.close()


async def test_ids_given_out_after_the_backup_never_name_anything_else(stage: Stage) -> None:
    before = await stage.campaign(recipients=2)
    await stage.backup()
    gap = await stage.campaign(recipients=3)
    await stage.restore()

    after = await stage.campaign(recipients=1)

    assert max(before.contact_ids) < min(gap.contact_ids)
    assert after.contact_ids[0] > max(gap.contact_ids) + ROOM // 2


async def test_replies_that_waited_are_left_unanswered(stage: Stage) -> None:
    database = Database(stage.url)
    async with database.transaction() as session:
        await make_number(session)
    await database.close()
    for state in ("ready", "processing"):
        await stage.rows(
            "INSERT INTO reply_queue (number_id, contact_id, recipient, body, state) VALUES (1, 1, '91', 'x', %s)",
            state,
        )
    await stage.rows("INSERT INTO reply_tasks (id, number_id, contact_id, written_at) VALUES (5, 1, 1, now())")
    await stage.backup()

    restored = await stage.restore()

    assert restored.aftermath.replies == 3
    assert {row["state"] for row in await stage.rows("SELECT state FROM reply_queue")} == {"failed"}
    assert await stage.one("SELECT state, reason FROM reply_tasks") == {"state": "skipped", "reason": "restored"}


async def test_sessions_that_were_ended_since_stay_ended(stage: Stage) -> None:
    await stage.rows("INSERT INTO auth_users (email, password_hash) VALUES ('admin@example.in', 'x')")
    await stage.rows(
        "INSERT INTO auth_sessions (id, user_id, refresh_key, refresh_counter) SELECT gen_random_uuid(), id, 'k', 0 FROM auth_users"
    )
    await stage.backup()
    await stage.restore()

    assert await stage.rows("SELECT 1 FROM auth_sessions") == []
    assert len(await stage.rows("SELECT 1 FROM auth_users")) == 1


async def traces(stage: Stage, phone: str) -> list[str]:
    found = []
    for table, column in (
        ("contacts", "wa_id"),
        ("campaign_contacts", "phone"),
        ("contact_former_ids", "value"),
        ("campaign_contacts", "invalid_reason"),
    ):
        if await stage.rows(f"SELECT 1 FROM {table} WHERE strpos({column}, %s) > 0", phone[-10:]):
            found.append(f"{table}.{column}")
    return found


async def customer(stage: Stage, phone: str) -> int:
    return (await stage.one("INSERT INTO contacts (wa_id) VALUES (%s) RETURNING id", phone))["id"]


async def test_who_was_erased_after_the_backup_is_erased_once_more(stage: Stage) -> None:
    made = await stage.campaign(recipients=3, status="stopped", state="processing")
    await stage.rows("UPDATE send_queue SET claimed_at = now()")
    await customer(stage, PRIYA)
    await customer(stage, RAVI)
    await stage.rows("UPDATE campaign_contacts SET phone = %s WHERE id = %s", PRIYA, made.contact_ids[0])
    await stage.backup()
    await stage.rows("UPDATE send_queue SET state = 'ready'")
    await stage.erase(PRIYA)
    assert await traces(stage, PRIYA) == []

    restored = await stage.restore()

    assert (restored.erasures_known, restored.aftermath.erased) == (True, 1)
    assert await traces(stage, PRIYA) == []
    assert await traces(stage, RAVI) == ["contacts.wa_id"]
    assert len(await stage.rows("SELECT 1 FROM erasures")) == 1
    assert (await stage.one("SELECT status FROM campaign_contacts WHERE id = %s", made.contact_ids[0]))[
        "status"
    ] == "failed"


async def test_who_became_a_customer_only_after_the_backup_and_was_erased_is_no_recipient_any_more(
    stage: Stage,
) -> None:
    made = await stage.campaign(recipients=2, status="stopped", state="pending")
    await stage.rows("UPDATE campaign_contacts SET phone = %s WHERE id = %s", NEW, made.contact_ids[0])
    await stage.rows(
        "INSERT INTO campaign_contacts (campaign_id, row_number, phone, variables, status, invalid_code, invalid_reason)"
        " VALUES (%s, 9, '+91 98222 22222', '{}', 'invalid', 'a', 'no: 9822222222')",
        made.campaign_id,
    )
    await stage.backup()
    await customer(stage, NEW)
    await stage.erase(NEW)
    erased = await stage.one("SELECT contact_id FROM erasures")

    restored = await stage.restore()

    assert restored.aftermath.erased == 1
    assert await traces(stage, NEW) == []
    assert await stage.rows("SELECT 1 FROM campaign_contacts WHERE phone LIKE '%%22222'") == []
    # Its row number is no other customer's, ever.
    assert await customer(stage, RAVI) > erased["contact_id"]


async def test_a_number_given_up_before_the_backup_is_its_new_owners(stage: Stage) -> None:
    """Priya had RAVI's number long ago. Erasing her must not erase him."""
    priya = await customer(stage, PRIYA)
    await stage.rows(
        "INSERT INTO contact_former_ids (value, contact_id, retired_at) VALUES (%s, %s, timestamptz '2026-01-01')",
        RAVI,
        priya,
    )
    await customer(stage, RAVI)
    await stage.backup()
    await stage.rows("DELETE FROM contacts WHERE wa_id = %s", RAVI)
    await stage.erase(PRIYA)

    restored = await stage.restore()

    assert restored.aftermath.erased == 1
    assert await traces(stage, PRIYA) == []
    assert await traces(stage, RAVI) == ["contacts.wa_id"]


async def test_erasures_of_before_the_backup_are_in_it(stage: Stage) -> None:
    await customer(stage, PRIYA)
    await stage.erase(PRIYA)
    await stage.backup()

    restored = await stage.restore()

    assert restored.aftermath.erased == 0
    assert len(await stage.rows("SELECT 1 FROM erasures")) == 1


async def test_another_installations_erasures_are_not_ours(stage: Stage) -> None:
    await customer(stage, PRIYA)
    await stage.backup()
    await stage.erase(PRIYA)
    await stage.rows("UPDATE installation SET id = 'another'")

    restored = await stage.restore()

    assert not restored.erasures_known
    assert await traces(stage, PRIYA) == ["contacts.wa_id"]
