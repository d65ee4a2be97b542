"""A paper recovery key as a person keeps it: a page or a private file, and groups to type back."""

import os
from collections.abc import Sequence
from pathlib import Path

from vault.errors import NotFound, StorageFailed
from vault.model.secret import PaperKey, groups_of
from vault.storage.files import PRIVATE_FILE, explained, read_file, sync
from vault.translation import _

PAGE, TEXT = ".pdf", ".txt"
"""What a recovery kit is kept as: a page to print, or a text that stock `age -i` reads too."""

_LIMIT = 4_000_000


def keep_paper_key(path: Path, made: PaperKey) -> None:
    """Write a paper key to a new private file: the recovery kit as a page, or a text.

    The name tells which: a page ends in .pdf. The page is read again before this returns. Raises
    StorageFailed when the file exists or cannot be written, and as `render_sheet` does; no file is
    then left.
    """
    if path.suffix.lower() == PAGE:
        from vault.export.key_sheets import kit_sheet
        from vault.export.pdf_sheet import render_sheet

        write_page(path, render_sheet(kit_sheet(made)))
        check_written(path, made.key)
        return
    purpose = {
        "records": _("Recovery key of the records of a Strongroom vault."),
        "process": _("Recovery key of the process notes of a Strongroom vault."),
    }[made.compartment]
    advice = _("Print it, keep the paper away from the computer, and delete this file.")
    vault = _("Vault {vault}, chain mark {mark}, made on {day}").format(
        vault=made.vault_id, mark=made.mark.words, day=made.made_on.isoformat()
    )
    write_key_file(path, [purpose, advice, vault], made.key)


def write_key_file(path: Path, comments: Sequence[str], key: str) -> None:
    """Write an age identity under lines of comment to a new private file.

    Raises StorageFailed when the file exists or cannot be written.
    """
    lines = [*(f"# {comment}" for comment in comments), key, ""]
    _write(path, "\n".join(lines).encode())


def write_page(path: Path, pdf: bytes) -> None:
    """Write a page that was rendered to a new private file. Raises StorageFailed."""
    _write(path, pdf)


def read_key_file(path: Path) -> str:
    """Return the text of a file or a page that `keep_paper_key` wrote, or of any text file.

    Raises NotFound, StorageFailed; Damaged for a PDF that is no page of ours.
    """
    data = read_file(path, _LIMIT)
    if data is None:
        raise NotFound(_("There is no such recovery key file."))
    if data.startswith(b"%PDF-"):
        from vault.export.sheet_text import key_on

        return key_on(data)
    return data.decode("utf-8-sig", "replace")


def paper_key_file(chosen: Path) -> Path:
    """Return where a paper key is kept: the file that was chosen, as a page if it names no kind."""
    return chosen if chosen.suffix[1:].isalpha() else chosen.with_name(f"{chosen.name}{PAGE}")


def groups_typed(key: str, typed: str) -> tuple[int, int]:
    """Return how many of the key's groups are typed right, from the first on, and how many it has.

    What every key begins with need not be typed; spaces and lower case do not matter.
    """
    first, *groups = groups_of(key)
    letters = "".join(typed.split()).upper().removeprefix(first.rstrip("1")).removeprefix("1")
    right = 0
    for group in groups:
        if not letters.startswith(group):
            break
        letters = letters.removeprefix(group)
        right += 1
    return right, len(groups)


def is_typed(key: str, typed: str) -> bool:
    """Tell whether a paper key was typed back, with or without what every key begins with."""
    letters = "".join(typed.split()).upper()
    return bool(key) and letters in {key, key.removeprefix(groups_of(key)[0])}


def check_written(path: Path, key: str) -> None:
    """Check that a file of a key gives that key back; take it away where it does not.

    Raises StorageFailed, and as `read_key_file` does.
    """
    try:
        if key not in read_key_file(path):
            raise StorageFailed(
                _("The page was not on the disk as it was written. Nothing was made."),
                hint=_("Check the disk, then try again."),
            )
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write(path: Path, data: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    except FileExistsError:
        raise StorageFailed(
            _("There is a file of this name already. Nothing was made."),
            hint=_("Name a file that does not exist yet."),
        ) from None
    except OSError:
        raise StorageFailed(
            _("The file cannot be written. Nothing was made."),
            hint=_("Check the folder."),
        ) from None
    with explained(), os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        sync(file.fileno())
