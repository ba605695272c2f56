"""What can go wrong with templates."""

from __future__ import annotations

from harkara.kit.errors import ConflictError, NotFoundError


class TemplateNotFoundError(NotFoundError):
    """We know no such template."""

    code = "template_not_found"
    title = "There is no such template"
    mend = "Sync the templates and reload the list."


class NotUtilityError(ConflictError):
    """Only UTILITY templates may leave quarantine."""

    code = "template_not_utility"
    title = "Only a UTILITY template can be un-quarantined"
    mend = "Have Meta review the category (WhatsApp Manager), sync, then un-quarantine it."
