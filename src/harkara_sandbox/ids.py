"""Ids as Meta makes them: wamid, business-scoped user id, trace id, media id."""

from __future__ import annotations

import base64
import os
import secrets

_COUNTRIES = (("91", "IN"), ("1", "US"), ("44", "GB"), ("971", "AE"), ("65", "SG"))


def new_wamid(recipient: str) -> str:
    """`wamid.` and base64 around the recipient and 9 random bytes.

    Random even when the sandbox is seeded: a restarted sandbox must never repeat an id of its ledger.
    """
    to = recipient.encode()[:127]
    raw = b"\x1c\x18%c%b\x15\x02\x00\x11\x18\x12%b\x00" % (len(to), to, os.urandom(9).hex().upper().encode())
    return "wamid." + base64.b64encode(raw).decode()


def bsuid_of(wa_id: str) -> str:
    """The business-scoped user id of a phone number; the same number always has the same one."""
    country = next((code for prefix, code in _COUNTRIES if wa_id.startswith(prefix)), "ZZ")
    return f"{country}.{int(wa_id) * 2_654_435_761 % 10**17:017d}"


def new_trace_id() -> str:
    """`fbtrace_id` of an error answer."""
    return "A" + secrets.token_urlsafe(16)


def new_media_id() -> str:
    return str(10**15 + secrets.randbelow(9 * 10**15))
