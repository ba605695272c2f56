"""Which problems belong to which part of the API: those of the module that has the part's name."""

from __future__ import annotations

from collections.abc import Iterator

from harkara.kit.errors import AppError
from tools.docs.problems import every_problem


def problems_of(tag: str) -> Iterator[type[AppError]]:
    """Yield the problems of a part; none for what the processes themselves answer (health, session)."""
    modules = (f"harkara.features.{tag}.", f"harkara.core.{tag}.")
    return (error for error in every_problem() if error.__module__.startswith(modules))
