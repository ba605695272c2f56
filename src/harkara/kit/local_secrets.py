"""Secrets this installation makes for itself when none are set: written once to `DATA_DIR/secrets.json`, mode 0600."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from harkara.kit.settings import Settings


def with_local_secrets(settings: Settings) -> Settings:
    """Return the settings with every missing secret filled from the installation's own file.

    Meta's app secret and verify token are only made up for the sandbox: with the real Meta they must be Meta's.
    """
    made = _load_or_create(settings.data_dir / "secrets.json")
    fill: dict[str, SecretStr] = {}
    if settings.encryption_key is None:
        fill["encryption_key"] = SecretStr(made["encryption_key"])
    if settings.uses_sandbox:
        fill["meta_app_secret"] = settings.meta_app_secret or SecretStr(made["meta_app_secret"])
        fill["meta_webhook_verify_token"] = settings.meta_webhook_verify_token or SecretStr(
            made["meta_webhook_verify_token"]
        )
    return settings.model_copy(update=fill)


def _load_or_create(path: Path) -> dict[str, str]:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _create(path)
    return json.loads(path.read_text())


def _create(path: Path) -> None:
    """Write the file in one step, so that of two processes starting at once one wins and both read the same."""
    content = {
        "encryption_key": base64.b64encode(secrets.token_bytes(32)).decode(),
        "meta_app_secret": secrets.token_hex(16),
        "meta_webhook_verify_token": secrets.token_urlsafe(24),
    }
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file, indent=2)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def add_encryption_key(data_dir: Path, keys: str) -> None:
    """Put `keys` before the installation's own, in one step: what was sealed with either can be read from now on."""
    path = data_dir / "secrets.json"
    made = _load_or_create(path)
    present = [key.strip() for key in made["encryption_key"].split(",")]
    added = [key.strip() for key in keys.split(",") if key.strip() not in present]
    made["encryption_key"] = ",".join((*added, *present))
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(made, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
