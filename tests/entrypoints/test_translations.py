"""Every problem the server can answer with has its words in Hindi; the English ones stand in the classes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import harkara
from harkara.kit.errors import AppError

CATALOGUE = Path(__file__).parents[2] / "web/src/locales/hi/server-problems.json"
# Made at the HTTP edge without a class (kit/problems.py).
AT_THE_EDGE = {"method_not_allowed", "unexpected"}


def test_every_problem_is_told_in_hindi():
    words = json.loads(CATALOGUE.read_text())
    missing = {code for error in every_problem() if (code := error.code) not in words}
    assert not missing, f"Add to {CATALOGUE.name}: {', '.join(sorted(missing))}"


def test_advice_is_told_in_hindi_where_the_class_gives_some():
    words = json.loads(CATALOGUE.read_text())
    for error in every_problem():
        assert error.mend is None or words[error.code].get("mend"), f"Add {error.code}.mend to {CATALOGUE.name}"


def test_no_words_are_kept_for_problems_that_are_gone():
    codes = {error.code for error in every_problem()}
    assert set(json.loads(CATALOGUE.read_text())) == codes | AT_THE_EDGE


def every_problem() -> Iterator[type[AppError]]:
    for module in walk_packages(harkara.__path__, "harkara."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    yield AppError
    yield from _below(AppError)


def _below(error: type[AppError]) -> Iterator[type[AppError]]:
    for child in error.__subclasses__():
        # Other tests may have made classes of their own.
        if child.__module__.startswith("harkara."):
            yield child
        yield from _below(child)
