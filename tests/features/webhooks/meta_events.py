"""Bodies as Meta posts them, signed as Meta signs them."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

SECRET = "app secret of the tests"


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def status(wamid: str, name: str, *, at: int = 1_795_000_000, **more: Any) -> dict[str, Any]:
    return {"id": wamid, "status": name, "timestamp": str(at), "recipient_id": "919876543210", **more}


def event(*statuses: Any, **more: Any) -> bytes:
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": "1065"},
        "statuses": list(statuses),
        **more,
    }
    body = {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1022", "changes": [{"field": "messages", "value": value}]}],
    }
    return json.dumps(body).encode()


def number_event(value: Any, *, waba: str) -> bytes:
    change = {"field": "phone_number_quality_update", "value": value}
    entry = {"id": waba, "time": 1_795_000_000, "changes": [change]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
