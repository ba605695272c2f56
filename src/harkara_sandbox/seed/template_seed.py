"""How a template of the catalogue is written down: name, text, examples, and Meta's component JSON made from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HANDLE = "https://scontent.whatsapp.net/v/t61.29466-34/sandbox_example"
Button = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSeed:
    """One template before it has an id. `examples`: values in order, or by name for a NAMED template."""

    name: str
    body: str
    examples: Sequence[str] | Mapping[str, str] = ()
    language: str = "en"
    category: str = "UTILITY"
    status: str = "APPROVED"
    header: str | tuple[str, str] | None = None
    """A media format, `LOCATION`, or (text, example)."""
    footer: str | None = None
    buttons: Sequence[Button] = ()
    quality: str = "GREEN"
    rejected_reason: str = "NONE"
    sub_category: str = "CUSTOM"
    previous_category: str | None = None
    correct_category: str | None = None

    @property
    def parameter_format(self) -> str:
        return "NAMED" if isinstance(self.examples, Mapping) else "POSITIONAL"

    def components(self) -> list[dict[str, Any]]:
        """As `GET /{waba}/message_templates` lists them."""
        parts: list[dict[str, Any]] = []
        if self.header is not None:
            parts.append(_header(self.header))
        parts.append(self._body())
        if self.footer is not None:
            parts.append({"type": "FOOTER", "text": self.footer})
        if self.buttons:
            parts.append({"type": "BUTTONS", "buttons": list(self.buttons)})
        return parts

    def _body(self) -> dict[str, Any]:
        part: dict[str, Any] = {"type": "BODY", "text": self.body}
        if isinstance(self.examples, Mapping):
            named = [{"param_name": name, "example": value} for name, value in self.examples.items()]
            part["example"] = {"body_text_named_params": named}
        elif self.examples:
            part["example"] = {"body_text": [list(self.examples)]}
        return part


def link(text: str, url: str, example: str | None = None) -> Button:
    """A URL button; with `{{1}}` at its end it takes a suffix."""
    button: Button = {"type": "URL", "text": text, "url": url}
    if example is not None:
        button["example"] = [url.replace("{{1}}", example)]
    return button


def quick(text: str) -> Button:
    return {"type": "QUICK_REPLY", "text": text}


def call(text: str = "Call us") -> Button:
    return {"type": "PHONE_NUMBER", "text": text, "phone_number": "+919876543210"}


def coupon(example: str) -> Button:
    return {"type": "COPY_CODE", "text": "Copy offer code", "example": [example]}


def one_time_password(text: str = "Copy code") -> Button:
    return {
        "type": "OTP",
        "otp_type": "COPY_CODE",
        "text": text,
        "url": "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code_expiration_minutes=10&code=otp{{1}}",
    }


def _header(header: str | tuple[str, str]) -> dict[str, Any]:
    if isinstance(header, tuple):
        text, example = header
        part: dict[str, Any] = {"type": "HEADER", "format": "TEXT", "text": text}
        if example:
            part["example"] = {"header_text": [example]}
        return part
    if header == "LOCATION":
        return {"type": "HEADER", "format": "LOCATION"}
    return {"type": "HEADER", "format": header, "example": {"header_handle": [f"{HANDLE}_{header.lower()}"]}}
