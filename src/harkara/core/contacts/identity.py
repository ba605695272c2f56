"""Decides which customer each piece of evidence is about, and when two are one person. Pure: reads and writes no rows.

Meta's word arrives late, twice and out of order. What comes out depends on the times the evidence carries, not on the order
in which it came: the newest evidence of a number says which one is current, likewise of a user id, and an id that was given up stays linked to its
person for everything that happened until then. After that it may be someone else's: phone numbers are reassigned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

Kind = Literal["wa_id", "bsuid"]
KINDS: Final[tuple[Kind, ...]] = ("wa_id", "bsuid")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one event tells of one customer: the ids they have at that time, and those they gave up with it."""

    at: datetime
    wa_id: str | None
    bsuid: str | None
    former: tuple[str, ...] = ()
    profile_name: str | None = None
    username: str | None = None
    wrote: bool = False
    """The customer sent something."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids it names. Digits and BSUIDs (`IN.1349...`) cannot be taken for each other."""
        return tuple(value for value in (self.wa_id, self.bsuid, *self.former) if value is not None)


@dataclass(slots=True, eq=False)
class Person:
    """A customer while evidence is weighed; `id` is None until there is a row."""

    id: int | None = None
    wa_id: str | None = None
    bsuid: str | None = None
    wa_id_at: datetime | None = None
    bsuid_at: datetime | None = None
    profile_name: str | None = None
    username: str | None = None
    reply_count: int = 0
    marketing_opted_out: bool = False
    marketing_opted_out_at: datetime | None = None
    last_inbound_at: datetime | None = None
    absorbed: list[int] = field(default_factory=list[int])
    """Rows that turned out to be this person."""
    survivor: Person | None = None

    def finally_(self) -> Person:
        """Return the person this one was merged into, or itself."""
        return self if self.survivor is None else self.survivor.finally_()


@dataclass(slots=True)
class Former:
    """Who had an id, and until when."""

    person: Person
    retired_at: datetime


class People:
    """The customers a batch of evidence may be about. `learn` it in any order."""

    def __init__(self, known: Iterable[Person], former: Iterable[tuple[str, int, datetime]]) -> None:
        self.touched: dict[Person, None] = {}
        self.moved: dict[Person, None] = {}
        """Stored persons whose ids changed."""
        self.retired: dict[str, Former] = {}
        self.returned: set[str] = set()
        """Ids that were given up and are current again."""
        persons = list(known)
        by_id = {person.id: person for person in persons}
        self._former = {value: Former(by_id[contact_id], retired_at) for value, contact_id, retired_at in former}
        self._current = {value: person for person in persons for value in (person.wa_id, person.bsuid) if value}

    def learn(self, evidence: Evidence) -> Person:
        """Return whom the evidence is about, with what it tells taken in."""
        found = self._whom(evidence)
        person = found[0] if found else Person()
        for other in found[1:]:
            self._merge(person, other, evidence.at)
        for kind in KINDS:
            self._note_id(person, kind, evidence)
        for value in evidence.former:
            if value not in (person.wa_id, person.bsuid):
                self._retire(person, value, evidence.at)
        _note_profile(person, evidence)
        self.touched[person] = None
        return person

    def _whom(self, evidence: Evidence) -> list[Person]:
        """Return everyone the evidence names, the oldest row first."""
        found = {holder: None for value in evidence.ids if (holder := self._holder(value, evidence.at)) is not None}
        return sorted(found, key=lambda person: (person.id is None, person.id or 0))

    def _holder(self, value: str, at: datetime) -> Person | None:
        return self._former[value].person if self._was_given_up(value, at) else self._current.get(value)

    def _note_id(self, person: Person, kind: Kind, evidence: Evidence) -> None:
        value: str | None = getattr(evidence, kind)
        current: str | None = getattr(person, kind)
        seen_at = _seen_at(person, kind)
        if value is None or self._was_given_up(value, evidence.at):
            return
        if value == current:
            _set_seen_at(person, kind, evidence.at if seen_at is None else max(seen_at, evidence.at))
        elif seen_at is None or evidence.at >= seen_at:
            if current is not None:
                self._retire(person, current, evidence.at)
            self._give(person, kind, value)
            _set_seen_at(person, kind, evidence.at)
        else:
            self._retire(person, value, seen_at)

    def _was_given_up(self, value: str, at: datetime) -> bool:
        former = self._former.get(value)
        return former is not None and former.retired_at >= at

    def _give(self, person: Person, kind: Kind, value: str) -> None:
        setattr(person, kind, value)
        self.moved[person] = None
        self._current[value] = person
        former = self._former.get(value)
        if former is not None and former.person is person:
            del self._former[value]
            self.retired.pop(value, None)
            self.returned.add(value)

    def _retire(self, person: Person, value: str, at: datetime) -> None:
        before = self._former.get(value)
        if before is not None and before.person is person:
            at = max(at, before.retired_at)
        self.retired[value] = self._former[value] = Former(person, at)
        self.returned.discard(value)
        if self._current.get(value) is person:
            del self._current[value]

    def _merge_ids(self, person: Person, other: Person, kind: Kind, at: datetime) -> None:
        mine: str | None = getattr(person, kind)
        theirs: str | None = getattr(other, kind)
        if theirs is None:
            return
        del self._current[theirs]
        if mine is None or _later(_seen_at(other, kind), _seen_at(person, kind)):
            if mine is not None:
                self._retire(person, mine, _seen_at(other, kind) or at)
            self._give(person, kind, theirs)
            _set_seen_at(person, kind, _seen_at(other, kind))
        else:
            self._retire(person, theirs, _seen_at(person, kind) or at)

    def _merge(self, person: Person, other: Person, at: datetime) -> None:
        """Make one of two: the ids of whom Meta spoke of last are current, nothing else of either is lost."""
        for kind in KINDS:
            self._merge_ids(person, other, kind, at)
        _sum_up(person, other)
        for former in self._former.values():
            if former.person is other:
                former.person = person
        if other.id is not None:
            person.absorbed.append(other.id)
        person.absorbed += other.absorbed
        other.survivor = person
        self.touched.pop(other, None)
        self.moved.pop(other, None)


def _sum_up(person: Person, other: Person) -> None:
    """Replies add up to the quota, and the newer word on marketing counts; at the same time, or at none, the refusal."""
    if _later(other.last_inbound_at, person.last_inbound_at):
        person.profile_name = other.profile_name or person.profile_name
        person.username = other.username or person.username
        person.last_inbound_at = other.last_inbound_at
    else:
        person.profile_name = person.profile_name or other.profile_name
        person.username = person.username or other.username
    person.reply_count += other.reply_count
    if person.marketing_opted_out_at == other.marketing_opted_out_at:
        person.marketing_opted_out |= other.marketing_opted_out
    elif _later(other.marketing_opted_out_at, person.marketing_opted_out_at):
        person.marketing_opted_out = other.marketing_opted_out
        person.marketing_opted_out_at = other.marketing_opted_out_at


def _note_profile(person: Person, evidence: Evidence) -> None:
    is_newest = person.last_inbound_at is None or evidence.at >= person.last_inbound_at
    if evidence.wrote and is_newest:
        person.last_inbound_at = evidence.at
    for name in ("profile_name", "username"):
        told: str | None = getattr(evidence, name)
        if told is not None and (is_newest or getattr(person, name) is None):
            setattr(person, name, told)


def _seen_at(person: Person, kind: Kind) -> datetime | None:
    return person.wa_id_at if kind == "wa_id" else person.bsuid_at


def _set_seen_at(person: Person, kind: Kind, at: datetime | None) -> None:
    if kind == "wa_id":
        person.wa_id_at = at
    else:
        person.bsuid_at = at


def _later(moment: datetime | None, than: datetime | None) -> bool:
    return moment is not None and (than is None or moment > than)
