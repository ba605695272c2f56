"""What an admin asks of the inbox: every call makes another request, so that no answer comes from a warm page."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import text

from harkara.kit.db import Database
from harkara.kit.pagination import encode_cursor
from seed_messages import DAYS

INBOX = "/api/conversations"


@dataclass(frozen=True, slots=True)
class Sample:
    """Things that exist, to ask for, evenly from everything there is."""

    places: list[tuple[str, int, int]]
    """Time of the newest message, customer and number of a conversation."""
    phones: list[str]
    numbers: list[int]
    today: date


async def take_sample(database: Database) -> Sample:
    """Read some conversations and phone numbers."""
    async with database.transaction() as session:
        places = await session.execute(
            text("SELECT last_message_at, contact_id, number_id FROM conversations ORDER BY random() LIMIT 500")
        )
        phones = await session.scalars(text("SELECT wa_id FROM contacts ORDER BY random() LIMIT 500"))
        numbers = await session.scalars(text("SELECT id FROM whatsapp_numbers"))
        today = (await session.scalars(text("SELECT current_date"))).one()
        return Sample([(at.isoformat(), *pair) for at, *pair in places], list(phones), list(numbers), today)


def questions(sample: Sample) -> dict[str, Callable[[], str]]:
    """Return what is asked, by name: each call makes another path with its query."""
    choose = random.choice

    def list_of(**query: Any) -> str:
        return f"{INBOX}?{urlencode(query)}"

    def cursor() -> str:
        return encode_cursor(*choose(sample.places))

    def digits(length: int) -> str:
        phone = choose(sample.phones)
        start = random.randint(0, len(phone) - length)
        return phone[start : start + length]

    def days() -> dict[str, str]:
        start, length = random.randint(1, DAYS), random.randint(1, 7)
        day = sample.today - timedelta(days=start)
        return {"from": str(day - timedelta(days=length)), "to": str(day)}

    def number() -> int:
        return choose(sample.numbers)

    def thread() -> str:
        _, contact_id, number_id = choose(sample.places)
        return f"{INBOX}/{contact_id}-{number_id}/messages"

    return {
        "inbox": lambda: list_of(),
        "inbox, deep": lambda: list_of(cursor=cursor()),
        "inbox, one number": lambda: list_of(number_id=number()),
        "inbox, one number, deep": lambda: list_of(number_id=number(), cursor=cursor()),
        "inbox, some days": lambda: list_of(**days()),
        "inbox, some days, one number": lambda: list_of(**days(), number_id=number()),
        "inbox, start of every phone": lambda: list_of(q="91"),
        "inbox, any 3 digits": lambda: list_of(q=digits(3)),
        "inbox, any 4 digits": lambda: list_of(q=digits(4)),
        "inbox, any 6 digits": lambda: list_of(q=digits(6)),
        "inbox, last 4 digits": lambda: list_of(q=choose(sample.phones)[-4:]),
        "inbox, whole phone": lambda: list_of(q="+" + choose(sample.phones)),
        "inbox, a phone nobody has": lambda: list_of(q="910000" + digits(4)),
        "inbox, 3 digits, deep": lambda: list_of(q=digits(3), cursor=cursor()),
        "inbox, 3 digits, one number": lambda: list_of(q=digits(3), number_id=number()),
        "inbox, 4 digits, deep": lambda: list_of(q=digits(4), cursor=cursor()),
        "inbox, a common name": lambda: list_of(q=choose(["asha", "kumari", "Ravi Sh"])),
        "inbox, a common name, deep": lambda: list_of(q=choose(["asha", "kumari", "Ravi Sh"]), cursor=cursor()),
        "inbox, two letters of a name": lambda: list_of(q=choose(["as", "um", "vi", "ee"])),
        "inbox, two letters nobody has": lambda: list_of(q=choose("bcfgj") + choose("qxz")),
        "inbox, a rare name": lambda: list_of(q=f"ya das {random.randint(10, 99)}"),
        "inbox, 4 digits, days, number": lambda: list_of(**days(), q=digits(4), number_id=number()),
        "thread": thread,
    }
