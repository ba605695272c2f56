"""`make release` with DRY=1, in a clone of its own: what it refuses, and what it would do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.in", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with what a release looks at, ready for 1.2.3."""
    root = tmp_path / "clone"
    (root / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", root)
    shutil.copy(ROOT / "requirements/release.sh", root / "requirements")
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## [1.2.3] - 2026-11-29\n\n- All of it.\n")
    git(root, "init", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "-m", "ready")
    return root


def release(root: Path, version: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--silent", "release", f"VERSION={version}", "DRY=1"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def tags(root: Path) -> str:
    return subprocess.run(["git", "-C", str(root), "tag"], check=True, capture_output=True, text=True).stdout


def test_it_says_what_it_would_do_and_does_nothing(clone: Path) -> None:
    said = release(clone, "1.2.3")
    assert said.returncode == 0, said.stderr
    would = [line.strip() for line in said.stdout.splitlines() if "would run" in line]
    assert would[0] == "would run: make test"
    assert "would run: make build" in would
    assert "would run: git tag -a v1.2.3 -m Harkara 1.2.3" in would
    assert tags(clone) == ""


@pytest.mark.parametrize("version", ["", "1.2", "v1.2.3", "01.2.3", "1.2.3; rm"])
def test_what_is_no_version(clone: Path, version: str) -> None:
    said = release(clone, version)
    assert said.returncode != 0
    assert "is no version" in said.stderr


def test_a_version_that_the_changelog_does_not_know(clone: Path) -> None:
    said = release(clone, "1.2.4")
    assert said.returncode != 0
    assert "CHANGELOG.md has no section" in said.stderr


def test_changed_files(clone: Path) -> None:
    (clone / "new").write_text("")
    assert "changed or unknown" in release(clone, "1.2.3").stderr


def test_another_branch(clone: Path) -> None:
    git(clone, "switch", "-c", "side")
    assert "not the branch main" in release(clone, "1.2.3").stderr


def test_a_tag_that_exists(clone: Path) -> None:
    git(clone, "tag", "v1.2.3")
    assert "exists already" in release(clone, "1.2.3").stderr
