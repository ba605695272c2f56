"""The root of all errors a person may see. Each case is a small class beside the code that raises it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """One named part of the input that is wrong, for forms."""

    field: str
    message: str


class AppError(Exception):
    """Something a person can understand and mend; becomes RFC 9457 problem JSON at the HTTP edge.

    `code` is stable and part of the outside contract; `title` says what happened, `detail` to which thing,
    `mend` what to do about it.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "The request could not be carried out"
    headers: Mapping[str, str] = {}
    """What the answer carries besides, e.g. to end the connection."""
    mend: str | None = None

    def __init__(self, detail: str, *, mend: str | None = None, fields: tuple[FieldError, ...] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = fields
        if mend is not None:
            self.mend = mend


class NotFoundError(AppError):
    """The thing asked for does not exist (or no longer)."""

    code = "not_found"
    status = 404
    title = "Not found"


class ConflictError(AppError):
    """The thing exists but is in a state that does not allow this."""

    code = "conflict"
    status = 409
    title = "Not possible in the present state"


class InvalidInputError(AppError):
    """What was sent is not acceptable; nothing was changed."""

    code = "invalid_input"
    status = 422
    title = "The input is not valid"


class UnavailableError(AppError):
    """A part we depend on does not answer; the same request may work later."""

    code = "unavailable"
    status = 503
    title = "Not available right now"
