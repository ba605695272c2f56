"""The audit fails on a vulnerability, and never lets a check that was not made look like a pass."""

from __future__ import annotations

import json

from requirements.audit import of_npm_audit, of_pip_audit, told

PACKAGE = {"name": "jinja2", "version": "2.4.1", "vulns": []}
FAULT = {"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"], "aliases": [], "description": ""}
SKIPPED = {"name": "uvloop", "skip_reason": "Dependency not found on PyPI and could not be audited: uvloop (0.23.0)"}


def pip_output(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_clean_answer_says_how_many_were_asked_about() -> None:
    assert told("Python", of_pip_audit(pip_output(PACKAGE, PACKAGE))) == [
        "audit: Python: 2 packages, no known vulnerability."
    ]


def test_a_vulnerability_is_named_with_its_mend() -> None:
    found = of_pip_audit(pip_output(PACKAGE | {"vulns": [FAULT]}, PACKAGE))
    assert told("Python", found) == ["audit: Python: VULNERABLE jinja2 2.4.1: PYSEC-2019-217, mended in 2.10.1"]


def test_a_registry_without_the_service_is_no_pass() -> None:
    [line] = told("Python", of_pip_audit(pip_output(SKIPPED, PACKAGE)))
    assert line.startswith("audit: Python: NOT AUDITED, its service knows nothing of 1 of 2 packages.")


def test_no_network_is_no_pass() -> None:
    [line] = told("Python", of_pip_audit(""))
    assert line.startswith("audit: Python: NOT AUDITED, its service does not answer.")


def test_npm_tells_its_vulnerabilities() -> None:
    report = {"vulnerabilities": {"vite": {"severity": "high"}}, "metadata": {"dependencies": {"total": 300}}}
    assert told("web", of_npm_audit(json.dumps(report))) == ["audit: web: VULNERABLE vite: high"]
    clean = report | {"vulnerabilities": {}}
    assert told("web", of_npm_audit(json.dumps(clean))) == ["audit: web: 300 packages, no known vulnerability."]


def test_npm_without_the_service_is_no_pass() -> None:
    for output in ("", '{"message": "405 Method Not Allowed", "method": "POST"}'):
        [line] = told("web", of_npm_audit(output))
        assert line.startswith("audit: web: NOT AUDITED, ")
