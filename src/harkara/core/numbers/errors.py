"""What can go wrong when a number is connected or removed, and Meta's refusals in the words of the form's fields."""

from __future__ import annotations

from harkara.integrations.whatsapp.errors import GraphError
from harkara.kit.errors import AppError, ConflictError, FieldError, InvalidInputError, NotFoundError, UnavailableError

_PERMISSION_CODES = frozenset({3, 10, 131005, *range(200, 300)})
_NO_SUCH_OBJECT = (100, 33)


class NumberNotFoundError(NotFoundError):
    """No such number, or it was deleted."""

    code = "number_not_found"
    title = "There is no such number"
    mend = "Reload the list of numbers."


class NumberInactiveError(ConflictError):
    """It has no usable token at the moment."""

    code = "number_inactive"
    title = "The number is inactive"
    mend = "Add the number again with a new access token."


class NumberInUseError(ConflictError):
    """A campaign of the number runs, waits or is scheduled."""

    code = "number_in_use"
    title = "The number is in use"
    mend = "Stop its running campaign, delete its scheduled ones, then delete the number."


class TokenRefusedError(InvalidInputError):
    """Meta does not accept the access token."""

    code = "token_refused"
    title = "Meta does not accept the access token"
    mend = "Make a new system-user token in Meta Business Settings and paste it whole."


class NumberNotVisibleError(InvalidInputError):
    """Meta knows no such number, or does not show it to this token."""

    code = "number_not_visible"
    title = "Meta does not show this phone number to this token"
    mend = "Check the Phone Number ID (WhatsApp Manager, API Setup) and that the token's system user has its account."


class MissingPermissionError(InvalidInputError):
    """The token lacks a permission."""

    code = "missing_permission"
    title = "The token lacks a permission"
    mend = "Make a token with whatsapp_business_messaging and whatsapp_business_management."


class WabaNotFoundError(InvalidInputError):
    """The token does not say which WhatsApp Business Account the number belongs to."""

    code = "waba_not_found"
    title = "The number's WhatsApp Business Account could not be found"
    mend = "Enter the WhatsApp Business Account ID as well; WhatsApp Manager shows it under API Setup."


class WabaMismatchError(InvalidInputError):
    """The given account does not have this number."""

    code = "waba_mismatch"
    title = "The number does not belong to this WhatsApp Business Account"
    mend = "Correct the WhatsApp Business Account ID, or leave it empty to have it looked up."


class MetaRefusedError(AppError):
    """Meta refused for a reason that is not one of the form's fields."""

    code = "meta_refused"
    status = 502
    title = "Meta refused"


class MetaBusyError(UnavailableError):
    """Meta asks us to slow down or has trouble of its own."""

    code = "meta_busy"
    title = "Meta is busy"
    mend = "Try again in some minutes."


def refusal(error: GraphError) -> AppError:
    """Turn Meta's refusal of a management call into an error that names the field to correct."""
    if error.token_expired:
        return TokenRefusedError(str(error), fields=(FieldError("access_token", error.title),))
    if (error.code, error.subcode) == _NO_SUCH_OBJECT:
        return NumberNotVisibleError(str(error), fields=(FieldError("phone_number_id", error.title),))
    if error.code in _PERMISSION_CODES:
        return MissingPermissionError(str(error), fields=(FieldError("access_token", error.title),))
    if error.throttled or error.retryable:
        return MetaBusyError(str(error))
    return MetaRefusedError(str(error), mend=error.advice)
