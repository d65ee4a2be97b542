"""A paper recovery key as a person keeps it: a private file to print, and groups to read."""

import os
from collections.abc import Sequence
from pathlib import Path

from vault.errors import StorageFailed
from vault.storage.files import PRIVATE_FILE, explained, sync
from vault.translation import _

_PREFIX = "AGE-SECRET-KEY-1"
_GROUP = 4
_ENDING = ".txt"
LAST = 8
"""How many characters a person types back to show that the paper is at hand."""
LAST_GROUPS = LAST // _GROUP
"""How many groups at the end of `groups_of` these are."""


def keep_paper_key(path: Path, name: str, key: str) -> None:
    """Write a paper key to a new private file that stock `age -i` reads too.

    Raises StorageFailed when the file exists or cannot be written.
    """
    purpose = {
        "records": _("Recovery key of the records of a Strongroom vault."),
        "process": _("Recovery key of the process notes of a Strongroom vault."),
    }[name]
    advice = _("Print it, keep the paper away from the computer, and delete this file.")
    write_key_file(path, [purpose, advice], key)


def write_key_file(path: Path, comments: Sequence[str], key: str) -> None:
    """Write an age identity under lines of comment to a new private file.

    Raises StorageFailed when the file exists or cannot be written.
    """
    lines = [*(f"# {comment}" for comment in comments), key, ""]
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    except FileExistsError:
        raise StorageFailed(
            _("The file for the recovery key exists. Nothing was made."),
            hint=_("Name a file that does not exist yet."),
        ) from None
    except OSError:
        raise StorageFailed(
            _("The file for the recovery key cannot be written. Nothing was made."),
            hint=_("Check the folder."),
        ) from None
    with explained(), os.fdopen(descriptor, "wb") as file:
        file.write("\n".join(lines).encode())
        file.flush()
        sync(file.fileno())


def paper_key_file(chosen: Path) -> Path:
    """Return where a paper key is kept: the file that was chosen, as a text if it names no kind."""
    return chosen if chosen.suffix[1:].isalpha() else chosen.with_name(f"{chosen.name}{_ENDING}")


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


def ends_with(key: str, typed: str) -> bool:
    """Tell whether what was typed is the last LAST characters of a paper key.

    Spaces and lower case do not matter.
    """
    return "".join(typed.split()).upper() == key[-LAST:].upper()
