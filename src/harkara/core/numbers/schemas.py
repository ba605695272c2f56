"""JSON of numbers. An access token comes in and never goes out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, StringConstraints
from pydantic_core import PydanticCustomError

from harkara.kit.inputs import Storable


def _meta_id(value: str) -> str:
    if not re.fullmatch(r"[0-9]{5,20}", value):
        raise PydanticCustomError("meta_id", "must be 5 to 20 digits, as Meta shows the id")
    return value


def _carriable(token: SecretStr) -> SecretStr:
    """Refuse what no HTTP header can carry, e.g. a token pasted with a line break in the middle."""
    text = token.get_secret_value().strip()
    if not text or not all("!" <= character <= "~" for character in text):
        raise PydanticCustomError("access_token", "must be one piece without spaces or line breaks")
    return SecretStr(text)


def _empty_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


MetaId = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_meta_id)]
AccessToken = Annotated[SecretStr, Field(max_length=2000), AfterValidator(_carriable)]


class NumberCredentials(BaseModel):
    """What it takes to reach a number at Meta."""

    phone_number_id: MetaId = Field(description="Meta's Phone Number ID, not the phone number")
    access_token: AccessToken


class NewNumber(NumberCredentials):
    """A number to connect. One that is known already gets this token, name and prompt and keeps its history."""

    display_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable]
    system_prompt: Annotated[str, Storable] = Field(default="", max_length=20_000)
    waba_id: Annotated[MetaId | None, BeforeValidator(_empty_is_none)] = None


class ConnectionTest(BaseModel):
    """What Meta says about a number; `waba_id` is null if the token does not reveal it."""

    phone_number_id: str
    verified_name: str | None
    display_phone_number: str | None
    quality_rating: str | None
    status: str | None
    throughput_level: str | None
    meta_limit_per_sec: int | None = Field(description="What Meta allows at that level; null if it reports none")
    messaging_limit: str | None
    name_status: str | None
    waba_id: str | None
    template_count: int | None = Field(description="Templates on the account's first page; null if they cannot be read")
    has_more_templates: bool = Field(description="Whether the account has more than that")


class NumberOut(BaseModel):
    """A connected number."""

    id: int
    display_name: str
    phone_number_id: str
    display_phone_number: str | None
    verified_name: str | None
    waba_id: str
    is_active: bool
    inactive_reason: str | None
    inactive_code: str | None = Field(
        description="Why, as a word: token, refused, meta_status, account_disabled, account_deleted, account_restricted, "
        "account_offboarded"
    )
    inactive_error: int | None = Field(description="Meta's error code, where a refused call or message was why")
    meta_status: str | None = Field(description="Meta's status of the number; only CONNECTED is normal")
    name_status: str | None = Field(description="Meta's decision on the display name")
    token_expires_at: datetime | None = Field(description="When the access token ends; null if never or not known")
    quality_rating: str | None
    throughput_level: str | None
    meta_limit_per_sec: int | None = Field(description="What Meta allows at that level; null if it reports none")
    messaging_limit: str | None
    system_prompt: str
    max_send_rate_per_sec: int
    last_stable_rate_per_sec: int | None
    template_count: int
    templates_synced_at: datetime | None
    created_at: datetime


class RateChangeOut(BaseModel):
    """One change of a number's sending rate (messages a second), and why."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    changed_at: datetime
    from_rate: int
    to_rate: int
    reason: Literal["raised", "lowered", "new_day", "meta_limit"]
    details: str
