"""What a process was wired with (database, clock, Graph client, ...), looked up by type from a request or a job."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Request
from procrastinate import JobContext

from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.settings import Settings

T = TypeVar("T")


class Parts:
    """A small typed registry, filled once by the entrypoint and never changed afterwards."""

    def __init__(self) -> None:
        self._by_type: dict[type[Any], Any] = {}

    def add(self, kind: type[T], part: T) -> None:
        """Register `part` under `kind`, which may be a protocol that it fulfils."""
        self._by_type[kind] = part

    def __getitem__(self, kind: type[T]) -> T:
        """Return the part of this kind; a KeyError means the entrypoint forgot to wire it."""
        return cast("T", self._by_type[kind])


def parts_of_job(context: JobContext) -> Parts:
    """Return the parts of the worker that runs the job."""
    parts = cast("dict[str, object]", context.additional_context)["parts"]
    assert isinstance(parts, Parts)
    return parts


def parts_of_request(request: Request) -> Parts:
    """Return the parts of the API process that serves the request."""
    parts = request.app.state.parts
    assert isinstance(parts, Parts)
    return parts


PartsDep = Annotated[Parts, Depends(parts_of_request)]


def _clock(parts: PartsDep) -> Clock:
    return parts[Clock]


def _secret_box(parts: PartsDep) -> SecretBox:
    return parts[SecretBox]


def _settings(parts: PartsDep) -> Settings:
    return parts[Settings]


def _database(parts: PartsDep) -> Database:
    return parts[Database]


ClockDep = Annotated[Clock, Depends(_clock)]
SecretBoxDep = Annotated[SecretBox, Depends(_secret_box)]
SettingsDep = Annotated[Settings, Depends(_settings)]
DatabaseDep = Annotated[Database, Depends(_database)]
