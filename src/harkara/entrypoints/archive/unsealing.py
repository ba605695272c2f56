"""Which keys a restore works with: ours, if one of them is the backup's; else those in the backup, under their passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from harkara.entrypoints.archive.archive_file import Archive
from harkara.entrypoints.archive.errors import OtherKeyError
from harkara.entrypoints.archive.sealed_keys import open_keys
from harkara.kit.crypto import SecretBox


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys for the restored database."""

    box: SecretBox
    added: str | None = None
    """Keys from the backup, which the installation must keep from now on."""
    are_complete: bool = True
    """Whether the secrets in the backup can be read."""


def keys_for(
    archive: Archive, ours: str, *, passphrase: Callable[[], str], may_add: bool, without_key: bool = False
) -> Keys:
    """Return them, with the manifest's seal checked. Raises OtherKeyError, WrongPassphraseError or ArchiveDamagedError.

    `may_add`: whether the installation keeps its key itself; one that is set in the environment is the operator's to change.
    """
    box = SecretBox(ours)
    if archive.manifest.has_our_key(box):
        archive.manifest.require_seal(box)
        return Keys(box)
    if archive.keys is None or without_key:
        return _without(box, without_key=without_key)
    if not may_add:
        raise OtherKeyError(
            "ENCRYPTION_KEY is set to another key than the one in the backup.",
            mend="Leave ENCRYPTION_KEY out of the environment and .env: the backup's key is then kept in DATA_DIR/secrets.json.",
        )
    added = open_keys(archive.keys, passphrase())
    box = SecretBox(f"{added},{ours}")
    archive.manifest.require_seal(box)
    return Keys(box, added)


def _without(box: SecretBox, *, without_key: bool) -> Keys:
    if not without_key:
        raise OtherKeyError("Access tokens and the language model's key in it cannot be read with ours.")
    return Keys(box, are_complete=False)
