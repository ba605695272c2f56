"""The version is what Git's tags say, and something that can be installed where there are none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from harkara.kit.version import version_of

pytestmark = pytest.mark.faults


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.in", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--initial-branch=main")
    (tmp_path / "file").write_text("1")
    git(tmp_path, "add", "file")
    git(tmp_path, "commit", "-m", "first")
    return tmp_path


def test_before_the_first_tag(clone: Path) -> None:
    assert version_of(clone).startswith("0.1.0.dev1+g")


def test_at_a_tag_and_after_it(clone: Path) -> None:
    git(clone, "tag", "-a", "v1.2.3", "-m", "1.2.3")
    assert version_of(clone) == "1.2.3"
    git(clone, "tag", "not-a-version")
    git(clone, "commit", "--allow-empty", "-m", "second")
    assert version_of(clone).startswith("1.2.4.dev1+g")


def test_changed_files_are_no_release(clone: Path) -> None:
    git(clone, "tag", "-a", "v1.2.3", "-m", "1.2.3")
    (clone / "file").write_text("2")
    assert version_of(clone).startswith("1.2.4.dev0+g")
    assert version_of(clone).endswith(".dirty")


def test_without_git_and_without_a_clone(
    clone: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert version_of(tmp_path_factory.mktemp("unpacked")) == "0.1.0.dev0"
    monkeypatch.setenv("PATH", "/nowhere")
    assert version_of(clone).startswith("0.1.0.dev0+g")


def test_a_folder_in_another_repository_is_not_told_its_version(clone: Path) -> None:
    (clone / "unpacked").mkdir()
    assert version_of(clone / "unpacked") == "0.1.0.dev0"
