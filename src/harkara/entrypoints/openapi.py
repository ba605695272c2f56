"""Prints the API's description; `make openapi` keeps the copy the web client is generated from."""

from __future__ import annotations

import json
import sys
from typing import Any

from harkara.entrypoints.api import create_app
from harkara.kit.problems import MEDIA_TYPE
from harkara.kit.settings import Settings

_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def describe() -> dict[str, Any]:
    """Return the OpenAPI document. No database is touched and no setting of this machine is read."""
    document = create_app(Settings.model_construct(), "postgresql://nobody@localhost/none").openapi()
    for operations in document["paths"].values():
        for operation in operations.values():
            for response in operation["responses"].values():
                _name_problems(response)
    return document


def _name_problems(response: dict[str, Any]) -> None:
    """Say of refusals what kind of JSON they are; FastAPI knows one kind for all answers of a route."""
    for described in response.get("content", {}).values():
        if described.get("schema") == _PROBLEM:
            response["content"] = {MEDIA_TYPE: described}
            return


def main() -> None:
    """Write the document to standard output."""
    json.dump(describe(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
