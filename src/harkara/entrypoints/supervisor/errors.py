"""Why the platform cannot start."""

from __future__ import annotations

from harkara.kit.errors import AppError


class CannotStartError(AppError):
    """Something the person at the console has to mend first."""

    code = "cannot_start"
    title = "Harkara cannot start"


class BadSettingsError(CannotStartError):
    """A setting is missing or wrong; the detail names the variable."""

    code = "bad_settings"
    title = "A setting is not right"
    mend = "Correct it in the environment or in .env; the README lists all settings."
