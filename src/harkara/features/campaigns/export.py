"""Campaigns as CSV for spreadsheets: streamed page by page, so that memory does not grow with the campaign.

No value of a customer's or of Meta's is ever a formula to the spreadsheet: what could be one gets a quote in front,
which our own import takes off again (OWASP ASVS 1.2.10).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from harkara.core.messages.campaigns import Campaign
from harkara.features.campaigns import repository
from harkara.features.campaigns.csv_header import Header
from harkara.features.campaigns.csv_rows import in_slices
from harkara.features.campaigns.planning import Plan
from harkara.features.campaigns.repository import BatchRow, ContactFilter
from harkara.integrations.whatsapp.errors import describe
from harkara.kit.clock import IST
from harkara.kit.db import Database

_PAGE_ROWS = 1000
"""About 15 ms of work between two turns of the event loop."""
_BOM = "\ufeff"
"""Without it Excel reads UTF-8 as a Windows code page and shows Hindi as gibberish."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_FORMULA_STARTS = frozenset("'=+-@\t\r")

RESULT_COLUMNS = (
    "Row",
    "Phone",
    "Template",
    "Status",
    "Error code",
    "Error",
    "Attempts",
    "Sent at (IST)",
    "Delivered at (IST)",
    "Read at (IST)",
    "Failed at (IST)",
    "Message id",
)

Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class CsvExport:
    """One CSV to be streamed: which rows, and how a row becomes cells."""

    campaign_id: int
    columns: Sequence[str]
    wanted: ContactFilter
    cells: Callable[[Row[Any]], Cells]

    async def stream(self, database: Database) -> AsyncGenerator[bytes]:
        """Yield the file, a short transaction per page: a slow download holds no snapshot and no connection."""
        yield _encoded([self.columns], start=_BOM)
        last_id = 0
        while True:
            async with database.transaction() as session:
                page = await repository.read_contacts(session, self.campaign_id, self.wanted, last_id, _PAGE_ROWS)
            if page:
                yield _encoded([self.cells(contact) for contact in page])
            if len(page) < _PAGE_ROWS:
                return
            last_id = page[-1].id


def results(campaign: Campaign, batches: Sequence[BatchRow]) -> CsvExport:
    """Return every row with what came of it; times in IST."""
    templates = {row.batch.id: row.template_name for row in batches}

    def cells(contact: Row[Any]) -> Cells:
        return (
            contact.row_number,
            contact.phone,
            templates.get(contact.batch_id or 0),
            contact.status,
            contact.error_code,
            contact.invalid_reason or _error(contact),
            contact.attempts,
            _ist(contact.sent_at),
            _ist(contact.delivered_at),
            _ist(contact.read_at),
            _ist(contact.failed_at),
            contact.wamid,
        )

    return CsvExport(campaign.id, RESULT_COLUMNS, ContactFilter(), cells)


def invalid_rows(campaign: Campaign) -> CsvExport:
    """Return the invalid rows as they were uploaded, with row and reason behind the columns of the file.

    Mended, and without the last two columns, the file can be uploaded again.
    """
    header = Header(campaign.has_media_column, campaign.variable_columns)

    def cells(contact: Row[Any]) -> Cells:
        row = (contact.phone, *((contact.media_url,) if header.has_media else ()), *contact.variables)
        return (*_fitted(row, header), contact.row_number, contact.invalid_reason)

    return CsvExport(campaign.id, _invalid_columns(header), ContactFilter(status="invalid"), cells)


async def invalid_rows_of(plan: Plan) -> AsyncGenerator[bytes]:
    """Yield the same file for rows that were only looked at, before there is a campaign."""
    header = plan.rows.header
    yield _encoded([_invalid_columns(header)], start=_BOM)
    async for part in in_slices(len(plan.rows)):
        yield _encoded(
            [
                (*_fitted(plan.rows.cells(index), header), plan.rows.row_numbers[index], fault.reason)
                for index in part
                if (fault := plan.verdicts.faults.get(index)) is not None
            ]
        )


def _invalid_columns(header: Header) -> Sequence[str]:
    return (*header.names(), "Row", "Reason")


def file_name(campaign: Campaign, kind: str) -> str:
    """Return a name every system takes: letters, digits and dashes of the campaign's name, its id, the kind."""
    words = re.sub(r"[^a-z0-9]+", "-", campaign.name.lower()).strip("-")[:60].strip("-")
    return "-".join(part for part in ("campaign", str(campaign.id), words, kind) if part) + ".csv"


def guard_formula(value: object) -> object:
    """Put a quote before a text that a spreadsheet would run, or that looks guarded already."""
    if isinstance(value, str) and value[:1] in _FORMULA_STARTS and _FORMULA.match(value):
        return f"'{value}"
    return value


def _fitted(row: Sequence[str | None], header: Header) -> Sequence[str | None]:
    """Return exactly as many cells as columns: a comma that split a value too often is put back into the last."""
    if len(row) > header.width and header.variable_columns:
        last = header.width - 1
        return [*row[:last], ",".join(cell or "" for cell in row[last:])]
    return [*row, *[""] * (header.width - len(row))]


def _error(contact: Row[Any]) -> str | None:
    if contact.error_code is None:
        return contact.error_details
    title = describe(contact.error_code).title
    return f"{title}: {contact.error_details}" if contact.error_details else title


def _ist(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(IST).strftime("%Y-%m-%d %H:%M:%S")


def _encoded(rows: Sequence[Cells], *, start: str = "") -> bytes:
    text = io.StringIO(newline="")
    text.write(start)
    csv.writer(text).writerows([guard_formula(value) for value in row] for row in rows)
    return text.getvalue().encode()
