"""Puts the embedded sign-in together from the parts every process has."""

from __future__ import annotations

from harkara.embedded.auth.live_sessions import LiveSessions
from harkara.embedded.auth.passwords import Passwords
from harkara.embedded.auth.recovery import Recovery
from harkara.embedded.auth.service import EmbeddedAuth
from harkara.embedded.auth.sessions import Sessions
from harkara.embedded.auth.signing_keys import KeyRing
from harkara.embedded.auth.throttle import SignInThrottle
from harkara.kit.clock import Clock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.jobs import JobQueue
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings


def add_embedded_auth(parts: Parts) -> None:
    """Add what `endpoints.router` needs; settings, clock, database, job queue and secret box must be there already."""
    clock, database, box = parts[Clock], parts[Database], parts[SecretBox]
    keys, live, throttle = KeyRing(database, box, clock), LiveSessions(database, clock), SignInThrottle(clock)
    sessions = Sessions(keys, box, clock)
    parts.add(KeyRing, keys)
    parts.add(LiveSessions, live)
    parts.add(EmbeddedAuth, EmbeddedAuth(database, sessions, Passwords(), throttle, live))
    parts.add(Recovery, Recovery(parts[Settings], parts[JobQueue], sessions, throttle, box, clock))
