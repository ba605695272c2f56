"""The settings of commands that work on the embedded database only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harkara.kit.settings import Settings


def embedded_settings() -> tuple[Settings, str]:
    """Return the settings and the installation's key; raise NotEmbeddedError if DATABASE_URL is set."""
    from harkara.entrypoints.archive.errors import NotEmbeddedError
    from harkara.entrypoints.supervisor.preflight import load_settings

    settings = load_settings()
    if settings.database_url:
        raise NotEmbeddedError("DATABASE_URL is set.")
    assert settings.encryption_key is not None
    return settings, settings.encryption_key.get_secret_value()


def embedded_cluster() -> Settings:
    """Return settings that name the embedded cluster of DATA_DIR, whatever database is in use by now."""
    from harkara.entrypoints.supervisor.preflight import load_settings

    return load_settings().model_copy(update={"database_url": None})
