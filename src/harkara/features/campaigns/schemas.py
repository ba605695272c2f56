"""JSON of campaigns, their batches, recipients and dry runs."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from harkara.kit.causes import Cause

CampaignStatus = Literal["scheduled", "queued", "running", "stopped", "completed", "failed"]
BatchStatus = Literal["pending", "ready", "completed"]
ContactStatus = Literal["pending", "sent", "delivered", "read", "failed", "invalid"]


class CampaignNumber(BaseModel):
    """The number that sends."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    display_name: str
    display_phone_number: str | None
    max_send_rate_per_sec: int


class BatchOut(BaseModel):
    """The share of a campaign that gets one template; batches run in order of `position`. Totals as the campaign's."""

    template_id: int
    template_name: str
    language: str
    position: int
    status: BatchStatus
    contact_count: int
    total_sent: int
    total_delivered: int
    total_read: int
    total_failed: int
    total_processed: int
    delivery_rate: float | None
    read_rate: float | None


class CampaignOut(BaseModel):
    """One campaign. The rates and durations are defined in `figures.py`."""

    id: int
    name: str
    number: CampaignNumber
    status: CampaignStatus
    status_reason: str | None
    status_causes: list[Cause] | None = Field(
        description="What `status_reason` is made of, to be told in another language; null where only the sentence is known"
    )
    waiting_for: str | None = Field(description="What a queued or halting campaign waits for, in words")
    waiting: Cause | None = Field(description="The same with its code and facts")
    total_contacts: int
    valid_contacts: int
    invalid_contacts: int
    total_sent: int
    total_delivered: int
    total_read: int
    total_failed: int
    total_processed: int
    delivery_rate: float | None
    read_rate: float | None
    avg_send_speed: float | None
    scheduled_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    duration_seconds: float | None
    created_at: datetime
    batches: list[BatchOut]


class Obstacle(BaseModel):
    """A template or number that would refuse a campaign if it started now; `held` of its messages wait for that."""

    kind: Literal["number", "template"]
    id: int
    name: str
    reason: str
    cause: Cause = Field(description="The same reason with its code and facts")
    held: int


class CampaignName(BaseModel):
    """A campaign as another one names it."""

    id: int
    name: str


class LineAhead(BaseModel):
    """What a number sends before a campaign: how many campaigns, the first of them by name, and at its rate of now how long."""

    campaigns: list[CampaignName]
    count: int
    messages: int
    seconds: float


class CampaignDetail(CampaignOut):
    """One campaign on its own page. `obstacles` is empty for a campaign that sends or is through."""

    obstacles: list[Obstacle]
    ahead: LineAhead | None


class PacePoint(BaseModel):
    """So many messages left the line in so many seconds: `sent` were accepted by Meta, `refused` for good."""

    at: datetime
    seconds: float
    sent: int
    refused: int


class RateStep(BaseModel):
    """A change of the number's allowed rate while the campaign sent."""

    model_config = ConfigDict(from_attributes=True)

    changed_at: datetime
    from_rate: int
    to_rate: int
    reason: Literal["raised", "lowered", "new_day", "meta_limit"]
    details: str


class PaceStretch(BaseModel):
    """Sending without a pause, beside the rate the number was allowed, in messages a second."""

    began_at: datetime
    ended_at: datetime
    points: list[PacePoint]
    rate_at_start: int
    rate_changes: list[RateStep]


class PaceOut(BaseModel):
    """How fast a campaign sent over its life; pauses lie between the stretches."""

    stretches: list[PaceStretch]


class FailureReason(BaseModel):
    """So many recipients failed with this code of Meta's; without a code Meta said nothing. `example`: Meta's words to one."""

    error_code: int | None
    title: str
    advice: str
    failed: int
    example: str | None


class ContactOut(BaseModel):
    """One row of the CSV and what came of it. `error_title` and `error_advice` put Meta's code into plain words."""

    id: int
    row_number: int
    phone: str
    media_url: str | None
    variables: list[str]
    template_id: int | None
    template_name: str | None
    status: ContactStatus
    invalid_reason: str | None
    error_code: int | None
    error_title: str | None
    error_advice: str | None
    wamid: str | None
    attempts: int
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    failed_at: datetime | None


class InvalidRow(BaseModel):
    """A row that cannot be sent to, as it was uploaded (long rows and values cut), with its own reason."""

    row_number: int
    cells: list[str]
    reason: str


class InvalidReason(BaseModel):
    """One reason for which rows are invalid; `first_rows` names some, counted as a spreadsheet does, `rows` shows them."""

    code: str
    message: str
    count: int
    first_rows: list[int]
    rows: list[InvalidRow]


class SampleHeader(BaseModel):
    """The header of a rendered message."""

    model_config = ConfigDict(from_attributes=True)

    format: str
    text: str | None
    url: str | None


class SampleButton(BaseModel):
    """A button of a rendered message."""

    model_config = ConfigDict(from_attributes=True)

    type: str
    text: str
    url: str | None


class SampleMessage(BaseModel):
    """A message as its recipient will see it."""

    row_number: int
    phone: str
    header: SampleHeader | None
    body: str
    footer: str | None
    buttons: list[SampleButton]


class ContactDetail(ContactOut):
    """One recipient: what was or will be sent, in the template's present words, and where the conversation is.

    `error_details` are Meta's own words.
    """

    language: str | None
    message: SampleMessage | None
    error_details: str | None
    queued_at: datetime
    conversation_id: str | None


class BatchPreview(BaseModel):
    """Who would get one template: the first messages, and some from there to the last."""

    template_id: int
    template_name: str
    language: str
    recipients: int
    quality_score: str | None
    samples: list[SampleMessage]


class CampaignBefore(BaseModel):
    """A campaign that the number sends first; `messages` are what it has left."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    status: CampaignStatus
    messages: int
    scheduled_at: datetime | None


class PreflightWarning(BaseModel):
    """Something to know before starting; it forbids nothing.

    `code`: token_expires_before_end, token_expires_soon, messaging_limit, number_quality, template_quality,
    template_category.
    """

    code: str
    message: str


class ValidationReport(BaseModel):
    """What a file would become. Invalid rows are skipped when the campaign is created.

    `duplicate_rows` repeat the phone of an earlier valid row; they are among the invalid ones unless duplicates are
    kept. `unused_columns` are taken by no selected template. `estimated_seconds` is at the number's present rate, for
    this campaign alone; `estimated_end` counts in what the number sends before it. Of the campaigns before it,
    `campaigns_before` counts all and `before` names the first, in the order they are sent. `daily_limit` is what Meta allows
    the whole business portfolio (null: unlimited or not known), `sent_last_day` an upper bound over all our numbers.
    """

    total_rows: int
    valid_rows: int
    invalid_rows: int
    duplicate_rows: int
    variable_columns: int
    has_media_column: bool
    unused_columns: list[str]
    reasons: list[InvalidReason]
    batches: list[BatchPreview]
    rate_per_sec: int
    estimated_seconds: int
    unique_recipients: int
    messages_before: int
    campaigns_before: int
    before: list[CampaignBefore]
    estimated_start: datetime
    estimated_end: datetime
    messaging_limit: str | None
    daily_limit: int | None
    sent_last_day: int
    number_quality: str | None
    token_expires_at: datetime | None
    warnings: list[PreflightWarning]
