"""JSON of the language model's settings and of the replies' days. A key comes in and never goes out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, SecretStr, StringConstraints
from pydantic_core import PydanticCustomError

from harkara.kit.inputs import Storable


def _carriable(key: SecretStr) -> SecretStr:
    """Refuse what no HTTP header can carry; nothing at all means no key."""
    text = key.get_secret_value().strip()
    if not all("!" <= character <= "~" for character in text):
        raise PydanticCustomError("api_key", "must be one piece without spaces or line breaks")
    return SecretStr(text)


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise PydanticCustomError("base_url", "must be an address like https://api.example.com/v1") from None
    if parts.scheme not in ("http", "https") or not host:
        raise PydanticCustomError("base_url", "must start with http:// or https://")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise PydanticCustomError("base_url", "must not carry a user, a query or a fragment")
    return value.rstrip("/")


class LlmChange(BaseModel):
    """New settings. A key that is left out stays as it is; an empty one is removed."""

    model: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    api_key: Annotated[SecretStr, Field(max_length=500), AfterValidator(_carriable)] | None = None
    base_url: (
        Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Storable, AfterValidator(_address)]
        | None
    ) = Field(default=None, description="Null: the environment's, else OpenAI's own")


class LlmOut(BaseModel):
    """The settings in force, and where they come from."""

    model: str
    base_url: str
    key_set: bool
    key_last4: str | None = Field(description="To tell keys apart; null for keys too short to show a part of")
    source: Literal["settings", "env", "sandbox", "none"]
    updated_at: datetime | None


class LlmTest(BaseModel):
    """What the model said to one real request."""

    model: str
    latency_ms: int
    reply: str
    prompt_tokens: int | None
    completion_tokens: int | None


class ReplyFigures(BaseModel):
    """What became of customers' messages in some time."""

    inbound: int
    replied: int = Field(description="Messages answered; several may be answered by one reply")
    skipped: int
    waiting: int
    replies: int
    skipped_by_reason: dict[str, int]
    median_latency_ms: int | None = Field(description="How long the model took")
    median_wait_ms: int | None = Field(description="From the stored message to the reply in its number's lane")
    prompt_tokens: int
    completion_tokens: int


class ReplyDay(ReplyFigures):
    """One day of India."""

    day: date


class ReplyDays(BaseModel):
    """Days in order, those without a message too."""

    days: list[ReplyDay]
