"""Refusals at Meta's door, which say little on purpose (whoever gets them is not Meta), and events that cannot be used yet."""

from __future__ import annotations

from collections.abc import Sequence

from harkara.integrations.whatsapp.webhooks.events import InboundMessage
from harkara.kit.errors import AppError, NotFoundError, UnavailableError


class BadSignatureError(AppError):
    """The body was not signed with our app secret."""

    code = "bad_signature"
    status = 401
    title = "Not signed by Meta"


class BadVerifyTokenError(AppError):
    """Someone asks to be verified with another token than ours."""

    code = "bad_verify_token"
    status = 403
    title = "Verification refused"


class DatabaseUnavailableError(UnavailableError):
    """The event is not certain to be stored, so it was not taken; Meta delivers it again."""

    code = "database_unavailable"
    title = "The database does not answer"
    mend = "Deliver it again later."


class IntakeFullError(UnavailableError):
    """More events wait for the database than memory should hold; Meta delivers it again."""

    code = "intake_full"
    title = "Too many events wait"
    mend = "Deliver it again later."


class WebhooksNotConfiguredError(AppError):
    """Without the app secret nothing can be trusted, so nothing is taken; Meta tries again for 7 days."""

    code = "webhooks_not_configured"
    status = 503
    title = "Webhooks are not configured"
    mend = "Set META_APP_SECRET and META_WEBHOOK_VERIFY_TOKEN to the values of the Meta app."


class UnknownNumberError(NotFoundError):
    """Customers wrote to numbers that are not connected here. The others of the batch can be applied without them."""

    code = "webhook_number_unknown"
    title = "The message is for a number that is not connected"
    mend = "Connect the number, then replay the event."

    def __init__(self, messages: Sequence[InboundMessage]) -> None:
        numbers = sorted({message.phone_number_id or "(none given)" for message in messages})
        super().__init__(f"Phone number id {', '.join(numbers)} is not connected.")
        self.messages = tuple(messages)
