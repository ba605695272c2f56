"""The pages of the API, from `web/openapi.json`: a list of all routes, and for each part its routes with what they take and answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.docs.api_problems import problems_of
from tools.docs.api_schemas import SCHEMAS, field_table, kind, meaning, schemas_page
from tools.docs.markdown import code, page, prose, table
from tools.docs.problems_page import HEAD, problem_rows

DESCRIPTION = Path(__file__).parents[2] / "web/openapi.json"
FOLDER = "reference/api"
_INTRODUCTION = """The dashboard uses this API and nothing else. Send the access token of a session as `Authorization: Bearer …`; only
`/healthz`, `/readyz`, `/webhooks/whatsapp` and `/api/session` do without. Lists come in pages: put `next_cursor` of one into `cursor`
to get the next. Times are ISO 8601 in UTC. Every refusal is a [problem](../problems.md). `\\*` marks what must be given or is always
there. The whole description is `/openapi.json` of a running installation."""


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one address."""

    tag: str
    method: str
    path: str
    operation: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called in the address bar of the docs, too."""
        return f"{self.method.upper()} {self.path}"


def api_pages() -> dict[str, str]:
    """Return all pages by their address."""
    description = json.loads(DESCRIPTION.read_text())
    routes = list(every_route(description))
    tags = sorted({route.tag for route in routes})
    pages = {f"{FOLDER}/{tag}.md": _part(tag, [route for route in routes if route.tag == tag]) for tag in tags}
    return {
        f"{FOLDER}/index.md": _index(routes),
        **pages,
        f"{FOLDER}/{SCHEMAS}": schemas_page(description["components"]["schemas"]),
    }


def every_route(description: Mapping[str, Any]) -> Iterator[Route]:
    """Yield all routes in the order of the description."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield Route(operation["tags"][0], method, path, operation)


def _index(routes: list[Route]) -> str:
    rows = [
        (code(route.name), prose(_first_sentence(route)), f"[{route.tag}]({route.tag}.md)")
        for route in sorted(routes, key=lambda route: route.tag)
    ]
    return page("API", _INTRODUCTION, table(("route", "what it does", "part"), rows))


def _first_sentence(route: Route) -> str:
    return str(route.operation.get("description", "")).split(". ")[0].split("\n\n")[0].rstrip(".") + "."


def _part(tag: str, routes: list[Route]) -> str:
    refusals = table(HEAD, problem_rows(problems_of(tag)))
    own = f"## What this part refuses\n\nBesides what [every route may answer](../problems.md).\n\n{refusals}"
    return page(f"API: {tag}", *map(_route, routes), own if refusals else "")


def _route(route: Route) -> str:
    blocks = [f"## {code(route.name)}", *map(prose, str(route.operation.get("description", "")).split("\n\n"))]
    parameters = [
        (code(item["name"]) + (" \\*" if item.get("required") else ""), item["in"], kind(item["schema"]), meaning(item["schema"]))
        for item in route.operation.get("parameters", [])
    ]  # fmt: skip
    blocks.append(table(("parameter", "in", "kind", "meaning"), parameters))
    blocks += [_body(route), f"Answers {_answers(route)}."]
    return "\n\n".join(block.strip("\n") for block in blocks if block)


def _body(route: Route) -> str:
    for content, media in route.operation.get("requestBody", {}).get("content", {}).items():
        schema = media["schema"]
        return (
            f"Takes {code(content)}: {kind(schema)}."
            if "$ref" in schema
            else f"Takes {code(content)}:\n\n{field_table(schema)}"
        )
    return ""


def _answers(route: Route) -> str:
    named = [
        code(status) + "".join(f" {kind(media['schema'])}" for media in answer.get("content", {}).values() if media.get("schema"))
        for status, answer in route.operation["responses"].items()
        if status.startswith("2")
    ]  # fmt: skip
    refused = [code(status) for status in route.operation["responses"] if status[0] in "45"]
    return "; ".join([*named, *([f"refuses with {', '.join(refused)}"] if refused else [])])
