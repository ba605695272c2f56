"""In which order campaigns are listed, and where a page begins: keyset, ties newest first, what has no value last.

No index serves the orders beside the newest: a list of 10,000 campaigns is sorted in 7 ms, and an index on a figure that
sending moves would make every update of the totals dearer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeVarTuple

from sqlalchemy import ColumnElement, Float, Select, and_, cast, func, or_

from harkara.core.messages.campaigns import Campaign
from harkara.kit.inputs import MAX_ID
from harkara.kit.pagination import BadCursorError, decode_cursor, encode_cursor

Sort = Literal["created_at", "name", "valid_contacts", "delivery_rate", "scheduled_at"]
Order = Literal["asc", "desc"]
Columns = TypeVarTuple("Columns")
Key = str | float | datetime | None
"""What a campaign is sorted by; ids and counts are whole floats here."""

_ASCENDING: Final = {"name", "scheduled_at"}
"""What people read from A to Z, and from the next one on; of all else they want the newest and the largest."""
_MAY_LACK: Final = {"delivery_rate", "scheduled_at"}


@dataclass(frozen=True, slots=True)
class Place:
    """The last campaign of the page before."""

    key: Key
    campaign_id: int


@dataclass(frozen=True, slots=True)
class Listing:
    """An order, and the place in it from where to go on."""

    sort: Sort = "created_at"
    order: Order = "desc"
    after: Place | None = None


NEWEST_FIRST: Final = Listing()


def listing(sort: Sort, order: Order | None, cursor: str | None) -> Listing:
    """Return what a request asks for; raise BadCursorError if its cursor is none of this order."""
    natural: Order = "asc" if sort in _ASCENDING else "desc"
    return Listing(sort, order or natural, None if cursor is None else _place(sort, cursor))


def cursor_after(sort: Sort, key: Any, campaign_id: int) -> str:
    """Return the cursor of what follows a campaign with this key."""
    if sort == "created_at":
        return encode_cursor(campaign_id)
    return encode_cursor(key.isoformat() if isinstance(key, datetime) else key, campaign_id)


def sort_key(sort: Sort) -> ColumnElement[Any]:
    """Return what campaigns are sorted by."""
    match sort:
        case "created_at":
            return Campaign.id.expression
        case "name":
            return func.lower(Campaign.name)
        case "valid_contacts":
            return Campaign.valid_contacts.expression
        case "delivery_rate":
            return cast(Campaign.total_delivered, Float(53)) / func.nullif(Campaign.total_sent, 0)
        case "scheduled_at":
            return Campaign.scheduled_at.expression


def in_order(query: Select[*Columns], wanted: Listing) -> Select[*Columns]:
    """Put a query of campaigns into the order wanted, from the place on."""
    key = sort_key(wanted.sort)
    directed = key.asc() if wanted.order == "asc" else key.desc()
    # Only where there may be none: on the primary key it would forbid the index.
    ordered = directed.nulls_last() if wanted.sort in _MAY_LACK else directed
    query = query.order_by(ordered, Campaign.id.desc())
    return query if wanted.after is None else query.where(_beyond(key, wanted, wanted.after))


def _beyond(key: ColumnElement[Any], wanted: Listing, after: Place) -> ColumnElement[bool]:
    older = Campaign.id < after.campaign_id
    if after.key is None:
        return and_(key.is_(None), older)
    further = key > after.key if wanted.order == "asc" else key < after.key
    if wanted.sort == "created_at":
        return further
    beyond = or_(further, and_(key == after.key, older))
    return or_(beyond, key.is_(None)) if wanted.sort in _MAY_LACK else beyond


def _place(sort: Sort, cursor: str) -> Place:
    match sort, decode_cursor(cursor):
        case "created_at", [int(campaign_id)] if _is_id(campaign_id):
            return Place(campaign_id, campaign_id)
        case "name", [str(name), int(campaign_id)] if _is_id(campaign_id) and _is_text(name):
            return Place(name, campaign_id)
        case "valid_contacts", [int(count), int(campaign_id)] if _is_id(campaign_id) and 0 <= count <= MAX_ID:
            return Place(int(count), campaign_id)
        case "delivery_rate", [int() | float() as rate, int(campaign_id)] if (
            _is_id(campaign_id) and 0 <= rate <= MAX_ID
        ):
            return Place(float(rate), campaign_id)
        case "scheduled_at", [str(at), int(campaign_id)] if _is_id(campaign_id):
            return Place(_moment(at, cursor), campaign_id)
        case "delivery_rate" | "scheduled_at", [None, int(campaign_id)] if _is_id(campaign_id):
            return Place(None, campaign_id)
        case _:
            raise _foreign(cursor)


def _is_id(value: int) -> bool:
    return 0 < value <= MAX_ID and not isinstance(value, bool)


def _is_text(value: str) -> bool:
    """Half a surrogate pair and NUL are JSON, but nothing PostgreSQL could compare a name with."""
    return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)


def _moment(text: str, cursor: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _foreign(cursor) from None
    if moment.tzinfo is None or not 1000 <= moment.year <= 9000:
        raise _foreign(cursor)
    return moment


def _foreign(cursor: str) -> BadCursorError:
    return BadCursorError(f"'{cursor[:40]}' is not a cursor of the campaigns in this order.")
