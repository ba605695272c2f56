"""Finds the newest conversations of the customers a search means: looks through the newest ones, or asks the index who they are.

Which of the two is fast depends on how many customers have the text in common, and on where in the list they are. The planner's
guess at that is wrong too often, so it is tried: every look is bounded, and what it finds decides how to go on (ADR 0015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, Select, and_, func, select, true, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.contacts.models import Contact
from harkara.core.messages.models import Conversation
from harkara.features.inbox.search import Search, contains, matches

Keys = Select[datetime, int, int]
"""Place in the list (time, customer, number) of conversations, and nothing else: an index alone can answer."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How far to go one way before the other is taken. What is found never depends on it."""

    looks: Sequence[int] = (1_000, 8_000)
    """Conversations to look through, each with its customer (2 µs), before the index is asked."""
    few: int = 1_500
    """Customers whose conversations are all fetched and sorted (4 to 17 µs a customer who has nine)."""
    among: int = 20_000
    """Conversations to look through for more customers than that (0.2 to 1 µs, their ids are in a hash table)."""


EFFORT = Effort()
_MARGIN = 2
"""A longer look must promise so many pages. One that just misses has cost as much as the index and found nothing."""


async def find_conversations(
    session: AsyncSession, listed: Keys, search: Search, limit: int, effort: Effort = EFFORT
) -> Sequence[Conversation]:
    """Return the first `limit` of the listed conversations (newest first) whose customer is meant; in at most five queries."""
    for rows in effort.looks:
        found = (await session.scalars(_look_through(listed.limit(rows), search, limit))).all()
        if len(found) == limit or not await _goes_on(session, listed, rows):
            return found
        if len(found) * effort.looks[-1] < _MARGIN * limit * rows:
            break
    return (await session.scalars(_ask_index(listed, search, limit, effort))).all()


def newest_first(of: Any) -> tuple[ColumnElement[object], ...]:
    """Return the order of the list, of the model or the columns of a query. No two conversations have the same place."""
    return (of.last_message_at.desc(), of.contact_id.desc(), of.number_id.desc())


def conversations_at(places: FromClause) -> Select[Conversation]:
    """Return these conversations, newest first."""
    same = and_(Conversation.contact_id == places.c.contact_id, Conversation.number_id == places.c.number_id)
    return select(Conversation).join(places, same).order_by(*newest_first(Conversation))


def _look_through(newest: Keys, search: Search, limit: int) -> Select[Conversation]:
    """Ask the customer of each, until the page is full."""
    near = newest.subquery()
    customer = Contact.id == near.c.contact_id
    page = select(near).join(Contact, customer).where(contains(search)).order_by(*newest_first(near.c)).limit(limit)
    return conversations_at(page.subquery())


async def _goes_on(session: AsyncSession, listed: Keys, rows: int) -> bool:
    """Return whether there are more than so many."""
    return (await session.execute(listed.offset(rows).limit(1))).first() is not None


def _ask_index(listed: Keys, search: Search, limit: int, effort: Effort) -> Select[Conversation]:
    """Fetch and sort all that the customers have. If they are many, first look for them among the newest of the list, and
    leave it at that if the page is full.
    """
    customers = select(Contact.id).where(matches(search)).cte("customers").prefix_with("MATERIALIZED")
    many = _count(customers) > effort.few
    among = _among(listed.limit(effort.among), customers).where(many).limit(limit).cte("among")
    full = _count(among) == limit
    found = union_all(select(among).where(full), _all_of(listed, customers).where(~full)).subquery()
    page = select(found).order_by(*newest_first(found.c)).limit(limit)
    return conversations_at(page.subquery())


def _among(newest: Keys, customers: CTE) -> Keys:
    """IS TRUE keeps the planner from turning this into a join, which would read all before the first one is out."""
    near = newest.subquery()
    return select(near).where(near.c.contact_id.in_(select(customers.c.id)).is_(true())).order_by(*newest_first(near.c))


def _all_of(listed: Keys, customers: CTE) -> Keys:
    """OFFSET 0 keeps the planner from joining the whole list: each customer's are found through the key."""
    theirs = listed.where(Conversation.contact_id == customers.c.id).order_by(None).offset(0).lateral()
    return select(theirs).select_from(customers).join(theirs, true())


def _count(of: CTE) -> ColumnElement[int]:
    return select(func.count()).select_from(of).scalar_subquery()
