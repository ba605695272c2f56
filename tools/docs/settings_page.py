"""The page of settings: each with its kind, what counts while it is unset, and the words below it in `kit/settings.py`."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from inspect import getsource
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, MinLen
from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo

from harkara.kit import settings
from harkara.kit.settings import Settings
from tools.docs.docstrings import attribute_docstrings
from tools.docs.markdown import code, page, prose, table

_INTRODUCTION = """From the environment or the file `.env` in the folder where a process starts; the environment wins. Empty means unset. A
value that cannot be right is refused at the start, with its name. All processes of an installation need the same ones. `.env.example`
lists them all."""
_KINDS: Mapping[Any, str] = {bool: "`true` or `false`", int: "number", float: "number", SecretStr: "secret"}


def settings_page() -> str:
    """Return the page; raise KeyError for a setting without words."""
    words = attribute_docstrings(ast.parse(getsource(settings)), Settings.__name__)
    rows = [
        (code(variable(name, field)), _kind(field), code(_unset(field)), prose(words[name]))
        for name, field in Settings.model_fields.items()
    ]
    return page("Settings", _INTRODUCTION, table(("setting", "kind", "unset", "meaning"), rows))


def variable(name: str, field: FieldInfo) -> str:
    """Return what a setting is called in the environment."""
    alias = field.validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else name.upper()


def _kind(field: FieldInfo) -> str:
    annotation: Any = field.annotation
    if get_origin(annotation) is UnionType:
        annotation = next(kind for kind in get_args(annotation) if kind is not NoneType)
    if get_origin(annotation) is Literal:
        return ", ".join(map(code, get_args(annotation)))
    bounds = [bound for part in field.metadata if (bound := _bound(part))]
    return " ".join([_KINDS.get(annotation, "text"), *bounds])


def _bound(constraint: Any) -> str:
    match constraint:
        case Ge(ge=least):
            return f"from {least}"
        case Gt(gt=below):
            return f"above {below}"
        case Le(le=most):
            return f"to {most}"
        case MinLen(min_length=length):
            return f"of {length} characters or more"
        case _:
            return ""


def _unset(field: FieldInfo) -> str:
    value = field.default
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
