"""Secrets this installation makes for itself when none are set: written once to `DATA_DIR/secrets.json`, mode 0600."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from harkara.kit.crypto import SecretBox
from harkara.kit.logging import get_logger
from harkara.kit.settings import Settings

log = get_logger(__name__)

FILE = "secrets.json"


def with_local_secrets(settings: Settings) -> Settings:
    """Return the settings with every missing secret filled from the installation's own file.

    Meta's app secret and verify token are only made up for the sandbox: with the real Meta they must be Meta's.
    """
    made = _load_or_create(settings.data_dir / FILE)
    fill: dict[str, SecretStr] = {}
    if settings.encryption_key is None:
        fill["encryption_key"] = SecretStr(made["encryption_key"])
    if settings.uses_sandbox:
        fill["meta_app_secret"] = settings.meta_app_secret or SecretStr(made["meta_app_secret"])
        fill["meta_webhook_verify_token"] = settings.meta_webhook_verify_token or SecretStr(
            made["meta_webhook_verify_token"]
        )
    return settings.model_copy(update=fill)


class OwnKeys:
    """The encryption keys of the installation's own file, looked at again whenever the file is another one."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE
        self._seen = self._mark()

    def read(self) -> str:
        """Return the keys, the newest first; none if there is no file."""
        try:
            return json.loads(self._path.read_text())["encryption_key"]
        except FileNotFoundError:
            return ""

    def news(self) -> str | None:
        """Return the keys if the file has changed since the last look."""
        mark = self._mark()
        if mark in (self._seen, None):
            return None
        self._seen = mark
        log.info("encryption keys changed, the newest seals from now on")
        return self.read()

    def put_first(self, key: str) -> None:
        """Write a new key before the present ones, in one step: a crash leaves the one file or the other."""
        content: dict[str, str] = json.loads(self._path.read_text())
        content["encryption_key"] = f"{key},{content['encryption_key']}"
        draft = _draft(self._path, content)
        draft.replace(self._path)
        directory = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def _mark(self) -> tuple[int, int] | None:
        try:
            facts = self._path.stat()
        except FileNotFoundError:
            return None
        return facts.st_ino, facts.st_mtime_ns


def new_key() -> str:
    """Return 32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def keys_are_own(settings: Settings) -> bool:
    """Return whether the keys in force are those of the installation's file, not of the environment."""
    assert settings.encryption_key is not None
    return bool(_parts(settings.encryption_key.get_secret_value()) & _parts(OwnKeys(settings.data_dir).read()))


def secret_box(settings: Settings) -> SecretBox:
    """Return the box of a process. One that lives by the installation's own file follows it; an environment never changes."""
    assert settings.encryption_key is not None
    if not keys_are_own(settings):
        return SecretBox(settings.encryption_key.get_secret_value())
    own = OwnKeys(settings.data_dir)
    return SecretBox(own.read(), news=own.news)


def _parts(keys: str) -> set[str]:
    return {part.strip() for part in keys.split(",") if part.strip()}


def _load_or_create(path: Path) -> dict[str, str]:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _create(path)
    return json.loads(path.read_text())


def _create(path: Path) -> None:
    """Write the file in one step, so that of two processes starting at once one wins and both read the same."""
    content = {
        "encryption_key": new_key(),
        "meta_app_secret": secrets.token_hex(16),
        "meta_webhook_verify_token": secrets.token_urlsafe(24),
    }
    draft = _draft(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def add_encryption_key(data_dir: Path, keys: str) -> None:
    """Put `keys` before the installation's own, in one step: what was sealed with either can be read from now on."""
    own = OwnKeys(data_dir)
    present = _parts(_load_or_create(data_dir / FILE)["encryption_key"])
    added = [key.strip() for key in keys.split(",") if key.strip() not in present]
    if added:
        own.put_first(",".join(added))


def _draft(path: Path, content: dict[str, str]) -> Path:
    """Write the content beside the file, readable by its owner only, and on disk before anybody is told of it."""
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    return draft
