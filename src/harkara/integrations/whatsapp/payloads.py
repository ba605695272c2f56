"""Bodies of POST /{phone_number_id}/messages. Pure: a template is compiled once, then filled for every recipient.

Shapes: developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages. Which value of a
row goes where is decided in templates.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import orjson

from harkara.integrations.whatsapp.templates import Components, TemplateNeeds, needs_of

_FALLBACK_FILENAME: Final = "document.pdf"


class CompiledTemplate:
    """One template, ready to be filled for many recipients; raises ValueError if a CSV cannot fill it.

    About 2 µs a message with three variables and an image (one core, Python 3.11): dicts of what differs, encoded
    by orjson. Joining pre-encoded pieces took 3 µs, because each value then is a call of its own.
    """

    def __init__(self, name: str, language: str, components: Components, parameter_format: str = "POSITIONAL") -> None:
        self.needs: TemplateNeeds = needs_of(components, parameter_format)
        if self.needs.unsupported:
            raise ValueError(f"template {name} cannot be sent from a CSV: {self.needs.unsupported}")
        self._name = name
        self._language = {"code": language}
        self._body_end = len(self.needs.body_variables)
        self._variable_count = self.needs.variable_count
        self._media_kind = (self.needs.header_format or "").lower() if self.needs.needs_media else None

    def render(self, phone: str, callback_data: str, variables: Sequence[str], media_url: str | None = None) -> bytes:
        """Return the body for one recipient. `phone` has country code and no +; surplus variables are left out.

        Raises ValueError when a variable or the media URL is missing: the CSV's check lets no such row through.
        """
        if len(variables) < self._variable_count or (self._media_kind and not media_url):
            raise ValueError("the row lacks a variable or the media URL the template needs")
        template: dict[str, Any] = {"name": self._name, "language": self._language}
        if components := self._components(variables, media_url or ""):
            template["components"] = components
        return orjson.dumps(
            {
                "messaging_product": "whatsapp",
                "recipient_type": "individual",
                # The + matters: without it Meta may take the sender's country code for part of the number.
                "to": "+" + phone,
                "type": "template",
                "template": template,
                "biz_opaque_callback_data": callback_data,
            }
        )

    def _components(self, variables: Sequence[str], media_url: str) -> list[dict[str, Any]]:
        components: list[dict[str, Any]] = []
        if header := self._header(variables, media_url):
            components.append({"type": "header", "parameters": [header]})
        if self._body_end:
            components.append({"type": "body", "parameters": self._body(variables)})
        for position, suffix in zip(self.needs.url_buttons, variables[self._body_end :], strict=False):
            parameter = {"type": "text", "text": suffix}
            components.append({"type": "button", "sub_type": "url", "index": str(position), "parameters": [parameter]})
        return components

    def _header(self, variables: Sequence[str], media_url: str) -> dict[str, Any] | None:
        kind = self._media_kind
        if kind == "document":
            return {"type": kind, kind: {"link": media_url, "filename": _filename(media_url)}}
        if kind:
            return {"type": kind, kind: {"link": media_url}}
        name = self.needs.header_variable
        if name is None:
            return None
        value = variables[self._variable_count - 1]
        return _named(name, value) if self.needs.is_named else {"type": "text", "text": value}

    def _body(self, variables: Sequence[str]) -> list[dict[str, str]]:
        values = variables[: self._body_end]
        if self.needs.is_named:
            return [_named(name, value) for name, value in zip(self.needs.body_variables, values, strict=True)]
        return [{"type": "text", "text": value} for value in values]


def render_text(recipient: str, callback_data: str, body: str) -> bytes:
    """Return the body of a text message. `recipient`: digits with country code, or a business-scoped user id."""
    address = {"to": "+" + recipient} if recipient.isdigit() else {"recipient": recipient}
    return orjson.dumps(
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            **address,
            "type": "text",
            "text": {"body": body, "preview_url": False},
            "biz_opaque_callback_data": callback_data,
        }
    )


def render_typing(wamid: str) -> bytes:
    """Return the body that marks a customer's message as read and shows them that somebody is typing.

    It ends with our next message, or after 25 s. Page: developers.facebook.com/docs/whatsapp/cloud-api/typing-indicators.
    """
    return orjson.dumps(
        {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": wamid,
            "typing_indicator": {"type": "text"},
        }
    )


def _named(name: str, value: str) -> dict[str, str]:
    return {"type": "text", "parameter_name": name, "text": value}


def _filename(url: str) -> str:
    """Return the last part of the address's path: the name the customer sees under the document."""
    return unquote(urlsplit(url).path).rpartition("/")[2] or _FALLBACK_FILENAME
