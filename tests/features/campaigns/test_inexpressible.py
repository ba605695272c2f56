"""What a CSV cannot fill is refused when the campaign is made, with the reason; what it can is counted once for all."""

from __future__ import annotations

from typing import Any

import pytest
from tests.factories import make_template
from tests.features.campaigns.campaign_api import CampaignApi

from harkara.integrations.whatsapp.templates import needs_of

BODY = {"type": "BODY", "text": "Hi {{1}}"}


def with_button(kind: str, **values: object) -> list[dict[str, Any]]:
    return [BODY, {"type": "BUTTONS", "buttons": [{"type": kind, "text": "x", **values}]}]


@pytest.mark.parametrize(
    ("components", "reason"),
    [
        ([BODY, {"type": "CAROUSEL", "cards": []}], "it is a carousel"),
        ([BODY, {"type": "LIMITED_TIME_OFFER"}], "it is a limited-time offer"),
        ([{"type": "HEADER", "format": "LOCATION"}, BODY], "its header is a location"),
        ([{"type": "HEADER", "format": "PRODUCT"}, BODY], "its header is of the kind PRODUCT"),
        (with_button("COPY_CODE"), "its copy-code button"),
        (with_button("OTP"), "its one-time-password button"),
        (with_button("FLOW"), "its flow button"),
        (with_button("CATALOG"), "its catalog button"),
        (with_button("MPM"), "its button needs a list of products"),
        (with_button("SPM"), "its button needs a product"),
        (with_button("ORDER_DETAILS"), "its button needs an order"),
    ],
)
async def test_refused_with_the_reason(api: CampaignApi, components: list[dict[str, Any]], reason: str) -> None:
    async with api.database.transaction() as session:
        template = await make_template(session, components=components)
    for path in ("/validate", ""):
        answer = await api.upload("Phone,{{1}}\n919876543210,Asha\n", path, template_ids=[template.id])
        assert (answer.status, answer.body["code"]) == (422, "template_not_sendable")
        assert f"A CSV cannot fill it: {reason}" in answer.body["detail"]
        assert template.name in answer.body["detail"]
    assert await api.leftovers() == 0


NAMED_WITH_ALL = [
    {"type": "HEADER", "format": "TEXT", "text": "Order {{order_id}}"},
    {"type": "BODY", "text": "Hi {{first_name}}, on {{day}}."},
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Stop"},
            {"type": "URL", "text": "Track", "url": "https://x.in/o/{{1}}"},
        ],
    },
]


def test_columns_fill_the_body_then_the_links_then_the_header() -> None:
    needs = needs_of(NAMED_WITH_ALL, "NAMED")
    assert (needs.body_variables, needs.url_buttons, needs.header_variable) == (("first_name", "day"), (1,), "order_id")
    assert needs.variable_count == 4


async def test_the_preview_uses_the_same_order(api: CampaignApi) -> None:
    async with api.database.transaction() as session:
        template = await make_template(session, components=NAMED_WITH_ALL, parameter_format="NAMED", variable_count=4)
    file = "Phone,{{1}},{{2}},{{3}},{{4}}\n919876543210,Asha,Friday,77,A-1\n"
    answer = await api.upload(file, "/validate", template_ids=[template.id])
    (sample,) = answer.body["batches"][0]["samples"]
    assert (sample["header"]["text"], sample["body"]) == ("Order A-1", "Hi Asha, on Friday.")
    assert [button["url"] for button in sample["buttons"]] == [None, "https://x.in/o/77"]
    few = await api.upload("Phone,{{1}}\n919876543210,Asha\n", template_ids=[template.id])
    assert (few.status, few.body["code"]) == (422, "not_enough_columns")
