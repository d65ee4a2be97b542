"""Keeps this process's memory to itself: no core files, no reading by other programs."""

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4


def forbid_memory_dumps() -> None:
    """Switch core dumps off and, on Linux, make the process not dumpable; best effort elsewhere.

    A core file of an unlocked vault would hold keys and notes in the clear; a core limit of 0
    does not hold where the kernel pipes dumps to a program.
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
