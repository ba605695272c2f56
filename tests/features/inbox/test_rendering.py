"""Each type of message as what it is, and none that breaks the page, whatever Meta sends."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.features.inbox.contents import MEDIA_NOTE
from harkara.features.inbox.rendering import render
from harkara.features.inbox.summaries import LENGTH, in_english, summarize
from harkara_sandbox.inbound import KINDS


def media(kind: str, **values: Any) -> dict[str, Any]:
    described = {"caption": None, "file_name": None, "mime_type": None, "is_voice": False, "is_animated": False}
    return {"kind": "media", "media": kind, **described, "note": MEDIA_NOTE, **values}


TABLE: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("text", {"text": {"body": "hi\nthere"}}, {"kind": "text", "text": "hi\nthere"}, "hi there"),
    (
        "image",
        {"image": {"id": "1", "mime_type": "image/jpeg", "caption": "My saree", "url": "https://lookaside.fbsbx.com/x"}},
        media("image", caption="My saree", mime_type="image/jpeg"),
        "Photo: My saree",
    ),
    ("video", {"video": {"mime_type": "video/mp4"}}, media("video", mime_type="video/mp4"), "Video"),
    ("audio", {"audio": {"voice": True}}, media("audio", is_voice=True), "Voice message"),
    ("document", {"document": {"filename": "bill.pdf"}}, media("document", file_name="bill.pdf"), "Document: bill.pdf"),
    ("sticker", {"sticker": {"animated": True}}, media("sticker", is_animated=True), "Sticker"),
    (
        "location",
        {"location": {"latitude": 19.0178, "longitude": "72.8478", "name": "Dadar", "address": "Dadar West, Mumbai"}},
        {
            "kind": "location",
            "latitude": 19.0178,
            "longitude": 72.8478,
            "name": "Dadar",
            "address": "Dadar West, Mumbai",
        },
        "Location: Dadar",
    ),
    (
        "contacts",
        {
            "contacts": [
                {
                    "name": {"formatted_name": "Leena D'Souza"},
                    "phones": [{"phone": "+91 99201 12233"}, {"wa_id": "919920112233"}, {}],
                    "emails": [{"email": "leena@example.in"}],
                    "org": {"company": "Meena Stores"},
                },
                {},
            ]
        },
        {
            "kind": "contacts",
            "contacts": [
                {
                    "name": "Leena D'Souza",
                    "is_named": True,
                    "phones": ["+91 99201 12233", "919920112233"],
                    "emails": ["leena@example.in"],
                    "organization": "Meena Stores",
                },
                {"name": "Without a name", "is_named": False, "phones": [], "emails": [], "organization": None},
            ],
        },
        "Contact: Leena D'Souza",
    ),
    (
        "button",
        {"button": {"payload": "HELP", "text": "I need help"}},
        {"kind": "choice", "source": "template_button", "label": "I need help", "is_labelled": True, "description": None, "answers": None},
        "I need help",
    ),
    (
        "interactive",
        {"interactive": {"type": "button_reply", "button_reply": {"id": "help", "title": "Help"}}},
        {"kind": "choice", "source": "button", "label": "Help", "is_labelled": True, "description": None, "answers": None},
        "Help",
    ),
    (
        "interactive",
        {"interactive": {"type": "list_reply", "list_reply": {"id": "1", "title": "Express", "description": "2 days"}}},
        {"kind": "choice", "source": "list", "label": "Express", "is_labelled": True, "description": "2 days", "answers": None},
        "Express",
    ),
    (
        "interactive",
        {"interactive": {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": "{}"}}},
        {"kind": "choice", "source": "flow", "label": "Sent", "is_labelled": True, "description": None, "answers": "{}"},
        "Sent",
    ),
    (
        "interactive",
        {"interactive": {"type": "nfm_reply"}},
        {
            "kind": "choice",
            "source": "flow",
            "label": "Form sent",
            "is_labelled": False,
            "description": None,
            "answers": None,
        },
        "Form sent",
    ),
    ("interactive", {}, {"kind": "unknown", "type": "interactive", "text": None}, "A message of the type interactive"),
    (
        "order",
        {
            "order": {
                "text": "Please soon",
                "product_items": [
                    {"product_retailer_id": "SAREE-118", "quantity": 1, "item_price": 4299, "currency": "INR"}
                ],
            }
        },
        {
            "kind": "order",
            "text": "Please soon",
            "items": [{"product": "SAREE-118", "is_named": True, "quantity": 1, "price": 4299, "currency": "INR"}],
        },
        "Order of 1 item: Please soon",
    ),
    (
        "system",
        {"system": {"type": "user_changed_number", "body": "User changed from 91987 to 91988"}},
        {"kind": "system", "event": "user_changed_number", "text": "User changed from 91987 to 91988"},
        "User changed from 91987 to 91988",
    ),
    (
        "unsupported",
        {"errors": [{"code": 131051, "error_data": {"details": "Not supported."}}], "unsupported": {"type": "poll"}},
        {"kind": "unsupported", "type": "poll", "reason": "Not supported.", "is_reason_metas": True},
        "A message WhatsApp does not hand on",
    ),
    ("hologram", {"hologram": {}}, {"kind": "unknown", "type": "hologram", "text": None}, "A message of the type hologram"),
    ("reaction", {"reaction": {"emoji": "🙏"}}, {"kind": "reaction", "emoji": "🙏"}, "Reacted 🙏"),
    (
        "interactive",
        {"interactive": {"type": "call_permission_reply", "call_permission_reply": {"response": "accept"}}},
        {"kind": "choice", "source": "call_permission", "label": "accept", "is_labelled": True, "description": None, "answers": None},
        "accept",
    ),
    ("reaction", {"reaction": {"emoji": ""}}, {"kind": "reaction", "emoji": None}, "Took a reaction back"),
    ("revoke", {"revoke": {"original_message_id": "x"}}, {"kind": "revoked"}, "Deleted a message"),
    (
        "edit",
        {"edit": {"original_message_id": "x", "message": {"type": "text", "text": {"body": "new"}}}},
        {"kind": "text", "text": "new"},
        "new",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("type", "payload", "shown", "line"), TABLE, ids=[f"{row[0]}-{row[3]}" for row in TABLE])
def test_every_type_is_shown_as_what_it_is(
    type: str, payload: dict[str, Any], shown: dict[str, Any], line: str
) -> None:
    content = render(type, payload, None)
    assert content.model_dump() == shown
    assert in_english(summarize(content)) == line


def test_the_table_has_every_type_the_sandbox_sends() -> None:
    variants = {
        "list_reply",
        "flow_reply",
        "call_permission_reply",
        "malformed_interactive",
        "reaction_removed",
        "user_changed_user_id",
        "customer_identity_changed",
    }
    assert set(KINDS) - variants <= {row[0] for row in TABLE}


def test_a_reply_of_ours_has_no_payload_of_metas() -> None:
    assert render("text", {"model": "gpt"}, "Tomorrow").model_dump() == {"kind": "text", "text": "Tomorrow"}


def test_a_long_message_is_cut_in_the_list() -> None:
    words = summarize(render("text", {"text": {"body": "अ" * 5000}}, None)).words
    assert words is not None
    assert len(words) == LENGTH
    assert words.endswith("…")


def test_a_summary_is_in_parts_so_that_it_can_be_said_in_any_language() -> None:
    photo = render("image", {"image": {"caption": "मेरी साड़ी"}}, None)
    assert summarize(photo).model_dump() == {"kind": "image", "words": "मेरी साड़ी", "count": None, "type": None}
    order = render("order", {"order": {"product_items": [{}, {}]}}, None)
    assert summarize(order).model_dump() == {"kind": "order", "words": None, "count": 2, "type": None}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)
WORDS = [
    "text",
    "body",
    "type",
    "title",
    "name",
    "phones",
    "latitude",
    "longitude",
    "product_items",
    "message",
    "emoji",
]


@given(
    type=st.sampled_from([row[0] for row in TABLE]),
    content=JSON | st.dictionaries(st.sampled_from(WORDS), JSON, max_size=6),
)
def test_nothing_meta_can_send_breaks_the_page(type: str, content: Any) -> None:
    shown = render(type, {"type": type, type: content}, None)
    assert shown.model_dump_json()
    assert len(in_english(summarize(shown))) <= LENGTH
