"""JSON of daily figures and of the overview. Days are days in India."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class NumberDayOut(BaseModel):
    """One number on one day. A message counts on the day it was sent, whenever its statuses came."""

    model_config = ConfigDict(from_attributes=True)

    number_id: int
    display_name: str
    day: date
    sent: int
    delivered: int
    read: int
    failed: int
    received: int


class DailyOut(BaseModel):
    """Days on which something happened, oldest first; a day that is missing had no message."""

    items: list[NumberDayOut]


class TotalsOut(BaseModel):
    """All numbers over some days; both days belong to it. Rates are null where there is nothing to divide by."""

    first_day: date
    last_day: date
    sent: int
    delivered: int
    read: int
    failed: int
    received: int
    delivery_rate: float | None = Field(description="Share of the sent that were delivered")
    read_rate: float | None = Field(description="Share of the delivered that were read")


class SummaryOut(BaseModel):
    """The figures of the overview. The last 7 and 30 days end with today."""

    today: TotalsOut
    yesterday: TotalsOut
    last_7_days: TotalsOut
    last_30_days: TotalsOut
    sent_by_hour_today: list[int] = Field(
        description="Sent in each of the day's 24 hours, the first from midnight (IST)"
    )
    sent_by_hour_yesterday: list[int] = Field(description="The same of yesterday")
    running_campaigns: int
    scheduled_campaigns: int
    set_aside_items: int = Field(
        description="What Meta posted in the last 7 days and nobody could use; `harkara webhooks show` lists it"
    )
