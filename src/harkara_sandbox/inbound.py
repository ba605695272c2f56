"""Customers' messages: the `messages[]` element of each type Meta knows, filled in where the caller says nothing.

Shapes follow the pages of the `messages` webhook reference, one per type.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from harkara_sandbox.graph.errors import HREF
from harkara_sandbox.graph.media import store
from harkara_sandbox.ids import bsuid_of, new_wamid
from harkara_sandbox.json_values import JsonObject
from harkara_sandbox.outbox import MessagesUpdate
from harkara_sandbox.sandbox import Sandbox
from harkara_sandbox.statuses import profile_name
from harkara_sandbox.world import Number, World

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
# They tell of a user rather than by one: no `contacts`, and no window opens.
_WITHOUT_CONTACT = frozenset({"system", "user_changed_user_id", "customer_identity_changed"})
_OPENS_NO_WINDOW = _WITHOUT_CONTACT | {"reaction", "reaction_removed"}
_NAMES_ITS_TARGET = frozenset({"reaction", "reaction_removed", "edit", "revoke"})
_NEW_PHONE = "919800000001"


class Inbound(BaseModel):
    """One customer message, as `POST /sandbox/inbound` takes it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    phone_number_id: str | None = None
    """Who receives it; null = the first number."""
    sender: str = Field("919812345678", alias="from", pattern=r"^\d{8,15}$")
    type: str = "text"
    text: str = "Hello, where is my order?"
    """Body, caption, label or emoji, as the type has one."""
    name: str | None = None
    username: str | None = None
    bsuid_only: bool = False
    """The user has a username and no known phone number: neither `wa_id` nor `from`."""
    reply_to: str | None = None
    """wamid that is quoted, reacted to, edited or revoked."""
    forwarded: bool = False
    referral: bool = False
    """Came from a click-to-WhatsApp ad."""
    group_id: str | None = None
    content: JsonObject | None = None
    """Instead of the generated content object."""
    extra: JsonObject = Field(default_factory=dict)
    """Members put over the finished `messages[]` element."""
    errors: list[JsonObject] | None = None
    """`value.errors` entries beside the message."""


def receive(sandbox: Sandbox, inbound: Inbound, number: Number) -> str:
    """Let a customer's message arrive at `number`; returns its wamid."""
    world = sandbox.world
    bsuid = bsuid_of(inbound.sender)
    wamid = new_wamid(inbound.sender)
    message: JsonObject = {"from_user_id": bsuid, "id": wamid, "timestamp": str(int(sandbox.clock.time()))}
    if not inbound.bsuid_only:
        message["from"] = inbound.sender
        world.meet(inbound.sender)
    message["type"] = inbound.type
    message |= _content(inbound, number, world) | _context(inbound, number) | inbound.extra
    world.received.add(wamid)
    if inbound.type not in _OPENS_NO_WINDOW:
        for user in (inbound.sender, bsuid):
            world.windows[number.id, user] = sandbox.clock.time()
    contact = None if inbound.type in _WITHOUT_CONTACT else _contact(inbound, bsuid)
    sandbox.outbox.add(number.waba_id, MessagesUpdate(number, "messages", message, contact))
    for error in inbound.errors or []:
        sandbox.outbox.add(number.waba_id, MessagesUpdate(number, "errors", error, None))
    return wamid


def _contact(inbound: Inbound, bsuid: str) -> JsonObject:
    profile: JsonObject = {"name": inbound.name or profile_name(inbound.sender)}
    username = inbound.username or ("user." + bsuid[-6:] if inbound.bsuid_only else None)
    if username:
        profile["username"] = username
    contact: JsonObject = {"profile": profile, "user_id": bsuid}
    return contact if inbound.bsuid_only else contact | {"wa_id": inbound.sender}


def _context(inbound: Inbound, number: Number) -> JsonObject:
    members: JsonObject = {}
    if inbound.forwarded:
        members["context"] = {"forwarded": True}
    elif inbound.reply_to is not None and inbound.type not in _NAMES_ITS_TARGET:
        members["context"] = {"from": number.digits, "id": inbound.reply_to}
    if inbound.group_id is not None:
        members["group_id"] = inbound.group_id
    if inbound.referral:
        members["referral"] = {
            "source_url": "https://fb.me/3cr4Wqqkv",
            "source_id": "120226305854810726",
            "source_type": "ad",
            "headline": "Silk sarees from ₹1,299",
            "body": "Chat with us",
            "media_type": "image",
            "image_url": "https://scontent.example/ad.jpg",
            "ctwa_clid": "Aff-n8ZTODiE79d22KtAwQKj9e_mIEOOj27vDVwFjN80dp4",
        }
    return members


def _content(inbound: Inbound, number: Number, world: World) -> JsonObject:
    """The members that depend on the type; an unknown type gets an empty object of its name."""
    if inbound.content is not None:
        return {inbound.type: inbound.content}
    build = _BUILDERS.get(inbound.type)
    return {inbound.type: {}} if build is None else build(inbound, number, world)


def _media(mime_type: str, **members: Any) -> Callable[[Inbound, Number, World], JsonObject]:
    def build(inbound: Inbound, number: Number, world: World) -> JsonObject:
        media = store(world, mime_type, _PIXEL)
        url = f"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid={media.id}"
        content: JsonObject = {"id": media.id, "mime_type": mime_type, "sha256": media.sha256, "url": url, **members}
        if inbound.type in {"image", "video", "document"} and "text" in inbound.model_fields_set:
            content["caption"] = inbound.text
        return {inbound.type: content}

    return build


def _text(inbound: Inbound, number: Number, world: World) -> JsonObject:
    return {"text": {"body": inbound.text}}


def _location(inbound: Inbound, number: Number, world: World) -> JsonObject:
    return {"location": {"latitude": 19.0178, "longitude": 72.8478, "name": "Dadar", "address": "Dadar West, Mumbai"}}


def _contacts(inbound: Inbound, number: Number, world: World) -> JsonObject:
    phone = {"phone": "+91 99201 12233", "wa_id": "919920112233", "type": "CELL"}
    return {"contacts": [{"name": {"formatted_name": "Leena D'Souza", "first_name": "Leena"}, "phones": [phone]}]}


def _button(inbound: Inbound, number: Number, world: World) -> JsonObject:
    label = inbound.text if "text" in inbound.model_fields_set else "I need help"
    return {"button": {"payload": label, "text": label}}


def _interactive(inbound: Inbound, number: Number, world: World) -> JsonObject:
    return {"interactive": {"type": "button_reply", "button_reply": {"id": "help", "title": inbound.text[:20]}}}


def _list_reply(inbound: Inbound, number: Number, world: World) -> JsonObject:
    reply = {"id": "row-1", "title": inbound.text[:24], "description": "Within 2 days"}
    return {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": reply}}


def _flow_reply(inbound: Inbound, number: Number, world: World) -> JsonObject:
    reply = {"name": "flow", "body": "Sent", "response_json": '{"flow_token":"t-1","city":"Pune"}'}
    return {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": reply}}


def _call_permission_reply(inbound: Inbound, number: Number, world: World) -> JsonObject:
    reply = {"response": "accept", "is_permanent": False, "response_source": "user_action"}
    return {"type": "interactive", "interactive": {"type": "call_permission_reply", "call_permission_reply": reply}}


def _malformed_interactive(inbound: Inbound, number: Number, world: World) -> JsonObject:
    """Seen in the wild: the type without its object."""
    inbound.errors = inbound.errors or [
        {"code": 131000, "title": "Something went wrong", "message": "Unsupported webhook payload", "href": HREF}
    ]
    return {"type": "interactive"}


def _reaction(inbound: Inbound, number: Number, world: World) -> JsonObject:
    emoji = inbound.text if "text" in inbound.model_fields_set else "🙏"
    return {"reaction": {"message_id": inbound.reply_to or new_wamid(inbound.sender), "emoji": emoji}}


def _reaction_removed(inbound: Inbound, number: Number, world: World) -> JsonObject:
    """Meta leaves the emoji out, or sends an empty one: `reaction` with the text ""."""
    return {"type": "reaction", "reaction": {"message_id": inbound.reply_to or new_wamid(inbound.sender)}}


def _order(inbound: Inbound, number: Number, world: World) -> JsonObject:
    item = {"product_retailer_id": "SAREE-118", "quantity": 1, "item_price": 4299, "currency": "INR"}
    return {"order": {"catalog_id": "194836987003835", "text": inbound.text, "product_items": [item]}}


def _system(inbound: Inbound, number: Number, world: World) -> JsonObject:
    body = f"User changed from {inbound.sender} to {_NEW_PHONE}"
    return {"system": {"body": body, "type": "user_changed_number", "wa_id": _NEW_PHONE, **_new_user_id(inbound)}}


def _user_changed_user_id(inbound: Inbound, number: Number, world: World) -> JsonObject:
    ids = _new_user_id(inbound)
    body = f"User changed from {ids['previous_user_id']} to {ids['user_id']}"
    return {"type": "system", "system": {"body": body, "type": "user_changed_user_id", **ids}}


def _new_user_id(inbound: Inbound) -> JsonObject:
    return {"user_id": bsuid_of(_NEW_PHONE), "previous_user_id": bsuid_of(inbound.sender)}


def _customer_identity_changed(inbound: Inbound, number: Number, world: World) -> JsonObject:
    identity = {"acknowledged": True, "created_timestamp": "1795000000", "hash": "b7Yq0sA="}
    system = {"body": "The security code changed", "type": "customer_identity_changed", "identity": identity}
    return {"type": "system", "system": system}


def _unsupported(inbound: Inbound, number: Number, world: World) -> JsonObject:
    error: JsonObject = {
        "code": 131051,
        "title": "Message type unknown",
        "message": "Message type unknown",
        "error_data": {"details": "Message type is currently not supported."},
    }
    return {"errors": [error], "unsupported": {"type": "poll_creation"}}


def _edit(inbound: Inbound, number: Number, world: World) -> JsonObject:
    original = inbound.reply_to or new_wamid(inbound.sender)
    changed = {"type": "text", "text": {"body": inbound.text}}
    return {"edit": {"original_message_id": original, "message": changed}}


def _revoke(inbound: Inbound, number: Number, world: World) -> JsonObject:
    return {"revoke": {"original_message_id": inbound.reply_to or new_wamid(inbound.sender)}}


_BUILDERS: dict[str, Callable[[Inbound, Number, World], JsonObject]] = {
    "text": _text,
    "image": _media("image/jpeg"),
    "video": _media("video/mp4"),
    "audio": _media("audio/ogg; codecs=opus", voice=True),
    "document": _media("application/pdf", filename="bill.pdf"),
    "sticker": _media("image/webp", animated=False),
    "location": _location,
    "contacts": _contacts,
    "button": _button,
    "interactive": _interactive,
    "list_reply": _list_reply,
    "flow_reply": _flow_reply,
    "call_permission_reply": _call_permission_reply,
    "malformed_interactive": _malformed_interactive,
    "reaction": _reaction,
    "reaction_removed": _reaction_removed,
    "order": _order,
    "system": _system,
    "user_changed_user_id": _user_changed_user_id,
    "customer_identity_changed": _customer_identity_changed,
    "unsupported": _unsupported,
    "edit": _edit,
    "revoke": _revoke,
}
KINDS = tuple(_BUILDERS)
