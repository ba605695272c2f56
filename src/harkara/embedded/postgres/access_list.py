"""One entry in a directory's POSIX access list (Linux). Written by hand because `setfacl` is rarely installed.

The attribute is a version number and one record per entry: tag, permissions, id (linux/posix_acl_xattr.h).
"""

from __future__ import annotations

import errno
import os
import stat
import struct
import sys
from pathlib import Path

_ATTRIBUTE = "system.posix_acl_access"
_VERSION = struct.Struct("<I")
_ENTRY = struct.Struct("<HHI")
_USER_OBJ, _USER, _GROUP_OBJ, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_NO_ID = 0xFFFFFFFF
_SEARCH = 0x01

Entries = dict[tuple[int, int], int]


def grant_search(directory: Path, uid: int) -> None:
    """Let the user pass through `directory`, without listing it; raise OSError where there are no access lists."""
    if sys.platform != "linux":
        raise OSError(errno.ENOTSUP, "this system has no POSIX access lists")
    entries = _read(directory)
    entries[_USER, uid] = entries.get((_USER, uid), 0) | _SEARCH
    entries[_MASK, _NO_ID] = entries.get((_MASK, _NO_ID), entries[_GROUP_OBJ, _NO_ID]) | _SEARCH
    records = (_ENTRY.pack(tag, permissions, who) for (tag, who), permissions in sorted(entries.items()))
    os.setxattr(directory, _ATTRIBUTE, _VERSION.pack(2) + b"".join(records))


def _read(directory: Path) -> Entries:
    """Return the present list, or the one that the mode bits amount to."""
    try:
        raw = os.getxattr(directory, _ATTRIBUTE)
    except OSError as error:
        if error.errno != errno.ENODATA:
            raise
        mode = stat.S_IMODE(directory.stat().st_mode)
        return {(_USER_OBJ, _NO_ID): mode >> 6 & 7, (_GROUP_OBJ, _NO_ID): mode >> 3 & 7, (_OTHER, _NO_ID): mode & 7}
    return {(tag, who): permissions for tag, permissions, who in _ENTRY.iter_unpack(raw[_VERSION.size :])}
