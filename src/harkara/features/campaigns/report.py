"""What a dry run tells: how many rows count, why the others do not, and how the first messages will look."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from harkara.core.templates.models import Template
from harkara.features.campaigns.outlook import Outlook, warnings_of
from harkara.features.campaigns.planning import Plan, unused_columns
from harkara.features.campaigns.row_faults import RowFault
from harkara.features.campaigns.schemas import (
    BatchPreview,
    CampaignBefore,
    InvalidReason,
    InvalidRow,
    SampleMessage,
    ValidationReport,
)
from harkara.integrations.whatsapp.templates import render_preview

FIRST_SAMPLES = 5
SPREAD_SAMPLES = 5
"""Beside the first rows, some from there to the last: what goes wrong in a list often starts in its middle."""
ROWS_PER_REASON = 10
"""How many rows are shown with each reason; the rest is in the file of invalid rows."""
CAMPAIGNS_BEFORE = 5
"""How many of the campaigns in the line before it are named."""
MAX_CELLS = 20
MAX_CELL_CHARACTERS = 120
"""What is shown of an invalid row, however wide it is."""


def report_on(plan: Plan, outlook: Outlook, now: datetime) -> ValidationReport:
    """Return the report; it depends on nothing but the plan and its outlook."""
    header = plan.rows.header
    return ValidationReport(
        total_rows=len(plan.rows),
        valid_rows=plan.valid,
        invalid_rows=plan.invalid,
        duplicate_rows=plan.verdicts.duplicates,
        variable_columns=header.variable_columns,
        has_media_column=header.has_media,
        unused_columns=unused_columns(plan),
        reasons=reasons_of(plan),
        batches=list(_batches(plan)),
        rate_per_sec=plan.number.max_send_rate_per_sec,
        estimated_seconds=math.ceil(plan.valid / plan.number.max_send_rate_per_sec),
        unique_recipients=plan.unique_recipients,
        messages_before=outlook.messages_before,
        campaigns_before=len(outlook.before),
        before=[CampaignBefore.model_validate(campaign) for campaign in outlook.before[:CAMPAIGNS_BEFORE]],
        estimated_start=outlook.begins_at,
        estimated_end=outlook.ends_at,
        messaging_limit=plan.number.messaging_limit,
        daily_limit=outlook.daily_limit,
        sent_last_day=outlook.sent_last_day,
        number_quality=plan.number.quality_rating,
        token_expires_at=plan.number.token_expires_at,
        warnings=warnings_of(plan, outlook, now),
    )


def reasons_of(plan: Plan) -> list[InvalidReason]:
    """Group the invalid rows by reason, the most frequent first."""
    groups: dict[tuple[str, str], InvalidReason] = {}
    for index, fault in plan.verdicts.faults.items():
        group = groups.get((fault.code, fault.summary))
        if group is None:
            group = InvalidReason(code=fault.code, message=fault.summary, count=0, first_rows=[], rows=[])
            groups[(fault.code, fault.summary)] = group
        group.count += 1
        if len(group.first_rows) < ROWS_PER_REASON:
            group.first_rows.append(plan.rows.row_numbers[index])
            group.rows.append(_invalid_row(plan, index, fault))
    return sorted(groups.values(), key=lambda group: -group.count)


def _invalid_row(plan: Plan, index: int, fault: RowFault) -> InvalidRow:
    cells = [cell[:MAX_CELL_CHARACTERS] for cell in plan.rows.cells(index)[:MAX_CELLS]]
    return InvalidRow(row_number=plan.rows.row_numbers[index], cells=cells, reason=fault.reason)


def _batches(plan: Plan) -> Iterator[BatchPreview]:
    indexes = plan.valid_indexes()
    for template, size in zip(plan.templates, plan.sizes, strict=True):
        batch = list(islice(indexes, size))
        yield BatchPreview(
            template_id=template.id,
            template_name=template.name,
            language=template.language,
            recipients=size,
            quality_score=template.quality_score,
            samples=[_sample(plan, template, index) for index in _shown(batch)],
        )


def _shown(batch: Sequence[int]) -> list[int]:
    """Choose the rows to show of a batch: the first ones, then evenly spread ones up to the last."""
    first, rest = batch[:FIRST_SAMPLES], batch[FIRST_SAMPLES:]
    if len(rest) <= SPREAD_SAMPLES:
        return [*first, *rest]
    return [*first, *(rest[len(rest) * step // SPREAD_SAMPLES - 1] for step in range(1, SPREAD_SAMPLES + 1))]


def _sample(plan: Plan, template: Template, index: int) -> SampleMessage:
    header = plan.rows.header
    cells = plan.rows.cells(index)
    media_url = cells[1] if header.has_media and len(cells) > 1 else None
    message = render_preview(template.components, media_url, cells[header.first_variable :], template.parameter_format)
    return SampleMessage.model_validate(
        {
            "row_number": plan.rows.row_numbers[index],
            "phone": cells[0],
            "header": message.header,
            "body": message.body,
            "footer": message.footer,
            "buttons": message.buttons,
        },
        from_attributes=True,
    )
