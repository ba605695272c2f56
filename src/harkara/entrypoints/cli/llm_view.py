"""The language model's settings and its test as text for a terminal. Decides nothing."""

from __future__ import annotations

from rich.console import Console

from harkara.features.replies.schemas import LlmOut, LlmTest
from harkara.kit.wording import grouped

_SOURCES = {
    "settings": "saved settings",
    "env": "environment",
    "sandbox": "the sandbox's stand-in",
    "none": "nowhere: customers get no replies",
}


def show_settings(settings: LlmOut) -> None:
    """Print the settings, a line each."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"Model     {settings.model}")
    console.print(f"Base URL  {settings.base_url}")
    console.print(f"Key       {_key(settings)}")
    console.print(f"From      {_SOURCES[settings.source]}")


def show_answer(answer: LlmTest) -> None:
    """Print what the model said and what it took."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"✓ {answer.model} answered in {grouped(answer.latency_ms)} ms", style="green")
    console.print(answer.reply, markup=False)


def _key(settings: LlmOut) -> str:
    if not settings.key_set:
        return "none"
    return f"…{settings.key_last4}" if settings.key_last4 else "set"
