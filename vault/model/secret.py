"""What a person has to open a compartment: a passphrase, or a paper recovery key."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from vault.errors import WrongSecret
from vault.translation import _

if TYPE_CHECKING:
    # The lock screen imports this, and has no use for a chain.
    from vault.model.audit import Mark


@dataclass(frozen=True)
class Passphrase:
    """A passphrase as it was typed."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class RecoveryKey:
    """The text of a paper recovery key, or of a file that holds one."""

    text: str = field(repr=False)


_PREFIX: Final = "AGE-SECRET-KEY-1"
_GROUP: Final = 4

Secret = Passphrase | RecoveryKey


@dataclass(frozen=True)
class NewSecrets:
    """What opens a new compartment: a passphrase, and whether a paper key is made too."""

    passphrase: str = field(repr=False)
    recovery: bool = True


@dataclass(frozen=True)
class PaperKey:
    """A new paper recovery key with what its page says: whose it is, and how far the chain was."""

    compartment: str
    vault_id: str
    mark: "Mark"
    made_on: date
    key: str = field(repr=False)


def groups_of(key: str) -> list[str]:
    """Return a paper key in groups to read aloud or copy by hand: what it begins with, then fours.

    What is left over stands first, so that LAST_GROUPS of them are the last LAST characters. Typed
    with the spaces between them, it opens all the same.
    """
    begins = _PREFIX if key.startswith(_PREFIX) else ""
    rest = key.removeprefix(begins)
    over = len(rest) % _GROUP
    groups = [rest[start : start + _GROUP] for start in range(over, len(rest), _GROUP)]
    return [each for each in (begins, rest[:over], *groups) if each]


def wrong_recovery_key(compartment: str) -> WrongSecret:
    """Return what is said of a whole recovery key that does not open a compartment."""
    sentences = {
        "records": _("This recovery key opens another vault, or process notes and no record."),
        "process": _("This recovery key opens another vault, or the records without these notes."),
    }
    return WrongSecret(
        sentences[compartment], hint=_("The printed page says what it opens, and of which vault.")
    )


Keep = Callable[[PaperKey], None]
"""Gets a paper key, once, before it opens anything."""
