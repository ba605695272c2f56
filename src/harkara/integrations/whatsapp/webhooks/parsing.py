"""Turns a signed body into events. One bad item never blocks the others, and no body makes it raise.

Shapes: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from harkara.integrations.whatsapp.webhooks import accounts, templates
from harkara.integrations.whatsapp.webhooks.customers import (
    Contacts,
    read_id_updates,
    read_preferences,
    told_identity,
)
from harkara.integrations.whatsapp.webhooks.events import Malformed, OtherEvent, ReportedProblem, WebhookContent
from harkara.integrations.whatsapp.webhooks.inbound import read_message
from harkara.integrations.whatsapp.webhooks.items import Change, read_each
from harkara.integrations.whatsapp.webhooks.loading import load, storable_text
from harkara.integrations.whatsapp.webhooks.reading import (
    UnreadableError,
    identifier,
    mapping,
    members,
    moment_or_none,
)
from harkara.integrations.whatsapp.webhooks.statuses import read_error, read_status

Reader = Callable[[Change, WebhookContent], None]


def parse_webhook(body: bytes) -> WebhookContent:
    """Return what a signed body carries; never raises, whatever the bytes are."""
    content = WebhookContent()
    try:
        envelope = load(body)
    except (ValueError, RecursionError) as error:
        raw = storable_text(body.decode(errors="replace"))
        content.malformed.append(Malformed(f"the body is not JSON: {error}", raw))
        return content
    read_each(mapping(envelope).get("entry"), "entry", content, lambda entry: _read_entry(entry, content))
    return content


def _read_entry(entry: dict[str, Any], content: WebhookContent) -> None:
    waba_id, told_at = identifier(entry.get("id")), moment_or_none(entry.get("time"))

    def read(change: dict[str, Any]) -> None:
        field = identifier(change.get("field"))
        if field is None:
            raise UnreadableError("field is missing")
        _READERS.get(field, _keep_raw)(Change(waba_id, told_at, field, change.get("value")), content)

    read_each(entry.get("changes"), "changes", content, read)


def _keep_raw(change: Change, content: WebhookContent) -> None:
    content.others.append(OtherEvent(change.waba_id, change.field))


def _read_messages(change: Change, content: WebhookContent) -> None:
    """Read messages, statuses and errors, each of which may stand alone or beside the others."""
    value, waba_id = members(change.value), change.waba_id
    phone_number_id = identifier(mapping(value.get("metadata")).get("phone_number_id"))

    def status(item: dict[str, Any]) -> None:
        content.statuses.append(read_status(item, waba_id, phone_number_id))

    def problem(item: dict[str, Any]) -> None:
        content.problems.append(ReportedProblem(phone_number_id, waba_id, *read_error(item)))

    if value.get("messages") is not None:
        _read_inbound(change, value, phone_number_id, content)
    for name, read in (("statuses", status), ("errors", problem)):
        if value.get(name) is not None:
            read_each(value[name], name, content, read)


def _read_inbound(change: Change, value: dict[str, Any], phone_number_id: str | None, content: WebhookContent) -> None:
    contacts = Contacts(value.get("contacts"))

    def read(item: dict[str, Any]) -> None:
        message = read_message(item, change, phone_number_id, contacts)
        content.inbound.append(message)
        changed = told_identity(message)
        if changed is not None:
            content.identities.append(changed)

    read_each(value["messages"], "messages", content, read)


_READERS: Final[dict[str, Reader]] = {
    "messages": _read_messages,
    "user_preferences": read_preferences,
    "user_id_update": read_id_updates,
    **dict.fromkeys(templates.FIELDS, templates.read_template),
    **dict.fromkeys(accounts.ACCOUNT_FIELDS, accounts.read_account),
    **dict.fromkeys(accounts.NUMBER_FIELDS, accounts.read_number),
}
