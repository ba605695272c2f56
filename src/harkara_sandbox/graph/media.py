"""Media: upload for a number, read a file's node, download its bytes."""

from __future__ import annotations

import hashlib

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from harkara_sandbox.graph.auth import authenticate, require_asset
from harkara_sandbox.graph.call import Call, Endpoint, token_of
from harkara_sandbox.graph.errors import GraphError, required, unknown_object
from harkara_sandbox.ids import new_media_id
from harkara_sandbox.json_values import JsonObject
from harkara_sandbox.sandbox import Sandbox
from harkara_sandbox.world import Media, World

MEGABYTE = 1024 * 1024
# Largest file by type: Meta's media page.
LIMITS = {"image/jpeg": 5, "image/png": 5, "video/mp4": 16, "video/3gpp": 16, "application/pdf": 100}


async def upload(call: Call) -> JsonObject:
    """`POST /{phone-number-id}/media` as multipart form: `messaging_product`, `type`, `file`."""
    async with call.request.form(max_part_size=100 * MEGABYTE) as form:
        if form.get("messaging_product") != "whatsapp":
            raise required("messaging_product")
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise required("file")
        mime_type = str(form.get("type") or file.content_type)
        content = await file.read()
    limit = LIMITS.get(mime_type)
    if limit is None:
        raise GraphError(100, f"Param file must be a file with one of the following types: {', '.join(LIMITS)}.")
    if len(content) > limit * MEGABYTE:
        raise GraphError(131009, details=f"The file is larger than {limit} MB, the limit for {mime_type}.")
    return {"id": store(call.world, mime_type, content).id}


def store(world: World, mime_type: str, content: bytes) -> Media:
    """Keep a file under a new id."""
    media = Media(id=new_media_id(), mime_type=mime_type, sha256=hashlib.sha256(content).hexdigest(), content=content)
    world.media[media.id] = media
    return media


def download(sandbox: Sandbox) -> Endpoint:
    """`GET /{media-id}/file`: where the node's `url` points; needs the token, as Meta's does."""

    async def endpoint(request: Request) -> Response:
        try:
            media = find(sandbox.world, request)
        except GraphError as error:
            return Response(orjson.dumps(error.as_json()), error.status, media_type="application/json")
        return Response(media.content, media_type=media.mime_type)

    return endpoint


def media_node(media: Media, request: Request) -> JsonObject:
    """`GET /{media-id}`."""
    return {
        "messaging_product": "whatsapp",
        "url": str(request.url.replace(path=f"/{media.id}/file", query="")),
        "mime_type": media.mime_type,
        "sha256": media.sha256,
        "file_size": len(media.content),
        "id": media.id,
    }


def find(world: World, request: Request) -> Media:
    """The media of the path, for a caller with a good token."""
    grant = authenticate(world, token_of(request))
    object_id = request.path_params["object_id"]
    require_asset(grant, object_id, "get")
    media = world.media.get(object_id)
    if media is None:
        raise unknown_object(object_id)
    return media
