"""What PM2 hears from a process it has started: one line when it is ready, on the channel it gave."""

from __future__ import annotations

import os

import pytest

from harkara.entrypoints.process_manager import CHANNEL, say_ready
from harkara.entrypoints.supervisor.parts import child_specs
from harkara.kit.settings import Settings


def test_it_is_said_once_and_no_child_learns_of_the_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    hears, says = os.pipe()
    monkeypatch.setenv(CHANNEL, str(says))
    specs = child_specs(Settings(), "postgresql://x@/x", workers=1, dev=False)
    assert not any(CHANNEL in spec.environment for spec in specs)  # the number would be some other file there

    say_ready()
    say_ready()
    os.close(says)
    with os.fdopen(hears, "rb") as channel:
        assert channel.read() == b'"ready"\n'


def test_a_process_manager_that_has_gone_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    hears, says = os.pipe()
    os.close(hears)
    monkeypatch.setenv(CHANNEL, str(says))
    say_ready()
    os.close(says)


def test_without_one_nothing_is_written(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv(CHANNEL, raising=False)
    say_ready()
    assert capfd.readouterr() == ("", "")
