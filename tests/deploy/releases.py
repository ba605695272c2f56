"""Two further versions of this code as wheels, made in a clone of it: one with the same tables, one with a table more."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from harkara.entrypoints.revision import newest_revision

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")
REVISION = "9000"

_MIGRATION = f'''"""A table more."""
import sqlalchemy as sa
from alembic import op

revision = "{REVISION}"
down_revision = "{{before}}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("of_the_next_version", sa.Column("id", sa.Integer(), primary_key=True))
'''


@dataclass(frozen=True)
class Wheels:
    """Versions 8.0.0, 8.0.1 (same tables) and 8.1.0 (a table more)."""

    first: Path
    same_tables: Path
    more_tables: Path


async def build_wheels(folder: Path) -> Wheels:
    """Build all three from what is in the working folder now."""
    clone = folder / "clone"
    await run("git", "clone", "--quiet", ROOT, clone, cwd=folder)
    shutil.copytree(ROOT / "src", clone / "src", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "web/dist", clone / "web/dist")
    first = await _release(clone, folder, "8.0.0")
    same = await _release(clone, folder, "8.0.1")
    file = clone / "migrations/versions" / f"{REVISION}_next.py"
    file.write_text(_MIGRATION.format(before=newest_revision()))
    return Wheels(first, same, await _release(clone, folder, "8.1.0"))


async def virtual_environment(release: Path, wheel: Path) -> None:
    """Install a wheel as install.sh would, but from the local cache."""
    await run(UV, "venv", "--quiet", "--seed", "--python", sys.executable, release, cwd=release.parent)
    python = release / "bin/python"
    lock = ("--require-hashes", "-r", ROOT / "requirements/run.txt")
    await run(UV, "pip", "install", "--quiet", "--python", python, *lock, cwd=release)
    await run(UV, "pip", "install", "--quiet", "--no-deps", "--python", python, wheel, cwd=release)


async def _release(clone: Path, folder: Path, version: str) -> Path:
    git = ("git", "-c", "user.name=Tests", "-c", "user.email=tests@example.in")
    await run(*git, "add", "--all", cwd=clone)
    await run(*git, "commit", "--quiet", "--allow-empty", "--message", version, cwd=clone)
    await run(*git, "tag", "--annotate", f"v{version}", "--message", version, cwd=clone)
    target = folder / version
    build = ("build", "--wheel", "--quiet", "--no-build-isolation", "--python", sys.executable, "--out-dir", target)
    await run(UV, *build, cwd=clone)
    (wheel,) = target.glob(f"harkara-{version}-*.whl")
    return wheel


async def run(*command: str | Path, cwd: Path) -> None:
    ended = await asyncio.to_thread(
        subprocess.run,
        [str(part) for part in command],
        cwd=cwd,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
