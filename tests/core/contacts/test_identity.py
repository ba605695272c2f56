"""Who is who: the same for every order in which Meta's word arrives, one person for all ids that belong together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.core.contacts.identity import Evidence, People, Person

DAY_ONE = datetime(2026, 11, 20, tzinfo=UTC)


def at(second: int) -> datetime:
    return DAY_ONE + timedelta(seconds=second)


def seen(second: int, wa_id: str | None = None, bsuid: str | None = None) -> Evidence:
    return Evidence(at(second), wa_id, bsuid, wrote=True)


def moved(second: int, former: str, wa_id: str | None = None, bsuid: str | None = None) -> Evidence:
    return Evidence(at(second), wa_id, bsuid, (former,))


def learn(*evidence: Evidence) -> tuple[list[Person], list[Person]]:
    """Who each piece is about in the end, and everyone there is."""
    people = People([], [])
    learned = [people.learn(each) for each in evidence]
    return [person.finally_() for person in learned], list(people.touched)


@st.composite
def lives(draw: st.DrawFn, who: int) -> list[Evidence]:
    """A person who writes, changes numbers and user ids, and of whom Meta tells sometimes one id, sometimes both."""
    found: list[Evidence] = []
    second = 0
    wa_id, bsuid = f"91{who}0", f"IN.{who}a0"
    for change in range(draw(st.integers(0, 3))):
        found += _messages(draw, second, wa_id, bsuid)
        second += 100
        new_wa_id = f"91{who}{change + 1}" if draw(st.booleans()) else wa_id
        new_bsuid = f"IN.{who}a{change + 1}" if new_wa_id == wa_id or draw(st.booleans()) else bsuid
        former = [old for old, new in ((wa_id, new_wa_id), (bsuid, new_bsuid)) if old != new]
        wa_id, bsuid = new_wa_id, new_bsuid
        if draw(st.integers(0, 4)):
            found.append(Evidence(at(second), wa_id, bsuid, tuple(former)))
    return found + _messages(draw, second, wa_id, bsuid)


def _messages(draw: st.DrawFn, second: int, wa_id: str, bsuid: str) -> list[Evidence]:
    shown = draw(st.lists(st.sampled_from([(wa_id, bsuid), (wa_id, None), (None, bsuid)]), max_size=3))
    return [seen(second + place + 1, *ids) for place, ids in enumerate(shown)]


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Evidence], list[int]]:
    evidence = [each for who in range(draw(st.integers(1, 3))) for each in draw(lives(who))]
    return evidence, draw(st.permutations(range(len(evidence))))


def components(evidence: list[Evidence]) -> list[set[str]]:
    found: list[set[str]] = []
    for each in evidence:
        joined = set(each.ids)
        joined.update(*(one for one in found if one & joined))
        found = [one for one in found if not one & joined] + [joined]
    return found


@given(crowds())
def test_any_order_ends_with_one_row_for_the_ids_that_belong_together(crowd: tuple[list[Evidence], list[int]]) -> None:
    evidence, order = crowd
    owners, everyone = learn(*(evidence[place] for place in order))
    expected = components(evidence)
    assert len(everyone) == len(expected)
    ids_of: dict[int, set[str]] = {}
    for place, owner in zip(order, owners, strict=True):
        ids_of.setdefault(id(owner), set()).update(evidence[place].ids)
    assert sorted(map(sorted, ids_of.values())) == sorted(map(sorted, expected))


@given(crowds())
def test_any_order_ends_with_the_same_current_ids(crowd: tuple[list[Evidence], list[int]]) -> None:
    evidence, order = crowd
    _, everyone = learn(*(evidence[place] for place in order))
    newest: set[tuple[str | None, str | None]] = set()
    for ids in components(evidence):
        own = sorted((each for each in evidence if ids & set(each.ids)), key=lambda each: each.at)
        wa_ids, bsuids = [each.wa_id for each in own if each.wa_id], [each.bsuid for each in own if each.bsuid]
        newest.add((wa_ids[-1] if wa_ids else None, bsuids[-1] if bsuids else None))
    assert {(person.wa_id, person.bsuid) for person in everyone} == newest


@pytest.mark.parametrize("late_first", [False, True])
def test_a_number_given_up_belongs_to_its_next_owner_afterwards_and_to_the_first_before(late_first: bool) -> None:
    change = moved(10, "911", "912")
    first, next_owner = seen(5, "911"), seen(20, "911")
    (_, *owners), everyone = learn(change, *([next_owner, first] if late_first else [first, next_owner]))
    before, after = owners[::-1] if late_first else owners
    assert before is not after
    assert [(person.wa_id) for person in (before, after)] == ["912", "911"]
    assert len(everyone) == 2


def test_a_message_of_the_very_second_of_the_change_does_not_bring_the_old_number_back() -> None:
    for evidence in ([moved(10, "911", "912"), seen(10, "911")], [seen(10, "911"), moved(10, "911", "912")]):
        owners, everyone = learn(*evidence, seen(11, "912"))
        assert owners == [everyone[0]] * 3
        assert everyone[0].wa_id == "912"


def test_changes_that_arrive_in_reverse_end_at_the_last_number() -> None:
    _, (person,) = learn(moved(20, "912", "913"), moved(10, "911", "912"), seen(5, "911"))
    assert person.wa_id == "913"


def test_someone_who_returns_to_an_old_number_has_it_again() -> None:
    for evidence in (
        [moved(10, "911", "912"), moved(20, "912", "911")],
        [moved(20, "912", "911"), moved(10, "911", "912")],
    ):
        _, (person,) = learn(seen(5, "911"), *evidence, seen(30, "911"))
        assert person.wa_id == "911"


def test_an_id_lost_in_a_merge_still_leads_to_the_person() -> None:
    _, everyone = learn(seen(9, "912"), seen(4, "911", "IN.1"), seen(8, "912", "IN.1"), seen(6, "911"))
    assert [(person.wa_id, person.bsuid) for person in everyone] == [("912", "IN.1")]


def test_an_earlier_change_does_not_shorten_the_time_an_id_was_theirs() -> None:
    _, everyone = learn(moved(30, "911", "913"), moved(10, "911", "912"), seen(25, "911"))
    assert [person.wa_id for person in everyone] == ["913"]
