"""What a verification checked, and what it found not to be whole."""

from collections.abc import Callable
from dataclasses import dataclass

from vault.errors import Cancelled, VaultError
from vault.model.audit import Mark
from vault.progress import Progress
from vault.translation import _


@dataclass(frozen=True)
class Problem:
    """Something that is not whole: its kind, the id or file it has, and one sentence."""

    kind: str
    id: str
    message: str


@dataclass(frozen=True)
class VerifyReport:
    """What was proved: how many things were checked, and each that is not whole.

    `records` is how far the records of a vault had come, where that could be read.
    """

    checked: int
    problems: tuple[Problem, ...]
    records: Mark | None = None

    @property
    def ok(self) -> bool:
        """Whether everything that was checked is whole."""
        return not self.problems


class Findings:
    """Collects what is checked and what is not whole."""

    def __init__(self, progress: Progress) -> None:
        self.checked = 0
        self.problems: list[Problem] = []
        self.progress = progress

    def check(self, kind: str, subject: str, test: Callable[[], str | None]) -> None:
        """Run one check; it returns what is wrong, or raises it."""
        self.progress.step()
        self.checked += 1
        try:
            message = test()
        except Cancelled:
            raise
        except VaultError as error:
            message = error.sentence
        except (LookupError, TypeError, ValueError):
            # A row that someone rewrote by other means: what it holds is no date, no JSON, no hex.
            message = _("This cannot be read.")
        if message is not None:
            self.problems.append(Problem(kind, subject, message))
