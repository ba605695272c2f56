"""What a person types into the search field finds whom they mean."""

from __future__ import annotations

import pytest
from tests.features.inbox.conftest import Inbox, minutes_later

from harkara.features.inbox.search import Search, Sought, parse_search


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (None, None),
        ("   ", None),
        ("@", None),
        ("98765", Search("98765", Sought.NUMBER)),
        ("+91 98765-43210", Search("919876543210", Sought.NUMBER)),
        ("098765 43210", Search("9876543210", Sought.NUMBER)),
        ("00919876543210", Search("919876543210", Sought.NUMBER)),
        ("0", Search("0", Sought.NUMBER)),
        ("043", Search("043", Sought.NUMBER)),
        ("000000000000", Search("000000000000", Sought.NUMBER)),
        ("Flat 98765", Search("Flat 98765", Sought.NAME)),
        ("@asha.k", Search("asha.k", Sought.NAME)),
        ("IN.13491208655302741918", Search("IN.13491208655302741918", Sought.BSUID)),
        ("in.kumar", Search("in.kumar", Sought.NAME)),
        ("+", Search("+", Sought.NAME)),
        ("९८७", Search("987", Sought.NUMBER)),
    ],
)
def test_digits_mean_a_number_and_letters_a_name(typed: str | None, meant: Search | None) -> None:
    assert parse_search(typed) == meant


@pytest.fixture
async def people(inbox: Inbox) -> dict[str, str]:
    """Four customers with one number; the conversation of each."""
    number_id = await inbox.number()
    known = {
        "asha": await inbox.customer("919876543210", profile_name="Asha Kumari"),
        "ravi": await inbox.customer("919812345678", profile_name="Ravi 100%_sure"),
        "maya": await inbox.customer("14155550123", profile_name="माया"),
        "hidden": await inbox.customer(None, bsuid="IN.13491208655302741918", username="Meena.Stores"),
    }
    for minutes, customer in enumerate(known.values()):
        await inbox.store(customer, number_id, minutes_later(minutes))
    return {name: f"{customer}-{number_id}" for name, customer in known.items()}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("919876543210", ["asha"]),
        ("+91 98765 43210", ["asha"]),
        ("765", ["asha"]),
        ("210", ["asha"]),
        ("3210", ["asha"]),
        ("919", ["ravi", "asha"]),
        ("98", ["ravi", "asha"]),
        ("9", ["ravi", "asha"]),
        ("5550", ["maya"]),
        ("012", ["maya"]),
        ("000", []),
        ("asha", ["asha"]),
        ("KUMAR", ["asha"]),
        ("ha ku", ["asha"]),
        ("माया", ["maya"]),
        ("%_s", ["ravi"]),
        ("100%", ["ravi"]),
        ("___", []),
        ("\\", []),
        ("meena.s", ["hidden"]),
        ("@Meena", ["hidden"]),
        ("IN.13491208655302741918", ["hidden"]),
        ("nobody", []),
        ("' OR 1=1 --", []),
    ],
)
async def test_any_part_finds(inbox: Inbox, people: dict[str, str], typed: str, found: list[str]) -> None:
    assert await inbox.ids(q=typed) == [people[name] for name in found]


async def test_search_and_filters_combine(inbox: Inbox, people: dict[str, str]) -> None:
    other = await inbox.number()
    ravi = int(people["ravi"].partition("-")[0])
    await inbox.store(ravi, other, minutes_later(60))

    assert await inbox.ids(q="919") == [f"{ravi}-{other}", people["ravi"], people["asha"]]
    assert await inbox.ids(q="919", number_id=other) == [f"{ravi}-{other}"]
    assert await inbox.ids(q="asha", number_id=other) == []
    assert await inbox.ids(q="919", to=minutes_later(30).isoformat()) == [people["ravi"], people["asha"]]
    assert await inbox.ids(**{"q": "919", "from": minutes_later(30).isoformat()}) == [f"{ravi}-{other}"]
