"""Which system account the server runs as, and what that account may reach. PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harkara.embedded.postgres.access_list import grant_search
from harkara.embedded.postgres.errors import EmbeddedPostgresError

ACCOUNT_FOR_ROOT = "harkara-postgres"


@dataclass(frozen=True, slots=True)
class Account:
    """A system account, as the operating system knows it."""

    name: str
    uid: int
    gid: int

    @property
    def process_arguments(self) -> dict[str, Any]:
        """Return what `subprocess` needs to start a program under this account."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account(home: Path) -> Account:
    """Return the account that owns `home`, or will: our own, or as root one made for the purpose."""
    if home.exists() and home.stat().st_uid not in (0, os.geteuid()):
        return _owner_of(home)
    return _account_of_uid(os.geteuid()) if os.geteuid() != 0 else _account_for_root()


def hand_over(directory: Path, account: Account) -> None:
    """Create `directory` for this account alone.

    In /tmp anybody may have been first with the name: take no link and nothing that a stranger owns.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = directory.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (account.uid, os.geteuid()):
        raise EmbeddedPostgresError(
            f"{directory} is not a directory of the user {account.name}.",
            mend=f"Find out who made {directory}, remove it and start again.",
        )
    os.chown(directory, account.uid, account.gid)
    directory.chmod(0o700)


def let_search(directory: Path, account: Account) -> None:
    """Let the account pass through every directory above and including `directory`, and give it nothing else.

    A checkout under /root (mode 0700) is the usual case. Opening that directory to everybody would be the easy way
    out; an entry in its access list for the one account is enough.
    """
    if account.uid == os.geteuid():
        return
    for passed in (directory, *directory.parents):
        if not _may_search(passed.stat(), account):
            try:
                grant_search(passed, account.uid)
            except OSError as error:
                raise EmbeddedPostgresError(
                    f"It runs as the system user {account.name}, who may not enter {passed} ({error.strerror}).",
                    mend=f"Allow it with `chmod o+x {passed}`, or start Harkara as an ordinary user.",
                ) from None


def let_read(tree: Path) -> None:
    """Make our own installed PostgreSQL readable for other accounts; under umask 077 it is not."""
    if tree.stat().st_mode & stat.S_IXOTH:
        return
    for path in (tree, *tree.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))


def _owner_of(home: Path) -> Account:
    owner = home.stat().st_uid
    if os.geteuid() != 0:
        name = _account_of_uid(owner).name
        raise EmbeddedPostgresError(
            f"{home} belongs to the user {name}.",
            mend=f"Start Harkara as root or as {name}, or choose another DATA_DIR.",
        )
    return _account_of_uid(owner)


def _account_of_uid(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedPostgresError(
            f"The user id {uid} has no name on this system, and PostgreSQL insists on one.",
            mend="Run as a user listed in /etc/passwd, or set DATABASE_URL to a PostgreSQL of your own.",
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _account_for_root() -> Account:
    try:
        entry = pwd.getpwnam(ACCOUNT_FOR_ROOT)
    except KeyError:
        _create_account()
        entry = pwd.getpwnam(ACCOUNT_FOR_ROOT)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _create_account() -> None:
    """Add the account. `useradd` answers 9 when another start was quicker, which is just as well."""
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    command = [useradd or "useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT_FOR_ROOT]
    made = subprocess.run(command, capture_output=True, text=True, check=False) if useradd else None  # noqa: S603 - fixed words only
    if made is None or made.returncode not in (0, 9):
        raise EmbeddedPostgresError(
            f"PostgreSQL refuses to run as root, and the system user {ACCOUNT_FOR_ROOT} could not be made"
            f" ({made.stderr.strip() if made else 'there is no useradd'}).",
            mend="Start Harkara as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.",
        )


def _may_search(status: os.stat_result, account: Account) -> bool:
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)
