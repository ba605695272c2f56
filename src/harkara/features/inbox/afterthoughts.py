"""What was done to messages after they were sent: reactions, edits, deletions. The latest of each sender's counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from harkara.features.inbox.contents import Content
from harkara.features.inbox.rendering import edited, emoji
from harkara.features.inbox.schemas import Direction, ReactionOut


@dataclass(slots=True)
class Afterthoughts:
    """What was done to one message."""

    by_sender: dict[Direction, ReactionOut] = field(default_factory=dict[Direction, ReactionOut])
    content: Content | None = None
    """What it says since its last edit."""
    edited_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def reactions(self) -> list[ReactionOut]:
        """Those not taken back, in the order they were given."""
        return sorted(self.by_sender.values(), key=lambda reaction: reaction.at)

    def add(self, row: Row[Any]) -> None:
        """Take in the next one; they come oldest first."""
        if row.type == "reaction":
            self.by_sender.pop(row.direction, None)
            if found := emoji(row.payload):
                self.by_sender[row.direction] = ReactionOut(emoji=found, direction=row.direction, at=row.created_at)
        elif row.type == "edit":
            self.content, self.edited_at = edited(row.payload, row.body), row.created_at
        else:
            self.revoked_at = row.created_at


def by_message(rows: Iterable[Row[Any]]) -> defaultdict[str, Afterthoughts]:
    """Return what was done to each message, by its wamid."""
    found: defaultdict[str, Afterthoughts] = defaultdict(Afterthoughts)
    for row in rows:
        found[row.target_wamid].add(row)
    return found
