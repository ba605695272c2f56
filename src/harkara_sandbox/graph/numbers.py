"""Phone number nodes: read, list, register."""

from __future__ import annotations

import re

from harkara_sandbox.graph.call import Call
from harkara_sandbox.graph.errors import GraphError, required
from harkara_sandbox.graph.fields import select
from harkara_sandbox.graph.paging import page
from harkara_sandbox.json_values import JsonObject
from harkara_sandbox.world import Number, World

DEFAULT_FIELDS = (
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
    "platform_type",
    "throughput",
    "id",
)
KIND = "WhatsAppBusinessPhoneNumber"


def number_node(number: Number, world: World) -> JsonObject:
    """Every field of a number."""
    usable = number.registered and number.status == "CONNECTED"
    return {
        "id": number.id,
        "verified_name": number.verified_name,
        "display_phone_number": number.display_phone_number,
        "quality_rating": number.quality_rating,
        "code_verification_status": number.code_verification_status,
        "platform_type": "CLOUD_API" if number.registered else "NOT_APPLICABLE",
        "throughput": {"level": number.throughput_level},
        "name_status": number.name_status,
        "status": number.status,
        "account_mode": "LIVE",
        "country_code": "IN",
        "country_dial_code": "91",
        "is_official_business_account": False,
        "is_pin_enabled": True,
        "is_on_biz_app": False,
        "search_visibility": "VISIBLE",
        "last_onboarded_time": "2026-01-05T09:30:00+0000",
        "whatsapp_business_manager_messaging_limit": world.messaging_limit,
        "messaging_limit_tier": world.messaging_limit,
        "webhook_configuration": {"application": world.wabas[number.waba_id].override_callback_uri or ""},
        "health_status": {
            "can_send_message": "AVAILABLE" if usable else "BLOCKED",
            "entities": [
                {
                    "entity_type": "PHONE_NUMBER",
                    "id": number.id,
                    "can_send_message": "AVAILABLE" if usable else "BLOCKED",
                }
            ],
        },
    }


def read_number(call: Call) -> JsonObject:
    """`GET /{phone-number-id}`."""
    node = number_node(call.world.numbers[call.object_id], call.world)
    return select(node, call.query("fields"), DEFAULT_FIELDS, KIND)


async def list_numbers(call: Call) -> JsonObject:
    """`GET /{waba-id}/phone_numbers`, at most 100 a page."""
    numbers = list(call.waba.numbers.values())
    order = {number.id: position for position, number in enumerate(numbers, 1)}
    fields = call.query("fields")
    return page(
        numbers,
        lambda number: order[number.id],
        lambda number: select(number_node(number, call.world), fields, DEFAULT_FIELDS, KIND),
        call.url,
        most=100,
        token=call.grant.token,
    )


async def register(call: Call) -> JsonObject:
    """`POST /{phone-number-id}/register`; needed once before a new number can send."""
    body = await call.parameters()
    if body.get("messaging_product") != "whatsapp":
        raise required("messaging_product")
    if not re.fullmatch(r"\d{6}", str(body.get("pin", ""))):
        raise GraphError(100, "Param pin must be a string of 6 digits.")
    number = call.world.numbers[call.object_id]
    number.registered, number.status = True, "CONNECTED"
    return {"success": True}
