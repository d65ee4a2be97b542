"""What was taken out of a list in this sitting, and can be put back for the rest of it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from vault.errors import NotAllowed
from vault.translation import _

Key = TypeVar("Key", bound=str)
Thing = TypeVar("Thing")


class TakenOut(Generic[Key, Thing]):
    """Keeps things by id, in memory alone: they go with the sitting."""

    def __init__(self) -> None:
        self._things: dict[Key, Thing] = {}

    def keep(self, key: Key, thing: Thing) -> None:
        """Keep what was taken out."""
        self._things[key] = thing

    def to_put_back(self, key: Key, has: Callable[[Key], bool]) -> Thing:
        """Return what was taken out; `has` tells whether it is back.

        Raises NotAllowed when nothing of this id was taken out in this sitting, or it is back.
        """
        if key not in self._things or has(key):
            raise NotAllowed(_("There is nothing to put back."))
        return self._things[key]
