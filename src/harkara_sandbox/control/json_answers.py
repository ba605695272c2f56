"""Bodies in, JSON out, for the control API: a bad body is one clear error that names the fields."""

from __future__ import annotations

from typing import TypeVar

import orjson
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

Model = TypeVar("Model", bound=BaseModel)


async def parse(request: Request, model: type[Model]) -> Model:
    """The body as `model`. Raises HTTPException 422 that names what is wrong."""
    try:
        return model.model_validate_json(await request.body() or b"{}")
    except ValidationError as error:
        raise HTTPException(422, explain(error)) from error


def explain(error: ValidationError) -> str:
    parts = [f"{'.'.join(map(str, entry['loc'])) or 'body'}: {entry['msg']}" for entry in error.errors()]
    return "; ".join(parts)


def reply(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, media_type="application/json")


async def reply_error(request: Request, error: Exception) -> Response:
    """Exception handler for HTTPException: JSON instead of plain text."""
    assert isinstance(error, HTTPException)
    return reply({"error": {"message": error.detail}}, error.status_code)
