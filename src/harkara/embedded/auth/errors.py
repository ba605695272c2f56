"""Refusals in GoTrue's own form, which supabase-js turns into its error classes; not the API's problem JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from fastapi.responses import JSONResponse

API_VERSION = {"X-Supabase-Api-Version": "2024-01-01"}


class AuthError(Exception):
    """A refused call. `code` is GoTrue's and decides what the client does; see the subclasses and `refusals`."""

    def __init__(self, status: int, code: str, message: str, **extra: Any) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.extra = extra
        self.headers: Mapping[str, str] = {}

    def response(self) -> JSONResponse:
        """Return the answer: the new form for clients that read the version header, the old one for all others."""
        body = {"code": self.code, "message": self.message, "error_code": self.code, "msg": self.message, **self.extra}
        return JSONResponse(body, self.status, headers={**API_VERSION, **self.headers})


class InvalidCredentialsError(AuthError):
    """Wrong e-mail or wrong password; which one is never told."""

    def __init__(self) -> None:
        super().__init__(400, "invalid_credentials", "Invalid login credentials")


class TooSoonError(AuthError):
    """Tried again too soon. Never used on refresh, where any 4xx makes the client drop its session."""

    def __init__(self, code: str, what: str, wait_seconds: float) -> None:
        seconds = max(1, math.ceil(wait_seconds))
        super().__init__(429, code, f"{what}. Try again in {seconds} seconds.")
        self.headers = {"Retry-After": str(seconds)}


class TooManyAttemptsError(TooSoonError):
    """Too many passwords, links or codes."""

    def __init__(self, wait_seconds: float) -> None:
        super().__init__("over_request_rate_limit", "Too many attempts to sign in", wait_seconds)


class TooManyMailsError(TooSoonError):
    """Too many mails asked for from one address, whoever they would go to."""

    def __init__(self, wait_seconds: float) -> None:
        super().__init__("over_email_send_rate_limit", "Too many mails asked for", wait_seconds)


class LinkRefusedError(AuthError):
    """The link or code of a mail is wrong, used or too old; which of them is never told."""

    def __init__(self) -> None:
        super().__init__(403, "otp_expired", "Token has expired or is invalid")


class ValidationError(AuthError):
    """The request itself is malformed."""

    def __init__(self, message: str) -> None:
        super().__init__(400, "validation_failed", message)


class BearerRefusedError(AuthError):
    """The access token is missing (401), or not or no longer good (403)."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(status, code, message)


class RefreshRefusedError(AuthError):
    """The refresh token is not or no longer good: the client signs out."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(400, code, message)
