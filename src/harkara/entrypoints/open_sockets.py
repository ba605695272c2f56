"""How many files and sockets a process may have open: as many as the system lets it, not the usual soft limit of 1,024."""

from __future__ import annotations

import resource


def allow_open_sockets() -> None:
    """Raise the soft limit to the hard one, which would hold fast numbers and many dashboards back otherwise."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
