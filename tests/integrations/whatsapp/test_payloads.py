"""The bodies we post, compared with the shapes on Meta's page."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from harkara.integrations.whatsapp.payloads import CompiledTemplate

BODY = {"type": "BODY", "text": "Hi {{1}}, use {{2}}"}


def rendered(
    components: list[dict[str, Any]], *variables: str, media: str | None = None, parameter_format: str = "POSITIONAL"
) -> list[dict[str, Any]] | None:
    template = CompiledTemplate("diwali", "en_US", components, parameter_format)
    return orjson.loads(template.render("919876543210", "h:1:1", variables, media))["template"].get("components")


def text(value: str) -> dict[str, str]:
    return {"type": "text", "text": value}


def test_whole_message() -> None:
    template = CompiledTemplate("diwali", "en_US", [BODY])
    assert orjson.loads(template.render("919876543210", "h:88:1", ['Asha "A" 🪔', "SAVE20"])) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+919876543210",
        "type": "template",
        "biz_opaque_callback_data": "h:88:1",
        "template": {
            "name": "diwali",
            "language": {"code": "en_US"},
            "components": [{"type": "body", "parameters": [text('Asha "A" 🪔'), text("SAVE20")]}],
        },
    }


def test_without_variables_there_are_no_components() -> None:
    assert rendered([{"type": "BODY", "text": "Hello"}], "surplus") is None


@pytest.mark.parametrize("kind", ["IMAGE", "VIDEO"])
def test_image_and_video(kind: str) -> None:
    components = rendered([{"type": "HEADER", "format": kind}, BODY], "a", "b", media="https://x.in/m")
    assert components is not None
    assert components[0] == {
        "type": "header",
        "parameters": [{"type": kind.lower(), kind.lower(): {"link": "https://x.in/m"}}],
    }


@pytest.mark.parametrize(
    ("url", "filename"),
    [
        ("https://x.in/bills/March%20bill.pdf?sign=a/b", "March bill.pdf"),
        ("https://x.in/", "document.pdf"),
        ("https://x.in", "document.pdf"),
    ],
)
def test_document_is_named_after_its_address(url: str, filename: str) -> None:
    components = rendered([{"type": "HEADER", "format": "DOCUMENT"}], media=url)
    assert components == [
        {"type": "header", "parameters": [{"type": "document", "document": {"link": url, "filename": filename}}]}
    ]


def test_columns_fill_body_then_url_buttons_then_header_text() -> None:
    buttons = [
        {"type": "QUICK_REPLY", "text": "Stop"},
        {"type": "URL", "text": "Open", "url": "https://x.in/{{1}}"},
        {"type": "URL", "text": "More", "url": "https://x.in/m/{{1}}"},
    ]
    components = rendered(
        [{"type": "HEADER", "format": "TEXT", "text": "No. {{1}}"}, BODY, {"type": "BUTTONS", "buttons": buttons}],
        *("body1", "body2", "button1", "button2", "header", "surplus"),
    )
    assert components == [
        {"type": "header", "parameters": [text("header")]},
        {"type": "body", "parameters": [text("body1"), text("body2")]},
        {"type": "button", "sub_type": "url", "index": "1", "parameters": [text("button1")]},
        {"type": "button", "sub_type": "url", "index": "2", "parameters": [text("button2")]},
    ]


def test_named_variables_carry_their_names() -> None:
    components = rendered(
        [
            {"type": "HEADER", "format": "TEXT", "text": "{{title}}"},
            {"type": "BODY", "text": "Hi {{first_name}} on {{day}}"},
        ],
        *("Asha", "Friday", "News"),
        parameter_format="NAMED",
    )
    assert components == [
        {"type": "header", "parameters": [{"type": "text", "parameter_name": "title", "text": "News"}]},
        {
            "type": "body",
            "parameters": [
                {"type": "text", "parameter_name": "first_name", "text": "Asha"},
                {"type": "text", "parameter_name": "day", "text": "Friday"},
            ],
        },
    ]


def test_a_row_that_lacks_something_is_never_rendered() -> None:
    with pytest.raises(ValueError, match="lacks"):
        rendered([BODY], "only one")
    with pytest.raises(ValueError, match="lacks"):
        rendered([{"type": "HEADER", "format": "IMAGE"}])


def test_what_a_csv_cannot_fill_is_not_compiled() -> None:
    with pytest.raises(ValueError, match="location"):
        CompiledTemplate("shop", "en", [{"type": "HEADER", "format": "LOCATION"}])
