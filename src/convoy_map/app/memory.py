"""Memory given back to the machine after long work."""

from __future__ import annotations

import ctypes
import sys


def give_memory_back() -> bool:
    """Hand the memory that work has freed back to the system.

    The C library of Linux (glibc) keeps what was freed for later; after a route was
    worked out that is a hundred megabytes, which a server that stays open for hours
    should not hold. Elsewhere nothing is done.

    Returns
    -------
    bool
        Whether any memory was given back (``malloc_trim(3)``).
    """
    if sys.platform != "linux":
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return bool(trim is not None and trim(0))
