"""The one place that turns an exception into words of the window."""

import sys
from dataclasses import dataclass
from pathlib import Path

from vault.errors import VaultError
from vault.translation import _

_OWN = ("vault", "ui")


@dataclass(frozen=True)
class Words:
    """What a person is told: what happened and what was kept safe, and what to do next.

    `details` can be copied for whoever mends the program: places in the code, nothing entered.
    """

    sentence: str
    hint: str = ""
    details: str = ""
    defect: bool = False

    @property
    def text(self) -> str:
        """Both in one line."""
        return f"{self.sentence} {self.hint}".strip()


def words_of(error: BaseException) -> Words:
    """Return the words for an expected failure or a defect."""
    if isinstance(error, VaultError):
        return Words(error.sentence, error.hint)
    return Words(
        _("This is a defect in Strongroom. What was saved before is safe."),
        _("Lock and unlock to go on. The details below hold no client data."),
        where(error),
        defect=True,
    )


def where(error: BaseException) -> str:
    """Return an exception's type and the places in our own code it came through.

    Never its text: eight of ten standard exceptions carry the value they choked on.
    """
    import traceback

    places = []
    for frame in traceback.extract_tb(error.__traceback__):
        parts = Path(frame.filename).parts
        own = [index for index, part in enumerate(parts) if part in _OWN]
        if own:
            places.append(f"{'/'.join(parts[own[-1] :])}:{frame.lineno}")
    return _("{type} at {places}").format(
        type=type(error).__name__, places=" < ".join(reversed(places[-6:]))
    )


def say_where(error: BaseException) -> None:
    """Write a defect's type and places to standard error, for whoever started the program."""
    if sys.stderr is not None:
        sys.stderr.write(f"{where(error)}\n")
