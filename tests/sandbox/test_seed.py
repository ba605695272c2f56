"""The catalogue is sound by Meta's own rules, and varied enough to learn from."""

from __future__ import annotations

import re

import pytest

from harkara_sandbox.seed import CATALOGUE
from harkara_sandbox.seed.template_seed import TemplateSeed
from harkara_sandbox.template_rules import placeholders


@pytest.mark.parametrize("seed", CATALOGUE, ids=lambda seed: f"{seed.name}-{seed.language}")
def test_keeps_metas_limits(seed: TemplateSeed) -> None:
    found = placeholders(seed.body)
    assert re.fullmatch(r"[a-z0-9_]{1,512}", seed.name)
    assert len(seed.body) <= 1024
    assert len(seed.footer or "") <= 60
    assert len(seed.buttons) <= 10
    assert all(len(button["text"]) <= 25 for button in seed.buttons)
    if seed.parameter_format == "NAMED":
        assert set(found) == set(seed.examples)
    else:
        assert sorted(found) == [str(position) for position in range(1, len(seed.examples) + 1)]


def test_variety() -> None:
    assert len({(seed.name, seed.language) for seed in CATALOGUE}) == len(CATALOGUE) == 122
    assert {seed.language for seed in CATALOGUE} == {"en", "en_US", "hi", "mr", "ta"}
    assert {seed.category for seed in CATALOGUE} == {"UTILITY", "MARKETING", "AUTHENTICATION"}
    assert {len(seed.examples) for seed in CATALOGUE} == set(range(6))
    headers = {seed.header if isinstance(seed.header, str) else seed.header and "TEXT" for seed in CATALOGUE}
    assert headers == {None, "TEXT", "IMAGE", "DOCUMENT", "VIDEO", "LOCATION"}
    assert {"APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"} <= {seed.status for seed in CATALOGUE}
