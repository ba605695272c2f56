"""Errors at the HTTP edge: RFC 9457 problem JSON with a stable `code`; never a stack trace."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg.errors import ReadOnlySqlTransaction
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from harkara.kit.errors import AppError, FieldError
from harkara.kit.logging import get_logger

log = get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
TRY_AGAIN = "Try again in a moment; `harkara doctor` shows what is wrong."


class ProblemField(BaseModel):
    """One named part of the input that is wrong."""

    field: str
    message: str


class Problem(BaseModel):
    """What every refused request answers with (RFC 9457 plus `code`, `mend` and `errors`)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    mend: str | None = None
    errors: list[ProblemField] = []


def install_problem_handlers(app: FastAPI) -> None:
    """Make the app answer every error as problem JSON."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(OperationalError, _database_down)
    app.add_exception_handler(ReadOnlySqlTransaction, _database_down)
    app.add_exception_handler(PoolTimeoutError, _database_down)
    app.add_exception_handler(Exception, _unexpected)


def problem(
    status: int,
    code: str,
    title: str,
    detail: str,
    mend: str | None = None,
    fields: tuple[FieldError, ...] = (),
) -> JSONResponse:
    """Return a problem JSON answer."""
    body = Problem(
        type=f"urn:harkara:error:{code}",
        title=title,
        status=status,
        detail=detail,
        code=code,
        mend=mend,
        errors=[ProblemField(field=error.field, message=error.message) for error in fields],
    )
    return JSONResponse(body.model_dump(), status_code=status, media_type=MEDIA_TYPE)


def problem_of(error: AppError) -> JSONResponse:
    """Return the answer to a request that was refused for this."""
    answer = problem(error.status, error.code, error.title, error.detail, error.mend, error.fields)
    answer.headers.update(error.headers)
    return answer


def _app_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)
    return problem_of(error)


def _invalid_request(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fields = tuple(
        FieldError(".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0]), str(item["msg"]))
        for item in error.errors()
    )
    named = "; ".join(f"{field.field}: {field.message}" for field in fields)
    return problem(422, "invalid_input", "The input is not valid", named, "Correct the named fields.", fields)


def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "method_not_allowed", 401: "not_signed_in"}.get(error.status_code, "http_error")
    answer = problem(error.status_code, code, str(error.detail), f"{request.method} {request.url.path}")
    answer.headers.update(error.headers or {})
    return answer


def _database_down(_request: Request, error: Exception) -> JSONResponse:
    # SQLAlchemy files a cancelled statement or a lock time-out under OperationalError too: also worth another try.
    log.warning("database unavailable", error=str(error.orig) if isinstance(error, DBAPIError) else str(error))
    return problem(
        503,
        "database_unavailable",
        "The database does not answer",
        "Nothing was changed by this request.",
        TRY_AGAIN,
    )


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    return unexpected(request.url.path, error)


def unexpected(path: str, error: Exception) -> JSONResponse:
    """Log an error that nobody has foreseen, and return the answer, which tells nothing of it."""
    log.error("unexpected error", path=path, exc_info=error)
    return problem(
        500,
        "unexpected",
        "Something went wrong on our side",
        "Nothing was changed by this request; the server's log has the details.",
        TRY_AGAIN,
    )
