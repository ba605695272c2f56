"""What Meta allows a number a second, and its business portfolio a day.

Sources: developers.facebook.com/documentation/business-messaging/whatsapp, pages throughput and messaging-limits.
"""

from __future__ import annotations

import re

STANDARD = 80
HIGH = 1000

_TIER = re.compile(r"TIER_(\d+)(K?)")


def meta_ceiling(throughput_level: str | None) -> int:
    """Return the messages a second Meta allows at a throughput level, in and out together.

    Where Meta reports none (or NOT_APPLICABLE) the answers alone must teach the rate: up to 1,000.
    """
    return STANDARD if throughput_level == "STANDARD" else HIGH


def daily_limit(messaging_limit: str | None) -> int | None:
    """Return how many customers a portfolio may write to first in 24 hours, at a limit such as TIER_2K; None: no limit known."""
    tier = _TIER.fullmatch(messaging_limit or "")
    return None if tier is None else int(tier[1]) * (1000 if tier[2] else 1)
