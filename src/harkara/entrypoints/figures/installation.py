"""What the database knows of the whole installation, whichever processes run: queues, campaigns, numbers, jobs. Asked when Prometheus asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.core import Metric
from sqlalchemy.ext.asyncio import AsyncSession

from harkara.core.sender.fleet import DEAD_AFTER
from harkara.entrypoints.figures.keeping import QUERIES
from harkara.kit.jobs import DEFAULT_QUEUE, REPLY_QUEUE, SENDER_QUEUE

MOST = 20_000
"""What a queue is counted up to."""

_BOUND = f"; counted up to {MOST}"
_QUEUES = (
    ("ready", "harkara_send_queue_ready", f"Messages unlocked and ready to be sent{_BOUND}"),
    ("processing", "harkara_send_queue_processing", f"Messages claimed and not settled{_BOUND}"),
    ("oldest_processing", "harkara_send_queue_oldest_processing_seconds", "Age of the oldest claim not settled"),
    ("replies_ready", "harkara_reply_queue_ready", f"Replies ready to be sent{_BOUND}"),
    ("events", "harkara_webhook_events_waiting", f"Stored webhook events not yet processed{_BOUND}"),
    ("oldest_event", "harkara_webhook_events_oldest_seconds", "Age of the oldest stored event not yet processed"),
    (
        "parked",
        "harkara_statuses_parked",
        f"Statuses whose message is not known yet; given up after ten minutes{_BOUND}",
    ),
    ("workers", "harkara_workers", f"Workers that were heard of in the last {DEAD_AFTER:g} s"),
)


async def installation_figures(session: AsyncSession) -> list[Metric]:
    """Ask for all of them."""
    row = (await session.execute(QUERIES["installation"], {"most": MOST, "dead_after": DEAD_AFTER})).one()
    families: list[Metric] = [Gauge(name, text, value=getattr(row, column)) for column, name, text in _QUEUES]
    families += _campaigns((await session.execute(QUERIES["campaigns"])).all())
    families += _numbers((await session.execute(QUERIES["numbers"])).all())
    families.append(_jobs((await session.execute(QUERIES["jobs"])).all()))
    return families


def _campaigns(rows: Iterable[Any]) -> list[Metric]:
    found = {row.status: row for row in rows}
    campaigns = Gauge("harkara_campaigns", "Campaigns that are not finished, by state", labels=["state"])
    left = Gauge(
        "harkara_campaign_messages_left", "Recipients not yet written to, by their campaign's state", labels=["state"]
    )
    for state in ("queued", "running", "stopped"):
        campaigns.add_metric([state], found[state].campaigns if state in found else 0)
        left.add_metric([state], float(found[state].messages_left) if state in found else 0)
    return [campaigns, left]


def _numbers(rows: Iterable[Any]) -> list[Metric]:
    rate = Gauge("harkara_number_rate", "Messages a second the number may send now", labels=["number"])
    active = Gauge("harkara_number_active", "1 if the number may send", labels=["number"])
    expires = Gauge(
        "harkara_number_token_expires_timestamp_seconds",
        "When the number's access token ends, where Meta says so",
        labels=["number"],
    )
    for row in rows:
        rate.add_metric([str(row.id)], row.rate)
        active.add_metric([str(row.id)], int(row.is_active))
        if row.token_expires is not None:
            expires.add_metric([str(row.id)], float(row.token_expires))
    return [rate, active, expires]


def _jobs(rows: Iterable[Any]) -> Metric:
    waits = {row.queue: float(row.seconds) for row in rows}
    family = Gauge(
        "harkara_job_wait_seconds", "How long the longest waiting due job has waited for a worker", labels=["queue"]
    )
    for queue in (DEFAULT_QUEUE, SENDER_QUEUE, REPLY_QUEUE):
        family.add_metric([queue], waits.get(queue, 0.0))
    return family
