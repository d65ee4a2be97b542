"""What a person has to open a compartment: a passphrase, or a paper recovery key."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Passphrase:
    """A passphrase as it was typed."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class RecoveryKey:
    """The text of a paper recovery key, or of a file that holds one."""

    text: str = field(repr=False)


Secret = Passphrase | RecoveryKey


@dataclass(frozen=True)
class NewSecrets:
    """What opens a new compartment: a passphrase, and whether a paper key is made too."""

    passphrase: str = field(repr=False)
    recovery: bool = True


Keep = Callable[[str, str], None]
"""Gets a compartment's name and its paper key, once, before the compartment exists."""
