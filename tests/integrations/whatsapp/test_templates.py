"""What templates of every shape need from a CSV, and how they look filled in."""

from __future__ import annotations

from typing import Any

import pytest

from harkara.integrations.whatsapp.templates import (
    RenderedButton,
    RenderedHeader,
    RenderedMessage,
    needs_of,
    render_preview,
)

ORDER: list[dict[str, Any]] = [
    {"type": "HEADER", "format": "TEXT", "text": "Order {{1}}"},
    {"type": "BODY", "text": "Dear {{1}}, your {{2}} leaves on {{3}}. Thank you, {{1}}!"},
    {"type": "FOOTER", "text": "Asha Sarees"},
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Stop"},
            {"type": "URL", "text": "Track", "url": "https://asha.in/t/{{1}}"},
            {"type": "URL", "text": "Shop", "url": "https://asha.in"},
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+919800000000"},
        ],
    },
]


def body(text: str) -> list[dict[str, Any]]:
    return [{"type": "BODY", "text": text}]


class TestNeeds:
    def test_everything_a_csv_can_fill(self) -> None:
        needs = needs_of(ORDER)
        assert needs.body_variables == ("1", "2", "3")
        assert needs.url_buttons == (1,)
        assert needs.header_variable == "1"
        assert needs.variable_count == 5
        assert (needs.header_format, needs.needs_media, needs.unsupported) == ("TEXT", False, None)

    def test_nothing(self) -> None:
        needs = needs_of(body("Hello"))
        assert (needs.variable_count, needs.header_format, needs.needs_media) == (0, None, False)

    def test_ten_variables_are_in_the_order_of_their_numbers(self) -> None:
        text = " ".join(f"{{{{{number}}}}}" for number in (10, 2, 1, 3, 4, 5, 6, 7, 8, 9))
        assert needs_of(body(text)).body_variables == tuple(str(number) for number in range(1, 11))

    def test_named_variables_are_in_order_of_appearance(self) -> None:
        needs = needs_of(body("{{name}}, {{ day }} at {{hour}}, {{name}}"), "NAMED")
        assert needs.body_variables == ("name", "day", "hour")
        assert needs.is_named

    @pytest.mark.parametrize("kind", ["IMAGE", "VIDEO", "DOCUMENT"])
    def test_media_headers(self, kind: str) -> None:
        needs = needs_of([{"type": "HEADER", "format": kind}, *body("Hi")])
        assert (needs.header_format, needs.needs_media) == (kind, True)

    @pytest.mark.parametrize(
        ("component", "word"),
        [
            ({"type": "HEADER", "format": "LOCATION"}, "location"),
            ({"type": "HEADER", "format": "PRODUCT"}, "PRODUCT"),
            ({"type": "CAROUSEL", "cards": []}, "carousel"),
            ({"type": "LIMITED_TIME_OFFER", "limited_time_offer": {}}, "limited-time"),
            ({"type": "BUTTONS", "buttons": [{"type": "COPY_CODE"}]}, "coupon"),
            ({"type": "BUTTONS", "buttons": [{"type": "URL", "url": "x"}, {"type": "FLOW"}]}, "flow"),
            ({"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}, "one-time-password"),
            ({"type": "buttons", "buttons": [{"type": "mpm"}]}, "products"),
        ],
    )
    def test_what_a_csv_cannot_fill_is_named(self, component: dict[str, Any], word: str) -> None:
        assert word in (needs_of([component, *body("Hi")]).unsupported or "")

    @pytest.mark.parametrize(
        "components",
        [
            [],
            [{}],
            [{"type": "CALL_PERMISSION_REQUEST"}, {"type": "BODY", "text": None}],
            [{"type": "BUTTONS"}, {"type": "BODY"}],
            [{"type": "BUTTONS", "buttons": ["?", {}, {"type": "VOICE_CALL", "text": "Call"}]}],
            [{"type": "HEADER"}],
        ],
    )
    def test_unknown_shapes_need_nothing(self, components: list[dict[str, Any]]) -> None:
        needs = needs_of(components)
        assert (needs.variable_count, needs.unsupported) == (0, None)
        render_preview(components, None, [])


class TestPreview:
    def test_columns_fill_body_then_buttons_then_header(self) -> None:
        assert render_preview(ORDER, None, ["Asha", "saree", "Friday", "T-77", "4711"]) == RenderedMessage(
            header=RenderedHeader("TEXT", "Order 4711", None),
            body="Dear Asha, your saree leaves on Friday. Thank you, Asha!",
            footer="Asha Sarees",
            buttons=(
                RenderedButton("QUICK_REPLY", "Stop", None),
                RenderedButton("URL", "Track", "https://asha.in/t/T-77"),
                RenderedButton("URL", "Shop", "https://asha.in"),
                RenderedButton("PHONE_NUMBER", "Call", None),
            ),
        )

    def test_media(self) -> None:
        rendered = render_preview([{"type": "HEADER", "format": "IMAGE"}, *body("Hi")], "https://x.in/a.jpg", [])
        assert rendered.header == RenderedHeader("IMAGE", None, "https://x.in/a.jpg")
        assert rendered.footer is None

    def test_missing_values_stay_visible(self) -> None:
        assert render_preview(ORDER, None, ["Asha"]).body.startswith("Dear Asha, your {{2}} leaves")

    def test_values_are_not_filled_in_again(self) -> None:
        assert render_preview(body("{{1}} {{2}}"), None, ["{{2}}", r"\1"]).body == r"{{2}} \1"
