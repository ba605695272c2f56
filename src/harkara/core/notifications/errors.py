"""What can go wrong with the bell."""

from __future__ import annotations

from harkara.kit.errors import NotFoundError


class NotificationNotFoundError(NotFoundError):
    """It never existed, or its 30 days are over."""

    code = "notification_not_found"
    title = "There is no such notification"
    mend = "Reload the list."
