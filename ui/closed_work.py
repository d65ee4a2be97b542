"""Long work on the closed vault that a screen asks the shell for, such as a change of key."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vault.progress import Progress


@dataclass(frozen=True)
class ClosedWork:
    """What is shown while it is done, and what does it; every sentence is the program's own.

    `run` gets the vault's folder and returns what the next lock screen says; what it raises is said
    there instead. `room` is "process" for what concerns process notes.
    """

    title: str
    sentence: str
    run: "Callable[[Path, Progress], str]" = field(repr=False)
    room: str = ""
