"""JSON of templates, of their history and of syncs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class TemplateOut(BaseModel):
    """A template; `unsendable_reason` says in one sentence why campaigns may not use it."""

    id: int
    meta_id: str
    waba_id: str
    name: str
    language: str
    status: str
    category: str
    is_active: bool
    is_quarantined: bool
    quarantine_reason: str | None
    components: list[dict[str, Any]]
    variable_count: int
    header_format: str | None
    parameter_format: str
    quality_score: str | None
    rejected_reason: str | None
    correct_category: str | None
    is_sendable: bool
    unsendable_reason: str | None
    unsendable_code: str | None = Field(
        description="The same as a word: template_deleted, template_status, template_quality, template_quarantined, "
        "template_category, template_unsupported"
    )
    updated_at: datetime


class TemplateChangeOut(BaseModel):
    """One entry of a template's history.

    `kind`: created, name, language, category, category_notice, status, quality, components, quarantine, deleted,
    restored. `source`: sync, webhook or admin; `actor` is the admin's e-mail. `occurred_at` is Meta's own time, which
    only webhooks tell; `created_at` is when we learnt of it.
    """

    model_config = ConfigDict(from_attributes=True)

    id: int
    kind: str
    old_value: str | None
    new_value: str | None
    source: str
    actor: str | None
    occurred_at: datetime | None
    created_at: datetime


class SyncResult(BaseModel):
    """What a sync of one account did. With an `error` the list was not complete and nothing was marked as deleted."""

    waba_id: str
    number_names: list[str]
    seen: int = 0
    new: int = 0
    changed: int = 0
    inactive: int = 0
    error: str | None = None
    finished_at: datetime


class SyncResults(BaseModel):
    """The outcome per account."""

    results: list[SyncResult]


class SyncRun(BaseModel):
    """One sync of one account, as it is kept. Without `finished_at` it is under way."""

    id: int
    waba_id: str
    number_names: list[str]
    trigger: Literal["periodic", "manual", "connected", "webhook"]
    started_at: datetime
    finished_at: datetime | None
    seen: int
    new: int
    changed: int
    inactive: int
    error: str | None = Field(description="With it the list was not complete and nothing was marked as deleted")
    retry_after: datetime | None = Field(description="Until then Meta wants no management calls of this account")
