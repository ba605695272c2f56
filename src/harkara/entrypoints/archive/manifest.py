"""What a backup says of itself: version, tables, counts and checksum, sealed with the installation's key.

The seal proves that neither the manifest nor (through its checksum) the dump was changed, and that our key is the one that
opens the secrets in it.
"""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from harkara.entrypoints.archive.errors import ArchiveDamagedError, ArchiveTooNewError
from harkara.entrypoints.revision import newest_revision
from harkara.kit.crypto import SecretBox

FORMAT = 1
_KEY_PRINT = "harkara.backup-key"


class Manifest(BaseModel):
    """The first thing that is checked at a restore, and the last thing that is compared with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    harkara: str
    """Version that made it."""
    revision: str
    """Migration its tables are at."""
    taken_at: datetime
    installation: str
    tables: dict[str, int]
    """Rows of each table."""
    dump_sha256: str
    dump_bytes: int
    key_print: str
    """Tells the key apart without revealing anything of it."""
    seal: str = ""

    def sealed(self, box: SecretBox) -> Manifest:
        """Return it with the seal of the present key."""
        return self.model_copy(update={"seal": box.fingerprints(self._content())[0].hex()})

    def has_our_key(self, box: SecretBox) -> bool:
        """Return whether one of our keys is that of the installation when the backup was made."""
        return self.key_print in key_prints(box)

    def require_seal(self, box: SecretBox) -> None:
        """Raise ArchiveDamagedError unless the manifest is as it was written."""
        if self.seal not in [mark.hex() for mark in box.fingerprints(self._content())]:
            raise ArchiveDamagedError("Its manifest was changed after the backup.")

    def _content(self) -> str:
        return self.model_copy(update={"seal": ""}).model_dump_json()


def read_manifest(text: bytes) -> Manifest:
    """Return the manifest, if this version understands it; raise ArchiveDamagedError or ArchiveTooNewError."""
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError:
        raise ArchiveDamagedError("Its manifest cannot be read.") from None
    if manifest.format > FORMAT or manifest.revision > newest_revision():
        raise ArchiveTooNewError(
            f"Harkara {manifest.harkara} made it (tables {manifest.revision}); here are tables {newest_revision()}."
        )
    return manifest


def key_prints(box: SecretBox) -> list[str]:
    """Return what tells each of our keys apart, the present one first."""
    return [mark.hex() for mark in box.fingerprints(_KEY_PRINT)]
