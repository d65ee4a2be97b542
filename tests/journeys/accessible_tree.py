"""Reads the accessibility tree as a screen reader does, and presses what stands in it.

A program of its own, as a screen reader is: it knows the window only by the bus. Without arguments
it writes everything that shows, as JSON, each object before what it holds; with a role, a name and
an action it takes that action. Exit code 1: what it looked at went away meanwhile, or is not there.
"""

import ctypes
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

_FOCUSABLE, _FOCUSED, _SHOWING = 11, 12, 25
"""Of the enumeration AtspiStateType."""

_LIBRARY = "libatspi.so.0"
_OBJECT, _NUMBER, _WORDS = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p


class Gone(Exception):
    """What was asked about is not there, or no more."""


@dataclass(frozen=True)
class Seen:
    """One object of the window, as it tells of itself; `text` is what stands in a text field."""

    role: str
    name: str = field(repr=False)
    text: str | None = field(repr=False)
    actions: tuple[str, ...]
    focusable: bool
    focused: bool


class Tree:
    """The desktop's tree of accessible objects, by the library that screen readers use."""

    def __init__(self) -> None:
        """Connect to the bus that the session bus names."""
        self._library = ctypes.CDLL(_LIBRARY)
        self._library.atspi_init()
        self._library.atspi_get_desktop.restype = _OBJECT
        self._desktop = self._library.atspi_get_desktop(0)

    def showing(self) -> Iterator[tuple[int, Seen]]:
        """Yield every object that shows, with its handle, each before what it holds."""
        for application in self._children(self._desktop):
            for window in self._children(application):
                yield from self._walk(window)

    def act(self, item: int, action: str) -> None:
        """Take an action of an object."""
        actions = self._interface(item, "action")
        number = self._actions(actions).index(action)
        self._ask("atspi_action_do_action", _NUMBER, actions, number)

    def _walk(self, item: int) -> Iterator[tuple[int, Seen]]:
        states = self._ask("atspi_accessible_get_state_set", _OBJECT, item, fails=False)
        if not self._has(states, _SHOWING):
            return
        yield item, self._seen(item, states)
        for child in self._children(item):
            yield from self._walk(child)

    def _children(self, item: int) -> Iterator[int]:
        for number in range(self._ask("atspi_accessible_get_child_count", _NUMBER, item)):
            child = self._ask("atspi_accessible_get_child_at_index", _OBJECT, item, number)
            if child:
                yield child

    def _seen(self, item: int, states: int) -> Seen:
        text = self._interface(item, "text")
        return Seen(
            role=self._words("atspi_accessible_get_role_name", item),
            name=self._words("atspi_accessible_get_name", item),
            text=self._text(text) if text else None,
            actions=tuple(self._actions(self._interface(item, "action"))),
            focusable=self._has(states, _FOCUSABLE),
            focused=self._has(states, _FOCUSED),
        )

    def _text(self, text: int) -> str:
        length = self._ask("atspi_text_get_character_count", _NUMBER, text)
        return self._words("atspi_text_get_text", text, 0, length)

    def _actions(self, actions: int | None) -> list[str]:
        if not actions:
            return []
        count = self._ask("atspi_action_get_n_actions", _NUMBER, actions)
        return [
            self._words("atspi_action_get_action_name", actions, number) for number in range(count)
        ]

    def _interface(self, item: int, which: str) -> Any:
        return self._ask(f"atspi_accessible_get_{which}_iface", _OBJECT, item, fails=False)

    def _has(self, states: int, state: int) -> bool:
        return bool(self._ask("atspi_state_set_contains", _NUMBER, states, state, fails=False))

    def _words(self, function: str, *arguments: int) -> str:
        found: bytes | None = self._ask(function, _WORDS, *arguments)
        return (found or b"").decode()

    def _ask(self, function: str, kind: Any, *arguments: int, fails: bool = True) -> Any:
        """Call the library; the first argument is an object, and `fails` has it name errors."""
        call = getattr(self._library, function)
        call.restype = kind
        error = _OBJECT()
        rest = [*arguments[1:], *([ctypes.byref(error)] if fails else [])]
        found = call(_OBJECT(arguments[0]), *rest)
        if error:
            raise Gone
        return found


def main(arguments: list[str]) -> int:
    """Write the tree, or take an action; return the exit code."""
    try:
        tree = Tree()
        if not arguments:
            json.dump([asdict(seen) for _item, seen in tree.showing()], sys.stdout)
            return 0
        role, name, action = arguments
        for item, seen in tree.showing():
            if (seen.role, seen.name) == (role, name) and action in seen.actions:
                tree.act(item, action)
                return 0
    except Gone:
        pass
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
