"""The server's configuration, written anew before each start so that it follows this version and this machine."""

from __future__ import annotations

import os
from pathlib import Path

_GIGABYTE = 1024**3
_CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")

# Durability stays as PostgreSQL ships it: fsync, full_page_writes and synchronous_commit are on, because a message
# that was claimed and forgotten would be sent twice.
_TEMPLATE = """\
# Written by Harkara before each start; your own settings go into postgresql.conf, below the include.
listen_addresses = ''
unix_socket_directories = '{socket_directory}'
unix_socket_permissions = 0700
hba_file = 'harkara_hba.conf'
ident_file = 'harkara_ident.conf'
max_connections = 100

# Memory: {memory_gigabytes:.1f} GB in this machine or container
shared_buffers = {shared_buffers_mb}MB
effective_cache_size = {cache_mb}MB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
jit = off

# Write-ahead log: a CSV of 100,000 rows must not force a checkpoint
max_wal_size = 2GB
min_wal_size = 256MB
checkpoint_timeout = 15min
wal_compression = on

# Vacuum: send_queue is rewritten all the time, the ledger only grows
autovacuum_naptime = 15s
autovacuum_vacuum_scale_factor = 0.05
autovacuum_vacuum_insert_scale_factor = 0.05
autovacuum_analyze_scale_factor = 0.02
autovacuum_vacuum_cost_limit = 2000

# Log: one file a weekday, overwritten after a week; terse and without parameters, because details quote phone numbers
logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_file_mode = 0600
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_min_duration_statement = 2s
log_lock_waits = on
log_autovacuum_min_duration = 10s
"""


def write_configuration(data: Path, socket_directory: Path, accounts: set[str]) -> None:
    """Write the settings and the rules of who may connect: `accounts`, proven by the kernel, and nobody over TCP."""
    names = "".join(f'harkara "{name}" {role}\n' for name in sorted(accounts) for role in ("harkara", "postgres"))
    files = {
        "harkara.conf": _settings(socket_directory),
        "harkara_hba.conf": "local all all peer map=harkara\n",
        "harkara_ident.conf": names,
    }
    for name, text in files.items():
        draft = data / f"{name}.new"
        draft.write_text(text)
        draft.chmod(0o644)  # the directory is 0700; as root, the server must be able to read what root wrote
        draft.replace(data / name)


def _settings(socket_directory: Path) -> str:
    memory = _memory_bytes()
    return _TEMPLATE.format(
        socket_directory=socket_directory,
        memory_gigabytes=memory / _GIGABYTE,
        shared_buffers_mb=min(max(memory // 8, _GIGABYTE // 8), _GIGABYTE) // 1024**2,
        cache_mb=max(memory // 2, _GIGABYTE // 4) // 1024**2,
    )


def _memory_bytes() -> int:
    """Return the memory we may use: of the machine, or of the container if that is less."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _CGROUP_LIMIT.read_text().strip() if _CGROUP_LIMIT.exists() else "max"
    return min(machine, int(limit)) if limit.isdigit() else machine
