"""JSON of templates, of their history and of a sync's outcome."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


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
    updated_at: datetime


class TemplateChangeOut(BaseModel):
    """One entry of a template's history.

    `kind`: created, category, category_notice, status, quality, components, quarantine, deleted, restored.
    `source`: sync, webhook or admin; `actor` is the admin's e-mail.
    """

    model_config = ConfigDict(from_attributes=True)

    id: int
    kind: str
    old_value: str | None
    new_value: str | None
    source: str
    actor: str | None
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
