"""Prints the API's description; `make openapi` keeps the copy the web client is generated from."""

from __future__ import annotations

import json
import sys

from harkara.entrypoints.api import create_app
from harkara.kit.settings import Settings


def main() -> None:
    """Write the OpenAPI document to standard output. No database is touched."""
    app = create_app(Settings(_env_file=None), "postgresql://nobody@localhost/none")  # pyright: ignore[reportCallIssue] - pydantic-settings' own argument
    json.dump(app.openapi(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
