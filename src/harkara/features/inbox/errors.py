"""What can go wrong with the inbox."""

from __future__ import annotations

from harkara.kit.errors import InvalidInputError, NotFoundError


class ConversationNotFoundError(NotFoundError):
    """Never existed, or all its messages are older than retention keeps them."""

    code = "conversation_not_found"
    title = "There is no such conversation"
    mend = "Reload the list; messages are deleted after 90 days, and a conversation with its last one."


class BackwardRangeError(InvalidInputError):
    """The range ends before it begins."""

    code = "backward_range"
    title = "The range of dates runs backwards"
    mend = "Swap `from` and `to`."
