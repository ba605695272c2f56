"""Graph's error answers: the codes the sandbox gives, with Meta's wording and HTTP status, and their JSON.

Wording and statuses follow Meta's "Cloud API error codes" page, statuses its last edition that printed them.
"""

from __future__ import annotations

from typing import Any

from harkara_sandbox.ids import new_trace_id

# code: (HTTP status, title)
CATALOGUE: dict[int, tuple[int, str]] = {
    0: (401, "AuthException"),
    1: (500, "An unknown error has occurred."),
    2: (503, "Service temporarily unavailable"),
    3: (500, "Application does not have the capability to make this API call."),
    4: (400, "Application request limit reached"),
    10: (403, "Application does not have permission for this action"),
    33: (400, "Parameter value is not valid"),
    100: (400, "Invalid parameter"),
    190: (401, "Invalid OAuth access token - Cannot parse access token"),
    200: (403, "You do not have permission to access this WhatsApp Business Account"),
    368: (403, "Temporarily blocked for policies violations"),
    80007: (400, "Rate limit issues"),
    80008: (400, "There have been too many calls to this WhatsApp Business account. Wait a bit and try again."),
    130403: (403, "User is blocked by the business"),
    130429: (400, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    130497: (403, "Business account is restricted from messaging users in this country."),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (500, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131030: (400, "Recipient phone number not in allowed list"),
    131031: (403, "Account has been locked"),
    131037: (400, "Display name approval required"),
    131042: (400, "Business eligibility payment issue"),
    131045: (500, "Incorrect certificate"),
    131047: (400, "Re-engagement message"),
    131048: (400, "Spam rate limit hit"),
    131049: (400, "This message was not delivered to maintain healthy ecosystem engagement."),
    131050: (400, "User has stopped marketing messages from this business"),
    131051: (400, "Unsupported message type"),
    131053: (400, "Media upload error"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    131057: (500, "Account in maintenance mode"),
    131062: (400, "Message cannot be sent to a business-scoped user id"),
    131063: (400, "Marketing messages are disabled on Cloud API"),
    131064: (400, "Account limited for template misclassification"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132007: (400, "Template format character policy violated"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "Template parameter validation failed"),
    133000: (500, "Incomplete deregistration"),
    133005: (400, "Two step verification PIN mismatch"),
    133010: (400, "Phone number not registered"),
    134011: (400, "WhatsApp Payments terms of service has not been accepted"),
    135000: (400, "Generic user error"),
    137000: (400, "Identity key hash mismatch"),
}

DETAILS: dict[int, str] = {
    4: "Application request limit reached",
    130429: "Cloud API message throughput has been reached.",
    131026: "Message undeliverable: the recipient is not on WhatsApp, uses an old version or has not accepted the "
    "new terms.",
    131047: "Message failed to send because more than 24 hours have passed since the customer last replied to "
    "this number.",
    131048: "Message failed to send because there are restrictions on how many messages can be sent from this "
    "phone number.",
    131049: "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
    131053: "Downloading media from the given link failed.",
    131056: "Message failed to send because there were too many messages sent from this phone number to the same phone "
    "number in a short period of time.",
    131057: "Business account is in maintenance mode, try again later.",
    132015: "Template is paused due to low quality so it cannot be sent in a template message.",
    132016: "Template has been paused too many times due to low quality and is now permanently disabled.",
    133010: "The account does not exist on the Cloud API: register the phone number first.",
}

HREF = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"


class GraphError(Exception):
    """An error answer; raised anywhere below a Graph endpoint, rendered by the endpoint.

    `message` is the text after `(#code)`, the catalogue's by default; `status` the HTTP status, likewise.
    """

    def __init__(
        self,
        code: int,
        message: str | None = None,
        *,
        details: str | None = None,
        subcode: int | None = None,
        status: int | None = None,
        kind: str = "OAuthException",
        numbered: bool = True,
    ) -> None:
        known_status, title = CATALOGUE.get(code, (400, "Unknown error"))
        text = message or title
        super().__init__(text)
        self.code = code
        self.status = status or known_status
        self.details = details or DETAILS.get(code)
        self.subcode = subcode
        self.kind = kind
        self.message = f"(#{code}) {text}" if numbered else text

    def as_json(self) -> dict[str, Any]:
        """The body Meta answers with."""
        error: dict[str, Any] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.details is not None:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.code in {1, 2}:
            error["is_transient"] = True
        error["fbtrace_id"] = new_trace_id()
        return {"error": error}


def unknown_object(object_id: str, verb: str = "get") -> GraphError:
    """No such node, or the token may not see it: Meta does not say which."""
    return GraphError(
        100,
        f"Unsupported {verb} request. Object with ID '{object_id}' does not exist, cannot be loaded due to missing "
        "permissions, or does not support this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api",
        subcode=33,
        kind="GraphMethodException",
        numbered=False,
    )


def required(parameter: str) -> GraphError:
    """A parameter that is not there, in the words of Graph's parameter parser."""
    return GraphError(100, f"The parameter {parameter} is required.")


def status_error(code: int, details: str | None = None) -> dict[str, Any]:
    """The same error as it appears in `statuses[].errors[]`."""
    title = CATALOGUE.get(code, (400, "Unknown error"))[1]
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details or DETAILS.get(code, title)},
        "href": HREF,
    }
