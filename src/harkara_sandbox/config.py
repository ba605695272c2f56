"""What the sandbox is started with (`SandboxConfig`) and what may be changed while it runs (`Behaviour`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from harkara_sandbox.clock import Clock, SystemClock

Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, le=86_400)]
Span = tuple[Seconds, Seconds]

DEFAULT_APP_SECRET = "sandbox-app-secret"  # noqa: S105  a documented constant of the stand-in, protects nothing
DEFAULT_VERIFY_TOKEN = "sandbox-verify-token"  # noqa: S105  as above
APP_ID = "670843887433847"
DEFAULT_SEED = 20_261_123


class Behaviour(BaseModel):
    """How Meta and its users behave; every field may be set through `POST /sandbox/config`.

    Spans are (least, most) in seconds, drawn evenly. Shares are 0..1. Defaults make a pleasant demo: a campaign
    is delivered within seconds and read soon after.
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    latency: Span = (0.08, 0.2)
    """From the request's arrival to the answer on `/messages`."""
    management_latency: Span = (0.0, 0.0)

    sent_after: Span = (0.1, 0.6)
    delivered_after: Span = (0.5, 3.0)
    read_after: Span = (1.0, 8.0)
    failed_after: Span = (0.2, 2.0)
    time_scale: Annotated[float, Field(ge=0, le=1000)] = 1.0
    """Multiplies the four delays above; 0 = everything at once."""

    read_share: Share = 0.85
    fail_share: Share = 0.01
    """Messages that are accepted and later fail with 131026 (undeliverable)."""
    undelivered_share: Share = 0.0
    """Messages that stay `sent` for ever (phone switched off)."""
    skip_delivered_share: Share = 0.03
    """Messages whose `read` comes without a `delivered` (the chat was open)."""
    duplicate_share: Share = 0.02
    """Statuses that are posted twice."""
    disorder_share: Share = 0.03
    """Messages whose statuses arrive in the wrong order."""
    early_status_share: Share = 0.0
    """Messages whose `sent` is posted before the HTTP answer of the send."""

    max_updates_per_post: Annotated[int, Field(ge=1, le=1000)] = 100
    batch_window: Seconds = 0.02
    """How long an update waits for company."""
    webhook_concurrency: Annotated[int, Field(ge=1, le=256)] = 16
    webhook_timeout: Annotated[float, Field(gt=0, le=60)] = 10.0
    webhooks_held: bool = False
    """Keep every update back (nothing is lost) until this is false again."""
    retry_scale: Annotated[float, Field(ge=0, le=1000)] = 1.0
    """Multiplies the delays between tries of a webhook (`delivery.RETRY_DELAYS`)."""
    webhook_version: Annotated[str, Field(pattern=r"^v\d+\.\d+$")] = "v25.0"
    """Payload version of the app's webhooks; up to v23 statuses carry `conversation`."""

    window_error: Literal["async", "sync", "off"] = "async"
    """How free-form text outside the 24-h window is refused (131047)."""
    parameter_errors: Literal["classic", "v23"] = "classic"
    """Template parameter problems as 132000/132012, or as 132018 (Graph v23 and later)."""
    throttle_status: Literal[400, 429] = 400
    debug_token_targets: bool = True
    """False: `debug_token` omits `target_ids`, as for grants that cover all assets."""
    token_expires_at: Annotated[int, Field(ge=0)] = 0
    """What `debug_token` says of good tokens, in unix seconds; 0 = never. They go on working."""
    management_calls_per_hour: Annotated[int, Field(ge=1, le=1_000_000)] = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxConfig:
    """What one sandbox process is started with."""

    webhook_url: str | None = None
    app_secret: str = DEFAULT_APP_SECRET
    verify_token: str = DEFAULT_VERIFY_TOKEN
    wabas: int = 1
    numbers: int = 2
    """Numbers on the first WABA; every further WABA has one."""
    subscribed: bool = True
    """Begin with the app subscribed to the WABAs' webhooks. The sandbox forgets all when it stops while the product
    remembers its numbers, so a second start would otherwise be silent; False begins as a new WABA at Meta does."""
    ledger: Path | None = None
    seed: int = DEFAULT_SEED
    behaviour: Behaviour = field(default_factory=Behaviour)
    clock: Clock = field(default_factory=SystemClock)
