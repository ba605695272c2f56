"""The Graph API's routes in reading order; the version prefix is already off, `…/messages` is served before this."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from harkara_sandbox.graph import media, numbers, templates, tokens, wabas
from harkara_sandbox.graph.call import Call, Endpoint, management
from harkara_sandbox.graph.errors import GraphError
from harkara_sandbox.json_values import JsonObject
from harkara_sandbox.sandbox import Sandbox


def graph_routes(sandbox: Sandbox) -> list[Route]:
    def route(path: str, method: str, endpoint: Endpoint) -> Route:
        return Route(path, endpoint, methods=[method])

    return [
        route("/debug_token", "GET", tokens.debug_token(sandbox)),
        route("/{object_id:str}", "GET", _read_node(sandbox)),
        route("/{object_id:str}/phone_numbers", "GET", management(sandbox, numbers.list_numbers, "waba")),
        route("/{object_id:str}/message_templates", "GET", management(sandbox, templates.list_templates, "waba")),
        route("/{object_id:str}/subscribed_apps", "GET", management(sandbox, wabas.list_subscriptions, "waba")),
        route("/{object_id:str}/subscribed_apps", "POST", management(sandbox, wabas.subscribe, "waba")),
        route("/{object_id:str}/subscribed_apps", "DELETE", management(sandbox, wabas.unsubscribe, "waba")),
        route("/{object_id:str}/register", "POST", management(sandbox, numbers.register, "number")),
        route("/{object_id:str}/unpause", "POST", management(sandbox, templates.unpause, "template")),
        route("/{object_id:str}/media", "POST", management(sandbox, media.upload, "number", needs_management=False)),
        route("/{object_id:str}/file", "GET", media.download(sandbox)),
    ]


def _read_node(sandbox: Sandbox) -> Endpoint:
    """`GET /{id}`: number, template, WABA or media; Graph ids say nothing of their kind."""
    node = management(sandbox, _node, "any")

    async def endpoint(request: Request) -> Response:
        if request.path_params["object_id"] not in sandbox.world.media:
            return await node(request)
        try:
            body = media.media_node(media.find(sandbox.world, request), request)
        except GraphError as error:
            return Response(orjson.dumps(error.as_json()), error.status, media_type="application/json")
        return Response(orjson.dumps(body), media_type="application/json")

    return endpoint


async def _node(call: Call) -> JsonObject:
    if call.object_id in call.world.numbers:
        return numbers.read_number(call)
    if call.object_id in call.world.templates:
        return templates.read_template(call)
    return wabas.read_waba(call)
