"""Ports for the processes that tests start.

They lie below those the system gives to whoever connects somewhere (32768 and above): one of those could be taken between the
look and the start. Each test process has a range of its own and gives none out twice in a row.
"""

from __future__ import annotations

import os
import socket
from itertools import cycle

_FIRST, _SIZE, _RANGES = 11_000, 2_000, 10
_worker = int("".join(filter(str.isdigit, os.environ.get("PYTEST_XDIST_WORKER", "0")))) % _RANGES
_begin = _FIRST + _worker * _SIZE
# Another run of the tests beside this one begins elsewhere.
_ports = cycle([_begin + (number + os.getpid()) % _SIZE for number in range(_SIZE)])


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    return [free_port_with() for _ in range(count)]


def free_port_with(*offsets: int) -> int:
    """Return a port that nobody listens on, nor on those so far above it."""
    return next(port for port in _ports if all(_is_free(port + offset) for offset in (0, *offsets)))


def free_port_pair() -> int:
    """Return a port whose successor is free as well: the platform's and its sandbox's."""
    port = free_port_with(1)
    next(_ports)  # the successor is given out
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
