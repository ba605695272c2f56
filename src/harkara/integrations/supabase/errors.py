"""Why a Supabase project cannot be asked."""

from __future__ import annotations

from harkara.kit.errors import AppError, UnavailableError


class ProjectSilentError(UnavailableError):
    """No usable answer: paused project, wrong address, no network."""

    code = "supabase_silent"
    title = "The Supabase project does not answer"
    mend = "Check SUPABASE_URL and the network; a free project is paused after a week without use (its dashboard restores it)."


class PublicKeyRefusedError(AppError):
    """The key is not one of this project's."""

    code = "supabase_key_refused"
    status = 502
    title = "The Supabase project refuses the public key"
    mend = "Copy the publishable key (or the legacy anon key) of this very project into SUPABASE_ANON_KEY."
