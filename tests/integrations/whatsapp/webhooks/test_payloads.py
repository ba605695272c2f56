"""One recorded-style body per type and field of Meta's (payloads/*.json), and the events that each must become."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from harkara.integrations.whatsapp.webhooks.events import (
    AccountEvent,
    Customer,
    IdentityChange,
    InboundMessage,
    NumberEvent,
    OtherEvent,
    PreferenceEvent,
    ReportedProblem,
    StatusEvent,
    TemplateEvent,
    WebhookContent,
)
from harkara.integrations.whatsapp.webhooks.parsing import parse_webhook

PAYLOADS = Path(__file__).with_name("payloads")
WABA, NUMBER = "102290129340398", "106540352242922"
PHONE, BSUID, NEW_BSUID = "919812345678", "IN.13491208655302741918", "IN.20837465019283746501"
PRIYA = Customer(PHONE, BSUID, "Priya Sharma")
SENDER = Customer(PHONE, BSUID)
OURS = "wamid.HBgMOTE5ODEyMzQ1Njc4FQIAERgSOUYyQzE4RDY3QTNCMEU0MTUyAA=="
TEMPLATE = "1689556908129832"
PRICING = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}


def at(second: int, start: int = 1_795_500_000) -> datetime:
    return datetime.fromtimestamp(start + second, UTC)


TOLD = at(0, 1_795_600_000)


def inbound(kind: str, second: int, body: str | None = None, **values: Any) -> InboundMessage:
    """A message of Priya's; its content is compared with the file's."""
    standard: dict[str, Any] = {
        "wamid": f"wamid.HBgMOTE5ODEyMzQ1Njc4FQIAEhgSQ0E5RTlDOUJDMTlDN{second:03d}AA==",
        "phone_number_id": NUMBER,
        "waba_id": WABA,
        "customer": PRIYA,
        "group_id": None,
        "target_wamid": None,
    }
    return InboundMessage(type=kind, occurred_at=at(second), body=body, content={}, **(standard | values))


def status(word: str, second: int, **values: Any) -> StatusEvent:
    standard: dict[str, Any] = {
        "wamid": OURS,
        "recipient": PHONE,
        "callback_data": "h:88123:1",
        "error_code": None,
        "error_title": None,
        "error_details": None,
        "pricing": None,
    }
    return StatusEvent(status=word, occurred_at=at(second), phone_number_id=NUMBER, waba_id=WABA, **(standard | values))


def template(kind: Any, meta_id: str = TEMPLATE, **values: Any) -> TemplateEvent:
    return TemplateEvent(WABA, meta_id, "order_shipped", "en_US", kind, values, TOLD)


def account(field: str, event: str | None, waba_id: str | None = WABA) -> AccountEvent:
    """What happened to an account; its details are compared with the file's value."""
    return AccountEvent(waba_id, field, event, {}, TOLD)


UNDELIVERED = "This message was not delivered to maintain healthy ecosystem engagement."
TOO_MANY = (
    "Message failed to send because there were too many messages sent from this phone number in a short period of time"
)

EXPECTED: dict[str, list[object]] = {
    "inbound_text": [inbound("text", 1, "नमस्ते, मेरा ऑर्डर AS-20418 कब आएगा?")],
    "inbound_text_reply": [inbound("text", 2, "Yes, please deliver on Friday", target_wamid=OURS)],
    "inbound_text_forwarded": [inbound("text", 3, "Diwali offer: flat 20% off")],
    "inbound_text_product_enquiry": [inbound("text", 4, "Is this in stock?", target_wamid=OURS)],
    "inbound_text_from_advertisement": [inbound("text", 5, "I want the red one")],
    "inbound_text_username_without_phone": [
        inbound("text", 6, "Do you ship to Kochi?", customer=Customer(None, BSUID, "Ananya Iyer", "ananya.iyer"))
    ],
    "inbound_text_username_with_phone": [
        inbound("text", 7, "Thank you", customer=replace(PRIYA, username="priya.sharma"))
    ],
    "inbound_text_group": [
        inbound(
            "text",
            8,
            "Everyone, the parcel has come",
            group_id="Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD",
        )
    ],
    "inbound_text_before_user_ids": [inbound("text", 9, "Hi", customer=Customer(PHONE, None, "Priya Sharma"))],
    "inbound_image": [inbound("image", 10, "Torn at the border, see photo")],
    "inbound_video": [inbound("video", 11)],
    "inbound_audio": [inbound("audio", 12)],
    "inbound_document": [inbound("document", 13, "GST-invoice-20418.pdf")],
    "inbound_document_with_caption": [inbound("document", 14, "The invoice you asked for")],
    "inbound_sticker": [inbound("sticker", 15)],
    "inbound_location": [inbound("location", 16, "Shivaji Park, Dadar West, Mumbai, Maharashtra 400028")],
    "inbound_location_pin": [inbound("location", 17)],
    "inbound_contacts": [inbound("contacts", 18, "Leena D'Souza, Imran Khan")],
    "inbound_button": [inbound("button", 19, "Stop promotions", target_wamid=OURS)],
    "inbound_button_without_context": [inbound("button", 20, "Confirm")],
    "inbound_interactive_button_reply": [inbound("interactive", 21, "Track my order", target_wamid=OURS)],
    "inbound_interactive_list_reply": [inbound("interactive", 22, "Tomorrow, 4-6 pm", target_wamid=OURS)],
    "inbound_interactive_nfm_reply": [inbound("interactive", 23, "Sent", target_wamid=OURS)],
    "inbound_interactive_call_permission_reply": [inbound("interactive", 24, target_wamid=OURS)],
    "inbound_interactive_without_content": [
        inbound("interactive", 25),
        ReportedProblem(NUMBER, WABA, 131000, "Something went wrong", "Unsupported webhook payload"),
    ],
    "inbound_reaction": [inbound("reaction", 26, "🙏🏽", target_wamid=OURS)],
    "inbound_reaction_removed": [inbound("reaction", 27, target_wamid=OURS)],
    "inbound_reaction_removed_without_emoji": [inbound("reaction", 28, target_wamid=OURS)],
    "inbound_order": [inbound("order", 29, "Please gift wrap")],
    "inbound_system_user_changed_number": [
        inbound("system", 30, "User Priya Sharma changed from 919812345678 to 919800000001", customer=SENDER),
        IdentityChange(SENDER, Customer("919800000001", NEW_BSUID), at(30)),
    ],
    "inbound_system_user_changed_user_id": [
        inbound("system", 31, f"User ananya.iyer changed from {BSUID} to {NEW_BSUID}", customer=Customer(None, None)),
        IdentityChange(Customer(None, BSUID), Customer(None, NEW_BSUID), at(31)),
    ],
    "inbound_system_user_changed_user_id_before_august_2026": [
        inbound("system", 32, f"User Priya Sharma changed from {BSUID} to {NEW_BSUID}", customer=SENDER),
        IdentityChange(SENDER, Customer(None, NEW_BSUID), at(32)),
    ],
    "inbound_system_customer_identity_changed": [
        inbound("system", 33, "Priya Sharma's security code changed", customer=SENDER)
    ],
    "inbound_unsupported": [inbound("unsupported", 34)],
    "inbound_edit": [inbound("edit", 35, "Deliver on Saturday instead", target_wamid=OURS)],
    "inbound_edit_of_caption": [inbound("edit", 36, "Torn at the pallu", target_wamid=OURS)],
    "inbound_revoke": [inbound("revoke", 37, target_wamid=OURS)],
    "inbound_unknown_type": [inbound("holographic", 38)],
    "inbound_several_customers": [
        inbound("text", 39, "First"),
        inbound(
            "text",
            40,
            "Second",
            wamid="wamid.UkFIVUwwMDAwMDAwMDAwMDQwQUE=",
            customer=Customer(None, "IN.40000000000000000001", "Rahul Verma", "rahul"),
        ),
        inbound(
            "text",
            41,
            "Third",
            wamid="wamid.S0FWSVRBMDAwMDAwMDAwMDQxQUE=",
            customer=Customer("919811111111", "IN.40000000000000000002", "Kavita Joshi"),
        ),
    ],
    "errors_of_a_number": [ReportedProblem(NUMBER, WABA, 130429, "Rate limit hit", TOO_MANY)],
    "status_sent": [status("sent", 50, pricing=PRICING)],
    "status_sent_with_conversation": [status("sent", 51, pricing=PRICING)],
    "status_delivered": [status("delivered", 52, pricing=PRICING)],
    "status_read": [status("read", 53)],
    "status_played": [status("played", 54)],
    "status_failed": [
        status(
            "failed",
            55,
            error_code=131049,
            error_title=UNDELIVERED,
            error_details="In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
        )
    ],
    "status_delivered_to_user_id": [status("delivered", 56, recipient=BSUID)],
    "status_group": [status("delivered", second, recipient="Y2FwaV9ncm91cDoxNzA1") for second in (57, 58)],
    "status_several": [
        status("sent", 60, pricing=PRICING),
        status(
            "failed",
            61,
            wamid="wamid.T1RIRVIwMDAwMDAwMDAwMDAwQUE=",
            callback_data=None,
            error_code=131026,
            error_title="Message undeliverable",
        ),
        status("warning", 62),
    ],
    "template_status_approved": [template("status", status="APPROVED", rejected_reason=None, reason=None)],
    "template_status_rejected": [
        template(
            "status",
            status="REJECTED",
            rejected_reason="INVALID_FORMAT",
            reason="Variables are next to each other. Put words between them.",
        )
    ],
    "template_status_paused": [
        template(
            "status",
            status="PAUSED",
            rejected_reason=None,
            reason="Your template has been paused for 3 hours because it received negative feedback.",
        )
    ],
    "template_status_disabled": [
        template("status", "12345678901234567", status="DISABLED", rejected_reason=None, reason="DISABLED")
    ],
    "template_quality": [template("quality", quality_score="YELLOW")],
    "template_category_changed": [template("category", category="MARKETING", previous_category="UTILITY")],
    "template_category_notice": [
        template("category_notice", correct_category="MARKETING", effective_at=at(0, 1_795_686_400))
    ],
    "template_components": [
        template(
            "components",
            title="Order shipped",
            body="Hi {{1}}, order {{2}} is on its way.",
            footer="Ananya Sarees",
            buttons=[
                {"type": "URL", "text": "Track", "url": "https://ananya.example/t/{{1}}"},
                {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+912228765432"},
            ],
        )
    ],
    "template_correct_category_detection": [OtherEvent(WABA, "template_correct_category_detection")],
    "account_update_restriction": [account("account_update", "ACCOUNT_RESTRICTION")],
    "account_update_violation": [account("account_update", "ACCOUNT_VIOLATION")],
    "account_update_disabled": [account("account_update", "DISABLED_UPDATE")],
    "account_update_deleted": [account("account_update", "ACCOUNT_DELETED")],
    "account_update_partner_added": [account("account_update", "PARTNER_ADDED")],
    "account_update_partner_without_waba": [
        account("account_update", "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE", None)
    ],
    "account_update_pricing_tier": [account("account_update", "VOLUME_BASED_PRICING_TIER_UPDATE")],
    "account_review_update": [account("account_review_update", "APPROVED")],
    "account_alerts": [account("account_alerts", "INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO")],
    "account_alerts_flat": [account("account_alerts", "OBA_APPROVED")],
    "number_throughput_upgrade": [NumberEvent(WABA, "919876543210", "THROUGHPUT_UPGRADE", "TIER_UNLIMITED")],
    "number_flagged": [NumberEvent(WABA, "919876543210", "FLAGGED", "TIER_2K")],
    "number_name": [NumberEvent(WABA, "919876543210", "REJECTED")],
    "business_capability": [account("business_capability_update", None)],
    "business_capability_before_v24": [account("business_capability_update", None)],
    "security": [account("security", "PIN_CHANGED")],
    "preference_stop": [PreferenceEvent(PRIYA, "marketing_messages", "stop", at(70))],
    "preference_resume_by_user_id": [
        PreferenceEvent(Customer(None, BSUID, "Ananya Iyer", "ananya.iyer"), "marketing_messages", "resume", at(71))
    ],
    "user_id_update": [IdentityChange(SENDER, Customer(PHONE, NEW_BSUID, "Priya Sharma"), at(72))],
    "business_username_update": [OtherEvent(WABA, "business_username_updates")],
    "group_lifecycle_update": [OtherEvent(WABA, "group_lifecycle_update")],
    "message_echoes": [OtherEvent(WABA, "smb_message_echoes")],
    "calls": [OtherEvent(WABA, "calls")],
}


def events_of(content: WebhookContent) -> list[Any]:
    return [event for field in fields(content) for event in getattr(content, field.name)]


def without_whole(event: Any) -> Any:
    """The event without what is Meta's object as it came."""
    if isinstance(event, InboundMessage):
        return replace(event, content={})
    return replace(event, details={}) if isinstance(event, AccountEvent) else event


def test_every_payload_has_its_row() -> None:
    assert {path.stem for path in PAYLOADS.glob("*.json")} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_events(name: str) -> None:
    body = (PAYLOADS / f"{name}.json").read_bytes()
    content = parse_webhook(body)
    assert [without_whole(event) for event in events_of(content)] == EXPECTED[name]
    (change,) = json.loads(body)["entry"][0]["changes"]
    assert [message.content for message in content.inbound] == (change["value"].get("messages") or [])
    assert [event.details for event in content.accounts] == [change["value"] for _ in content.accounts]
