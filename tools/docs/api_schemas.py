"""What a JSON schema of the API's description says, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tools.docs.markdown import code, page, prose, table

Schema = Mapping[str, Any]

SCHEMAS = "schemas.md"
_BOUNDS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "above {}",
    "maximum": "at most {}",
    "minLength": "characters: {} or more",
    "maxLength": "characters: {} at most",
    "maxItems": "items: {} at most",
    "default": "`{}` unless given",
}
_LARGEST_ID = 2**63 - 1


def schemas_page(schemas: Mapping[str, Schema]) -> str:
    """Return the page of all named parts of requests and answers."""
    return page("Parts of requests and answers", *(_section(name, schema) for name, schema in sorted(schemas.items())))


def field_table(schema: Schema) -> str:
    """Return the fields of an object."""
    needed = schema.get("required", [])
    return table(("field", "kind", "meaning"), _fields(schema.get("properties", {}), needed))


def kind(schema: Schema) -> str:
    """Return what a value is, with a link where it has a name of its own."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return f"[{prose(name)}]({SCHEMAS}#{name.lower()})"
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return " or ".join(map(kind, schema[choice]))
    if "enum" in schema:
        return ", ".join(code(str(value)) for value in schema["enum"])
    if "const" in schema:
        return code(str(schema["const"]))
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")


def meaning(schema: Schema) -> str:
    """Return the description of a value and its bounds."""
    return "; ".join([*([prose(schema["description"])] if "description" in schema else []), *_bounds(schema)])


def _section(name: str, schema: Schema) -> str:
    values = "" if "properties" in schema else kind(schema)
    parts = [f"## {code(name)}", prose(schema.get("description", "")), field_table(schema), values]
    return "\n\n".join(part for part in parts if part)


def _fields(properties: Mapping[str, Schema], needed: list[str]) -> Iterator[tuple[str, ...]]:
    for name, schema in properties.items():
        yield code(name) + (" \\*" if name in needed else ""), kind(schema), meaning(schema)


def _bounds(schema: Schema) -> Iterator[str]:
    for part in (schema, *schema.get("anyOf", ())):
        for key, words in _BOUNDS.items():
            value = part.get(key)
            if value not in (None, "") and not (key == "maximum" and value >= _LARGEST_ID):
                yield words.format(_shown(value))


def _shown(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)
