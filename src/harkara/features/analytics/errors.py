"""What can be wrong with a question about figures."""

from __future__ import annotations

from harkara.kit.errors import InvalidInputError


class BadRangeError(InvalidInputError):
    """The days asked for are none, or too many."""

    code = "bad_range"
    title = "The range of days is not valid"
    mend = "Ask for `from` not after `to`, and for 366 days at most."
