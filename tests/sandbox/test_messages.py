"""`POST /{phone-number-id}/messages`: what is accepted, what is refused and with which code."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.sandbox.stage import (
    NUMBER,
    Stage,
    body_of,
    order_shipped,
    template_send,
    text_parameters,
    text_send,
)

IMAGE = {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://cdn.example/a.jpg"}}]}
DOCUMENT = {"type": "header", "parameters": [{"type": "document", "document": {"link": "https://cdn.example/a.pdf"}}]}
TRACK = {"type": "button", "sub_type": "url", "index": "0", "parameters": text_parameters("AS20377")}


def without(body: Any, key: str) -> Any:
    return {name: value for name, value in body.items() if name != key}


def named(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"type": "body", "parameters": [{"type": "text", "parameter_name": n, "text": t} for n, t in pairs]}


class TestAccepted:
    async def test_template(self, stage: Stage) -> None:
        answer = await stage.send()
        assert answer.status == 200
        assert answer.json["messaging_product"] == "whatsapp"
        assert answer.json["contacts"] == [{"input": "+919812345678", "wa_id": "919812345678"}]
        assert answer.json["messages"][0]["message_status"] == "accepted"
        assert re.fullmatch(r"wamid\.[A-Za-z0-9+/]{40,}=*", answer.wamid)

    async def test_every_wamid_is_new(self, stage: Stage) -> None:
        wamids = {(await stage.send()).wamid for _ in range(20)}
        await stage.control("POST", "reset")
        assert (await stage.send()).wamid not in wamids

    async def test_text_has_no_message_status(self, stage: Stage) -> None:
        assert "message_status" not in (await stage.send(text_send())).json["messages"][0]

    @pytest.mark.parametrize("prefix", ["", "/v19.0", "/v26.0"])
    async def test_any_version(self, stage: Stage, prefix: str) -> None:
        assert (await stage.call("POST", f"{prefix}/{NUMBER}/messages", order_shipped())).status == 200

    @pytest.mark.parametrize(
        ("to", "wa_id"),
        [
            ("+91 98123-45678", "919812345678"),
            ("919812345678", "919812345678"),
            ("9812345678", "919812345678"),
            ("+16315551234", "16315551234"),
            ("1 (631) 555-1234", "9116315551234"),
        ],
    )
    async def test_numbers_without_plus_are_taken_for_indian_ones(self, stage: Stage, to: str, wa_id: str) -> None:
        assert (await stage.send(to=to)).json["contacts"] == [{"input": to, "wa_id": wa_id}]

    async def test_business_scoped_user_id(self, stage: Stage) -> None:
        body = without(order_shipped(), "to") | {"recipient": "IN.13491208655302741918"}
        assert (await stage.send(body, to=None)).json["contacts"] == [
            {"input": "IN.13491208655302741918", "user_id": "IN.13491208655302741918"}
        ]

    @pytest.mark.parametrize(
        "body",
        [
            template_send("order_update"),
            template_send("delivery_today", IMAGE, body_of("a", "b", "c")),
            template_send("invoice_ready", DOCUMENT, body_of("a", "b", "c")),
            template_send("order_out_for_delivery", body_of("a", "b", "c"), TRACK),
            template_send("order_shipped", body_of("a", "b", "c"), language="hi"),
            template_send("order_shipped", body_of("a", "b", "    four spaces")),
            template_send("order_shipped_named", named(("order_id", "b"), ("delivery_date", "c"), ("first_name", "a"))),
            template_send("order_packed", {"type": "header", "parameters": text_parameters("AS-1")}, body_of("a", "b")),
            template_send(
                "coupon_for_you",
                body_of("a", "b"),
                {
                    "type": "button",
                    "sub_type": "copy_code",
                    "index": 0,
                    "parameters": [{"type": "coupon_code", "coupon_code": "ASHA300"}],
                },
            ),
            template_send(
                "login_code",
                body_of("482193"),
                {"type": "button", "sub_type": "url", "index": "0", "parameters": text_parameters("482193")},
            ),
            template_send(
                "appointment_reminder",
                body_of("a", "b", "c", "d"),
                {
                    "type": "button",
                    "sub_type": "quick_reply",
                    "index": "1",
                    "parameters": [{"type": "payload", "payload": "LATER"}],
                },
            ),
        ],
        ids=lambda body: body["template"]["name"],
    )
    async def test_shapes_of_templates(self, stage: Stage, body: Any) -> None:
        answer = await stage.send(body)
        assert answer.status == 200, answer.content


TEMPLATE = order_shipped()
REFUSED: dict[str, tuple[Any, int, int, str]] = {
    "no product": (without(TEMPLATE, "messaging_product"), 400, 100, "messaging_product"),
    "no recipient": (without(TEMPLATE, "to"), 400, 131008, "to is required"),
    "letters in number": (TEMPLATE | {"to": "+91abc"}, 400, 131009, "not a phone number"),
    "number too short": (TEMPLATE | {"to": "+9198"}, 400, 131009, "not a phone number"),
    "sender itself": (TEMPLATE | {"to": "+919876543210"}, 400, 131021, ""),
    "bad bsuid": (without(TEMPLATE, "to") | {"recipient": "x"}, 400, 131009, "business-scoped"),
    "unknown type": (TEMPLATE | {"type": "poll"}, 400, 100, "must be one of"),
    "no content": (without(TEMPLATE, "template"), 400, 100, "parameter template is required"),
    "callback data too long": (TEMPLATE | {"biz_opaque_callback_data": "x" * 513}, 400, 100, "512"),
    "empty text": (text_send(""), 400, 100, "text['body']"),
    "text too long": (text_send("x" * 4097), 400, 100, "4096"),
    "no language": (TEMPLATE | {"template": {"name": "order_shipped"}}, 400, 131008, "language"),
    "unknown template": (template_send("nothing"), 404, 132001, "does not exist in en"),
    "unknown language": (template_send("order_shipped", language="fr"), 404, 132001, "does not exist in fr"),
    "pending template": (template_send("warranty_registered"), 404, 132001, ""),
    "rejected template": (template_send("stock_alert"), 404, 132001, ""),
    "paused template": (template_send("daily_status"), 400, 132015, "paused"),
    "disabled template": (template_send("payment_last_notice"), 400, 132016, "disabled"),
    "too few parameters": (template_send("order_shipped", body_of("a", "b")), 400, 132000, "(2)"),
    "too many parameters": (template_send("order_update", body_of("a")), 400, 132000, "(1)"),
    "no components": (template_send("order_shipped"), 400, 132000, "(0)"),
    "header missing": (template_send("delivery_today", body_of("a", "b", "c")), 400, 132012, "expected IMAGE"),
    "wrong header": (template_send("delivery_today", DOCUMENT, body_of("a", "b", "c")), 400, 132012, "DOCUMENT"),
    "suffix missing": (template_send("order_out_for_delivery", body_of("a", "b", "c")), 400, 131008, "index 0"),
    "no such button": (template_send("order_shipped", body_of("a", "b", "c"), TRACK), 400, 131009, "no button"),
    "new line": (template_send("order_shipped", body_of("a\nb", "b", "c")), 400, 132012, "new-line"),
    "tab": (template_send("order_shipped", body_of("a\tb", "b", "c")), 400, 132012, "new-line"),
    "five spaces": (template_send("order_shipped", body_of("a     b", "b", "c")), 400, 132012, "new-line"),
    "empty parameter": (template_send("order_shipped", body_of("", "b", "c")), 400, 131008, "missing text"),
    "body too long": (template_send("order_shipped", body_of("x" * 1000, "b", "c")), 400, 132005, "1024"),
    "positional to named": (template_send("order_shipped_named", body_of("a", "b", "c")), 400, 132012, "name"),
    "wrong name": (
        template_send("order_shipped_named", named(("first_name", "a"), ("order_id", "b"), ("day", "c"))),
        400,
        132012,
        "day, delivery_date",
    ),
    "named to positional": (
        template_send("order_shipped", named(("first_name", "a"), ("order_id", "b"), ("day", "c"))),
        400,
        132012,
        "positional",
    ),
    "unknown media id": (
        template_send(
            "delivery_today",
            {"type": "header", "parameters": [{"type": "image", "image": {"id": "1"}}]},
            body_of("a", "b", "c"),
        ),
        400,
        131009,
        "media id",
    ),
    "link without scheme": (
        template_send(
            "delivery_today",
            {"type": "header", "parameters": [{"type": "image", "image": {"link": "cdn.example/a.jpg"}}]},
            body_of("a", "b", "c"),
        ),
        400,
        100,
        "URL",
    ),
    "components not a list": (TEMPLATE | {"template": TEMPLATE["template"] | {"components": {}}}, 400, 132000, ""),
    "read an unknown message": (
        {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.x"},
        400,
        131009,
        "message_id",
    ),
}


class TestRefused:
    @pytest.mark.parametrize("case", REFUSED)
    async def test_by_validation(self, stage: Stage, case: str) -> None:
        body, status, code, words = REFUSED[case]
        answer = await stage.call("POST", f"/v25.0/{NUMBER}/messages", body)
        error = answer.error
        assert (answer.status, error["code"]) == (status, code), error
        assert words in error["message"] + error.get("error_data", {}).get("details", "")
        assert error["message"].startswith(f"(#{code}) ")
        assert error["type"] == "OAuthException"
        assert error["fbtrace_id"]
        assert (await stage.control("GET", "ledger/summary"))["accepted"] == 0

    @pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b'"text"', b"\xff"])
    async def test_bodies_that_are_no_object(self, stage: Stage, raw: bytes) -> None:
        answer = await stage.call("POST", f"/v25.0/{NUMBER}/messages", raw=raw)
        assert (answer.status, answer.error["code"]) == (400, 100)

    @pytest.mark.parametrize(("token", "subcode"), [(None, None), ("nonsense", None), ("EXPIRED-TOKEN", 463)], ids=str)
    async def test_token(self, stage: Stage, token: str | None, subcode: int | None) -> None:
        answer = await stage.call("POST", f"/v25.0/{NUMBER}/messages", order_shipped(), token=token)
        assert answer.status == 401
        assert (answer.error["code"], answer.error.get("error_subcode")) == (190, subcode)

    @pytest.mark.parametrize(
        ("number", "token"), [("999", "SANDBOX-TOKEN-1"), (NUMBER, "NO-ASSETS-TOKEN")], ids=["unknown", "not granted"]
    )
    async def test_object(self, stage: Stage, number: str, token: str) -> None:
        answer = await stage.call("POST", f"/v25.0/{number}/messages", order_shipped(), token=token)
        assert answer.status == 400
        assert (answer.error["code"], answer.error["error_subcode"]) == (100, 33)
        assert answer.error["type"] == "GraphMethodException"

    async def test_token_is_looked_at_before_object_and_body(self, stage: Stage) -> None:
        assert (await stage.call("POST", "/v25.0/999/messages", {}, token="x")).error["code"] == 190

    async def test_template_problems_as_newer_versions_tell_them(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"parameter_errors": "v23"})
        answer = await stage.send(template_send("order_shipped", body_of("a")))
        assert answer.error["code"] == 132018
        assert "(1)" in answer.error["error_data"]["details"]

    async def test_number_that_is_not_registered(self, stage: Stage) -> None:
        await stage.control("POST", f"numbers/{NUMBER}", {"registered": False})
        assert (await stage.send()).error["code"] == 133010
        register = {"messaging_product": "whatsapp", "pin": "123456"}
        assert (await stage.call("POST", f"/v25.0/{NUMBER}/register", register)).json == {"success": True}
        assert (await stage.send()).status == 200

    async def test_one_time_password_to_business_scoped_user_id(self, stage: Stage) -> None:
        button = {"type": "button", "sub_type": "url", "index": "0", "parameters": text_parameters("482193")}
        body = without(template_send("login_code", body_of("482193"), button), "to")
        assert (await stage.send(body, recipient="IN.123")).error["code"] == 131062


class TestReadReceipt:
    @pytest.mark.parametrize("extra", [{}, {"typing_indicator": {"type": "text"}}], ids=["read", "typing"])
    async def test_of_a_received_message(self, stage: Stage, extra: dict[str, Any]) -> None:
        wamid = (await stage.control("POST", "inbound", {"text": "hi"}))["message_id"]
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid, **extra}
        assert (await stage.call("POST", f"/v25.0/{NUMBER}/messages", body)).json == {"success": True}
        assert (await stage.control("GET", "ledger/summary"))["accepted"] == 0
