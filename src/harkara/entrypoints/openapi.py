"""Prints the API's description; `make openapi` keeps the copy the web client is generated from."""

from __future__ import annotations

import json
import sys
from typing import Any

from harkara.entrypoints.api import create_app
from harkara.kit.settings import Settings


def describe() -> dict[str, Any]:
    """Return the OpenAPI document. No database is touched and no setting of this machine is read."""
    return create_app(Settings.model_construct(), "postgresql://nobody@localhost/none").openapi()


def main() -> None:
    """Write the document to standard output."""
    json.dump(describe(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
