"""Puts into a wheel what a clone has beside the package: the built dashboard, the migrations, the commit.

An editable install gets none of it: it runs in the clone, and is made before the dashboard is built.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WithDashboard(BuildHookInterface[Any]):
    """Found by hatchling through pyproject.toml."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files; hatchling copies them."""
        if version == "editable":
            return
        root = Path(self.root)
        dashboard = root / "web" / "dist"
        if not (dashboard / "index.html").is_file():
            self.app.abort("The dashboard is not built, and a wheel without it would serve no page: run `make build`.")
        migrations = [root / "migrations" / "env.py", *sorted((root / "migrations" / "versions").glob("[0-9]*.py"))]
        included = {str(dashboard): "harkara/built/web/dist"}
        included |= {str(file): f"harkara/built/{file.relative_to(root)}" for file in migrations}
        included[str(self._commit_file(root))] = "harkara/built/commit"
        build_data["force_include"] |= included

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made for the wheel only."""
        if hasattr(self, "_written"):
            self._written.cleanup()

    def _commit_file(self, root: Path) -> Path:
        sys.path.insert(0, str(root / "src"))
        from harkara.kit.commit import commit_of

        self._written = tempfile.TemporaryDirectory()
        file = Path(self._written.name) / "commit"
        file.write_text(commit_of(root) or "")
        return file
