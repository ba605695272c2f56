"""One running sandbox: all its parts and how they are joined. Endpoints hold it and look parts up at each request."""

from __future__ import annotations

import random
from collections import defaultdict

from harkara_sandbox.config import Behaviour, SandboxConfig
from harkara_sandbox.delivery import WebhookDelivery
from harkara_sandbox.faults import FaultBook
from harkara_sandbox.ledger import Ledger
from harkara_sandbox.limits import ManagementQuota, MessagingLimit, PairLimit, SlidingSecond
from harkara_sandbox.openai import Chats
from harkara_sandbox.outbox import Outbox
from harkara_sandbox.seed import build_world
from harkara_sandbox.statuses import Lifecycle
from harkara_sandbox.timeline import Timeline
from harkara_sandbox.world import World


class Sandbox:
    """State of the stand-in. The ledger outlives `reset` of everything else only through its own `clear`."""

    world: World
    behaviour: Behaviour
    outbox: Outbox
    lifecycle: Lifecycle
    seconds: defaultdict[str, SlidingSecond]
    pairs: PairLimit
    management: ManagementQuota
    messaging: MessagingLimit

    def __init__(self, config: SandboxConfig) -> None:
        self.config = config
        self.clock = config.clock
        self.rng = random.Random(config.seed)  # noqa: S311  dice for delays, not secrets
        self.faults = FaultBook(self.rng)
        self.timeline = Timeline(config.clock)
        self.ledger = Ledger(config.ledger)
        self.chats = Chats()
        self.typing: list[str] = []
        """Messages that were marked as read with a typing indicator."""
        self.behaviour = config.behaviour.model_copy()
        self.delivery = WebhookDelivery(config, self.behaviour, self.timeline)
        self._begin()

    async def reset(self) -> None:
        """Back to the state of a fresh start with the same settings; the ledger is emptied too."""
        self.timeline.clear()
        await self.delivery.reset()
        self.timeline.clear()  # retries of what was under way
        self.faults.clear()
        self.ledger.clear()
        self.chats.clear()
        self.typing.clear()
        for name, value in self.config.behaviour:
            setattr(self.behaviour, name, value)
        self._begin()

    async def close(self) -> None:
        await self.delivery.close()
        self.timeline.clear()
        self.ledger.close()

    def _begin(self) -> None:
        config = self.config
        self.rng.seed(config.seed)
        self.world = build_world(wabas=config.wabas, numbers=config.numbers, subscribed=config.subscribed)
        self.outbox = Outbox(self.world, self.behaviour, self.clock, self.timeline, self.delivery.post)
        self.lifecycle = Lifecycle(self.behaviour, self.clock, self.timeline, self.outbox, self.rng)
        self.seconds = defaultdict(SlidingSecond)
        self.pairs = PairLimit()
        self.management = ManagementQuota()
        self.messaging = MessagingLimit()
