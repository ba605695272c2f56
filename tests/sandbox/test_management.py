"""Numbers, templates, WABAs, tokens and media as the Graph API shows them."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pyreqwest.multipart import FormBuilder, PartBuilder
from tests.sandbox.stage import NUMBER, SECOND_NUMBER, VERIFY_TOKEN, WABA, Stage, body_of, staged, template_send

TEMPLATES = f"/v25.0/{WABA}/message_templates"


class TestNumbers:
    async def test_default_fields(self, stage: Stage) -> None:
        assert await stage.get(f"/v25.0/{NUMBER}") == {
            "verified_name": "Asha Sarees",
            "code_verification_status": "VERIFIED",
            "display_phone_number": "+91 98765 43210",
            "quality_rating": "GREEN",
            "platform_type": "CLOUD_API",
            "throughput": {"level": "HIGH"},
            "id": NUMBER,
        }

    async def test_asked_fields(self, stage: Stage) -> None:
        node = await stage.get(
            f"/v25.0/{NUMBER}?fields=status,whatsapp_business_manager_messaging_limit,throughput{{level}}"
        )
        assert node == {
            "status": "CONNECTED",
            "whatsapp_business_manager_messaging_limit": "TIER_UNLIMITED",
            "throughput": {"level": "HIGH"},
            "id": NUMBER,
        }

    async def test_field_that_does_not_exist(self, stage: Stage) -> None:
        answer = await stage.call("GET", f"/v25.0/{NUMBER}?fields=waba_id")
        assert (answer.status, answer.error["code"]) == (400, 100)
        assert "nonexisting field (waba_id)" in answer.error["message"]

    async def test_list(self, stage: Stage) -> None:
        numbers = await stage.get(f"/v25.0/{WABA}/phone_numbers?fields=id")
        assert numbers["data"] == [{"id": NUMBER}, {"id": SECOND_NUMBER}]
        assert "next" not in numbers["paging"]

    async def test_more_numbers_and_a_second_waba(self) -> None:
        async with staged(numbers=20, wabas=2) as stage:
            first = await stage.get(f"/v25.0/{WABA}/phone_numbers?limit=100")
            assert len({number["id"] for number in first["data"]}) == 20
            second = (await stage.control("GET", "state"))["wabas"][1]["id"]
            (number,) = (await stage.get(f"/v25.0/{second}/phone_numbers"))["data"]
            assert (await stage.send(number=number["id"])).status == 200

    @pytest.mark.parametrize("path", [f"/{NUMBER}/phone_numbers", f"/{WABA}/register", "/1/phone_numbers", "/1"])
    async def test_wrong_kind_of_object(self, stage: Stage, path: str) -> None:
        answer = await stage.call("POST" if "register" in path else "GET", f"/v25.0{path}")
        assert (answer.status, answer.error["code"], answer.error["error_subcode"]) == (400, 100, 33)
        assert answer.error["type"] == "GraphMethodException"

    @pytest.mark.parametrize("pin", ["", "12345", "abcdef"])
    async def test_registering_needs_a_pin(self, stage: Stage, pin: str) -> None:
        body = {"messaging_product": "whatsapp", "pin": pin}
        assert (await stage.call("POST", f"/v25.0/{NUMBER}/register", body)).error["code"] == 100


class TestTemplateList:
    async def test_pages_hold_everything_once_and_in_order(self, stage: Stage) -> None:
        ids, path = [], f"{TEMPLATES}?limit=25&fields=id,name"
        pages = 0
        while path:
            page = await stage.get(path)
            pages += 1
            ids += [template["id"] for template in page["data"]]
            assert set(page["paging"]["cursors"]) == {"before", "after"}
            after = page["paging"]["cursors"]["after"]
            path = f"{TEMPLATES}?limit=25&fields=id,name&after={after}" if "next" in page["paging"] else ""
        assert (pages, len(ids), len(set(ids))) == (5, 122, 122)
        assert ids == [template["id"] for template in (await stage.get(f"{TEMPLATES}?limit=250"))["data"]]

    async def test_next_is_an_address_that_can_be_followed(self, stage: Stage) -> None:
        page = await stage.get(f"{TEMPLATES}?limit=2&fields=name")
        link = urlsplit(page["paging"]["next"])
        assert (f"{link.scheme}://{link.netloc}", link.path) == (stage.address, TEMPLATES)
        query = parse_qs(link.query)
        assert (query["limit"], query["fields"], query["access_token"]) == (["2"], ["name"], ["SANDBOX-TOKEN-1"])
        following = await stage.get(f"{link.path}?{link.query}", token=None)
        assert [template["name"] for template in following["data"]] == ["payment_reminder", "delivery_today"]
        back = following["paging"]["cursors"]["before"]
        assert (await stage.get(f"{TEMPLATES}?limit=2&fields=name&before={back}"))["data"] == page["data"]

    async def test_pages_stay_right_while_templates_go(self, stage: Stage) -> None:
        page = await stage.get(f"{TEMPLATES}?limit=3&fields=name")
        await stage.control("DELETE", f"templates/{page['data'][2]['id']}")
        following = await stage.get(f"{TEMPLATES}?limit=1&fields=name&after={page['paging']['cursors']['after']}")
        assert following["data"][0]["name"] == "delivery_today"

    async def test_the_first_are_fit_to_be_sent(self, stage: Stage) -> None:
        first = (await stage.get(f"{TEMPLATES}?limit=6"))["data"]
        assert [template["name"] for template in first] == [
            "order_shipped",
            "order_confirmed",
            "payment_reminder",
            "delivery_today",
            "invoice_ready",
            "appointment_reminder",
        ]
        assert {(template["status"], template["category"]) for template in first} == {("APPROVED", "UTILITY")}

    async def test_default_fields(self, stage: Stage) -> None:
        (template,) = (await stage.get(f"{TEMPLATES}?limit=1"))["data"]
        assert set(template) == {
            "name", "parameter_format", "components", "language", "status", "category", "sub_category", "id",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("query", "count"),
        [("status=paused", 3), ("category=AUTHENTICATION", 4), ("language=ta", 5), ("name=order_shipped", 5)],
    )
    async def test_filters(self, stage: Stage, query: str, count: int) -> None:
        assert len((await stage.get(f"{TEMPLATES}?limit=250&{query}"))["data"]) == count

    async def test_no_match(self, stage: Stage) -> None:
        assert await stage.get(f"{TEMPLATES}?name=nothing") == {"data": []}

    @pytest.mark.parametrize(
        ("query", "code"), [("limit=0", 100), ("limit=x", 100), ("after=zzz", 100), ("limit=251", 1), ("fields=x", 100)]
    )
    async def test_bad_queries(self, stage: Stage, query: str, code: int) -> None:
        assert (await stage.call("GET", f"{TEMPLATES}?{query}")).error["code"] == code


class TestTemplateNode:
    async def test_read(self, stage: Stage) -> None:
        listed = (await stage.get(f"{TEMPLATES}?name=subscription_expiring"))["data"][0]
        node = await stage.get(f"/v25.0/{listed['id']}?fields=category,correct_category,quality_score,rejected_reason")
        assert (node["category"], node["correct_category"]) == ("UTILITY", "MARKETING")
        assert node["quality_score"]["score"] == "GREEN"
        assert node["rejected_reason"] == "NONE"

    async def test_unpause(self, stage: Stage) -> None:
        paused = (await stage.get(f"{TEMPLATES}?name=daily_status"))["data"][0]["id"]
        assert (await stage.call("POST", f"/v25.0/{paused}/unpause")).json == {"success": True}
        assert (await stage.send(template_send("daily_status", body_of("a", "b", "c")))).status == 200
        assert (await stage.call("POST", f"/v25.0/{paused}/unpause")).json["success"] is False


class TestWaba:
    async def test_read(self, stage: Stage) -> None:
        node = await stage.get(f"/v25.0/{WABA}?fields=name,currency,owner_business_info")
        assert (node["id"], node["name"], node["currency"]) == (WABA, "Asha Sarees", "INR")
        assert node["owner_business_info"]["name"] == "Asha Sarees"

    async def test_usage_header(self, stage: Stage) -> None:
        answer = await stage.call("GET", f"/v25.0/{WABA}")
        assert WABA in answer.headers["x-business-use-case-usage"]


class TestTokens:
    async def debug(self, stage: Stage, token: str, caller: str = "SANDBOX-TOKEN-1") -> Any:
        return (await stage.get(f"/debug_token?input_token={token}", token=caller))["data"]

    async def test_targets_of_a_good_one(self, stage: Stage) -> None:
        data = await self.debug(stage, "SANDBOX-TOKEN-7")
        assert data["is_valid"] is True
        assert {scope["scope"]: scope["target_ids"] for scope in data["granular_scopes"]} == {
            "whatsapp_business_management": [WABA],
            "whatsapp_business_messaging": [WABA],
        }

    async def test_targets_may_be_left_out(self, stage: Stage) -> None:
        await stage.control("POST", "config", {"debug_token_targets": False})
        data = await self.debug(stage, "SANDBOX-TOKEN-1")
        assert all(set(scope) == {"scope"} for scope in data["granular_scopes"])

    @pytest.mark.parametrize(("token", "subcode"), [("EXPIRED-TOKEN", 463), ("nonsense", None)])
    async def test_dead_ones(self, stage: Stage, token: str, subcode: int | None) -> None:
        data = await self.debug(stage, token)
        assert data["is_valid"] is False
        assert (data["error"]["code"], data["error"].get("subcode")) == (190, subcode)

    async def test_app_token_may_ask(self, stage: Stage) -> None:
        app = f"{(await stage.control('GET', 'state'))['app_id']}|stage-secret"
        assert (await self.debug(stage, "SANDBOX-TOKEN-1", app))["is_valid"] is True
        wrong = await stage.call("GET", "/debug_token?input_token=x", token=f"1|{VERIFY_TOKEN}")
        assert (wrong.status, wrong.error["code"]) == (401, 190)

    async def test_send_only_token_manages_nothing(self, stage: Stage) -> None:
        answer = await stage.call("GET", f"/v25.0/{NUMBER}", token="SEND-ONLY-TOKEN")
        assert (answer.status, answer.error["code"]) == (403, 200)

    async def test_expiry_hits_the_token_in_use_and_a_new_one_works(self, stage: Stage) -> None:
        await stage.send()
        await stage.control("POST", f"numbers/{NUMBER}", {"token": "expired"})
        for path in (f"/v25.0/{NUMBER}", TEMPLATES):
            answer = await stage.call("GET", path)
            assert (answer.status, answer.error["code"], answer.error["error_subcode"]) == (401, 190, 463)
        assert (await stage.send()).error["code"] == 190
        assert (await stage.get(f"/v25.0/{NUMBER}", token="SANDBOX-TOKEN-2"))["id"] == NUMBER


class TestMedia:
    async def upload(self, stage: Stage, mime_type: str, content: bytes) -> Any:
        part = PartBuilder.from_bytes(content).file_name("a.bin").mime(mime_type)
        form = FormBuilder().text("messaging_product", "whatsapp").text("type", mime_type).part("file", part)
        request = stage.client.post(f"{stage.address}/v25.0/{NUMBER}/media").bearer_auth("SANDBOX-TOKEN-1")
        return await (await request.multipart(form).build().send()).json()

    async def test_upload_send_and_download(self, stage: Stage) -> None:
        media_id = (await self.upload(stage, "image/png", b"picture"))["id"]
        node = await stage.get(f"/v25.0/{media_id}")
        assert (node["mime_type"], node["file_size"]) == ("image/png", 7)
        assert node["sha256"] == hashlib.sha256(b"picture").hexdigest()
        url = urlsplit(node["url"])
        assert (await stage.call("GET", url.path)).content == b"picture"
        assert (await stage.call("GET", url.path, token=None)).status == 401
        header = {"type": "header", "parameters": [{"type": "image", "image": {"id": media_id}}]}
        assert (await stage.send(template_send("delivery_today", header, body_of("a", "b", "c")))).status == 200

    async def test_refused(self, stage: Stage) -> None:
        assert (await self.upload(stage, "text/html", b"<html>"))["error"]["code"] == 100
        too_large = await self.upload(stage, "image/jpeg", b"x" * (5 * 1024 * 1024 + 1))
        assert too_large["error"]["code"] == 131009
