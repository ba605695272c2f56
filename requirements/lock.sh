#!/bin/sh
# Writes the lock files anew: pinned, with hashes, without registry addresses. Run by `make lock`.
set -eu
cd "$(dirname "$0")/.."
lock() { .venv/bin/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate "$@"; }
lock requirements/bootstrap.in -o requirements/bootstrap.txt
lock requirements/node.in -o requirements/node.txt
lock pyproject.toml -o requirements/run.txt
lock pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt
