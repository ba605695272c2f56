"""Fills a database with customers and their messages, made by the database itself, so that ten million take minutes."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from harkara.kit.database_url import SCHEMA

NUMBERS = 4
CAMPAIGNS = 8
MESSAGES_PER_CUSTOMER = 10
"""On average: one from each campaign to everyone; a tenth of the customers wrote ten times and were answered."""

PARTIES = """
INSERT INTO whatsapp_numbers (display_name, phone_number_id, waba_id, display_phone_number)
SELECT 'Bench ' || i, '10654035224' || lpad(i::text, 4, '0'), '102290129340398', '+91 98765 ' || lpad(i::text, 5, '0')
FROM generate_series(1, {numbers}) i;

INSERT INTO contacts (wa_id, profile_name)
SELECT '91' || (6000000000 + (i * 7919::bigint * 4001) % 3999999979),
       CASE WHEN i % 10 = 0 THEN (ARRAY['Asha', 'Ravi', 'Meena', 'Kiran', 'Leena', 'Arjun', 'Divya'])[1 + i / 10 % 7] || ' '
           || (ARRAY['Kumari', 'Sharma', 'Iyer', 'Patel', 'Das'])[1 + i / 10 % 5] || ' ' || i END
FROM generate_series(1, {customers}) i;

INSERT INTO templates (meta_id, waba_id, name, language, status, category, components, variable_count, is_quarantined)
VALUES ('1387372356726668', '102290129340398', 'order_update', 'en', 'APPROVED', 'UTILITY',
        '[{{"type": "BODY", "text": "Dear {{{{1}}}}, your order {{{{2}}}} comes on {{{{3}}}}."}}]', 3, false)
"""

CAMPAIGN = """
WITH campaign AS (
    INSERT INTO campaigns (name, number_id, status, has_media_column, variable_columns, total_contacts, valid_contacts,
                           invalid_contacts, total_sent)
    VALUES ('Campaign {serial}', {number_id}, 'completed', false, 3, {customers}, {customers}, 0, {customers}) RETURNING id
), batch AS (
    INSERT INTO campaign_templates (campaign_id, template_id, position, status, contact_count)
    SELECT campaign.id, t.id, 0, 'completed', {customers} FROM campaign, templates t RETURNING id, campaign_id
), recipient AS (
    INSERT INTO campaign_contacts (campaign_id, batch_id, row_number, phone, variables, status)
    SELECT batch.campaign_id, batch.id, k.id + 1, k.wa_id, ARRAY['Asha', 'A-' || k.id, 'Tuesday'], 'read'
    FROM batch, contacts k RETURNING id, campaign_id, row_number
)
INSERT INTO messages (wamid, direction, type, number_id, contact_id, campaign_id, campaign_contact_id, status, created_at)
SELECT 'wamid.' || id, 'out', 'template', {number_id}, row_number - 1, campaign_id, id, 'read',
       now() - interval '1 day' * {days_ago} + interval '1 day' * (row_number::float8 / {customers})
FROM recipient
"""

# Ten questions and ten answers of every tenth customer, with the number of the third campaign, over the last sixty days.
CHATTER = """
INSERT INTO messages (wamid, direction, type, number_id, contact_id, body, payload, status, created_at)
SELECT 'wamid.' || part.direction || '.' || k.id || '.' || i, part.direction, 'text', {number_id}, k.id, part.body,
       part.payload, part.status, now() - interval '1 day' * (60 * ((k.id * 31 + i * 7) % 997) / 997.0) + part.later
FROM contacts k, generate_series(1, 10) i, (VALUES
    ('in', 'Where is my order?', '{{"type": "text", "text": {{"body": "Where is my order?"}}}}'::jsonb, 'received', interval '0'),
    ('out', 'It comes on Tuesday.', '{{"model": "bench", "latency_ms": 900}}'::jsonb, 'read', interval '2 seconds')
) AS part (direction, body, payload, status, later)
WHERE k.id % 10 = 0
"""

CONVERSATIONS = """
INSERT INTO conversations (contact_id, number_id, first_message_at, last_message_at)
SELECT contact_id, number_id, min(created_at), max(created_at) FROM messages GROUP BY contact_id, number_id
"""


@dataclass(frozen=True, slots=True)
class Seeded:
    """How much there is."""

    messages: int
    customers: int
    conversations: int


async def seed(url: str, messages: int) -> Seeded:
    """Fill an empty, migrated database with about this many messages."""
    customers = messages // MESSAGES_PER_CUSTOMER
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(f"SET search_path TO {SCHEMA}, public")
        for statement in PARTIES.format(numbers=NUMBERS, customers=customers).split(";"):
            await connection.execute(statement.encode())
        for serial in range(CAMPAIGNS):
            values = {"serial": serial, "number_id": 1 + serial % NUMBERS, "customers": customers}
            await connection.execute(CAMPAIGN.format(days_ago=80 - 10 * serial, **values).encode())
        await connection.execute(CHATTER.format(number_id=3).encode())
        await connection.execute(CONVERSATIONS.encode())
        await connection.execute("VACUUM ANALYZE")
        return Seeded(*[await _count(connection, table) for table in ("messages", "contacts", "conversations")])


async def _count(connection: psycopg.AsyncConnection, table: str) -> int:
    row = await (await connection.execute(f"SELECT count(*) FROM {table}".encode())).fetchone()
    assert row
    return row[0]
