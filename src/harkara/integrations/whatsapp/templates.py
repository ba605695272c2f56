"""What a template's components ask for, and how a filled-in message looks. Pure; knows Meta's words only.

**The order of the CSV's columns {{1}}...{{n}}** is decided here, once: they fill the body's variables in order, then
the suffixes of the URL buttons in order of the buttons, and last the header's text variable, if there is one. So
{{1}} of the CSV is {{1}} of the body in every template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

Components = Sequence[Mapping[str, Any]]

MEDIA_FORMATS: Final = frozenset({"IMAGE", "VIDEO", "DOCUMENT"})
_PLACEHOLDER: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# What a person sees as the reason. Each needs something at send time that is not a line of text in a CSV.
_UNSUPPORTED_COMPONENTS: Final = {
    "CAROUSEL": "it is a carousel, whose cards need values of their own",
    "LIMITED_TIME_OFFER": "it is a limited-time offer, which needs an end time",
}
_UNSUPPORTED_BUTTONS: Final = {
    "COPY_CODE": "its copy-code button needs a coupon code",
    "OTP": "its one-time-password button needs a code made for each message",
    "FLOW": "its flow button needs a flow token",
    "CATALOG": "its catalog button needs a product",
    "MPM": "its button needs a list of products",
    "SPM": "its button needs a product",
    "ORDER_DETAILS": "its button needs an order",
}


@dataclass(frozen=True, slots=True)
class TemplateNeeds:
    """What a row of the CSV must bring for one template. `unsupported` says why no row ever can."""

    header_format: str | None
    body_variables: tuple[str, ...]
    """`1`, `2`, ... in number order, or names in order of appearance (parameter_format NAMED)."""
    url_buttons: tuple[int, ...]
    """Positions, among all buttons, of URL buttons that end in a variable."""
    header_variable: str | None
    is_named: bool
    unsupported: str | None

    @property
    def needs_media(self) -> bool:
        """Whether the CSV's {{Media}} must hold an address."""
        return self.header_format in MEDIA_FORMATS

    @property
    def variable_count(self) -> int:
        """How many of the CSV's columns {{1}}...{{n}} it takes."""
        return len(self.body_variables) + len(self.url_buttons) + (self.header_variable is not None)


@dataclass(frozen=True, slots=True)
class RenderedHeader:
    """The header of a filled-in message: text, or the address of its media."""

    format: str
    text: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class RenderedButton:
    """A button of a filled-in message; `url` only for URL buttons."""

    type: str
    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """A message as the customer will see it."""

    header: RenderedHeader | None
    body: str
    footer: str | None
    buttons: tuple[RenderedButton, ...]


def needs_of(components: Components, parameter_format: str = "POSITIONAL") -> TemplateNeeds:
    """Derive what a template needs. Unknown kinds of components and buttons count as needing nothing."""
    is_named = parameter_format == "NAMED"
    header = _component(components, "HEADER")
    header_format = (_text(header, "format") or "TEXT").upper() if header is not None else None
    header_names = _placeholders(_text(header, "text"), is_named=is_named) if header_format == "TEXT" else ()
    return TemplateNeeds(
        header_format=header_format,
        body_variables=_placeholders(_text(_component(components, "BODY"), "text"), is_named=is_named),
        url_buttons=tuple(position for position, button in enumerate(_buttons(components)) if _is_dynamic(button)),
        header_variable=header_names[0] if header_names else None,
        is_named=is_named,
        unsupported=_unsupported(components, header_format),
    )


def render_preview(
    components: Components, media_url: str | None, variables: Sequence[str], parameter_format: str = "POSITIONAL"
) -> RenderedMessage:
    """Fill a template in for a preview. Variables that are missing stay as `{{1}}`, so that a person sees the gap."""
    needs = needs_of(components, parameter_format)
    body_end = len(needs.body_variables)
    suffixes = dict(zip(needs.url_buttons, variables[body_end:], strict=False))
    header_values = {needs.header_variable: _at(variables, needs.variable_count - 1)} if needs.header_variable else {}
    return RenderedMessage(
        header=_rendered_header(components, needs, media_url, header_values),
        body=_fill(
            _text(_component(components, "BODY"), "text"), dict(zip(needs.body_variables, variables, strict=False))
        ),
        footer=_text(_component(components, "FOOTER"), "text") or None,
        buttons=tuple(
            _rendered_button(button, suffixes.get(position)) for position, button in enumerate(_buttons(components))
        ),
    )


def _rendered_header(
    components: Components, needs: TemplateNeeds, media_url: str | None, values: Mapping[str, str | None]
) -> RenderedHeader | None:
    if needs.header_format is None:
        return None
    if needs.header_format != "TEXT":
        return RenderedHeader(needs.header_format, None, media_url if needs.needs_media else None)
    return RenderedHeader("TEXT", _fill(_text(_component(components, "HEADER"), "text"), values), None)


def _rendered_button(button: Mapping[str, Any], suffix: str | None) -> RenderedButton:
    kind = _text(button, "type").upper()
    url = _text(button, "url") if kind == "URL" else None
    if url is not None and suffix is not None:
        url = _PLACEHOLDER.sub(lambda _: suffix, url)
    return RenderedButton(kind, _text(button, "text"), url)


def _fill(text: str, values: Mapping[str, str | None]) -> str:
    def value(match: re.Match[str]) -> str:
        found = values.get(match[1])
        return match[0] if found is None else found

    return _PLACEHOLDER.sub(value, text)


def _placeholders(text: str, *, is_named: bool) -> tuple[str, ...]:
    """Return each variable once: Meta takes named ones in any order, numbered ones in the order of their numbers."""
    found = dict.fromkeys(_PLACEHOLDER.findall(text))
    if is_named or not all(name.isdecimal() for name in found):
        return tuple(found)
    return tuple(sorted(found, key=int))


def _unsupported(components: Components, header_format: str | None) -> str | None:
    if header_format == "LOCATION":
        return "its header is a location, which needs coordinates"
    if header_format is not None and header_format != "TEXT" and header_format not in MEDIA_FORMATS:
        return f"its header is of the kind {header_format}, which we cannot fill"
    for component in components:
        if reason := _UNSUPPORTED_COMPONENTS.get(_text(component, "type").upper()):
            return reason
    for button in _buttons(components):
        if reason := _UNSUPPORTED_BUTTONS.get(_text(button, "type").upper()):
            return reason
    return None


def _is_dynamic(button: Mapping[str, Any]) -> bool:
    return _text(button, "type").upper() == "URL" and _PLACEHOLDER.search(_text(button, "url")) is not None


def _component(components: Components, kind: str) -> Mapping[str, Any] | None:
    return next((component for component in components if _text(component, "type").upper() == kind), None)


def _buttons(components: Components) -> Iterator[Mapping[str, Any]]:
    buttons = (_component(components, "BUTTONS") or {}).get("buttons")
    for button in cast("list[object]", buttons) if isinstance(buttons, list) else []:
        yield cast("Mapping[str, Any]", button) if isinstance(button, dict) else {}


def _text(part: Mapping[str, Any] | None, key: str) -> str:
    value = None if part is None else part.get(key)
    return value if isinstance(value, str) else ""


def _at(values: Sequence[str], index: int) -> str | None:
    return values[index] if 0 <= index < len(values) else None
