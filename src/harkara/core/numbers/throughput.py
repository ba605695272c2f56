"""What Meta allows a number. Source: developers.facebook.com/documentation/business-messaging/whatsapp/throughput."""

from __future__ import annotations

STANDARD = 80
HIGH = 1000


def meta_ceiling(throughput_level: str | None) -> int:
    """Return the messages a second Meta allows at a throughput level, in and out together.

    Where Meta reports none (or NOT_APPLICABLE) the answers alone must teach the rate: up to 1,000.
    """
    return STANDARD if throughput_level == "STANDARD" else HIGH
