"""Checks of a Supabase project from outside: how it signs, and who can get an account."""

from __future__ import annotations

from collections.abc import Iterator

from harkara.entrypoints.doctor.finding import Finding, broken, doubtful, good
from harkara.integrations.supabase.project import SignInSettings, supabase_project
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings

_PROVIDERS = "In Supabase: Authentication > Sign In / Providers"


async def check_supabase(parts: Parts) -> list[Finding]:
    """Ask the project; nothing without one."""
    settings = parts[Settings]
    if not settings.supabase_url:
        return []
    async with supabase_project(settings.supabase_url, settings.supabase_anon_key or "") as project:
        signature = _signature(settings, has_keys=await project.has_signing_keys())
        return [signature, *_sign_in(await project.sign_in_settings(), settings.admin_email)]


def _signature(settings: Settings, *, has_keys: bool) -> Finding:
    with_secret = settings.supabase_jwt_secret is not None
    if has_keys and with_secret:
        return doubtful(
            "supabase",
            "The project has signing keys, but SUPABASE_JWT_SECRET is set: once it signs with them, nobody gets in.",
            "When the project signs with its keys (Project Settings > JWT Keys), take SUPABASE_JWT_SECRET out.",
        )
    if not has_keys and not with_secret:
        return broken(
            "supabase",
            "The project signs with the legacy shared secret.",
            "In Supabase: Project Settings > JWT Keys, migrate to asymmetric signing keys, or copy the legacy secret into"
            " SUPABASE_JWT_SECRET.",
        )
    return good("supabase", f"{settings.supabase_url}, {'legacy secret' if with_secret else 'signing keys'}")


def _sign_in(settings: SignInSettings, admin_email: str | None) -> Iterator[Finding]:
    if not settings.sign_ups:
        yield good("sign-ups", "off")
    elif settings.confirmed_at_once and admin_email:
        yield broken(
            "sign-ups",
            "Anybody may register, with any address that is not taken: if the admin's user is not there, as the admin.",
            f"{_PROVIDERS}, turn off 'Allow new users to sign up', and look who is under Authentication > Users.",
        )
    else:
        yield doubtful(
            "sign-ups",
            "Anybody may register in the project; only the admin gets into Harkara all the same.",
            f"{_PROVIDERS}, turn off 'Allow new users to sign up'.",
        )
    if settings.anonymous:
        yield doubtful(
            "anonymous sign-ins",
            "Anybody gets a token of the role authenticated; Harkara refuses it all the same.",
            f"{_PROVIDERS}, turn off 'Allow anonymous sign-ins'.",
        )
    else:
        yield good("anonymous sign-ins", "off")
