"""Does a send bring what its template demands? Meta's checks on `template.components`, with Meta's codes."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from harkara_sandbox.graph.errors import GraphError
from harkara_sandbox.json_values import JsonObject, as_list, as_object, as_text
from harkara_sandbox.template_rules import MEDIA_FORMATS, TemplateRules

RENDERED_BODY_LIMIT = 1024
COUPON_LIMIT = 15
_BUTTON_TYPES = {"url": {"URL", "OTP"}, "quick_reply": {"QUICK_REPLY"}, "copy_code": {"COPY_CODE"}, "flow": {"FLOW"}}


def check_parameters(rules: TemplateRules, components: object, known_media: Container[str]) -> JsonObject | None:
    """Raises GraphError 100, 131008, 131009, 132000, 132005 or 132012; returns the header's media object, if any."""
    if not components and rules.needs_nothing:
        return None
    header: list[Any] = []
    body: list[Any] = []
    buttons: dict[int, tuple[str, list[Any]]] = {}
    for position, component in enumerate(_list(components or [], "template['components']")):
        where = f"template['components'][{position}]"
        part = _object(component, where)
        parameters = _list(part.get("parameters") or [], f"{where}['parameters']")
        match str(part.get("type", "")).lower():
            case "header":
                header = parameters
            case "body":
                body = parameters
            case "button":
                buttons[_index(part, where)] = (str(part.get("sub_type", "")).lower(), parameters)
            case _:
                raise GraphError(100, f"Param {where}['type'] must be one of {{HEADER, BODY, BUTTON}}.")
    media = _check_header(rules, header, known_media)
    _check_body(rules, body)
    _check_buttons(rules, buttons)
    return media


def _check_header(rules: TemplateRules, parameters: list[Any], known_media: Container[str]) -> JsonObject | None:
    expected = rules.header_format
    if expected in MEDIA_FORMATS or expected == "LOCATION":
        parameter = _object(parameters[0], "header") if parameters else {}
        received = str(parameter.get("type", "UNKNOWN")).upper()
        if len(parameters) != 1 or received != expected:
            raise GraphError(132012, details=f"header: Format mismatch, expected {expected}, received {received}")
        content = as_object(parameter.get(expected.lower())) or {}
        if expected == "LOCATION":
            _check_location(content)
            return None
        _check_media(expected.lower(), content, known_media)
        return content
    _check_count("header", len(parameters), len(rules.header_parameters))
    for parameter in parameters:
        _text_of(parameter, "header")
    return None


def _check_location(content: JsonObject) -> None:
    if "latitude" not in content or "longitude" not in content:
        raise GraphError(131008, details="header: location needs latitude and longitude")


def _check_media(kind: str, content: JsonObject, known_media: Container[str]) -> None:
    link, media_id = as_text(content.get("link")), as_text(content.get("id"))
    if link is None and media_id is None:
        raise GraphError(131008, details=f"header: {kind} needs either a link or an id")
    if link is not None and not link.startswith(("https://", "http://")):
        raise GraphError(100, f"Param {kind}['link'] is not a valid URL.")
    if media_id is not None and link is None and media_id not in known_media:
        raise GraphError(131009, details=f"header: media id {media_id} does not exist")


def _check_body(rules: TemplateRules, parameters: list[Any]) -> None:
    _check_count("body", len(parameters), len(rules.body_parameters))
    length = rules.body_literal_length
    for parameter in parameters:
        length += len(_text_of(parameter, "body"))
    if rules.named:
        _check_names(rules, parameters)
    elif any("parameter_name" in parameter for parameter in parameters):
        raise GraphError(132012, details="body: parameter_name given, but the template's parameters are positional")
    if length > RENDERED_BODY_LIMIT:
        raise GraphError(132005, details=f"body: the text has {length} characters, the limit is {RENDERED_BODY_LIMIT}")


def _check_names(rules: TemplateRules, parameters: list[Any]) -> None:
    names = [str(parameter.get("parameter_name") or "") for parameter in parameters]
    if "" in names:
        raise GraphError(132012, details="body: Parameter name is missing or empty")
    unknown = sorted(set(names).symmetric_difference(rules.body_parameters))
    if unknown:
        raise GraphError(132012, details=f"body: parameter names do not match the template: {', '.join(unknown)}")


def _check_buttons(rules: TemplateRules, buttons: dict[int, tuple[str, list[Any]]]) -> None:
    for index in sorted(rules.url_suffixes | rules.coupon_codes):
        if not buttons.get(index, ("", []))[1]:
            raise GraphError(
                131008,
                details=f"buttons: Button at index {index} of type {rules.button_types[index]} requires a parameter",
            )
    for index, (sub_type, parameters) in buttons.items():
        if index >= len(rules.button_types) or rules.button_types[index] not in _BUTTON_TYPES.get(sub_type, set()):
            raise GraphError(131009, details=f"buttons: there is no button of sub_type '{sub_type}' at index {index}")
        if sub_type == "url":
            _check_count(f"button at index {index}", len(parameters), 1 if index in rules.url_suffixes else 0)
            for parameter in parameters:
                _text_of(parameter, f"button at index {index}")
        elif sub_type == "copy_code":
            _check_coupon(index, parameters)


def _check_coupon(index: int, parameters: list[Any]) -> None:
    coupon = as_text(_object(parameters[0], "button").get("coupon_code"))
    if coupon is None or len(coupon) > COUPON_LIMIT:
        raise GraphError(
            131009, details=f"button at index {index}: coupon_code must be 1 to {COUPON_LIMIT} characters long"
        )


def _check_count(part: str, received: int, expected: int) -> None:
    if received != expected:
        raise GraphError(
            132000,
            details=f"{part}: number of localizable_params ({received}) does not match the expected number of params "
            f"({expected})",
        )


def _text_of(parameter: object, part: str) -> str:
    values = _object(parameter, part)
    kind = values.get("type")
    if kind == "text":
        text = values.get("text")
    elif kind in {"currency", "date_time"}:
        text = (as_object(values.get(str(kind))) or {}).get("fallback_value")
    else:
        raise GraphError(132012, details=f"{part}: Format mismatch, expected TEXT, received {str(kind).upper()}")
    if not isinstance(text, str) or not text:
        raise GraphError(131008, details=f"{part}: Parameter of type {kind} is missing text value")
    if "\n" in text or "\t" in text or "\r" in text or "     " in text:
        raise GraphError(
            132012, details="Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
        )
    return text


def _index(part: JsonObject, where: str) -> int:
    index = str(part.get("index", ""))
    if not index.isdecimal():
        raise GraphError(100, f"Param {where}['index'] must be a number.")
    return int(index)


def _object(value: object, where: str) -> JsonObject:
    found = as_object(value)
    if found is None:
        raise GraphError(100, f"Param {where} must be an object.")
    return found


def _list(value: object, where: str) -> list[Any]:
    found = as_list(value)
    if found is None:
        raise GraphError(100, f"Param {where} must be an array.")
    return found
