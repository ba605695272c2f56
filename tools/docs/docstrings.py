"""Reads the docstrings below attributes, which Python itself forgets."""

from __future__ import annotations

import ast
from itertools import pairwise


def attribute_docstrings(module: ast.Module, class_name: str) -> dict[str, str]:
    """Return the docstring of each attribute of a class that has one."""
    body = next(node.body for node in module.body if isinstance(node, ast.ClassDef) and node.name == class_name)
    found: dict[str, str] = {}
    for node, following in pairwise(body):
        name, text = _assigned(node), _text(following)
        if name and text:
            found[name] = text
    return found


def _assigned(node: ast.stmt) -> str | None:
    match node:
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case _:
            return None


def _text(node: ast.stmt) -> str | None:
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return " ".join(text.split())
        case _:
            return None
