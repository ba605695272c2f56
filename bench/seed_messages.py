"""Fills a database with a ledger of any size: campaigns with their recipients, customers, messages both ways, days that agree.

Rows are made by PostgreSQL and moved by COPY between two of its sessions, as fast as it can write: keys and indexes are dropped
before and built after. What comes out is what the platform itself would have written.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import dataclass

import psycopg
from psycopg import sql

from harkara.kit.database_url import libpq_url
from harkara.kit.db import SESSION_SETUP

NUMBERS = 20
DAYS = 60
"""The messages lie in the last so many days."""

SETUP = """
INSERT INTO whatsapp_numbers (display_name, phone_number_id, waba_id, display_phone_number, access_token_encrypted)
SELECT 'Number ' || i, '10654035224' || lpad(i::text, 4, '0'), '102290129340398', '+91 98765 ' || lpad(i::text, 5, '0'), '\\x00'
FROM generate_series(1, {numbers}) i;
INSERT INTO templates (meta_id, waba_id, name, language, status, category, components, variable_count, is_quarantined)
SELECT i::text, '102290129340398', 'order_update_' || i, 'en', 'APPROVED', 'UTILITY',
       '[{{"type": "BODY", "text": "Dear {{{{1}}}}, your order comes on {{{{2}}}}."}}]', 2, false
FROM generate_series(1, 200) i;
INSERT INTO campaigns (name, number_id, status, has_media_column, variable_columns, total_contacts, valid_contacts,
                       invalid_contacts, queued_at, started_at, finished_at, running_seconds, created_at)
SELECT 'Campaign ' || i, n.id, 'completed', false, 2, 0, 0, 0, c.at, c.at, c.at + interval '1 hour', 3600, c.at
FROM generate_series(1, {campaigns}) i
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS serial FROM whatsapp_numbers) n ON n.serial = i % {numbers} + 1
CROSS JOIN LATERAL (SELECT now() - make_interval(secs => {days} * 86400.0 * (1 - i / {campaigns}.0))) c (at);
INSERT INTO campaign_templates (campaign_id, template_id, position, status, contact_count)
SELECT c.id, t.id, 0, 'completed', 0
FROM (SELECT id, row_number() OVER (ORDER BY id) AS serial FROM campaigns) c
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS serial FROM templates) t ON t.serial = (c.serial - 1) % 200 + 1;
INSERT INTO notifications (type, title, message, created_at)
SELECT 'campaign_completed', 'Campaign ' || i || ' is complete', 'All messages have left.', now() - make_interval(mins => 2000 - i)
FROM generate_series(1, 2000) i;
"""

# Phone numbers as if drawn by lot, each once; every tenth customer shows a name.
PHONE = "'91' || (6000000000 + ({serial}) * CAST(31683919 AS bigint) % 3999999979)::text"

CONTACTS = f"""SELECT {PHONE.format(serial="i")},
       CASE WHEN i % 10 = 0 THEN (ARRAY['Asha', 'Ravi', 'Meena', 'Kiran', 'Leena', 'Arjun', 'Divya'])[1 + i / 10 % 7] || ' '
           || (ARRAY['Kumari', 'Sharma', 'Iyer', 'Patel', 'Das'])[1 + i / 10 % 5] || ' ' || i END,
       now() - interval '{{days}} days'
FROM generate_series(1, {{contacts}}) i"""

# Of a thousand sent: 20 fail, 970 are delivered, 600 of these read. A recipient in a hundred is invalid or still pending.
# One campaign after the other, as files are uploaded: the series depends on it, or PostgreSQL may loop the other way round.
RECIPIENT = PHONE.format(serial="1 + (c.serial * 7919 + i) % {contacts}")
RECIPIENTS = f"""
SELECT c.id, b.id, CAST(i + 1 AS bigint), {RECIPIENT}, ARRAY['Asha', 'Tuesday'],
       CASE WHEN i % 100 = 99 THEN 'invalid' WHEN i % 50 = 7 THEN 'failed' WHEN i % 10 < 6 THEN 'read' ELSE 'delivered' END,
       CASE WHEN i % 100 <> 99 THEN 'wamid.' || c.id || '.' || i END, CAST(1 AS smallint),
       CASE WHEN i % 100 <> 99 AND i % 50 = 7 THEN CAST(131026 AS bigint) END,
       CASE WHEN i % 100 <> 99 THEN s.at END,
       CASE WHEN i % 100 <> 99 AND i % 50 <> 7 THEN s.at + interval '2 seconds' END,
       CASE WHEN i % 100 <> 99 AND i % 50 <> 7 AND i % 10 < 6 THEN s.at + interval '1 minute' END,
       CASE WHEN i % 100 <> 99 AND i % 50 = 7 THEN s.at + interval '3 seconds' END
FROM (SELECT id, started_at, row_number() OVER (ORDER BY id) AS serial FROM campaigns) c
JOIN campaign_templates b ON b.campaign_id = c.id
CROSS JOIN LATERAL generate_series(1, {{per_campaign}} + 0 * c.id) i
CROSS JOIN LATERAL (SELECT c.started_at + make_interval(secs => i / 30.0)) s (at)
"""

OUTBOUND = """
SELECT c.wamid, 'out', 'template', p.number_id, k.id, c.campaign_id, c.id, NULL::text, c.status, c.error_code, c.sent_at,
       c.delivered_at, c.read_at, c.failed_at
FROM campaign_contacts c JOIN campaigns p ON p.id = c.campaign_id JOIN contacts k ON k.wa_id = c.phone
WHERE c.wamid IS NOT NULL
ORDER BY c.id
"""

INBOUND = """
SELECT 'wamid.in.' || i, 'in', 'text', n.id, k.first + (CAST(i AS bigint) * 104729) % {contacts}, NULL::bigint, NULL::bigint,
       'When does my order ' || i || ' come?', 'received', NULL::bigint, now() - make_interval(secs => {days} * 86400.0 * i / {inbound}),
       NULL::timestamptz, NULL::timestamptz, NULL::timestamptz
FROM generate_series(1, {inbound}) i
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS serial FROM whatsapp_numbers) n ON n.serial = i % {numbers} + 1
CROSS JOIN (SELECT min(id) AS first FROM contacts) k
"""

LOGS = """
SELECT wamid, 'delivered', delivered_at, false, delivered_at FROM messages
WHERE delivered_at IS NOT NULL ORDER BY id LIMIT {logs}
"""

# The seeder counts; the platform never does.
TOTALS = """
UPDATE campaigns c SET total_contacts = t.n, valid_contacts = t.n - t.invalid, invalid_contacts = t.invalid,
       total_sent = t.sent, total_delivered = t.delivered, total_read = t.read, total_failed = t.failed
FROM (SELECT campaign_id, count(*) AS n, count(*) FILTER (WHERE status = 'invalid') AS invalid, count(sent_at) AS sent,
             count(delivered_at) AS delivered, count(read_at) AS read, count(failed_at) AS failed
      FROM campaign_contacts GROUP BY campaign_id) t
WHERE c.id = t.campaign_id;
UPDATE campaign_templates b SET contact_count = c.valid_contacts, total_sent = c.total_sent, total_delivered = c.total_delivered,
       total_read = c.total_read, total_failed = c.total_failed FROM campaigns c WHERE c.id = b.campaign_id;
INSERT INTO campaign_pace (campaign_id, slice_at, sent)
SELECT campaign_id, date_bin('10 seconds', sent_at, 'epoch'), count(*) FROM campaign_contacts WHERE sent_at IS NOT NULL GROUP BY 1, 2;
INSERT INTO campaign_failures (campaign_id, error_code, failed)
SELECT campaign_id, error_code, count(*) FROM campaign_contacts WHERE failed_at IS NOT NULL GROUP BY 1, 2;
INSERT INTO number_days (number_id, day, sent, delivered, read, failed, received)
SELECT number_id, CAST(created_at AT TIME ZONE 'Asia/Kolkata' AS date), count(*) FILTER (WHERE direction = 'out'),
       count(delivered_at), count(read_at), count(failed_at), count(*) FILTER (WHERE direction = 'in')
FROM messages GROUP BY 1, 2;
INSERT INTO conversations (contact_id, number_id, first_message_at, last_message_at)
SELECT contact_id, number_id, min(created_at), max(created_at) FROM messages GROUP BY 1, 2;
"""

TABLES: dict[str, tuple[str, ...]] = {
    "contacts": ("wa_id, profile_name, created_at", CONTACTS),
    "campaign_contacts": (
        "campaign_id, batch_id, row_number, phone, variables, status, wamid, attempts, error_code,"
        " sent_at, delivered_at, read_at, failed_at",
        RECIPIENTS,
    ),
    "messages": (
        "wamid, direction, type, number_id, contact_id, campaign_id, campaign_contact_id, body, status, error_code,"
        " created_at, delivered_at, read_at, failed_at",
        OUTBOUND,
        INBOUND,
    ),
    "message_status_logs": ("wamid, status, occurred_at, is_parked, received_at", LOGS),
}
"""Columns of each table and the queries that make its rows, in the order they are filled."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything: a fifth of the messages comes from customers."""

    messages: int
    campaigns: int = 200

    @property
    def figures(self) -> dict[str, int]:
        inbound = self.messages // 5
        per_campaign = (self.messages - inbound) * 100 // 99 // self.campaigns
        return {
            "numbers": NUMBERS,
            "days": DAYS,
            "campaigns": self.campaigns,
            "per_campaign": per_campaign,
            "contacts": max(self.messages // 10, per_campaign),
            "inbound": inbound,
            "logs": self.messages // 10,
        }


async def seed(url: str, scale: Scale) -> None:
    """Fill an empty, migrated database."""
    async with await _connect(url) as reader, await _connect(url) as writer:
        await writer.execute(SETUP.format(**scale.figures))
        for table, (columns, *queries) in TABLES.items():
            started = time.perf_counter()
            indexes = await _drop_indexes(writer, table)
            for query in queries:
                await _copy(reader, writer, table, columns, query.format(**scale.figures))
            for definition in indexes:
                await writer.execute(definition)
            await writer.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))
            print(f"seeded {table} in {time.perf_counter() - started:.0f} s", flush=True)
        await writer.execute(TOTALS)
        await writer.execute("VACUUM ANALYZE")


async def _connect(url: str) -> psycopg.AsyncConnection:
    connection = await psycopg.AsyncConnection.connect(libpq_url(url), autocommit=True)
    await connection.execute(SESSION_SETUP)
    await connection.execute("SET statement_timeout TO 0; SET maintenance_work_mem TO '512MB'; SET work_mem TO '256MB'")
    return connection


async def _copy(
    reader: psycopg.AsyncConnection, writer: psycopg.AsyncConnection, table: str, columns: str, query: str
) -> None:
    async with (
        reader.cursor().copy(f"COPY ({query}) TO STDOUT (FORMAT BINARY)") as rows,
        writer.cursor().copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)") as into,
    ):
        async for block in rows:
            await into.write(block)


async def _drop_indexes(connection: psycopg.AsyncConnection, table: str) -> list[str]:
    """Drop the indexes and unique keys of a table but not its primary key; return what makes them anew."""
    keys = await connection.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u'",
        [table],
    )
    anew = []
    for name, definition in await keys.fetchall():
        await connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        anew.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    indexes = await connection.execute(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE i.indrelid = %s::regclass AND NOT i.indisprimary",
        [table],
    )
    for name, definition in await indexes.fetchall():
        await connection.execute(f'DROP INDEX "{name}"')
        anew.append(definition)
    return anew


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="an empty, migrated database")
    parser.add_argument("--messages", type=int, default=10_000_000)
    options = parser.parse_args()
    asyncio.run(seed(options.url, Scale(options.messages)))
