"""The page of problem codes: what the API and the command line refuse with, what it means and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from harkara.kit.errors import AppError
from tools.docs.markdown import code, page, prose, table
from tools.docs.problems import AT_THE_EDGE, every_problem

HEAD = ("code", "status", "what happened", "what to do")
_INTRODUCTION = """A refused request answers with `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)):
`code` is stable, `title` says what happened, `detail` to which thing, `mend` what to do about it, `errors` names the wrong fields
of a form. The command line says the same in words. What Meta answers is on [another page](meta-errors.md)."""


def problems_page() -> str:
    """Return the page."""
    edge = [(code(name), str(status), title, "") for name, (status, title) in AT_THE_EDGE.items()]
    return page("Problem codes", _INTRODUCTION, table(HEAD, sorted([*problem_rows(every_problem()), *edge])))


def problem_rows(errors: Iterable[type[AppError]]) -> list[tuple[str, ...]]:
    """Return a row for each class; a code that two classes share has one for each thing it can mean."""
    rows = {(code(error.code), str(error.status), prose(error.title), prose(error.mend or "")) for error in errors}
    return sorted(rows)
