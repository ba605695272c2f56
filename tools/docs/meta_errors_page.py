"""The page of Meta's error codes: what each does to the message, its campaign and its number."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from inspect import getsource

from harkara.integrations.whatsapp import error_codes
from harkara.integrations.whatsapp.error_codes import CODES, RANGES, ErrorAdvice, ErrorClass
from tools.docs.docstrings import attribute_docstrings
from tools.docs.markdown import code, page, prose, table

_INTRODUCTION = """Meta's codes, in answers to a message and in failed statuses alike. A code that is not listed counts by its HTTP
status. The same words stand in the dashboard, in `harkara campaign show` and behind the bell."""


def meta_errors_page() -> str:
    """Return the page."""
    meanings = attribute_docstrings(ast.parse(getsource(error_codes)), ErrorClass.__name__)
    classes = table(("class", "what it means"), ((code(kind.value), prose(meanings[kind.name])) for kind in ErrorClass))
    codes = table(("code", "class", "what happened", "what to do"), _rows())
    return page("Meta's error codes", _INTRODUCTION, "## Classes", classes, "## Codes", codes)


def _rows() -> Iterator[tuple[str, ...]]:
    for number, advice in sorted(CODES.items()):
        yield _row(str(number), advice)
    for numbers, advice in RANGES:
        yield _row(f"{numbers.start} to {numbers.stop - 1}", advice)


def _row(codes: str, advice: ErrorAdvice) -> tuple[str, ...]:
    return codes, code(advice.error_class.value), prose(advice.title), prose(advice.advice)
