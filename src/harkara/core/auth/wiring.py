"""Puts the gate together for the mode we run in."""

from __future__ import annotations

from harkara.core.auth.admin import AdminGate
from harkara.core.auth.key_source import KeySource
from harkara.core.auth.shared_secret import SharedSecret
from harkara.core.auth.supabase_keys import SupabaseKeys
from harkara.core.auth.supabase_sessions import SupabaseSessions
from harkara.embedded.auth.live_sessions import LiveSessions
from harkara.embedded.auth.signing_keys import ISSUER, KeyRing
from harkara.embedded.auth.wiring import add_embedded_auth
from harkara.kit.clock import Clock
from harkara.kit.db import Database
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings


def add_sign_in(parts: Parts) -> None:
    """Add what `AdminDep` needs, and in embedded mode also what the `/auth/v1` router needs.

    Settings, clock, database and secret box must be there already.
    """
    settings = parts[Settings]
    if settings.supabase_url:
        keys = _keys_of_project(settings, settings.supabase_url, parts[Clock])
        sessions = LiveSessions(parts[Database], parts[Clock], SupabaseSessions().exists)
        gate = AdminGate(keys, f"{settings.supabase_url}/auth/v1", settings.admin_email, sessions)
    else:
        add_embedded_auth(parts)
        gate = AdminGate(parts[KeyRing], ISSUER, settings.admin_email, parts[LiveSessions])
    parts.add(AdminGate, gate)


def _keys_of_project(settings: Settings, supabase_url: str, clock: Clock) -> KeySource | SharedSecret:
    """Public keys or the one secret, never both: what checks a signature must not depend on the token."""
    if settings.supabase_jwt_secret:
        return SharedSecret(settings.supabase_jwt_secret)
    return SupabaseKeys(supabase_url, clock)
