"""Asks the registries for known vulnerabilities of everything in the lock files. Part of `make lint`.

Fails on a vulnerability. Where the service does not answer (no network, or a mirror without it) nothing is known, which is
said plainly and fails nothing: to work offline must stay possible, and a check that was not made must not look like a pass.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
SECONDS = 120


@dataclass(frozen=True)
class Finding:
    """What was found out about one lock file."""

    asked: int
    """Packages the service has answered for."""
    vulnerable: list[str] = field(default_factory=list)
    silent: str | None = None
    """Why nothing, or not everything, is known."""


def of_pip_audit(output: str) -> Finding:
    """Read pip-audit's JSON. A package it could not ask about is listed with a reason, and its exit code says nothing of it."""
    try:
        packages: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        return Finding(0, silent="its service does not answer")
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    vulnerable = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'nothing yet'}"
        for package in packages
        for fault in package.get("vulns", [])
    ]
    silent = f"its service knows nothing of {len(skipped)} of {len(packages)} packages" if skipped else None
    return Finding(len(packages) - len(skipped), vulnerable, silent)


def of_npm_audit(output: str) -> Finding:
    """Read npm's JSON: a report, or the error of a registry that offers none."""
    try:
        report: dict[str, Any] = json.loads(output)
        asked = report["metadata"]["dependencies"]["total"]
    except (ValueError, KeyError):
        return Finding(0, silent="its service does not answer")
    return Finding(asked, [f"{name}: {fault['severity']}" for name, fault in report["vulnerabilities"].items()])


def told(name: str, finding: Finding) -> list[str]:
    """Return what to print about it."""
    lines = [f"audit: {name}: VULNERABLE {fault}" for fault in finding.vulnerable]
    if finding.silent:
        lines.append(f"audit: {name}: NOT AUDITED, {finding.silent}. Run `make audit` where it does.")
    elif not finding.vulnerable:
        lines.append(f"audit: {name}: {finding.asked} packages, no known vulnerability.")
    return lines


def run(*command: str, cwd: Path = ROOT) -> str:
    """Return what the command printed; nothing if it takes too long."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    try:
        done = subprocess.run(  # noqa: S603 - the two commands below
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def pip_audit(lock: str) -> Finding:
    """Ask about one Python lock file."""
    options = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--timeout", "10", "--format", "json")
    return of_pip_audit(run(str(BIN / "pip-audit"), "--requirement", f"requirements/{lock}", *options))


def main() -> int:
    """Ask, tell, and return the exit code."""
    findings = {
        "Python (run)": pip_audit("run.txt"),
        "Python (development)": pip_audit("dev.txt"),
        "web": of_npm_audit(run("npm", "audit", "--json", cwd=ROOT / "web")),
    }
    for name, finding in findings.items():
        print("\n".join(told(name, finding)))  # noqa: T201 - its output
    return 1 if any(finding.vulnerable for finding in findings.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
