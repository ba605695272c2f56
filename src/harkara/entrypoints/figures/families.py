"""Figures of a process as JSON and back, with the process they are of. Knows Prometheus's model, none of our figures."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, TypeAlias, cast

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import Metric

Stored: TypeAlias = list[Any]
"""[name, help, type, [[sample, labels, value], ...]] of each family."""


def stored(registry: CollectorRegistry) -> Stored:
    """Return what a registry holds now, without the times at which each series began: nobody asks for them."""
    return [
        [
            family.name,
            family.documentation,
            family.type,
            [
                [sample.name, sample.labels, sample.value]
                for sample in family.samples
                if not sample.name.endswith("_created") and math.isfinite(sample.value)
            ],
        ]
        for family in registry.collect()
    ]


class Collection:
    """Families from several processes, each named once with the samples of all."""

    def __init__(self) -> None:
        self._families: dict[str, Metric] = {}

    def add(self, families: Stored, **of: str) -> None:
        """Add what one process has stored; `of` becomes labels."""
        for name, documentation, kind, samples in families:
            family = self._families.setdefault(name, Metric(name, documentation, kind))
            for sample, labels, value in samples:
                family.add_sample(sample, labels | of, value)

    def put(self, family: Metric) -> None:
        """Add a family that is the installation's own."""
        self._families[family.name] = family

    def collect(self) -> Iterable[Metric]:
        """Return all families: what Prometheus's library asks of a registry."""
        return self._families.values()

    def as_text(self) -> bytes:
        """Return the page that Prometheus reads."""
        return generate_latest(cast("CollectorRegistry", self))
