"""Every problem the server can answer with has its words in Hindi; the English ones stand in the classes."""

from __future__ import annotations

import json
from pathlib import Path

from tools.docs.problems import AT_THE_EDGE, every_problem

CATALOGUE = Path(__file__).parents[2] / "web/src/locales/hi/server-problems.json"


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
    assert set(json.loads(CATALOGUE.read_text())) == codes | set(AT_THE_EDGE)
