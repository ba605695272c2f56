"""The business: WABAs and phone numbers, with ids and names that look like Meta's."""

from __future__ import annotations

from harkara_sandbox.world import Number, Waba

HIGH, STANDARD = 1000, 80

# (WABA id, name, first phone_number_id, its display number, its verified name)
_FIRST = ("102290129340398", "Asha Sarees")
_SECOND = ("115420938774512", "Asha Home")
_NUMBERS = (
    # HIGH, so that no limit stands in a newcomer's way; the second is STANDARD, to meet 130429 at 80 a second.
    ("106540352242922", "+91 98765 43210", "Asha Sarees", HIGH),
    ("106540352242923", "+91 98765 43211", "Asha Sarees Support", STANDARD),
)


def waba(position: int, *, subscribed: bool) -> Waba:
    """The WABA at `position`, counted from 0."""
    known = (_FIRST, _SECOND)
    waba_id, name = (
        known[position] if position < len(known) else (str(120_000_000_000_000 + position), f"Asha {position}")
    )
    return Waba(id=waba_id, name=name, subscribed=subscribed)


def number(waba_id: str, position: int) -> Number:
    """The number at `position` of all numbers, counted from 0; those after the second are HIGH."""
    if position < len(_NUMBERS):
        phone_number_id, display, name, speed = _NUMBERS[position]
    else:
        phone_number_id = str(106_540_352_242_922 + position)
        display = f"+91 98765 {43210 + position}"
        name, speed = f"Asha Branch {position + 1}", HIGH
    return Number(
        id=phone_number_id,
        waba_id=waba_id,
        display_phone_number=display,
        verified_name=name,
        messages_per_second=speed,
    )
