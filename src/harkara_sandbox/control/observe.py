"""Looking at the sandbox: state, ledger, webhook figures. Changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from harkara_sandbox.control.json_answers import reply
from harkara_sandbox.field_examples import FIELDS
from harkara_sandbox.inbound import KINDS
from harkara_sandbox.ledger import AcceptedMessage, summarise
from harkara_sandbox.sandbox import Sandbox
from harkara_sandbox.world import DEFAULT_TOKEN, Number, Waba


def observe_routes(sandbox: Sandbox) -> list[Route]:
    async def state(request: Request) -> Response:
        return reply(_state(sandbox))

    async def ledger(request: Request) -> Response:
        records = [
            record.as_json() | {"statuses": [{"status": name, "at": at} for name, at in record.statuses]}
            for record in _limited(_selected(sandbox, request), request)
        ]
        return reply({"data": records})

    async def summary(request: Request) -> Response:
        return reply(summarise(_selected(sandbox, request)))

    async def webhooks(request: Request) -> Response:
        figures: dict[str, Any] = sandbox.delivery.statistics()
        waiting = {"planned": len(sandbox.timeline), "unpacked": len(sandbox.outbox)}
        return reply(figures | waiting | {"unsubscribed": sandbox.outbox.unsubscribed})

    async def chats(request: Request) -> Response:
        return reply({"data": list(sandbox.chats), "typing": sandbox.typing})

    return [
        Route("/sandbox/chats", chats, methods=["GET"]),
        Route("/sandbox/state", state, methods=["GET"]),
        Route("/sandbox/ledger", ledger, methods=["GET"]),
        Route("/sandbox/ledger/summary", summary, methods=["GET"]),
        Route("/sandbox/webhooks", webhooks, methods=["GET"]),
    ]


def _selected(sandbox: Sandbox, request: Request) -> Iterator[AcceptedMessage]:
    query = request.query_params
    return sandbox.ledger.select(
        callback_prefix=query.get("callback_prefix", ""),
        phone_number_id=query.get("phone_number_id", ""),
        after=_number(query.get("after"), 0),
    )


def _limited(records: Iterator[AcceptedMessage], request: Request) -> Iterator[AcceptedMessage]:
    most = _number(request.query_params.get("limit"), 0)
    for count, record in enumerate(records, 1):
        yield record
        if count == most:
            return


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() else default


def _state(sandbox: Sandbox) -> dict[str, Any]:
    world = sandbox.world
    return {
        "wabas": [_waba(waba) for waba in world.wabas.values()],
        "messaging_limit": world.messaging_limit,
        "default_token": DEFAULT_TOKEN,
        "expired_tokens": sorted(world.expired_tokens),
        "app_id": world.app_id,
        "webhook_url": sandbox.config.webhook_url,
        "behaviour": sandbox.behaviour.model_dump(),
        "faults": sandbox.faults.as_json(),
        "accepted": len(sandbox.ledger),
        "inbound_types": KINDS,
        "event_fields": FIELDS,
    }


def _waba(waba: Waba) -> dict[str, Any]:
    templates = waba.templates.values()
    return {
        "id": waba.id,
        "name": waba.name,
        "subscribed": waba.subscribed,
        "override_callback_uri": waba.override_callback_uri,
        "numbers": [_number_state(number) for number in waba.numbers.values()],
        "templates": len(templates),
        "templates_by_status": dict(Counter(template.status for template in templates)),
        "templates_by_category": dict(Counter(template.category for template in templates)),
    }


def _number_state(number: Number) -> dict[str, Any]:
    return {
        "id": number.id,
        "display_phone_number": number.display_phone_number,
        "verified_name": number.verified_name,
        "status": number.status,
        "quality_rating": number.quality_rating,
        "throughput_level": number.throughput_level,
        "messages_per_second": number.messages_per_second,
        "registered": number.registered,
    }
