"""Serves the built dashboard: hashed assets for ever, the page itself fresh each time, any other path is the page."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from harkara.kit.errors import NotFoundError

DIST = Path(__file__).parents[3] / "web" / "dist"
# These belong to programs; a page there would only confuse them.
PROGRAM_PATHS = ("api/", "auth/", "realtime/", "webhooks/")

NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Harkara</title>
<p>The dashboard is not built yet. Run <code>make run</code>, or <code>npm --prefix web run build</code>.</p>"""


class HashedAssets(StaticFiles):
    """Files whose names change with their content, so browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve one file with a year of caching."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def mount_dashboard(app: FastAPI) -> None:
    """Serve the dashboard under every path nothing else has taken. Call it last."""
    if (DIST / "assets").is_dir():
        app.mount("/assets", HashedAssets(directory=DIST / "assets"))

    @app.get("/{path:path}", include_in_schema=False)
    async def page(path: str) -> Response:  # pyright: ignore[reportUnusedFunction] - FastAPI holds it
        if path.startswith(PROGRAM_PATHS):
            raise NotFoundError(f"/{path}")
        file = (DIST / path).resolve()
        if path and file.is_file() and file.is_relative_to(DIST):
            return FileResponse(file)
        if not (DIST / "index.html").is_file():
            return HTMLResponse(NOT_BUILT, status_code=503)
        return FileResponse(DIST / "index.html", headers={"Cache-Control": "no-cache"})
