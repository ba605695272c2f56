"""JSON about one customer's data."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from harkara.kit.inputs import Storable


class FoundContact(BaseModel):
    """A customer, to be named to the other two routes."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    wa_id: str | None = Field(serialization_alias="phone")
    profile_name: str | None = Field(serialization_alias="name")
    username: str | None
    bsuid: str | None


class EraseRequest(BaseModel):
    """What must be typed, so that nobody is erased by a slip."""

    confirm: Annotated[str, Storable, Field(max_length=40)] = Field(
        description="The last four characters of the phone number, or of the user id of who shows none"
    )


class ErasureOut(BaseModel):
    """What an erasure took away. `raw_events_swept` is false until a job has cleaned the stored copies of Meta's calls."""

    contact_id: int
    erased_at: datetime
    messages: int
    campaign_rows: int
    dropped: int = Field(description="Campaign messages that had not left yet and never will")
    raw_events_swept: bool
