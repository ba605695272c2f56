"""The commit in the footer is the one that is checked out, however Git keeps it."""

from __future__ import annotations

from pathlib import Path

from harkara.kit.commit import commit_of

HASH = "0123456789abcdef0123456789abcdef01234567"


def clone(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / ".git" / name.replace("__", "/").replace("_", "-") if name != "HEAD" else root / ".git/HEAD"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def test_a_branch_has_a_file_or_a_packed_line(tmp_path: Path) -> None:
    loose = clone(tmp_path / "loose", HEAD="ref: refs/heads/main\n", refs__heads__main=f"{HASH}\n")
    packed = clone(
        tmp_path / "packed", HEAD="ref: refs/heads/main\n", packed_refs=f"# pack-refs\n{HASH} refs/heads/main\n"
    )
    assert commit_of(loose) == commit_of(packed) == HASH[:7]


def test_a_tag_that_is_checked_out_is_the_commit_itself(tmp_path: Path) -> None:
    assert commit_of(clone(tmp_path, HEAD=f"{HASH}\n")) == HASH[:7]


def test_a_worktree_points_to_its_clone(tmp_path: Path) -> None:
    main = clone(tmp_path / "main", HEAD="ref: refs/heads/main\n", refs__heads__side=f"{HASH}\n")
    own = main / ".git/worktrees/side"
    own.mkdir(parents=True)
    (own / "HEAD").write_text("ref: refs/heads/side\n")
    (own / "commondir").write_text("../..\n")
    side = tmp_path / "side"
    side.mkdir()
    (side / ".git").write_text(f"gitdir: {own}\n")
    assert commit_of(side) == HASH[:7]


def test_without_a_clone_there_is_none(tmp_path: Path) -> None:
    assert commit_of(tmp_path) is None
    assert commit_of(clone(tmp_path, HEAD="ref: refs/heads/unborn\n")) is None
    assert commit_of(clone(tmp_path, HEAD="nonsense\n")) is None
