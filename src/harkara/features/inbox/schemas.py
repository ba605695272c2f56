"""JSON of conversations and of the messages in them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from harkara.features.inbox.contents import Content
from harkara.kit.pagination import Page

Direction = Literal["in", "out"]


class CustomerOut(BaseModel):
    """Who it is. Since 2026 a customer may show no phone number; then `bsuid` is the only id."""

    id: int
    phone: str | None = Field(description="Digits with country code, as Meta writes it")
    name: str | None
    username: str | None
    bsuid: str | None
    is_bsuid_only: bool


class ConversationNumber(BaseModel):
    """Our number."""

    id: int
    display_name: str
    display_phone_number: str | None


SummaryKind = Literal[
    "words",
    "image",
    "video",
    "audio",
    "voice",
    "document",
    "sticker",
    "location",
    "contacts",
    "order",
    "choice",
    "system",
    "unsupported",
    "reaction",
    "reaction_removed",
    "revoked",
    "unknown",
]


class MessageSummary(BaseModel):
    """A message in one line, in parts, so that it can be said in the reader's language: what it is, and whose words it has."""

    kind: SummaryKind
    words: str | None = None
    """What a person wrote: the text, caption, file name, place, label, emoji. Cut at 120 characters."""
    count: int | None = None
    """Items of an order."""
    type: str | None = None
    """Meta's word: of the event of `system`, the source of `choice`, the type of `unknown`."""


class LastMessageOut(BaseModel):
    """The newest message in one line. `type` is Meta's word."""

    summary: MessageSummary
    text: str = Field(description="The summary in English")
    type: str
    direction: Direction
    at: datetime
    status: str


class ReplyQuotaOut(BaseModel):
    """Replies of the language model this customer has had, over all numbers."""

    used: int
    limit: int


class ConversationOut(BaseModel):
    """One customer with one of our numbers. `last_message` is null when retention has just deleted the last one."""

    id: str
    customer: CustomerOut
    number: ConversationNumber
    last_message: LastMessageOut | None
    last_message_at: datetime
    first_message_at: datetime
    reply_quota: ReplyQuotaOut
    marketing_opted_out: bool


class FailureOut(BaseModel):
    """Why a message failed: Meta's code, our words, what to do, Meta's own details."""

    code: int | None
    title: str
    advice: str | None
    details: str | None


class QuotedOut(BaseModel):
    """The message this one replies to. Nothing but the wamid when that is not (or no longer) in the ledger."""

    wamid: str
    id: int | None
    direction: Direction | None
    summary: MessageSummary | None
    excerpt: str | None = Field(description="The summary in English")


class ReactionOut(BaseModel):
    """What the other side thinks of a message."""

    emoji: str
    direction: Direction
    at: datetime


class ReferralOut(BaseModel):
    """The advertisement or post that led the customer here."""

    headline: str | None
    body: str | None
    source_type: str | None
    source_url: str | None


class AiOut(BaseModel):
    """What the language model spent on a reply."""

    model: str
    latency_ms: int | None
    prompt_tokens: int | None
    completion_tokens: int | None


class CampaignRef(BaseModel):
    """The campaign a message belongs to."""

    id: int
    name: str | None


class MessageOut(BaseModel):
    """One message. What was done to it later (reaction, edit, deletion) is on it instead of standing alone.

    `content` is what it says now, `original` what it said before it was edited.
    """

    id: int
    wamid: str
    direction: Direction
    type: str
    at: datetime
    content: Content
    original: Content | None
    edited_at: datetime | None
    revoked_at: datetime | None
    reactions: list[ReactionOut]
    quoted: QuotedOut | None
    is_forwarded: bool
    referral: ReferralOut | None
    status: str
    delivered_at: datetime | None
    read_at: datetime | None
    failed_at: datetime | None
    failure: FailureOut | None
    ai: AiOut | None
    campaign: CampaignRef | None


class ThreadPage(Page[MessageOut]):
    """Messages, newest first, under the conversation's head. On the last page `older_deleted` says that there once were more."""

    conversation: ConversationOut
    older_deleted: bool
