"""Finds the WhatsApp Business Account of a number, which is where its templates live. Asks Meta, writes nothing.

A field on the number that names its account is not documented, so accounts are guessed and always verified: the one
the person gave, else those the token was granted (debug_token), else those of our other numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from harkara.core.numbers.errors import MissingPermissionError, WabaMismatchError
from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.errors import GraphError
from harkara.integrations.whatsapp.graph_objects import MANAGEMENT_SCOPE, MESSAGING_SCOPE, TokenInfo
from harkara.kit.errors import FieldError


async def find_waba(graph: GraphClient, token: str, phone_number_id: str, known: Sequence[str]) -> str | None:
    """Return the account that has this number, or None. Raises MissingPermissionError when the token says so itself."""
    info = await _inspect(graph, token)
    granted = () if info is None else info.waba_ids
    for waba_id in dict.fromkeys([*granted, *known]):
        if await _has_number(graph, token, waba_id, phone_number_id):
            return waba_id
    return None


async def verify_waba(graph: GraphClient, token: str, phone_number_id: str, waba_id: str) -> str:
    """Return the account a person named, if it has this number; raise WabaMismatchError if not."""
    await _inspect(graph, token)
    if not await _has_number(graph, token, waba_id, phone_number_id):
        raise WabaMismatchError(
            f"Meta shows this token no number {phone_number_id} on account {waba_id}.",
            fields=(FieldError("waba_id", "does not have this phone number"),),
        )
    return waba_id


async def _inspect(graph: GraphClient, token: str) -> TokenInfo | None:
    """Return what debug_token says, or None where the token may not ask."""
    try:
        info = await graph.inspect_token(token)
    except GraphError as error:
        if error.retryable or error.throttled:
            raise
        return None
    missing = {MESSAGING_SCOPE, MANAGEMENT_SCOPE} - info.scopes
    if info.scopes and missing:
        names = " and ".join(sorted(missing))
        raise MissingPermissionError(
            f"The token was made without {names}.", fields=(FieldError("access_token", f"lacks {names}"),)
        )
    return info


async def _has_number(graph: GraphClient, token: str, waba_id: str, phone_number_id: str) -> bool:
    try:
        numbers = await graph.waba_numbers(token, waba_id)
    except GraphError as error:
        if error.retryable or error.throttled:
            raise
        return False
    return any(number.id == phone_number_id for number in numbers)
