"""What a campaign's totals mean: every rate and duration is defined here, for the API, the exports and the terminal."""

from __future__ import annotations

from datetime import datetime

from harkara.core.messages.campaigns import Campaign, CampaignTemplate


def delivery_rate(campaign: Campaign | CampaignTemplate) -> float | None:
    """Return the share of sent messages that were delivered, 0 to 1; None before the first was sent."""
    return share(campaign.total_delivered, campaign.total_sent)


def read_rate(campaign: Campaign | CampaignTemplate) -> float | None:
    """Return the share of delivered messages that were read, 0 to 1. Who was not reached could not read."""
    return share(campaign.total_read, campaign.total_delivered)


def processed(campaign: Campaign | CampaignTemplate) -> int:
    """Return how many contacts have left the line: accepted by Meta, or refused for good. What is left is still to do."""
    return campaign.total_sent + campaign.total_refused


def unsent(campaign: Campaign | CampaignTemplate, recipients: int) -> int:
    """Return how many of so many recipients have not left the line; never negative while figures catch up with each other."""
    return max(0, recipients - processed(campaign))


def average_speed(campaign: Campaign, now: datetime) -> float | None:
    """Return messages sent per second of running time, pauses left out; None before the first was sent."""
    seconds = campaign.running_seconds
    if campaign.running_since is not None:
        seconds += (now - campaign.running_since).total_seconds()
    return round(campaign.total_sent / seconds, 2) if campaign.total_sent and seconds > 0 else None


def duration(campaign: Campaign, now: datetime) -> float | None:
    """Return seconds from the start to the end (or now), pauses included; None before it has started."""
    if campaign.started_at is None:
        return None
    return round(((campaign.finished_at or now) - campaign.started_at).total_seconds(), 3)


def share(part: int, whole: int) -> float | None:
    """Return a part as a share of the whole, 0 to 1; None where there is nothing to divide by."""
    # A status may overtake the record of its own send; for that moment a share would pass 1.
    return round(min(1.0, part / whole), 4) if whole else None
