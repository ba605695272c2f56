"""What can go wrong with one customer's data."""

from __future__ import annotations

from harkara.kit.errors import ConflictError, InvalidInputError, NotFoundError


class ContactNotFoundError(NotFoundError):
    """Nobody has this id or number, or the customer was erased."""

    code = "contact_not_found"
    title = "There is no such customer"
    mend = "Search for the phone number, user id or username as it is now; who was erased cannot be found any more."


class NotConfirmedError(InvalidInputError):
    """What was typed is not the end of the customer's number."""

    code = "erasure_not_confirmed"
    title = "The customer was not erased"
    mend = "Type the last four characters of the phone number (or of the user id, if there is no number)."


class MessageOnItsWayError(ConflictError):
    """A message to the customer has left, and what became of it is not known yet."""

    code = "message_on_its_way"
    title = "A message to the customer is on its way"
    mend = "Try again in a minute: it is recorded as sent or failed then. After a lost connection that takes up to 5 minutes."


class JustMergedError(ConflictError):
    """Two rows have just turned out to be this customer; what was written to the other still has to follow."""

    code = "contact_just_merged"
    title = "The customer has just got a new number or user id"
    mend = "Try again in two minutes, when everything of the old one has moved."
