"""What a child process of ours gets of the environment: hardly anything."""

import os

from vault.date_style import VARIABLE

_LANGUAGE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_TIME", "LANG", VARIABLE)
"""What decides in which language fixed words are, and how days and hours are written."""

_NEEDED_BY_WINDOWS = ("SYSTEMROOT",)


def child_environment() -> dict[str, str]:
    """Return the environment of a child process."""
    # Without a home Python would ask the user database for one, over a socket.
    kept = {name: os.environ[name] for name in _LANGUAGE + _NEEDED_BY_WINDOWS if name in os.environ}
    return {"HOME": "/"} | kept
