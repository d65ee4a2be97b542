"""How long work still takes, guessed from how fast it went so far."""

import time
from collections.abc import Callable

from vault.translation import _, count_of

_SURE_AFTER = 3.0
"""Seconds; what takes less needs no guess."""


class TimeLeft:
    """Watches one job. Its first fiftieth does not count: that is how long it takes to begin."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._total = 0
        self._begun: tuple[float, int] | None = None

    def words(self, done: int, total: int) -> str:
        """Return how long the rest takes, in words; "" while nobody can know."""
        if total != self._total:
            self._total, self._begun = total, None
        if self._begun is None:
            if total and done * 50 >= total:
                self._begun = self._now(), done
            return ""
        since, before = self._begun
        taken = self._now() - since
        if taken < _SURE_AFTER or not before < done < total:
            return ""
        left = taken / (done - before) * (total - done)
        if left < 60:
            return _("less than a minute left")
        return count_of("about a minute left", "about {n} minutes left", round(left / 60))
