"""The other ways to run it: systemd's units and the container, held against the code they name."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.deploy.test_install import DEPLOY

from harkara.entrypoints.cli import app
from harkara.entrypoints.supervisor.preflight import OLDEST_POSTGRES
from harkara.kit.settings import Settings

UNITS = sorted(DEPLOY.glob("systemd/harkara-*.*"))
DOCKERFILE = (DEPLOY / "docker/Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "docker/compose.yml").read_text())
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"] == "harkara"}
VARIABLES = {name.upper() for name in Settings.model_fields} | {"HARKARA_HOST"}


def exists(*words: str) -> bool:
    """Say whether `harkara` has this command."""
    from typer.main import get_command

    command: Any = get_command(app)
    for word in words:
        command = command.commands.get(word)
    return command is not None


class TestSystemd:
    @pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
    def test_finds_nothing_wrong_with_the_units(self, tmp_path: Path) -> None:
        """Less where the programs are, which are not installed here."""
        names: list[str] = []
        for unit in UNITS:
            name = unit.name.replace("@", "@8080")
            names.append(str(tmp_path / name))
            text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", unit.read_text())
            (tmp_path / name).write_text(text.replace("WorkingDirectory=/opt/harkara", "WorkingDirectory=/"))
        command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *names]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        ours = [line for line in ended.stderr.splitlines() if "harkara" in line]
        assert (ended.returncode, ours) == (0, [])

    def test_each_starts_a_command_there_is(self) -> None:
        started = [re.search(r"ExecStart=/opt/harkara/current/bin/harkara (\w+)", unit.read_text()) for unit in UNITS]
        words = [found[1] for found in started if found]
        assert sorted(words) == ["api", "run", "worker"]
        assert all(exists(word) for word in words)

    def test_each_is_started_again_for_ever(self) -> None:
        """systemd gives up after five ends in ten seconds otherwise; a database may be away for longer."""
        for unit in UNITS:
            if "Type=oneshot" not in (text := unit.read_text()) and unit.suffix == ".service":
                before_service, service = text.split("[Service]")
                assert "StartLimitIntervalSec=0\n" in before_service, unit.name
                assert "Restart=always\n" in service, unit.name

    def test_none_has_more_rights_than_it_needs(self) -> None:
        for unit in UNITS:
            if unit.suffix == ".service":
                words = unit.read_text()
                for wanted in (
                    "User=harkara\n",
                    "NoNewPrivileges=yes\n",
                    "ProtectSystem=strict\n",
                    "ProtectHome=yes\n",
                ):
                    assert wanted in words, unit.name


class TestContainer:
    def test_hadolint_finds_nothing(self) -> None:
        hadolint = Path(sys.executable).with_name("hadolint")
        ended = subprocess.run([hadolint, DEPLOY / "docker/Dockerfile"], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stdout) == (0, "")

    def test_what_it_copies_is_there_or_built(self) -> None:
        copied = re.findall(r"^COPY (?!--from)(.+) \./$", DOCKERFILE, re.MULTILINE)[0].split()
        let_in = (DEPLOY / "docker/Dockerfile.dockerignore").read_text().splitlines()
        assert copied
        assert {f"!{path}" for path in copied} == {line for line in let_in if line.startswith("!")}
        assert (DEPLOY.parent / "requirements/run.txt").is_file()

    def test_its_python_and_postgresql_are_new_enough(self) -> None:
        pythons = {tuple(map(int, found)) for found in re.findall(r"FROM python:(\d+)\.(\d+)", DOCKERFILE)}
        assert len(pythons) == 1
        assert min(pythons) >= (3, 11)
        assert int(re.findall(r"^postgres:(\d+)", COMPOSE["services"]["database"]["image"])[0]) >= OLDEST_POSTGRES

    def test_every_setting_and_command_in_it_exists(self) -> None:
        set_here = re.findall(r"([A-Z_]+)=", "".join(re.findall(r"^ENV (.+)$", DOCKERFILE, re.MULTILINE)))
        assert set(set_here) - VARIABLES == {"PATH", "LANG"}
        assert set(OURS) == {"migrate", "admin", "api", "worker"}
        for service in OURS.values():
            assert set(service["environment"]) <= VARIABLES
            assert exists(*service["command"])

    def test_it_listens_on_the_hosts_loopback_only_and_where_its_health_is_asked(self) -> None:
        assert OURS["api"]["ports"] == ["127.0.0.1:8080:8080"]
        assert [service.get("ports") for name, service in COMPOSE["services"].items() if name != "api"] == [None] * 4
        assert "EXPOSE 8080" in DOCKERFILE
        assert "http://127.0.0.1:8080/healthz" in DOCKERFILE

    def test_a_gentle_stop_has_the_time_it_needs(self) -> None:
        """As long as systemd's units give."""
        for name in ("api", "worker"):
            seconds = re.findall(r"TimeoutStopSec=(\d+)", (DEPLOY / f"systemd/harkara-{name}@.service").read_text())
            assert OURS[name]["stop_grace_period"] == f"{seconds[0]}s"
