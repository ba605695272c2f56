"""How a conversation is named in addresses, and a place in a list in cursors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from harkara.features.inbox.errors import ConversationNotFoundError
from harkara.kit.inputs import MAX_ID
from harkara.kit.pagination import BadCursorError, decode_cursor, encode_cursor

_CONVERSATION = re.compile(r"([1-9][0-9]{0,18})-([1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """A customer with one of our numbers, written `815-3`."""

    contact_id: int
    number_id: int

    def __str__(self) -> str:
        return f"{self.contact_id}-{self.number_id}"


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A conversation's place in the list, newest first."""

    at: datetime
    contact_id: int
    number_id: int


@dataclass(frozen=True, slots=True)
class ThreadPlace:
    """A message's place in a thread, newest first."""

    at: datetime
    message_id: int


def parse_key(text: str) -> ConversationKey:
    """Return the conversation with this id; raise ConversationNotFoundError if there can be none."""
    match = _CONVERSATION.fullmatch(text)
    if match is None or int(match[1]) > MAX_ID or int(match[2]) > MAX_ID:
        raise ConversationNotFoundError(f"There is no conversation {text[:40]}.")
    return ConversationKey(int(match[1]), int(match[2]))


def list_cursor(place: ListPlace) -> str:
    """Return the cursor of what follows."""
    return encode_cursor(place.at.isoformat(), place.contact_id, place.number_id)


def list_place(cursor: str | None) -> ListPlace | None:
    """Return the place within a cursor, None for the first page; raise BadCursorError."""
    if cursor is None:
        return None
    match decode_cursor(cursor):
        case [str(at), int(contact_id), int(number_id)] if _are_ids(contact_id, number_id) and (when := _moment(at)):
            return ListPlace(when, contact_id, number_id)
        case _:
            raise BadCursorError(f"'{cursor[:40]}' is not a cursor of the list of conversations.")


def thread_cursor(place: ThreadPlace) -> str:
    """Return the cursor of what is older."""
    return encode_cursor(place.at.isoformat(), place.message_id)


def thread_place(cursor: str | None) -> ThreadPlace | None:
    """Return the place within a cursor, None for the newest page; raise BadCursorError."""
    if cursor is None:
        return None
    match decode_cursor(cursor):
        case [str(at), int(message_id)] if _are_ids(message_id) and (when := _moment(at)):
            return ThreadPlace(when, message_id)
        case _:
            raise BadCursorError(f"'{cursor[:40]}' is not a cursor of a conversation.")


def _are_ids(*values: int) -> bool:
    return all(0 <= value <= MAX_ID for value in values)


def _moment(text: str) -> datetime | None:
    """Return the time in a cursor of ours: always with an offset, in years PostgreSQL and Python share."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and 1000 <= moment.year <= 9000 else None
