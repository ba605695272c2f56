"""Who gets which template: valid contacts in file order, equal chunks per template, the remainder to the last."""

from __future__ import annotations


def split_evenly(contacts: int, batches: int) -> list[int]:
    """Return how many of `contacts` each of `batches` (at least one) gets, in order (PRD C)."""
    share, remainder = divmod(contacts, batches)
    return [share] * (batches - 1) + [share + remainder]
