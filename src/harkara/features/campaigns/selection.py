"""Finds the number and the templates a person means at the terminal: by id, by name, or by Meta's id."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.numbers.models import WhatsAppNumber
from harkara.core.templates.models import Template
from harkara.features.campaigns import repository
from harkara.features.campaigns.errors import AmbiguousNameError, UnknownNumberError, UnknownTemplateError


async def choose_number(session: AsyncSession, meant: str) -> WhatsAppNumber:
    """Return the connected number with this id, phone number id or display name (any case).

    Raises UnknownNumberError, which lists what there is, or AmbiguousNameError.
    """
    numbers = await repository.connected_numbers(session)
    for kind in range(3):
        found = [number for number in numbers if _names(number)[kind] == meant.casefold()]
        if len(found) > 1:
            ids = ", ".join(str(number.id) for number in found)
            raise AmbiguousNameError(f"{len(found)} numbers are called '{meant}': ids {ids}.")
        if found:
            return found[0]
    known = ", ".join(f"{number.id} '{number.display_name}'" for number in numbers) or "none"
    raise UnknownNumberError(f"No connected number is '{meant}'. Connected: {known}.")


async def choose_template(session: AsyncSession, number: WhatsAppNumber, meant: str) -> Template:
    """Return the template of the number's account with this id, or `name`, or `name:language`.

    Raises UnknownTemplateError, or AmbiguousNameError if the name exists in several languages.
    """
    name, _, language = meant.partition(":")
    templates = await repository.templates_named(session, number.waba_id, name)
    found = [template for template in templates if language in ("", template.language)]
    if len(found) > 1:
        languages = ", ".join(f"{name}:{template.language}" for template in found)
        raise AmbiguousNameError(f"Template '{name}' exists in several languages: {languages}.")
    if found:
        return found[0]
    by_id = await repository.find_templates(session, [int(meant)]) if meant.isdecimal() and len(meant) < 19 else {}
    if by_id:
        return by_id[int(meant)]
    raise UnknownTemplateError(_unknown(meant, number, templates))


def _names(number: WhatsAppNumber) -> tuple[str, str, str]:
    return str(number.id), number.phone_number_id, number.display_name.casefold()


def _unknown(meant: str, number: WhatsAppNumber, templates: Sequence[Template]) -> str:
    if templates:
        languages = ", ".join(template.language for template in templates)
        return f"Template '{templates[0].name}' does not exist in that language, but in: {languages}."
    return f"The account of '{number.display_name}' has no template '{meant}'."
