"""What all management calls share: token, permission, the WABA behind the object, its quota, the usage header."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import Response

from harkara_sandbox.graph.auth import authenticate, bearer_token, require_asset, require_management
from harkara_sandbox.graph.errors import GraphError, unknown_object
from harkara_sandbox.json_values import JsonObject, parse_object
from harkara_sandbox.sandbox import Sandbox
from harkara_sandbox.world import Grant, Waba, World

USAGE_HEADER = "X-Business-Use-Case-Usage"


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated management call on an object the token may see."""

    sandbox: Sandbox
    request: Request
    grant: Grant
    waba: Waba

    @property
    def object_id(self) -> str:
        return self.request.path_params["object_id"]

    @property
    def world(self) -> World:
        return self.sandbox.world

    @property
    def url(self) -> URL:
        """As the caller wrote it: with the version the front door took off."""
        version = self.request.scope["state"].get("graph_version")
        url = self.request.url
        return url if version is None else url.replace(path=f"/{version}{url.path}")

    def query(self, name: str) -> str | None:
        return self.request.query_params.get(name)

    async def parameters(self) -> JsonObject:
        """Body (JSON or form) over query, as Graph reads them."""
        body = await self.request.body()
        if self.request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            async with self.request.form() as form:
                return {**self.request.query_params, **form}
        return {**self.request.query_params, **(parse_object(body) or {})}


Node = Literal["waba", "number", "template", "any"]
Handler = Callable[[Call], Awaitable[JsonObject]]
Endpoint = Callable[[Request], Awaitable[Response]]


def management(sandbox: Sandbox, handler: Handler, of: Node, *, needs_management: bool = True) -> Endpoint:
    """An endpoint for `/{object_id}/…` on nodes of one kind; the handler gets a `Call` and may raise GraphError."""

    async def endpoint(request: Request) -> Response:
        waba = owner_of(sandbox.world, request.path_params["object_id"], of)
        await _take_time(sandbox)
        try:
            call = _admit(sandbox, request, waba, needs_management=needs_management)
            status, body = 200, await handler(call)
        except GraphError as error:
            status, body = error.status, error.as_json()
        headers = {} if waba is None else {USAGE_HEADER: _usage(sandbox, waba.id)}
        return Response(orjson.dumps(body), status, headers, "application/json")

    return endpoint


def token_of(request: Request) -> str | None:
    """From the header, else from the query, where `paging.next` carries it."""
    return bearer_token(request.scope["headers"]) or request.query_params.get("access_token")


def owner_of(world: World, object_id: str, of: Node) -> Waba | None:
    """The WABA an object belongs to, or is; None when there is no such object of that kind."""
    node = None
    if of in {"number", "any"}:
        node = world.numbers.get(object_id)
    if of in {"template", "any"}:
        node = node or world.templates.get(object_id)
    if node is not None:
        return world.wabas[node.waba_id]
    return world.wabas.get(object_id) if of in {"waba", "any"} else None


def _admit(sandbox: Sandbox, request: Request, waba: Waba | None, *, needs_management: bool) -> Call:
    grant = authenticate(sandbox.world, token_of(request))
    object_id, verb = request.path_params["object_id"], request.method.lower()
    if waba is None:
        raise unknown_object(object_id, verb)
    require_asset(grant, object_id, verb)
    if needs_management:
        require_management(grant)
    number = sandbox.world.numbers.get(object_id)
    if number is not None:
        number.last_token = grant.token
    now, limit = sandbox.clock.monotonic(), sandbox.behaviour.management_calls_per_hour
    if not sandbox.management.take(waba.id, now, limit):
        raise GraphError(80008, status=sandbox.behaviour.throttle_status)
    return Call(sandbox, request, grant, waba)


async def _take_time(sandbox: Sandbox) -> None:
    least, most = sandbox.behaviour.management_latency
    if most:
        await sandbox.clock.sleep(least + (most - least) * sandbox.rng.random())


def _usage(sandbox: Sandbox, waba_id: str) -> str:
    """Percentages of the hour's quota; regain time in minutes."""
    limit = sandbox.behaviour.management_calls_per_hour
    percent = min(100, -(-100 * sandbox.management.used(waba_id) // limit))
    regain = sandbox.management.minutes_to_regain(waba_id, sandbox.clock.monotonic()) if percent == 100 else 0
    usage: dict[str, Any] = {
        "type": "whatsapp_business_management",
        "call_count": percent,
        "total_cputime": 1,
        "total_time": 1,
        "estimated_time_to_regain_access": regain,
    }
    return orjson.dumps({waba_id: [usage]}).decode()
