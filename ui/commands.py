"""A thing one can do here: what the search field, F1 and the keyboard offer by name."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """`words` is its name, `run` does it; `shortcut` is such as "Ctrl+N", or empty."""

    words: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = "command"
