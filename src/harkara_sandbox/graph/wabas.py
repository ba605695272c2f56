"""WABA nodes and the app's subscription to a WABA's webhooks, without which none are sent."""

from __future__ import annotations

from harkara_sandbox.graph.call import Call
from harkara_sandbox.graph.errors import GraphError
from harkara_sandbox.graph.fields import select
from harkara_sandbox.json_values import JsonObject

DEFAULT_FIELDS = ("id", "name", "currency", "timezone_id", "message_template_namespace")
KIND = "WhatsAppBusinessAccount"


def read_waba(call: Call) -> JsonObject:
    """`GET /{waba-id}`."""
    waba, world = call.waba, call.world
    node: JsonObject = {
        "id": waba.id,
        "name": waba.name,
        "currency": waba.currency,
        "timezone_id": waba.timezone_id,
        "message_template_namespace": "b0d2a7c1_5f44_4a7e_9c0e_3f1a6f2d9b11",
        "country": waba.country,
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "ownership_type": "SELF",
        "status": "ACTIVE",
        "health_status": {"can_send_message": "AVAILABLE", "entities": []},
        "owner_business_info": {"id": world.business_id, "name": world.business_name},
    }
    return select(node, call.query("fields"), DEFAULT_FIELDS, KIND)


async def subscribe(call: Call) -> JsonObject:
    """`POST /{waba-id}/subscribed_apps`, optionally with an address of its own."""
    uri = (await call.parameters()).get("override_callback_uri")
    if uri is not None and not str(uri).startswith(("http://", "https://")):
        raise GraphError(100, "Param override_callback_uri must be a valid URI.")
    call.waba.override_callback_uri = uri
    call.waba.subscribed = True
    return {"success": True}


async def unsubscribe(call: Call) -> JsonObject:
    """`DELETE /{waba-id}/subscribed_apps`."""
    call.waba.subscribed = False
    call.waba.override_callback_uri = None
    return {"success": True}


async def list_subscriptions(call: Call) -> JsonObject:
    """`GET /{waba-id}/subscribed_apps`."""
    if not call.waba.subscribed:
        return {"data": []}
    app = {
        "id": call.world.app_id,
        "name": "Sandbox",
        "link": "https://www.facebook.com/games/?app_id=" + call.world.app_id,
    }
    subscription: JsonObject = {"whatsapp_business_api_data": app}
    if call.waba.override_callback_uri:
        subscription["override_callback_uri"] = call.waba.override_callback_uri
    return {"data": [subscription]}
