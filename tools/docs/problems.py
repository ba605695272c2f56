"""Every problem the platform can answer with: the classes below AppError, wherever they stand, and the few made at the HTTP edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages
from typing import Final

import harkara
from harkara.kit.errors import AppError

AT_THE_EDGE: Final[Mapping[str, tuple[int, str]]] = {
    "method_not_allowed": (405, "This address does not know this method"),
    "unexpected": (500, "Something went wrong on our side"),
}
"""Made at the HTTP edge without a class (`kit/problems.py`)."""


def every_problem() -> Iterator[type[AppError]]:
    """Yield every class of problem; those that tests make are not among them."""
    for module in walk_packages(harkara.__path__, "harkara."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    yield AppError
    yield from _below(AppError)


def _below(error: type[AppError]) -> Iterator[type[AppError]]:
    for child in error.__subclasses__():
        if child.__module__.startswith("harkara."):
            yield child
        yield from _below(child)
