"""Decides, before anything is written, whether a file can become a campaign and who would get which template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template
from harkara.features.campaigns import repository
from harkara.features.campaigns.campaign_form import UploadForm
from harkara.features.campaigns.csv_header import MEDIA, Header
from harkara.features.campaigns.csv_import import CsvRows
from harkara.features.campaigns.csv_rows import RowNeeds, Verdicts, judge_rows
from harkara.features.campaigns.distribution import split_evenly
from harkara.features.campaigns.errors import (
    DuplicateTemplateError,
    MediaColumnMissingError,
    NotEnoughColumnsError,
    NumberInactiveError,
    TemplateNotSendableError,
    TemplateOfAnotherAccountError,
    UnknownNumberError,
    UnknownTemplateError,
)
from harkara.features.campaigns.readiness import number_obstacles, template_obstacles
from harkara.integrations.whatsapp.templates import needs_of
from harkara.kit.causes import in_words


@dataclass(frozen=True, slots=True)
class Plan:
    """A file that passed all checks, and how its valid rows are shared out."""

    number: WhatsAppNumber
    templates: Sequence[Template]
    rows: CsvRows
    needs: RowNeeds
    verdicts: Verdicts
    sizes: list[int]
    """Recipients per template, in the order of the templates."""
    skip_duplicates: bool
    starts_at: datetime

    @property
    def invalid(self) -> int:
        """Rows that will not be sent to."""
        return len(self.verdicts.faults)

    @property
    def valid(self) -> int:
        """Rows that will be sent to."""
        return len(self.rows) - self.invalid

    @property
    def unique_recipients(self) -> int:
        """Different phone numbers among the rows that will be sent to."""
        return self.valid - (0 if self.skip_duplicates else self.verdicts.duplicates)

    def valid_indexes(self) -> Iterator[int]:
        """Yield the indexes of the valid rows, in file order."""
        return (index for index in range(len(self.rows)) if index not in self.verdicts.faults)


async def plan_campaign(session: AsyncSession, form: UploadForm, rows: CsvRows, now: datetime) -> Plan:
    """Check everything there is to check; raise the error that names what is wrong. Writes nothing."""
    form.check_schedule(now)
    number = await _usable_number(session, form.number_id)
    templates = await _usable_templates(session, number, form.template_ids)
    needs = _needs(templates, rows.header)
    verdicts = await judge_rows(rows, needs, skip_duplicates=form.skip_duplicates)
    sizes = split_evenly(len(rows) - len(verdicts.faults), len(templates))
    return Plan(
        number, templates, rows, needs, verdicts, sizes, form.skip_duplicates, starts_at=form.scheduled_at or now
    )


async def _usable_number(session: AsyncSession, number_id: int) -> WhatsAppNumber:
    number = await repository.find_number(session, number_id)
    if number is None:
        raise UnknownNumberError(f"No connected number has the id {number_id}.")
    in_the_way = number_obstacles(number)
    if in_the_way:
        raise NumberInactiveError(in_words(in_the_way))
    return number


async def _usable_templates(session: AsyncSession, number: WhatsAppNumber, ids: Sequence[int]) -> list[Template]:
    found = await repository.find_templates(session, ids)
    missing = [str(template_id) for template_id in ids if template_id not in found]
    if missing:
        raise UnknownTemplateError(f"No template has the id {', '.join(missing)}.")
    templates = [found[template_id] for template_id in ids]
    if len(found) < len(ids):
        twice = next(template for template in templates if templates.count(template) > 1)
        raise DuplicateTemplateError(f"{_label(twice)} is selected more than once.")
    foreign = [_label(template) for template in templates if template.waba_id != number.waba_id]
    if foreign:
        raise TemplateOfAnotherAccountError(f"{', '.join(foreign)}: not of the account of '{number.display_name}'.")
    in_the_way = template_obstacles(templates)
    if in_the_way:
        raise TemplateNotSendableError(in_words(in_the_way))
    return templates


def _needs(templates: Sequence[Template], header: Header) -> RowNeeds:
    """Return what every row must bring: as much as the most demanding template takes."""
    needs = [(template, needs_of(template.components, template.parameter_format)) for template in templates]
    for template, need in needs:
        if need.needs_media and not header.has_media:
            raise MediaColumnMissingError(f"{_label(template)} has a header of the kind {need.header_format}.")
        if need.variable_count > header.variable_columns:
            raise NotEnoughColumnsError(
                f"{_label(template)} takes {need.variable_count} variables, the file has {header.variable_columns} "
                f"variable columns ({', '.join(header.names())}).",
                mend="Add the missing columns, or choose a template with fewer variables.",
            )
    return RowNeeds(max(need.variable_count for _, need in needs), any(need.needs_media for _, need in needs))


def unused_columns(plan: Plan) -> list[str]:
    """Return the names of columns that no selected template takes; they are kept, but nothing is sent of them."""
    first_unused = plan.rows.header.first_variable + plan.needs.variables
    media = [MEDIA] if plan.rows.header.has_media and not plan.needs.media else []
    return media + plan.rows.header.names()[first_unused:]


def _label(template: Template) -> str:
    return f"Template '{template.name}' ({template.language})"
