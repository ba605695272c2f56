"""What the dashboard, the alert rules and the page of documentation name is what a running platform exports, workers included."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from prometheus_client.core import Metric
from prometheus_client.parser import text_string_to_metric_families
from tests.acceptance.platform import Platform, csv_of, until

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"\b(?:harkara|process)_[a-z_]*[a-z]\b(?=[\s{)\]\[`\"'<>=*/+,-]|$)")
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "summary": ("_sum", "_count")}


async def exported(platform: Platform) -> dict[str, Metric]:
    page = (await platform.web.call("GET", "/metrics")).content.decode()
    return {family.name: family for family in text_string_to_metric_families(page)}


def names(families: dict[str, Metric]) -> set[str]:
    return {name + suffix for name, family in families.items() for suffix in SUFFIXES.get(family.type, ("",))}


def expressions(file: str) -> list[str]:
    if file.endswith(".json"):
        panels = json.loads((ROOT / file).read_text())["panels"]
        return [target["expr"] for panel in panels for target in panel["targets"]]
    return [line for line in (ROOT / file).read_text().splitlines() if "harkara_" in line]


@pytest.mark.parametrize("file", ["deploy/grafana/harkara.json", "deploy/prometheus/alerts.yml"])
async def test_every_figure_they_name_is_exported(platform: Platform, file: str) -> None:
    lines = expressions(file)
    assert len(lines) > 10
    missing = {name for line in lines for name in NAMED.findall(line)} - names(await exported(platform))
    assert missing == set()


async def test_the_documentation_names_every_figure_and_no_other(platform: Platform) -> None:
    page = (ROOT / "docs/operations/metrics.md").read_text()
    documented = set(re.findall(r"^\| `(harkara_\w+)`", page, re.MULTILINE))
    families = await exported(platform)
    ours = {name: family for name, family in families.items() if name.startswith("harkara_")}
    shown = {name + ("_total" if family.type == "counter" else "") for name, family in ours.items()}
    assert documented == shown


async def test_a_campaign_is_seen_in_the_workers_figures(platform: Platform) -> None:
    number = await platform.number()
    template = await platform.template("order_shipped")
    fields = {"name": "Measured", "number_id": number["id"], "template_ids": [template["id"]]}
    created = await platform.upload(csv_of(30, first=7_700_000), **fields)
    await platform.until_campaign(created.body["id"], lambda campaign: campaign["status"] == "completed")

    async def counted() -> bool:
        results = (await exported(platform))["harkara_send_results"].samples
        accepted = sum(
            sample.value
            for sample in results
            if sample.labels["role"] == "worker"
            and sample.labels["result"] == "accepted"
            and sample.labels["number"] == str(number["id"])
        )
        return accepted >= 30

    await until(counted)
    families = await exported(platform)
    assert families["harkara_workers"].samples[0].value == 1
    assert families["harkara_database_up"].samples[0].value == 1
    roles = {sample.labels["role"] for sample in families["process_resident_memory_bytes"].samples}
    assert roles == {"api", "worker"}
    assert {sample.labels["queue"] for sample in families["harkara_job_wait_seconds"].samples} == {
        "default",
        "senders",
        "replies",
    }
    routes = {sample.labels["route"] for sample in families["harkara_http_answers"].samples}
    assert {"/api/campaigns", "/webhooks/whatsapp"} <= routes


async def test_the_log_names_version_request_and_job(platform: Platform) -> None:
    lines = [line.partition("| ") for line in platform.log.read_text().splitlines()]
    events = [(part.strip(), json.loads(text)) for part, _, text in lines if text.startswith('{"')]
    for process in ("api", "worker"):
        first = next(event for part, event in events if part == process)
        assert first["event"] == f"{process} starts"
        assert first["version"]
        assert first["commit"]
    requests = [event for _, event in events if event["event"] == "request"]
    assert requests
    assert all(event["request_id"] and event["ms"] >= 0 and event["route"] for event in requests)
    assert any(event["event"] == "run ended" and event["task"] == "sender:run_number" for _, event in events)
