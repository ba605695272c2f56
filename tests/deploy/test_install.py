"""install.sh and uninstall.sh as far as they go without a server of their own: what they refuse, and that a dry run changes nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from harkara.kit.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
GOOD = ("--domain", "wa.example.in", "--email", "asha@example.in")
SECRET_ADDRESS = "postgresql://harkara:geheim@db.example.in:6543/harkara"

requires_apt = pytest.mark.skipif(not Path("/usr/bin/apt-get").exists(), reason="install.sh knows Debian and Ubuntu")


def run(script: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DEPLOY / script, *words],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def program(file: Path, does: str) -> Path:
    file.write_text(f"#!/bin/sh\n{does}\n")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--domain is missing"),
        (("--domain",), "--domain needs a value"),
        (("--domain", "https://wa.example.in"), "--domain https://wa.example.in is no name"),
        (("--domain", "203.0.113.9"), "is no name of the internet"),
        (("--domain", "wa.example.in;rm -rf"), "is no name of the internet"),
        (("--domain", "a|e touch"), "is no name of the internet"),
        (("--domain", "wa.example.in"), "--email is missing"),
        (("--domain", "wa.example.in", "--email", "asha"), "--email asha is no address"),
        (("--domain", "wa.example.in", "--email", "a'b@example.in"), "is no address"),
        ((*GOOD, "--wheel", "/nowhere.whl"), "--wheel /nowhere.whl: there is no such file"),
        ((*GOOD, "--wheel", str(DEPLOY / "install.sh")), "is no wheel of Harkara"),
        ((*GOOD, "--database-url", "mysql://x"), "The database's address is not one"),
        ((*GOOD, "--database-url", SECRET_ADDRESS), "transaction pooler (6543)"),
        ((*GOOD, "--database-url", "postgresql://h/d", "--embedded"), "both asked for"),
        ((*GOOD, "--quick"), "--quick is no option"),
    ],
)
def test_what_cannot_be_right_is_refused_with_what_to_do(words: tuple[str, ...], said: str) -> None:
    ended = run("install.sh", *words)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "→ " in ended.stderr
    assert ended.stdout == "", "something was begun"
    assert "geheim" not in ended.stderr


@requires_apt
def test_a_python_that_was_given_and_is_too_old_is_refused_with_what_to_do(tmp_path: Path) -> None:
    old = program(tmp_path / "python3.10", "echo 3.10")
    ended = run("install.sh", *GOOD, "--dry-run", "--python", str(old))
    assert ended.returncode == 1
    assert f"{old} is 3.10, needed is 3.11 or newer" in ended.stderr
    assert "Leave --python out" in ended.stderr


def test_beside_a_system_that_is_too_old_it_puts_what_it_needs(tmp_path: Path) -> None:
    """Ubuntu 22.04: Python 3.10, PostgreSQL 14, Nginx 1.18."""
    has = {"nginx": "1.18.0-6ubuntu14.4", "postgresql": "14+238", "python3": "3.10.6-1~22.04"}
    cases = "".join(f'{name}) echo "  Candidate: {version}";; ' for name, version in has.items())
    program(tmp_path / "apt-cache", f'case "$2" in {cases} esac')
    program(tmp_path / "apt-get", "")
    old = program(tmp_path / "python3", "echo 3.10")
    script = tmp_path / "run.sh"
    script.write_text(
        f"set -euo pipefail; deploy={DEPLOY} checkout={DEPLOY.parent}; source $deploy/layout.sh\n"
        "for file in say options checks system python; do source $deploy/install/$file.sh; done\n"
        f"system_python={old} python={old} dry_run=yes\n"
        "require_machine; echo python=$python database=$database; packages; have_python || echo to be brought\n"
    )
    ended = subprocess.run(
        ["bash", script], env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "! Python here is 3.10, needed is 3.11 or newer.\n  → Python 3.13 is put beside it" in ended.stdout
    assert "! PostgreSQL here is 14, needed is 15 or newer.\n  → The one that Harkara brings is used." in ended.stdout
    assert "python=/opt/harkara/python/current/bin/python3 database=embedded" in ended.stdout
    assert "postgresql" not in ended.stdout.split("database=embedded")[1]
    assert ended.stdout.endswith("to be brought\n")


@requires_apt
def test_a_dry_run_says_what_would_be_done_and_does_nothing(tmp_path: Path) -> None:
    places = {
        "HARKARA_HOME": str(tmp_path / "home"),
        "HARKARA_DATA": str(tmp_path / "data"),
        "HARKARA_LOGS": str(tmp_path / "logs"),
        "HARKARA_USER": "harkara-of-the-tests",
    }
    ended = run("install.sh", *GOOD, "--dry-run", "--embedded", "--python", sys.executable, **places)
    if "nginx here is" in ended.stderr:
        pytest.skip("apt has no package lists here")
    assert ended.returncode == 0, ended.stderr
    for what in ("User harkara-of-the-tests", "Folders", "Release", "Tables", "Nginx", "Let's Encrypt"):
        assert f"· {what}: would be done" in ended.stdout
    assert list(tmp_path.iterdir()) == []


def test_uninstalling_says_what_would_go_and_what_stays(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "releases").mkdir(parents=True)
    (home / ".env").touch()
    places = {"HARKARA_HOME": str(home), "HARKARA_USER": "harkara-of-the-tests"}
    ended = run("uninstall.sh", "--dry-run", **places)
    assert ended.returncode == 0, ended.stderr
    assert "· Code removed: would be done" in ended.stdout
    assert f"Kept: {home}/.env" in ended.stdout
    assert "would be done" in run("uninstall.sh", "--dry-run", "--purge", **places).stdout
    assert (home / "releases").is_dir()
    assert run("uninstall.sh", "--all").returncode == 1


def test_a_step_that_ends_in_the_middle_is_named_and_stops_the_run(tmp_path: Path) -> None:
    script = tmp_path / "run.sh"
    script.write_text(
        "set -euo pipefail; dry_run=''; env_file=/nowhere\n"
        f"source {DEPLOY}/install/say.sh; trap leave EXIT\n"
        "works() { false; echo 'went on behind the failure'; }\n"
        "step There true works; step Missing never works; echo 'went on with the next step'\n"
    )
    ended = subprocess.run(["bash", script], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stdout == "✓ There: already there\n→ Missing\n"
    assert "✗ Missing did not work (exit code 1)" in ended.stderr


def test_every_setting_it_writes_is_one() -> None:
    written = re.findall(r"^([A-Z_]+)=", (DEPLOY / "install/settings.sh").read_text(), re.MULTILINE)
    assert len(written) > 10
    assert [name for name in written if name.lower() not in Settings.model_fields] == []


def is_script(file: Path) -> bool:
    return (
        file.is_file()
        and os.access(file, os.X_OK)
        and "node_modules" not in file.parts
        and file.read_bytes().startswith(b"#!/usr/bin/env bash")
    )


SCRIPTS = sorted(str(file.relative_to(DEPLOY)) for file in DEPLOY.rglob("*") if is_script(file))


@pytest.mark.parametrize("script", SCRIPTS)
def test_shellcheck_finds_nothing(script: str) -> None:
    """With what each script reads in."""
    shellcheck = Path(sys.executable).with_name("shellcheck")
    command = [shellcheck, "--external-sources", "--check-sourced", DEPLOY / script]
    ended = subprocess.run(command, cwd=DEPLOY.parent, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_no_pipe_ends_in_a_grep_that_leaves_early() -> None:
    """With pipefail what still writes into it dies, and the yes becomes a no: systemd's reload once stopped both APIs so."""
    lines = [
        f"{file.name}: {line.strip()}"
        for file in {*DEPLOY.rglob("*.sh"), *(DEPLOY / script for script in SCRIPTS)}
        if "node_modules" not in file.parts
        for line in file.read_text().splitlines()
        if re.search(r"\| *grep +-[a-zA-Z]*q", line)
    ]
    assert lines == []
