"""Puts the embedded sign-in together from the parts every process has."""

from __future__ import annotations

from harkara.embedded.auth.live_sessions import LiveSessions
from harkara.embedded.auth.passwords import Passwords
from harkara.embedded.auth.service import EmbeddedAuth
from harkara.embedded.auth.sessions import Sessions
from harkara.embedded.auth.signing_keys import KeyRing
from harkara.embedded.auth.throttle import SignInThrottle
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.parts import Parts


def add_embedded_auth(parts: Parts) -> None:
    """Add what `endpoints.router` needs; clock, database and secret box must be there already."""
    clock, database, box = parts[Clock], parts[Database], parts[SecretBox]
    keys, live = KeyRing(database, box, clock), LiveSessions(database, clock)
    parts.add(KeyRing, keys)
    parts.add(LiveSessions, live)
    parts.add(
        EmbeddedAuth, EmbeddedAuth(database, Sessions(keys, box, clock), Passwords(), SignInThrottle(clock), live)
    )
