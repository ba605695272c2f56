"""What is told of changes, to whom, and how often."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from tests.embedded.realtime.conftest import Stage
from tests.embedded.realtime.raw_client import CAMPAIGNS, NOTIFICATIONS, PATIENCE, Heard, RawClient, raw_client
from tests.embedded.realtime.rows import add_notification, send_some

from harkara.embedded.realtime import feed
from harkara.kit.db import Database
from harkara.kit.exposure import EXPOSED


async def run(database: Database, statement: str, **values: Any) -> None:
    async with database.transaction() as session:
        await session.execute(text(statement), values)


def next_window(stage: Stage) -> None:
    """Let the feed's pause end. It has begun by the time a client has heard of the last change."""
    stage.clock.move(feed.WINDOW)


@pytest.mark.parametrize("vsn", ["1.0.0", "2.0.0"])
async def test_a_new_row_is_told_whole(stage: Stage, vsn: str) -> None:
    async with raw_client(stage.web.address, vsn=vsn) as client:
        await client.join_live(stage.token, CAMPAIGNS, NOTIFICATIONS)
        added = await add_notification(stage.database, action_url="/campaigns/7", fact="secret of ours")
        heard = await client.hear()

    assert (heard.topic, heard.event, heard.ref, heard.join_ref) == ("realtime:dash", "postgres_changes", None, None)
    data = heard.payload["data"]
    assert heard.payload["ids"] == [2]
    assert (data["schema"], data["table"], data["type"], data["errors"]) == ("harkara", "notifications", "INSERT", None)
    assert data["columns"] == [{"name": name, "type": kind} for name, kind in EXPOSED["notifications"].items()]
    assert set(data["record"]) == set(EXPOSED["notifications"])
    assert (data["record"]["id"], data["record"]["title"], data["record"]["is_read"]) == (added, "Done", False)
    assert datetime.fromisoformat(data["record"]["created_at"]).utcoffset() is not None
    assert data["commit_timestamp"].endswith("Z")
    assert "old_record" not in data
    assert "secret of ours" not in str(heard)


async def test_of_an_old_row_only_the_key_is_told(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    added = await add_notification(stage.database)
    await client.hear()
    next_window(stage)
    await run(stage.database, "UPDATE notifications SET is_read = true WHERE id = :id", id=added)
    updated = (await client.hear()).payload["data"]
    next_window(stage)
    await run(stage.database, "DELETE FROM notifications WHERE id = :id", id=added)
    deleted = (await client.hear()).payload["data"]

    assert (updated["type"], updated["old_record"], updated["record"]["is_read"]) == ("UPDATE", {"id": added}, True)
    assert (deleted["type"], deleted["old_record"]) == ("DELETE", {"id": added})
    assert "record" not in deleted


async def test_a_busy_campaign_is_told_once_a_second(stage: Stage, client: RawClient) -> None:
    made = await stage.earlier_campaign()
    await client.join_live(stage.token, CAMPAIGNS)
    await send_some(stage.database, made.campaign_id)
    first = await client.hear()
    for _ in range(50):
        await send_some(stage.database, made.campaign_id, 10)
    assert await client.is_silent()

    stage.clock.move(feed.WINDOW)

    second = await client.hear()
    assert first.payload["data"]["record"]["total_sent"] == 1
    assert second.payload["data"]["record"]["total_sent"] == 501
    assert await client.is_silent()


async def test_what_was_not_committed_is_not_told(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    async with stage.database.sessions() as session:
        await session.execute(text("INSERT INTO notifications (type, title, message) VALUES ('a', 'b', 'c')"))
        await session.rollback()
    added = await add_notification(stage.database)
    assert (await client.hear()).payload["data"]["record"]["id"] == added


async def test_several_changes_of_a_row_are_one(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    async with stage.database.transaction() as session:
        for statement in (
            "INSERT INTO notifications (type, title, message) VALUES ('a', 'came and changed', 'c')",
            "UPDATE notifications SET is_read = true",
            "INSERT INTO notifications (type, title, message) VALUES ('a', 'came and went', 'c')",
            "DELETE FROM notifications WHERE title = 'came and went'",
        ):
            await session.execute(text(statement))

    first, second = await client.hear(), await client.hear()
    assert (first.payload["data"]["type"], first.payload["data"]["record"]["is_read"]) == ("INSERT", True)
    assert second.payload["data"]["type"] == "DELETE"


@pytest.mark.parametrize(
    ("condition", "passes"),
    [
        ("total_sent=eq.5", True),
        ("total_sent=eq.4", False),
        ("total_sent=neq.4", True),
        ("total_sent=gt.4,total_sent=lt.6", True),
        ("total_sent=gt.4,total_sent=lt.5", False),
        ("total_sent=gte.5", True),
        ("total_sent=lte.4", False),
        ("status=in.(running,stopped)", True),
        ("status=in.(queued,stopped)", False),
        ("status=not.in.(queued,stopped)", True),
        ("name=in.(\"Diwali, 2026\",x)", True),
        ("name=eq.\"Diwali, 2026\"", True),
        ("name=eq.Diwali", False),
        ("status_reason=is.null", True),
        ("status_reason=not.is.null", False),
        ("status_reason=eq.x", False),
        ("status_reason=neq.x", False),
        ("status_reason=not.eq.x", False),
        ("status_reason=isdistinct.x", True),
        ("created_at=gt.2020-01-01T00:00:00Z", True),
        ("created_at=lt.2020-01-01T00:00:00+05:30", False),
        ("running_seconds=eq.0", True),
        ("", True),
    ],
)  # fmt: skip
async def test_filters_are_applied(stage: Stage, client: RawClient, condition: str, passes: bool) -> None:
    made = await stage.earlier_campaign()
    await client.join_live(stage.token, {**CAMPAIGNS, "filter": condition}, NOTIFICATIONS)
    async with stage.database.transaction() as session:
        change = "UPDATE campaigns SET total_sent = 5, name = 'Diwali, 2026' WHERE id = :id"
        await session.execute(text(change), {"id": made.campaign_id})
        await session.execute(text("INSERT INTO notifications (type, title, message) VALUES ('a', 'b', 'c')"))

    told = [(await client.hear()).payload["ids"] for _ in range(2 if passes else 1)]

    assert told == ([[1], [2]] if passes else [[2]])


async def test_a_deleted_row_passes_filters_on_what_is_not_told(stage: Stage, client: RawClient) -> None:
    added = await add_notification(stage.database)
    await client.join_live(
        stage.token,
        {**NOTIFICATIONS, "filter": "is_read=eq.true"},
        {**NOTIFICATIONS, "filter": f"id=eq.{added}"},
        {**NOTIFICATIONS, "filter": "id=eq.0"},
    )
    await run(stage.database, "DELETE FROM notifications")
    assert (await client.hear()).payload["ids"] == [1, 2]


async def test_events_columns_and_wildcards(stage: Stage, client: RawClient) -> None:
    await client.join_live(
        stage.token,
        {**NOTIFICATIONS, "event": "DELETE"},
        {**NOTIFICATIONS, "event": "INSERT", "select": ["id", "title"]},
        {"event": "*", "schema": "harkara"},
        {"event": "*", "schema": "*", "table": "*"},
        CAMPAIGNS,
    )
    added = await add_notification(stage.database)
    first, second = sorted([await client.hear(), await client.hear()], key=lambda heard: heard.payload["ids"])

    assert first.payload["ids"] == [2]
    assert first.payload["data"]["record"] == {"id": added, "title": "Done"}
    assert [column["name"] for column in first.payload["data"]["columns"]] == ["id", "title"]
    assert second.payload["ids"] == [3, 4]
    assert second.payload["data"]["record"]["message"] == "All were sent."


async def test_every_client_is_told_and_the_row_is_read_once(stage: Stage, client: RawClient) -> None:
    async with raw_client(stage.web.address, vsn="1.0.0") as other:
        await client.join_live(stage.token, NOTIFICATIONS, topic="realtime:a")
        await client.join_live(stage.token, NOTIFICATIONS, topic="realtime:b")
        await other.join_live(stage.token, NOTIFICATIONS)
        await add_notification(stage.database)
        heard = [await client.hear(), await client.hear(), await other.hear()]
    assert {each.topic for each in heard} == {"realtime:a", "realtime:b", "realtime:dash"}
    assert heard[0].payload == heard[1].payload == heard[2].payload


async def test_after_leaving_nothing_is_told(stage: Stage, client: RawClient, witness: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    await client.say("phx_leave", {})
    await client.hear()
    await add_notification(stage.database)
    await witness.hear()
    assert await client.is_silent()


async def test_a_lost_connection_to_the_database_is_told_and_rejoining_goes_live_again(
    stage: Stage, client: RawClient
) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    await run(
        stage.database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'harkara realtime' AND datname = current_database()",
    )

    assert (await client.hear()).payload["message"] == "Changes may have been missed"
    assert (await client.hear()).event == "phx_error"
    assert (await client.join(stage.token, NOTIFICATIONS))["status"] == "ok"
    assert (await client.hear()).payload["status"] == "ok"  # as soon as it listens again
    added = await add_notification(stage.database)
    assert (await client.hear()).payload["data"]["record"]["id"] == added


async def test_more_changes_than_are_worth_telling_make_clients_load_anew(
    stage: Stage, client: RawClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST_CHANGES", 3)
    await client.join_live(stage.token, NOTIFICATIONS)
    await run(
        stage.database,
        "INSERT INTO notifications (type, title, message) SELECT 'a', 'b', 'c' FROM generate_series(1, 4)",
    )
    assert (await client.until("phx_error")).topic == "realtime:dash"


async def test_foreign_notices_do_no_harm(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    for payload in (
        "",
        "x",
        "contacts INSERT 1",
        "notifications DROP 1",
        "notifications INSERT x",
        "notifications UPDATE 0",
    ):
        await run(stage.database, "SELECT pg_notify(:channel, :payload)", channel=feed.NOTICES, payload=payload)
    added = await add_notification(stage.database)
    stage.clock.move(feed.WINDOW)
    assert (await client.hear()).payload["data"]["record"]["id"] == added


async def test_a_client_that_does_not_read_is_dropped_and_holds_nobody_up(stage: Stage, client: RawClient) -> None:
    await client.join_live(stage.token, NOTIFICATIONS)
    async with raw_client(stage.web.address, compression=None) as slow:
        await slow.join_live(stage.token, NOTIFICATIONS)
        slow.socket.transport.pause_reading()
        for _ in range(40):
            await add_notification(stage.database, message="x" * 1_000_000)
            stage.clock.move(feed.WINDOW)
            heard: Heard = await asyncio.wait_for(client.until("postgres_changes"), PATIENCE)
            assert heard.payload["data"]["type"] == "INSERT"
        slow.socket.transport.resume_reading()
        assert await slow.closed() == (1013, "The client does not keep up")


async def test_the_types_told_are_those_of_the_database(database: Database) -> None:
    query = text(
        "SELECT c.relname, a.attname, t.typname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " JOIN pg_type t ON t.oid = a.atttypid WHERE c.relnamespace = 'harkara'::regnamespace AND a.attnum > 0"
    )
    async with database.transaction() as session:
        types = {(row[0], row[1]): row[2] for row in await session.execute(query)}
    for table, columns in EXPOSED.items():
        assert {name: types[table, name] for name in columns} == dict(columns)
