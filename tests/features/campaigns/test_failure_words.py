"""The dashboard has the codes recipients meet in two languages; its English is the server's, word for word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harkara.features.campaigns.failures import failure_words

CODES = json.loads(Path("web/src/locales/en/campaign.json").read_text(encoding="utf-8"))["codes"]


@pytest.mark.parametrize("code", CODES)
def test_the_dashboard_says_what_the_server_says(code: str) -> None:
    words = failure_words(None if code == "none" else int(code))
    assert CODES[code] == {"title": words.title, "advice": words.advice}
