"""Every error code Meta documents for sending and setting up, with its consequence and words for a person.

Synchronous refusals and `errors[]` of status webhooks use the same codes; Meta does not document which comes how.
Codes and meanings: developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ErrorClass(StrEnum):
    """What an error means for the message, its campaign and its number."""

    THROTTLE = "throttle"
    """Too fast: the message goes back, its attempt is not spent, the number's rate hears of it."""
    PAIR_LIMIT = "pair_limit"
    """Too many messages to this one recipient: only this message waits."""
    TRANSIENT = "transient"
    """Meta's own trouble, and the message was not taken: the same request again, a little later."""
    AMBIGUOUS = "ambiguous"
    """The message may or may not have been taken: never sent again blindly."""
    RECIPIENT = "recipient"
    """This recipient or this row only: failed at once, the campaign goes on."""
    TEMPLATE = "template"
    """Everyone who gets this template fails alike: the campaign stops after the first few."""
    REQUEST = "request"
    """Not the number's and not the recipient's fault, yet the next recipient will meet it too: the campaign stops
    after the first few, the number stays active."""
    ACCOUNT = "account"
    """Token, number or account: the number becomes inactive, its campaign stops."""


@dataclass(frozen=True, slots=True)
class ErrorAdvice:
    """An error in plain words: what happened and who must do what."""

    error_class: ErrorClass
    title: str
    advice: str


_RENEW: Final = (
    "Make a new system-user token in Meta Business Settings, then add the number again with it: "
    "its history and rate are kept."
)
_PERMISSIONS: Final = (
    "In Meta Business Settings give the system user whatsapp_business_messaging and whatsapp_business_management "
    "on this WhatsApp account, make a new token and add the number again with it."
)
_WAIT: Final = "Nothing to do: it is tried again by itself."
_SLOWER: Final = "Nothing to do: the message goes out again and the number sends more slowly."
_SETUP: Final = "Finish the set-up of the number in WhatsApp Manager, then add it again."
_TEMPLATE_VALUES: Final = (
    "Compare the CSV's columns with the template in WhatsApp Manager (count, order, no line breaks or tabs in values), "
    "sync the templates and start a new campaign for the rest."
)
_CONTACT_RECIPIENT: Final = "Reach this customer another way, or check the phone number."


def _advice(error_class: ErrorClass, title: str, advice: str) -> ErrorAdvice:
    return ErrorAdvice(error_class, title, advice)


_THROTTLE = ErrorClass.THROTTLE
_TRANSIENT = ErrorClass.TRANSIENT
_RECIPIENT = ErrorClass.RECIPIENT
_TEMPLATE = ErrorClass.TEMPLATE
_REQUEST = ErrorClass.REQUEST
_ACCOUNT = ErrorClass.ACCOUNT

TOKEN_CODES: Final = frozenset({0, 102, 104, 190})
"""The access token itself is dead or missing: only a new one helps."""

CODES: Final[dict[int, ErrorAdvice]] = {
    # --- access token and permissions ---
    0: _advice(_ACCOUNT, "The access token is expired or was withdrawn", _RENEW),
    102: _advice(_ACCOUNT, "The access token's session is not valid", _RENEW),
    104: _advice(_ACCOUNT, "The access token or its proof is missing or wrong", _RENEW),
    190: _advice(_ACCOUNT, "The access token is expired or not valid", _RENEW),
    3: _advice(_ACCOUNT, "The app lacks a capability for this call", _PERMISSIONS),
    10: _advice(_ACCOUNT, "A permission was not granted or was removed", _PERMISSIONS),
    131005: _advice(_ACCOUNT, "Access denied", _PERMISSIONS),
    # --- Meta's own trouble ---
    1: _advice(_TRANSIENT, "Meta could not process the request", _WAIT),
    2: _advice(_TRANSIENT, "Meta's service is down or overloaded", _WAIT),
    131000: _advice(_TRANSIENT, "Something went wrong at Meta", _WAIT),
    131016: _advice(_TRANSIENT, "Meta's service is temporarily not available", _WAIT),
    131057: _advice(_TRANSIENT, "The number is in maintenance, e.g. a throughput upgrade of about a minute", _WAIT),
    133004: _advice(_TRANSIENT, "Meta's registration server is not available", _WAIT),
    2494100: _advice(_TRANSIENT, "The number is in maintenance", _WAIT),
    # --- too fast ---
    4: _advice(_THROTTLE, "The app reached its request limit", _SLOWER),
    17: _advice(_THROTTLE, "The token's user reached the request limit", _SLOWER),
    32: _advice(_THROTTLE, "The page reached its request limit", _SLOWER),
    341: _advice(_THROTTLE, "The app reached a temporary limit", _SLOWER),
    613: _advice(_THROTTLE, "Calls to this endpoint are limited", _SLOWER),
    80007: _advice(_THROTTLE, "The WhatsApp account reached its rate limit", _SLOWER),
    80008: _advice(
        _THROTTLE, "Too many management calls to this WhatsApp account", "Wait some minutes before the next sync."
    ),
    80012: _advice(_THROTTLE, "Too many management calls to this template", "Wait some minutes before the next sync."),
    130429: _advice(_THROTTLE, "The number sends faster than Meta allows", _SLOWER),
    131056: _advice(
        ErrorClass.PAIR_LIMIT,
        "Too many messages to this one customer",
        "Nothing to do: only this message waits (Meta allows one per 6 seconds and customer).",
    ),
    # --- account and number ---
    33: _advice(_ACCOUNT, "The business phone number was deleted at Meta", "Check the number in WhatsApp Manager."),
    368: _advice(
        _ACCOUNT,
        "Meta blocked the WhatsApp account for a policy violation",
        "Open Business Support Home, settle the violation or ask for a review, then add the number again.",
    ),
    131031: _advice(
        _ACCOUNT,
        "Meta locked or restricted the WhatsApp account",
        "Open Business Support Home for the reason and ask for a review, then add the number again.",
    ),
    131037: _advice(_ACCOUNT, "The number's display name is not approved", _SETUP),
    131042: _advice(
        _ACCOUNT,
        "Meta cannot bill the WhatsApp account",
        "In WhatsApp Manager check card, credit line, currency (INR for businesses in India) and time zone, "
        "then add the number again.",
    ),
    131045: _advice(_ACCOUNT, "The number's registration is incomplete", _SETUP),
    131048: _advice(
        _ACCOUNT,
        "Meta restricted the number because customers blocked or reported it",
        "Check its quality in WhatsApp Manager, wait until the restriction ends, then add the number again.",
    ),
    131064: _advice(
        _ACCOUNT,
        "Meta limited the account because templates were filed under a wrong category",
        "Correct the templates' categories; the limit ends by itself, then add the number again.",
    ),
    133000: _advice(_ACCOUNT, "The number's earlier deregistration is incomplete", _SETUP),
    133010: _advice(_ACCOUNT, "The number is not registered on the Cloud API", _SETUP),
    134011: _advice(
        _ACCOUNT,
        "WhatsApp Payments' terms are not accepted",
        "Accept them in WhatsApp Manager, then add the number again.",
    ),
    # --- the recipient, or what this row sends to it ---
    130403: _advice(_RECIPIENT, "You blocked this customer", "Unblock the customer if the message shall go out."),
    130472: _advice(
        _RECIPIENT,
        "The customer is in an experiment of Meta's and gets no such messages",
        "Do not send the same template again; reach this customer another way.",
    ),
    131009: _advice(
        _RECIPIENT, "A value in this row is not valid", "Check the phone number, variables and media URL of the row."
    ),
    131014: _advice(
        _RECIPIENT, "Meta could not fetch the media link", "Check that the row's media URL opens without sign-in."
    ),
    131021: _advice(_RECIPIENT, "Recipient and sender are the same number", "Remove the row."),
    131026: _advice(
        _RECIPIENT,
        "The message cannot be delivered: not on WhatsApp, an old version, or terms not accepted",
        _CONTACT_RECIPIENT,
    ),
    131030: _advice(
        _RECIPIENT,
        "Test numbers may only write to recipients on their list",
        "Add the recipient to the test number's list at Meta, or use a real number.",
    ),
    131047: _advice(
        _RECIPIENT, "More than 24 hours since the customer last wrote", "Only an approved template may be sent now."
    ),
    131049: _advice(
        _RECIPIENT,
        "Meta held the message back: this customer got enough marketing messages",
        "Wait at least 24 hours before writing again; sooner fails again.",
    ),
    131050: _advice(_RECIPIENT, "The customer stopped marketing messages from you", "Respect it: send no marketing."),
    131052: _advice(_RECIPIENT, "The customer's media could not be downloaded", "Ask the customer to send it again."),
    131053: _advice(
        _RECIPIENT,
        "Meta could not use the media of this row",
        "Check that the URL opens without sign-in and has the right type and size "
        "(image 5 MB JPEG/PNG, video 16 MB MP4, document 100 MB PDF).",
    ),
    131062: _advice(_RECIPIENT, "This kind of message needs the customer's phone number", _CONTACT_RECIPIENT),
    # The only 132xxx that is the row's fault: the template fits, the values are too long for this recipient.
    132005: _advice(_RECIPIENT, "The filled-in text is too long", "Shorten this row's variables."),
    137000: _advice(
        _RECIPIENT, "The customer's identity changed", "Check that it is still the same person, then try again."
    ),
    # --- the template ---
    131063: _advice(
        _TEMPLATE, "Marketing templates are switched off for this WhatsApp account", "Use a UTILITY template."
    ),
    132000: _advice(_TEMPLATE, "The number of variables does not fit the template", _TEMPLATE_VALUES),
    132001: _advice(
        _TEMPLATE,
        "The template does not exist in this language or is not approved",
        "Sync the templates and use an approved one.",
    ),
    132007: _advice(
        _TEMPLATE,
        "The template's content violates WhatsApp's policy",
        "Change it in WhatsApp Manager and use another one.",
    ),
    132008: _advice(_TEMPLATE, "A variable's value is not valid for the template", _TEMPLATE_VALUES),
    132012: _advice(_TEMPLATE, "A variable's format does not fit the template", _TEMPLATE_VALUES),
    132015: _advice(
        _TEMPLATE,
        "Meta paused the template because of low quality",
        "It resumes after 3 or 6 hours; use another template or resume the campaign then.",
    ),
    132016: _advice(_TEMPLATE, "Meta disabled the template for good", "Make a new template."),
    132018: _advice(_TEMPLATE, "The template's variables are not valid", _TEMPLATE_VALUES),
    132068: _advice(_TEMPLATE, "The template's flow is blocked", "Mend the flow in WhatsApp Manager."),
    132069: _advice(
        _TEMPLATE, "The template's flow is limited to 10 messages per hour", "Mend the flow in WhatsApp Manager."
    ),
    # --- the request as such ---
    100: _advice(
        _REQUEST,
        "Meta does not accept a parameter of the request",
        "The details name the parameter. Check the phone number id and the template; if both are right, report it.",
    ),
    # Named by country, and all campaign recipients are in India: the next one fails too. Not ACCOUNT, because one
    # reply to a customer elsewhere must not switch a whole number off.
    130497: _advice(
        _REQUEST,
        "The WhatsApp account may not write to this country",
        "Ask Meta's support which countries the business category allows.",
    ),
    131008: _advice(_REQUEST, "A required parameter is missing", "The details name it; report it to us."),
    131051: _advice(_REQUEST, "This type of message is not supported", "Use another template."),
    133005: _advice(_REQUEST, "The number's two-step PIN is wrong", _SETUP),
    133006: _advice(_REQUEST, "The number must be verified again", _SETUP),
    133008: _advice(_REQUEST, "Too many wrong PINs", "Wait until Meta allows another try, then finish the set-up."),
    133009: _advice(_REQUEST, "The PIN was entered too fast", "Wait a little, then finish the set-up."),
    133015: _advice(_REQUEST, "The number was deleted just now", "Wait 5 minutes, then register it again."),
    133016: _advice(_REQUEST, "Too many registrations of this number", "Wait 72 hours."),
    135000: _advice(_REQUEST, "Meta rejected the request without saying why", _TEMPLATE_VALUES),
    136024: _advice(_REQUEST, "The verification code could not be requested", _SETUP),
    136025: _advice(_REQUEST, "The verification code was not accepted", _SETUP),
    803: _advice(_REQUEST, "Meta knows no object with this id", "Check the id in WhatsApp Manager."),
}

RANGES: Final[tuple[tuple[range, ErrorAdvice], ...]] = (
    (range(200, 300), _advice(_ACCOUNT, "The token lacks a permission", _PERMISSIONS)),
    (
        range(2388000, 2389000),
        _advice(
            _REQUEST, "Meta does not accept this change to a template", "The details name the rule; correct it there."
        ),
    ),
)
