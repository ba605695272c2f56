"""Hypothesis: bodies that Meta could post, and bodies that it could not.

`webhook_bodies()` gives a WebhookBody: an envelope made of the recorded-style payloads (tests/integrations/whatsapp/webhooks/payloads), with
ids of its own for every item, optional members dropped and unknown ones added, and the list of the good items in it. `broken_bodies()` gives
such a body with one part replaced by any JSON, and the items that this leaves whole. `odd_bytes()` gives what is hardly JSON at all.
`keys_of` says which items the parser found; an item of kind `inbound` or `statuses` has its wamid as key.
"""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import strategies as st

from harkara.integrations.whatsapp.webhooks.events import WebhookContent

JsonPath: TypeAlias = tuple[str | int, ...]
Key: TypeAlias = tuple[str, str]
NEW_ID = "IN.NEW"
PAYLOADS = Path(__file__).parent / "integrations/whatsapp/webhooks/payloads"


@dataclass(frozen=True)
class GoodItem:
    """Something in a body that must come out of it."""

    key: Key
    """(list of WebhookContent, what names it there)"""
    needs: tuple[JsonPath, ...]
    """Where in the body it is told; while nothing on these paths changes, it must come out."""


@dataclass(frozen=True)
class WebhookBody:
    """An envelope and what is good in it."""

    envelope: Any
    items: tuple[GoodItem, ...]

    @property
    def keys(self) -> Counter[Key]:
        return Counter(item.key for item in self.items)

    def encoded(self) -> bytes:
        """Bytes as Meta writes them: ASCII, and `/` escaped."""
        return json.dumps(self.envelope).replace("/", "\\/").encode()


# Lists of a change whose elements are items: (list of WebhookContent, members an element cannot do without).
LISTS: dict[str, tuple[str, set[JsonPath]]] = {
    "messages": ("inbound", {("id",), ("timestamp",)}),
    "statuses": ("statuses", {("id",), ("status",), ("timestamp",)}),
    "errors": ("problems", {("code",)}),
    "user_preferences": ("preferences", {("wa_id",), ("user_id",), ("category",), ("value",), ("timestamp",)}),
    "user_id_update": ("identities", {("user_id",), ("user_id", "previous"), ("user_id", "current"), ("timestamp",)}),
}
# Members that name or make the event of a change that is one item.
NEEDED = {"message_template_id", "event", "new_quality_score", "new_category", "display_phone_number", "marker"}


def _recorded() -> list[Any]:
    bodies = [json.loads(path.read_bytes()) for path in sorted(PAYLOADS.glob("*.json"))]
    return [change for body in bodies for entry in body["entry"] for change in entry["changes"]]


CHANGES = _recorded()


def keys_of(content: WebhookContent) -> Counter[Key]:
    """Name every event as GoodItem.key does. A system message tells an identity beside itself, which is not counted."""
    return Counter(
        [
            *(("inbound", message.wamid) for message in content.inbound),
            *(("statuses", status.wamid) for status in content.statuses),
            *(("problems", str(problem.code)) for problem in content.problems),
            *(("templates", template.meta_id) for template in content.templates),
            *(("numbers", str(number.display_phone_number)) for number in content.numbers),
            *(("accounts", str(account.details.get("marker"))) for account in content.accounts),
            *(
                ("preferences", preference.customer.wa_id or preference.customer.bsuid or "")
                for preference in content.preferences
            ),
            *(
                ("identities", change.new.bsuid or "")
                for change in content.identities
                if (change.new.bsuid or "").startswith(NEW_ID)
            ),
            *(("others", other.field) for other in content.others),
        ]
    )


def any_json() -> st.SearchStrategy[Any]:
    """Any JSON, also what only Python calls JSON: halves of surrogate pairs, NUL, NaN, integers of 400 digits, 300 levels."""
    names = st.sampled_from(["id", "entry", "changes", "field", "value", "messages", "type", "text"]) | st.text(
        max_size=4
    )
    scalars = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.sampled_from([2**63, -(10**30), 10**400, float("nan"), float("-inf"), 1e300])
        | st.text(st.characters(), max_size=8)
        | st.sampled_from(["\x00", "\ud83d", "messages", "x" * 3000, "1750030073"])
    )
    shallow = st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
    )
    return shallow | st.builds(_deep, st.integers(20, 300))


@st.composite
def webhook_bodies(draw: st.DrawFn) -> WebhookBody:
    """Bodies that Meta could post: up to three entries of up to four changes."""
    numbers, items = count(draw(st.integers(1, 10**6)) * 1000), list[GoodItem]()
    envelope: Any = {"object": "whatsapp_business_account", "entry": []}
    for entry_at in range(draw(st.integers(1, 3))):
        changes = [deepcopy(change) for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4))]
        envelope["entry"].append({"id": "102290129340398", "time": 1_795_600_000, "changes": changes})
        for change_at, change in enumerate(changes):
            place: JsonPath = ("entry", entry_at, "changes", change_at)
            items += _renumbered(change, place, numbers)
    _vary(draw, envelope, items)
    return WebhookBody(envelope, tuple(items))


@st.composite
def broken_bodies(draw: st.DrawFn) -> tuple[bytes, Counter[Key]]:
    """A good body with one part replaced by any JSON, and the keys of the items it leaves whole."""
    body = draw(webhook_bodies())
    *way, last = draw(st.sampled_from(list(_paths(body.envelope))))
    parent = _at(body.envelope, tuple(way))
    parent[last] = draw(any_json())
    touched = (*way, last)
    whole = [item for item in body.items if not any(_related(touched, need) for need in item.needs)]
    return body.encoded(), Counter(item.key for item in whole)


@st.composite
def odd_bytes(draw: st.DrawFn) -> bytes:
    """Any bytes, alone or put into a good body."""
    odd = draw(st.binary(max_size=30))
    if draw(st.booleans()):
        return odd
    body = draw(webhook_bodies()).encoded()
    start = draw(st.integers(0, len(body)))
    return body[:start] + odd + body[draw(st.integers(start, len(body))) :]


def _renumbered(change: Any, place: JsonPath, numbers: count[int]) -> list[GoodItem]:
    """Give every item of a change an id of its own; return the items."""
    value, needs = change["value"], (*place, "field")
    lists = [name for name in LISTS if isinstance(value.get(name), list)]
    if not lists:
        return [GoodItem(_renumber_change(change, next(numbers)), ((*place, "value"), needs))]
    return [
        GoodItem(_renumber_element(name, element, next(numbers)), ((*place, "value", name, at), needs))
        for name in lists
        for at, element in enumerate(value[name])
    ]


def _renumber_element(name: str, element: Any, number: int) -> Key:
    kind = LISTS[name][0]
    if kind in {"inbound", "statuses"}:
        element["id"] = f"wamid.HBgMOTE5ODEy{number:012d}"
        return kind, element["id"]
    if kind == "problems":
        element["code"] = number
        return kind, str(number)
    if kind == "identities":
        element["wa_id"], element["user_id"]["current"] = f"9198{number:010d}", f"{NEW_ID}{number}"
        return kind, f"{NEW_ID}{number}"
    name = "wa_id" if "wa_id" in element else "user_id"
    element[name] = f"9197{number:010d}"
    return kind, element[name]


def _renumber_change(change: Any, number: int) -> Key:
    field, value = change["field"], change["value"]
    if "message_template_id" in value and field != "template_correct_category_detection":
        value["message_template_id"] = number
        return "templates", str(number)
    if field in {"phone_number_quality_update", "phone_number_name_update"}:
        value["display_phone_number"] = f"9199{number:010d}"
        return "numbers", value["display_phone_number"]
    if field.startswith("account_") or field in {"business_capability_update", "security"}:
        value["marker"] = number
        return "accounts", str(number)
    return "others", field


def _vary(draw: st.DrawFn, envelope: Any, items: list[GoodItem]) -> None:
    """Drop some optional members anywhere, and add some that nobody knows."""
    needed = {path for item in items for need in item.needs for path in _needed(envelope, need)}
    optional = [path for path in _paths(envelope) if isinstance(path[-1], str) and path not in needed]
    for path in draw(st.lists(st.sampled_from(optional), max_size=6)) if optional else ():
        parent = _at(envelope, path[:-1])
        if isinstance(parent, dict):
            parent.pop(path[-1], None)
    objects = [path for path in _paths(envelope) if isinstance(_at(envelope, path), dict)]
    for path in draw(st.lists(st.sampled_from(objects), max_size=3)):
        _at(envelope, path)[draw(st.sampled_from(["new_in_2027", "details_v2"]))] = deepcopy(draw(_UNKNOWN))


_UNKNOWN = st.sampled_from([None, True, 7, "नया", "\x00", [], {}, [{"id": 1}], {"messages": [{"id": "no"}]}])


def _needed(envelope: Any, need: JsonPath) -> set[JsonPath]:
    """Return the paths that must stay for what is told at `need` to be told: the way there, and its necessary members."""
    way = {need[:end] for end in range(1, len(need) + 1)}
    if isinstance(need[-1], int):
        return way | {need + member for member in LISTS[str(need[-2])][1]}
    value = _at(envelope, need)
    # Without `correct_category` a notice of a change is another event, of the same key.
    return way | {(*need, member) for member in value if member in NEEDED} if isinstance(value, dict) else way


def _paths(node: Any, path: JsonPath = ()) -> list[JsonPath]:
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [found for name, member in members for found in [(*path, name), *_paths(member, (*path, name))]]


def _at(node: Any, path: JsonPath) -> Any:
    """The part at a path; None where it no longer exists."""
    for name in path:
        try:
            node = node[name]
        except (KeyError, IndexError, TypeError):
            return None
    return node


def _related(one: JsonPath, other: JsonPath) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _deep(levels: int) -> Any:
    nested: Any = "bottom"
    for level in range(levels):
        nested = [nested] if level % 2 else {"deeper": nested}
    return nested
