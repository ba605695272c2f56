"""Serves the built dashboard: hashed assets for ever, the page itself fresh each time, any other path is the page."""

from __future__ import annotations

import mimetypes
import os

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.datastructures import Headers
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from harkara.kit.errors import NotFoundError
from harkara.kit.shipped import shipped

DIST = shipped("web") / "dist"
# These belong to programs; a page there would only confuse them.
PROGRAM_PATHS = ("api/", "auth/", "realtime/", "webhooks/")

NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Harkara</title>
<p>The dashboard is not built yet. Run <code>make run</code>, or <code>npm --prefix web run build</code>.</p>"""


ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What the build writes beside each file that gets smaller by it, the smallest first."""


class HashedAssets(StaticFiles):
    """Files whose names change with their content, so browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve one file with a year of caching, as small as the browser takes it."""
        response = self._compressed(path, Headers(scope=scope)) or await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["Vary"] = "Accept-Encoding"
        return response

    def _compressed(self, path: str, headers: Headers) -> Response | None:
        accepted = {part.split(";")[0].strip() for part in headers.get("accept-encoding", "").split(",")}
        for encoding in [name for name in ENCODINGS if name in accepted]:
            try:
                file, facts = self.lookup_path(path + ENCODINGS[encoding])
            except (OSError, ValueError):  # a name no file can have; the plain lookup says so
                return None
            if facts is not None and os.path.isfile(file):
                kind = mimetypes.guess_type(path)[0]
                return FileResponse(file, stat_result=facts, media_type=kind, headers={"Content-Encoding": encoding})
        return None


def mount_dashboard(app: FastAPI) -> None:
    """Serve the dashboard under every path nothing else has taken. Call it last."""
    if (DIST / "assets").is_dir():
        app.mount("/assets", HashedAssets(directory=DIST / "assets"))

    @app.get("/{path:path}", include_in_schema=False)
    async def page(path: str) -> Response:  # pyright: ignore[reportUnusedFunction] - FastAPI holds it
        if path.startswith(PROGRAM_PATHS):
            raise NotFoundError("There is nothing at this address.")
        file = (DIST / path).resolve()
        if path and file.is_file() and file.is_relative_to(DIST):
            return FileResponse(file)
        if not (DIST / "index.html").is_file():
            return HTMLResponse(NOT_BUILT, status_code=503)
        return FileResponse(DIST / "index.html", headers={"Cache-Control": "no-cache"})
