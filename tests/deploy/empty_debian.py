"""A Debian in which nothing is installed but what every server has: its files from debootstrap, its own systemd, processes and network.
It reaches the outside through slirp4netns; nobody reaches it, so that it may listen wherever it likes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

TOOLS = {"debootstrap": "debootstrap", "slirp4netns": "slirp4netns", "systemd-nspawn": "systemd-container"}
EVERY_SERVER_HAS = "systemd,systemd-sysv,dbus,procps,ca-certificates"
CERTIFICATES = Path("usr/local/share/ca-certificates")
"""A network with a certificate authority of its own has it here: known to the new Debian too."""
TRUSTED = "/etc/ssl/certs/ca-certificates.crt"
MINUTE = 60.0


class EmptyDebian:
    """One that can be switched on and off. Commands are root's there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._running: list[subprocess.Popen[bytes]] = []

    def boot(self) -> None:
        """Start its systemd and wait until that has started all it shall."""
        command = ["systemd-nspawn", "--quiet", "--boot", "--register=no", "--keep-unit", "--private-network"]
        with (self.root.parent / "console.log").open("ab") as console:
            box = subprocess.Popen(
                [*command, "--console=pipe", "--resolv-conf=off", f"--directory={self.root}"],
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
            )
        self._running = [box]
        self._running.append(_network(_leader(box)))
        # "degraded" is up too: some units of a real machine cannot run here.
        bus = "until [ -S /run/dbus/system_bus_socket ]; do sleep 0.1; done"
        told = self.attempt(f"{bus}; systemctl is-system-running --wait").stdout
        assert "running" in told or "degraded" in told, told

    def switch_off(self) -> None:
        """As the button of a server does: systemd ends everything in order, within its time."""
        for process in self._running:
            process.terminate()
            process.wait(timeout=3 * MINUTE)
        self._running = []

    def attempt(self, command: str, *, seconds: float = MINUTE) -> subprocess.CompletedProcess[str]:
        """Run a line of shell; what it says on both ways comes back in one."""
        environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LANG": "C.UTF-8",
            **dict.fromkeys(("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS", "GIT_SSL_CAINFO"), TRUSTED),
        }
        into = [
            "nsenter",
            f"--target={_leader(self._running[0])}",
            "--mount",
            "--net",
            "--pid",
            "--ipc",
            "--uts",
            "--cgroup",
        ]
        given = [f"{name}={value}" for name, value in environment.items()]
        return subprocess.run(
            [*into, "--", "env", "-i", *given, "bash", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )

    def run(self, command: str, *, seconds: float = MINUTE) -> str:
        """Run it to a good end and return what it said."""
        ended = self.attempt(command, seconds=seconds)
        assert ended.returncode == 0, ended.stdout
        return ended.stdout


@contextmanager
def empty_debian(suite: str) -> Generator[EmptyDebian]:
    """Make one and boot it; afterwards neither a process nor a file of it is left."""
    _require_tools()
    # Not in pytest's folder: other users in there could not read it.
    with TemporaryDirectory(prefix="debian-") as folder:
        Path(folder).chmod(0o755)
        root = Path(folder) / "root"
        command = ["debootstrap", "--variant=minbase", f"--include={EVERY_SERVER_HAS}", suite, str(root)]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stdout[-2000:]
        debian = EmptyDebian(root)
        _prepare(root)
        try:
            debian.boot()
            debian.run("update-ca-certificates")
            yield debian
        finally:
            debian.switch_off()


def _require_tools() -> None:
    if os.geteuid() != 0:
        pytest.skip("debootstrap and systemd-nspawn need root")
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        pytest.skip(
            f"debootstrap, systemd-nspawn or slirp4netns is missing (Debian: sudo apt-get install {' '.join(missing)})"
        )


def _prepare(root: Path) -> None:
    (root / "etc/resolv.conf").write_text("nameserver 10.0.2.3\n")  # slirp4netns' own
    if (Path("/") / CERTIFICATES).is_dir():
        shutil.copytree(Path("/") / CERTIFICATES, root / CERTIFICATES, dirs_exist_ok=True)


def _leader(box: subprocess.Popen[bytes]) -> int:
    """Return the process that is the first one in there, once it is its systemd."""
    while True:
        leaders = [child.pid for child in psutil.Process(box.pid).children() if child.name() == "systemd"]
        if leaders:
            return leaders[0]
        with suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"systemd-nspawn ended with {box.wait(timeout=0.1)}")


def _network(pid: int) -> subprocess.Popen[bytes]:
    """Give it a way to the outside, and wait until it is there."""
    ready_read, ready_write = os.pipe()
    command = ["slirp4netns", "--configure", "--mtu=65520", "--disable-host-loopback", f"--ready-fd={ready_write}"]
    slirp = subprocess.Popen(
        [*command, str(pid), "tap0"], pass_fds=[ready_write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(ready_write)
    with os.fdopen(ready_read, "rb") as ready:
        assert ready.read(1) == b"1", "slirp4netns gave no network"
    return slirp
