"""Children must not outlive a supervisor that is killed with -9 and cannot say goodbye.

On Linux the kernel itself sends them SIGTERM then (PR_SET_PDEATHSIG), whatever they are busy with, and they stop in
their orderly way. A pipe they would have to watch needs code in each of them, and does not reach one that hangs.
Elsewhere there is no such thing, and they have to be ended by hand.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> Callable[[], None] | None:
    """Return what a child calls between fork and exec, or None where the system cannot do it."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)  # loaded before the fork: afterwards only plain calls are safe
    supervisor = os.getpid()

    def ask_kernel() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != supervisor:  # killed in between: the kernel has nothing left to tell us
            os._exit(1)

    return ask_kernel
