"""A campaign of 100,000 recipients as CSV: seconds, processor time, and how much the memory of the process grows meanwhile."""

from __future__ import annotations

import json
import time

import psutil
import uvloop
from sqlalchemy import text

from engine import installation
from harkara.features.campaigns import export, service
from harkara.kit.db import Database

ROWS = 100_000

CAMPAIGN = """
WITH number AS (
    INSERT INTO whatsapp_numbers (display_name, phone_number_id, waba_id) VALUES ('Bench', '1', '1') RETURNING id
), campaign AS (
    INSERT INTO campaigns (name, number_id, status, has_media_column, variable_columns, total_contacts, valid_contacts,
                           invalid_contacts)
    SELECT 'Bench', id, 'completed', false, 2, :rows, :rows, 0 FROM number RETURNING id
), recipient AS (
    INSERT INTO campaign_contacts (campaign_id, batch_id, row_number, phone, variables, status, attempts, wamid,
                                   sent_at, delivered_at, read_at, error_code, error_details)
    SELECT c.id, 1, i + 1, '919' || lpad(i::text, 9, '0'), ARRAY['Asha', 'Tuesday'],
           CASE WHEN i % 3 = 0 THEN 'failed' ELSE 'read' END, 1, 'wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgSQ' || i,
           now(), now(), now(), CASE WHEN i % 3 = 0 THEN 131026 END, CASE WHEN i % 3 = 0 THEN '=not delivered' END
    FROM campaign c, generate_series(1, :rows) i
)
SELECT id FROM campaign
"""


async def run() -> None:
    """Export once to warm up, then with the stop-watch; print the JSON line."""
    process = psutil.Process()
    async with installation("http://127.0.0.1:9") as (_, url):
        database = Database(url)
        async with database.transaction() as session:
            campaign_id = await session.scalar(text(CAMPAIGN), {"rows": ROWS})
        async with database.transaction() as session:
            campaign, batches = await service.campaign_and_batches(session, campaign_id)
        file = export.results(campaign, batches)
        _ = [len(part) async for part in file.stream(database)]
        memory, processor, started = process.memory_info().rss, time.process_time(), time.perf_counter()
        rows = size = 0
        async for part in file.stream(database):
            rows, size = rows + part.count(b"\r\n"), size + len(part)
        assert rows == ROWS + 1
        figures = {
            "bench": "export",
            "rows": ROWS,
            "megabytes": round(size / 1e6, 1),
            "seconds": round(time.perf_counter() - started, 2),
            "processor_seconds": round(time.process_time() - processor, 2),
            "memory_growth_mb": round((process.memory_info().rss - memory) / 1e6, 1),
        }
        await database.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    uvloop.run(run())
