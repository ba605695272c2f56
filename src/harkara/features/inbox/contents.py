"""JSON of what a message says, one shape per kind; `kind` tells them apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MEDIA_NOTE = "The file is with Meta, which keeps it for about 30 days. Open the chat in WhatsApp Manager to see it."

MediaType = Literal["image", "video", "audio", "document", "sticker"]
ChoiceSource = Literal["template_button", "button", "list", "flow", "call_permission"]

UNLABELLED: Mapping[str, str] = {
    "button": "Button",
    "list": "List item",
    "flow": "Form sent",
    "call_permission": "Answer to a call request",
}
"""What a choice says in English when Meta sends no label with it."""


class TextContent(BaseModel):
    """Words."""

    kind: Literal["text"] = "text"
    text: str


class MediaContent(BaseModel):
    """A file. Only its description: the file itself needs the number's token, which never leaves the server."""

    kind: Literal["media"] = "media"
    media: MediaType
    caption: str | None = None
    file_name: str | None = None
    mime_type: str | None = None
    is_voice: bool = False
    is_animated: bool = False
    note: str = MEDIA_NOTE


class LocationContent(BaseModel):
    """A place."""

    kind: Literal["location"] = "location"
    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None


class SharedContact(BaseModel):
    """One card of an address book."""

    name: str
    is_named: bool = True
    """False: the card has no name, and `name` is our word for that."""
    phones: list[str]
    emails: list[str]
    organization: str | None = None


class ContactsContent(BaseModel):
    """Cards of an address book."""

    kind: Literal["contacts"] = "contacts"
    contacts: list[SharedContact]


class ChoiceContent(BaseModel):
    """The customer tapped a button, picked from a list or filled in a form (`answers`, as JSON text)."""

    kind: Literal["choice"] = "choice"
    source: ChoiceSource
    label: str
    is_labelled: bool = True
    """False: Meta sent no label, and `label` is our word for what was chosen."""
    description: str | None = None
    answers: str | None = None


class OrderItem(BaseModel):
    """One line of an order."""

    product: str
    is_named: bool = True
    """False: Meta sent no name, and `product` is our word for that."""
    quantity: float
    price: float | None = None
    currency: str | None = None


class OrderContent(BaseModel):
    """The customer sent a cart."""

    kind: Literal["order"] = "order"
    text: str | None = None
    items: list[OrderItem]


class SystemContent(BaseModel):
    """Meta tells of the customer, e.g. a new phone number."""

    kind: Literal["system"] = "system"
    event: str
    text: str


class UnsupportedContent(BaseModel):
    """Meta does not hand this kind of message on (polls, view-once media, ...)."""

    kind: Literal["unsupported"] = "unsupported"
    type: str | None = None
    reason: str
    is_reason_metas: bool = True
    """False: Meta gave none, and `reason` is our word."""


class ReactionContent(BaseModel):
    """A reaction whose message is no longer known; any other is shown on its message. Without emoji it was taken back."""

    kind: Literal["reaction"] = "reaction"
    emoji: str | None


class RevokedContent(BaseModel):
    """The customer deleted a message that is no longer known; any other deletion is shown on its message."""

    kind: Literal["revoked"] = "revoked"


class TemplateHeader(BaseModel):
    """The header of a template; media has an address (of the campaign's CSV), text has none."""

    model_config = ConfigDict(from_attributes=True)

    format: str
    text: str | None
    url: str | None


class TemplateButton(BaseModel):
    """A button of a template."""

    model_config = ConfigDict(from_attributes=True)

    type: str
    text: str
    url: str | None


class TemplateContent(BaseModel):
    """A template with the recipient's values filled in, in the wording the template has today."""

    kind: Literal["template"] = "template"
    name: str
    language: str
    header: TemplateHeader | None
    body: str
    footer: str | None
    buttons: list[TemplateButton]


class UnknownContent(BaseModel):
    """A type we cannot show, or one whose content is missing; `text` is what a person could read of it."""

    kind: Literal["unknown"] = "unknown"
    type: str
    text: str | None = None


Content = Annotated[
    TextContent
    | MediaContent
    | LocationContent
    | ContactsContent
    | ChoiceContent
    | OrderContent
    | SystemContent
    | UnsupportedContent
    | ReactionContent
    | RevokedContent
    | TemplateContent
    | UnknownContent,
    Field(discriminator="kind"),
]
