"""How long work tells how far it is, and how a person stops it."""

from collections.abc import Callable

from vault.errors import Cancelled
from vault.translation import _


class Progress:
    """Counts steps of a long job and lets the person who waits cancel it.

    `show` is called with (done, total) after each step; `cancelled` is asked at each step.
    """

    def __init__(
        self,
        show: Callable[[int, int], None] = lambda done, total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._show = show
        self._cancelled = cancelled
        self._done = 0
        self._total = 0

    def start(self, total: int) -> None:
        """Begin a job of `total` steps."""
        self._done, self._total = 0, total
        self._show(0, total)

    def step(self, count: int = 1) -> None:
        """Say that `count` more steps are done.

        Raises Cancelled when the person who waits has cancelled.
        """
        self.check()
        self._done += count
        self._show(self._done, self._total)

    def check(self) -> None:
        """Go on, where work has no steps; raises Cancelled as `step` does."""
        if self._cancelled():
            raise Cancelled(_("Canceled. Nothing was changed."))
