"""Changing the sandbox: behaviour, faults, customers, templates, numbers, accounts, and back to the start."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pyreqwest.client import ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from harkara_sandbox.config import Behaviour
from harkara_sandbox.control.json_answers import explain, parse, reply
from harkara_sandbox.events import NumberChange, TemplateChange, account_event, change_number, change_template
from harkara_sandbox.faults import Fault
from harkara_sandbox.graph.templates import template_node
from harkara_sandbox.inbound import Inbound, receive
from harkara_sandbox.json_values import JsonObject, parse_object
from harkara_sandbox.sandbox import Sandbox
from harkara_sandbox.seed import add_number, add_template, add_waba
from harkara_sandbox.seed.template_seed import TemplateSeed
from harkara_sandbox.world import Number, Template, Waba


class NewTemplate(BaseModel):
    """A template that appears at Meta, as `POST /sandbox/templates` takes it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9_]{1,512}$")
    body: str = "Hi {{1}}, there is news about your order {{2}}."
    examples: list[str] | dict[str, str] = Field(default_factory=lambda: ["Priya", "AS-20418"])
    language: str = "en"
    category: str = "UTILITY"
    status: str = "APPROVED"
    header: str | tuple[str, str] | None = None
    buttons: list[dict[str, Any]] = Field(default_factory=list[dict[str, Any]])
    waba_id: str | None = None


class Event(BaseModel):
    """A webhook of any field, as `POST /sandbox/events` takes it; `value` is put over the field's example."""

    model_config = ConfigDict(extra="forbid")

    field: str
    value: JsonObject = Field(default_factory=dict)
    waba_id: str | None = None


class Place(BaseModel):
    """Where something new belongs; null = the first WABA."""

    model_config = ConfigDict(extra="forbid")

    waba_id: str | None = None


def steer_routes(sandbox: Sandbox) -> list[Route]:
    return [*_whole(sandbox), *_meta(sandbox), *_new(sandbox)]


def _whole(sandbox: Sandbox) -> list[Route]:
    async def configure(request: Request) -> Response:
        changes = parse_object(await request.body())
        if changes is None:
            raise HTTPException(422, "body: must be a JSON object")
        try:
            checked = Behaviour.model_validate({**sandbox.behaviour.model_dump(), **changes})
        except ValidationError as error:
            raise HTTPException(422, explain(error)) from error
        for name in changes:
            setattr(sandbox.behaviour, name, getattr(checked, name))
        sandbox.outbox.release()
        return reply(sandbox.behaviour.model_dump())

    async def set_fault(request: Request) -> Response:
        sandbox.faults.add(await parse(request, Fault), sandbox.clock.monotonic())
        return reply({"faults": sandbox.faults.as_json()}, 201)

    async def clear_faults(request: Request) -> Response:
        sandbox.faults.clear()
        return reply({"faults": []})

    async def reset(request: Request) -> Response:
        await sandbox.reset()
        return reply({"success": True})

    async def verify(request: Request) -> Response:
        return reply(await _verify_webhook(sandbox))

    return [
        Route("/sandbox/config", configure, methods=["POST"]),
        Route("/sandbox/faults", set_fault, methods=["POST"]),
        Route("/sandbox/faults", clear_faults, methods=["DELETE"]),
        Route("/sandbox/reset", reset, methods=["POST"]),
        Route("/sandbox/webhooks/verify", verify, methods=["POST"]),
    ]


def _meta(sandbox: Sandbox) -> list[Route]:
    async def receive_inbound(request: Request) -> Response:
        inbound = await parse(request, Inbound)
        return reply({"message_id": receive(sandbox, inbound, _number(sandbox, inbound.phone_number_id))}, 201)

    async def alter_template(request: Request) -> Response:
        template = _template(sandbox, request)
        change_template(sandbox, template, await parse(request, TemplateChange))
        return reply(template_node(template))

    async def remove_template(request: Request) -> Response:
        sandbox.world.remove_template(_template(sandbox, request))
        return reply({"success": True})

    async def alter_number(request: Request) -> Response:
        number = _number(sandbox, request.path_params["number_id"])
        change_number(sandbox, number, await parse(request, NumberChange))
        return reply({"success": True})

    async def send_event(request: Request) -> Response:
        event = await parse(request, Event)
        account_event(sandbox, _waba(sandbox, event.waba_id).id, event.field, event.value)
        return reply({"success": True}, 201)

    return [
        Route("/sandbox/inbound", receive_inbound, methods=["POST"]),
        Route("/sandbox/templates/{template:str}", alter_template, methods=["POST"]),
        Route("/sandbox/templates/{template:str}", remove_template, methods=["DELETE"]),
        Route("/sandbox/numbers/{number_id:str}", alter_number, methods=["POST"]),
        Route("/sandbox/events", send_event, methods=["POST"]),
    ]


def _new(sandbox: Sandbox) -> list[Route]:
    async def new_template(request: Request) -> Response:
        wanted = await parse(request, NewTemplate)
        waba = _waba(sandbox, wanted.waba_id)
        if (wanted.name, wanted.language) in waba.by_name:
            raise HTTPException(409, f"template {wanted.name} ({wanted.language}) exists on WABA {waba.id}")
        seed = TemplateSeed(**wanted.model_dump(exclude={"waba_id"}))
        order = 1 + max((template.order for template in waba.templates.values()), default=0)
        return reply(template_node(add_template(sandbox.world, waba.id, seed, order)), 201)

    async def new_number(request: Request) -> Response:
        place = await parse(request, Place)
        return reply({"id": add_number(sandbox.world, _waba(sandbox, place.waba_id).id)}, 201)

    async def new_waba(request: Request) -> Response:
        waba_id = add_waba(sandbox.world, subscribed=sandbox.config.subscribed)
        return reply({"id": waba_id, "phone_number_id": add_number(sandbox.world, waba_id)}, 201)

    return [
        Route("/sandbox/templates", new_template, methods=["POST"]),
        Route("/sandbox/numbers", new_number, methods=["POST"]),
        Route("/sandbox/wabas", new_waba, methods=["POST"]),
    ]


def _number(sandbox: Sandbox, number_id: str | None) -> Number:
    numbers = sandbox.world.numbers
    found = next(iter(numbers.values())) if number_id is None else numbers.get(number_id)
    if found is None:
        raise HTTPException(404, f"there is no number {number_id}; GET /sandbox/state lists them")
    return found


def _waba(sandbox: Sandbox, waba_id: str | None) -> Waba:
    wabas = sandbox.world.wabas
    found = next(iter(wabas.values())) if waba_id is None else wabas.get(waba_id)
    if found is None:
        raise HTTPException(404, f"there is no WABA {waba_id}; GET /sandbox/state lists them")
    return found


def _template(sandbox: Sandbox, request: Request) -> Template:
    wanted = request.path_params["template"]
    found = sandbox.world.find_template(wanted)
    if found is None:
        raise HTTPException(404, f"there is no template with the id or name {wanted}")
    return found


async def _verify_webhook(sandbox: Sandbox) -> dict[str, Any]:
    """Meta's handshake with the callback URL: it must answer 200 with the bare challenge."""
    url = sandbox.config.webhook_url
    if url is None:
        raise HTTPException(409, "the sandbox was started without a webhook URL")
    challenge = str(secrets.randbelow(10**10))
    query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": sandbox.config.verify_token}
    async with ClientBuilder().no_proxy().timeout(timedelta(seconds=10)).build() as client:
        try:
            response = await client.get(url).query(query).build().send()
        except PyreqwestError as error:
            return {"verified": False, "reason": f"{type(error).__name__}: {error.message}"}
        body = await response.text()
    if response.status != 200 or body != challenge:
        return {"verified": False, "reason": f"HTTP {response.status}, body {body[:100]!r}"}
    return {"verified": True, "reason": None}
