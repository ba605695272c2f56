"""Meta's door: verification, and signed events that are stored raw and committed before the 200 (ADR 0003).

Nothing here understands an event, so nothing in an event can make it fail.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import SecretStr

from harkara.features.webhooks.errors import (
    BadSignatureError,
    BadVerifyTokenError,
    WebhooksNotConfiguredError,
)
from harkara.features.webhooks.intake import Intake
from harkara.integrations.whatsapp.webhooks.signature import is_signed, is_verification
from harkara.kit.bodies import read_body
from harkara.kit.parts import SettingsDep, parts_of_request
from harkara.kit.settings import Settings

router = APIRouter(prefix="/webhooks/whatsapp", tags=["webhooks"])

MAX_BODY_BYTES = 3 * 1024 * 1024
"""Meta's own limit, page «Create a webhook endpoint»."""

BODY_SECONDS = 10.0
"""What a body may take to arrive."""


@router.get("", response_class=PlainTextResponse)
async def verify(
    settings: SettingsDep,
    mode: Annotated[str, Query(alias="hub.mode", max_length=40)] = "",
    token: Annotated[str, Query(alias="hub.verify_token", max_length=400)] = "",
    challenge: Annotated[str, Query(alias="hub.challenge", max_length=400)] = "",
) -> str:
    """Answer Meta's verification with the bare challenge, if the token is ours."""
    expected = _configured(settings.meta_webhook_verify_token)
    if not is_verification(mode, token, expected):
        raise BadVerifyTokenError("The verify token or the mode does not fit.")
    return challenge


@router.post("", response_class=PlainTextResponse, response_model=str)
async def receive(request: Request) -> Response:
    """Take a signed event: durable before the 200, refused with 503 while the database is down, never a false 200."""
    parts = parts_of_request(request)
    secret = _configured(parts[Settings].meta_app_secret)
    body = await read_body(request, MAX_BODY_BYTES, BODY_SECONDS)
    if not is_signed(secret, body, request.headers.get("x-hub-signature-256")):
        raise BadSignatureError("The signature does not fit the body.")
    await parts[Intake].store(body)
    return PlainTextResponse("ok")


def _configured(secret: SecretStr | None) -> str:
    if secret is None:
        raise WebhooksNotConfiguredError("The app secret or the verify token is not set.")
    return secret.get_secret_value()
