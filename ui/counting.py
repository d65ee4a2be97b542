"""Progress whose counts reach the window often enough to be seen, and no oftener."""

import time
from collections.abc import Callable

from vault.progress import Progress

_TOLD_EVERY = 0.1


def counting(show: Callable[[int, int], object], cancelled: Callable[[], bool]) -> Progress:
    """Return a progress that tells `show` (done, total) at most ten times a second.

    `show` is called on the thread that works, such as a signal's `emit`.
    """
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told > _TOLD_EVERY:
            told = time.monotonic()
            show(done, total)

    return Progress(tell, cancelled)
