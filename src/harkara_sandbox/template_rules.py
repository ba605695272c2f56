"""What a template demands of a send, worked out once when the template changes, so that a send only compares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")

MEDIA_FORMATS = frozenset({"IMAGE", "VIDEO", "DOCUMENT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRules:
    """Placeholders by place, in order; `url_suffixes` and `coupon_codes` are indexes among all buttons."""

    named: bool
    header_format: str | None
    header_parameters: tuple[str, ...]
    body_parameters: tuple[str, ...]
    body_literal_length: int
    """Length of the body without its placeholders; Meta refuses a rendered body over 1,024 characters."""
    url_suffixes: frozenset[int]
    coupon_codes: frozenset[int]
    button_types: tuple[str, ...]

    @property
    def needs_nothing(self) -> bool:
        return not (
            self.body_parameters
            or self.header_parameters
            or self.url_suffixes
            or self.coupon_codes
            or self.header_format in MEDIA_FORMATS
            or self.header_format == "LOCATION"
        )


def placeholders(text: str) -> tuple[str, ...]:
    """Distinct placeholders of a text in order of appearance: `{{1}}`, `{{first_name}}`."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def compile_rules(components: list[dict[str, Any]], parameter_format: str) -> TemplateRules:
    """Read the components as Meta's template API lists them."""
    parts = {str(component["type"]).upper(): component for component in components}
    header = parts.get("HEADER", {})
    body = str(parts.get("BODY", {}).get("text", ""))
    buttons: list[dict[str, Any]] = parts.get("BUTTONS", {}).get("buttons", [])
    return TemplateRules(
        named=parameter_format == "NAMED",
        header_format=header.get("format"),
        header_parameters=placeholders(str(header.get("text", ""))),
        body_parameters=placeholders(body),
        body_literal_length=len(_PLACEHOLDER.sub("", body)),
        url_suffixes=frozenset(i for i, button in enumerate(buttons) if _takes_suffix(button)),
        coupon_codes=frozenset(i for i, button in enumerate(buttons) if button["type"] == "COPY_CODE"),
        button_types=tuple(str(button["type"]) for button in buttons),
    )


def _takes_suffix(button: dict[str, Any]) -> bool:
    """URL buttons with a variable, and the one-time-password button, which is sent as a URL button."""
    return (button["type"] == "URL" and "{{" in button.get("url", "")) or button["type"] == "OTP"
