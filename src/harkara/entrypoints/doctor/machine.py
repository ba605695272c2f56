"""Checks that need nothing but the settings and this machine."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from harkara.entrypoints.doctor.finding import Finding, broken, doubtful, good
from harkara.kit.settings import Settings

_GIGABYTE = 1024**3
# 100,000 messages with their statuses take about 0.2 GB; a full disk stops PostgreSQL.
_TOO_LITTLE, _LITTLE = 1 * _GIGABYTE, 5 * _GIGABYTE


def check_machine(settings: Settings) -> Iterator[Finding]:
    """Yield what can be seen without asking anybody."""
    yield _mode(settings)
    yield _data_dir(settings.data_dir)
    yield _disk_space(settings.data_dir)
    yield _webhook_secrets(settings)
    yield _public_url(settings)
    if settings.mode == "supabase":
        yield _admin_email(settings)


def _mode(settings: Settings) -> Finding:
    meta = "the sandbox plays Meta" if settings.uses_sandbox else f"Meta at {settings.graph_url}"
    return good("settings", f"{settings.mode} mode, {meta}")


def _data_dir(data_dir: Path) -> Finding:
    secrets = data_dir / "secrets.json"
    if not os.access(data_dir, os.W_OK):
        return broken(
            "data directory", f"{data_dir} is not writable.", f"Give it to the user who runs Harkara: chown {data_dir}"
        )
    if stat.S_IMODE(secrets.stat().st_mode) & 0o077:
        return broken(
            "data directory", f"{secrets} can be read by others.", f"chmod 600 {secrets}, and change the secrets."
        )
    return good("data directory", str(data_dir.resolve()))


def _disk_space(data_dir: Path) -> Finding:
    free = shutil.disk_usage(data_dir).free
    text = f"{free / _GIGABYTE:.1f} GB free"
    if free < _TOO_LITTLE:
        return broken("disk space", text, "Make room: a full disk stops the database.")
    if free < _LITTLE:
        return doubtful("disk space", text, "Make room before the next large campaign.")
    return good("disk space", text)


def _webhook_secrets(settings: Settings) -> Finding:
    missing = [
        name
        for name, value in (
            ("META_APP_SECRET", settings.meta_app_secret),
            ("META_WEBHOOK_VERIFY_TOKEN", settings.meta_webhook_verify_token),
        )
        if value is None
    ]
    if missing:
        return broken(
            "webhooks",
            f"{' and '.join(missing)} not set: every event of Meta's is refused.",
            "Copy them from Meta's App Dashboard: App settings > Basic, and WhatsApp > Configuration.",
        )
    return good("webhooks", "app secret and verify token are set")


def _public_url(settings: Settings) -> Finding:
    if settings.uses_sandbox:
        return good("public address", "not needed with the sandbox")
    if settings.public_url is None:
        return doubtful(
            "public address",
            "PUBLIC_URL is not set.",
            "Set it to the https address under which Meta reaches this server.",
        )
    if not settings.public_url.startswith("https://"):
        return doubtful(
            "public address",
            f"{settings.public_url} is not https.",
            "Meta calls webhooks over https only: see deploy/README.md.",
        )
    return good("public address", settings.public_url)


def _admin_email(settings: Settings) -> Finding:
    if settings.admin_email:
        return good("admin", settings.admin_email)
    return doubtful(
        "admin",
        "ADMIN_EMAIL is not set: only users with app_metadata.role = 'admin' are let in.",
        "Set ADMIN_EMAIL to the e-mail of the user you made in Supabase.",
    )
