"""What webhooks tell of customers: who they are, what they want to receive, and when their ids change.

Shapes: developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids, .../webhooks/reference/user_preferences
and .../webhooks/reference/messages/system.
"""

from __future__ import annotations

from typing import Any, Final, cast

from harkara.integrations.whatsapp.webhooks.events import (
    Customer,
    IdentityChange,
    InboundMessage,
    PreferenceEvent,
    WebhookContent,
)
from harkara.integrations.whatsapp.webhooks.items import Change, read_each
from harkara.integrations.whatsapp.webhooks.reading import UnreadableError, identifier, mapping, members, moment, text

_CHANGED_IDS: Final = frozenset({"user_changed_number", "user_changed_user_id"})


class Contacts:
    """The `contacts` of a change, found by either id: their order is not that of the messages."""

    def __init__(self, contacts: object) -> None:
        self._by_id: dict[str | None, dict[str, Any]] = {}
        for item in cast("list[object]", contacts) if isinstance(contacts, list) else ():
            contact = mapping(item)
            for name in ("wa_id", "user_id"):
                self._by_id.setdefault(identifier(contact.get(name)), contact)
        self._by_id.pop(None, None)

    def customer(self, wa_id: str | None, bsuid: str | None) -> Customer:
        """Return the customer with these ids, completed by what the contacts tell."""
        contact = self._by_id.get(bsuid) or self._by_id.get(wa_id) or {}
        profile = mapping(contact.get("profile"))
        username = text(profile.get("username")) or ""
        return Customer(
            wa_id or identifier(contact.get("wa_id")),
            bsuid or identifier(contact.get("user_id")),
            text(profile.get("name")),
            username.removeprefix("@") or None,
        )


def read_preferences(change: Change, content: WebhookContent) -> None:
    """Read `user_preferences`."""
    value = members(change.value)
    contacts = Contacts(value.get("contacts"))

    def read(item: dict[str, Any]) -> None:
        content.preferences.append(_preference(item, contacts))

    read_each(value.get("user_preferences"), "user_preferences", content, read)


def read_id_updates(change: Change, content: WebhookContent) -> None:
    """Read `user_id_update`."""
    value = members(change.value)
    contacts = Contacts(value.get("contacts"))

    def read(item: dict[str, Any]) -> None:
        content.identities.append(_id_update(item, contacts))

    read_each(value.get("user_id_update"), "user_id_update", content, read)


def told_identity(message: InboundMessage) -> IdentityChange | None:
    """Return the change of ids that a `system` message tells, if it does.

    Without `previous_user_id` (webhooks before August 2026) the old user id is the sender's, unless that is the new one.
    """
    system = mapping(message.content.get("system"))
    if message.type != "system" or system.get("type") not in _CHANGED_IDS:
        return None
    new = Customer(identifier(system.get("wa_id")), identifier(system.get("user_id")))
    sender = message.customer.bsuid
    old = Customer(
        message.customer.wa_id, identifier(system.get("previous_user_id")) or (None if sender == new.bsuid else sender)
    )
    return IdentityChange(old, new, message.occurred_at) if _is_known(old) and _is_known(new) else None


def _preference(item: dict[str, Any], contacts: Contacts) -> PreferenceEvent:
    category, value = identifier(item.get("category")), identifier(item.get("value"))
    customer = contacts.customer(identifier(item.get("wa_id")), identifier(item.get("user_id")))
    if category is None or value is None or not _is_known(customer):
        raise UnreadableError("category, value or the customer's ids are missing")
    return PreferenceEvent(customer, category, value, moment(item.get("timestamp")))


def _id_update(item: dict[str, Any], contacts: Contacts) -> IdentityChange:
    ids, wa_id = mapping(item.get("user_id")), identifier(item.get("wa_id"))
    old, new = identifier(ids.get("previous")), identifier(ids.get("current"))
    if new is None or (old is None and wa_id is None):
        raise UnreadableError("the old or the new user id is missing")
    return IdentityChange(Customer(wa_id, old), contacts.customer(wa_id, new), moment(item.get("timestamp")))


def _is_known(customer: Customer) -> bool:
    return customer.wa_id is not None or customer.bsuid is not None
