"""Every failure a person can understand: one sentence, a hint, an exit code.

A VaultError is expected; anything else that is raised is a defect (exit code 70). Sentences never
hold clinical text, names or secrets. The translation of a sentence is its raiser's work.
"""

from collections.abc import Sequence


class VaultError(Exception):
    """A failure with a sentence for the person at the keyboard.

    `sentence` says what happened and what was kept safe; `hint` what to do next (may be empty).
    """

    code = "error"
    exit_code = 70

    def __init__(self, sentence: str, *, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class NotAllowed(VaultError):
    """A rule says no."""

    code = "refused"
    exit_code = 1


class BadInput(VaultError):
    """What was entered cannot be used as it is."""

    code = "bad-input"
    exit_code = 2


class NotFound(BadInput):
    """No such client, note, file or vault."""

    code = "not-found"


class NotInThisVersion(BadInput):
    """A promised command or option whose turn has not come yet."""

    code = "not-in-this-version"


class WrongSecret(VaultError):
    """The passphrase or key does not open it."""

    code = "wrong-secret"
    exit_code = 3


class Damaged(VaultError):
    """Bytes are not what was written: an accident or tampering."""

    code = "damaged"
    exit_code = 4


class NotWhole(Damaged):
    """Something was proved and is damaged. `problems` names each part by kind, id and sentence."""

    def __init__(
        self, sentence: str, *, hint: str = "", problems: Sequence[tuple[str, str, str]] = ()
    ) -> None:
        super().__init__(sentence, hint=hint)
        self.problems = tuple(problems)


class OlderThanSeen(Damaged):
    """The vault is whole, but older than this computer or its own head has seen it."""

    code = "older-than-seen"


class OpenElsewhere(VaultError):
    """Another copy of the program has it open."""

    code = "open-elsewhere"
    exit_code = 5


class StorageFailed(VaultError):
    """The disk is full, read-only or failing."""

    code = "storage"
    exit_code = 6


class StandsTwice(StorageFailed):
    """What was to move is at its new place, and could not be taken away from its old one."""


class Cancelled(VaultError):
    """The person cancelled; nothing half made is left."""

    code = "cancelled"
    exit_code = 7


class NewerFormat(VaultError):
    """Made by a newer version of Strongroom; nothing was opened or changed."""

    code = "newer-format"
    exit_code = 8
