"""A change of key as work on the closed vault: what is said meanwhile and afterwards; no Qt."""

from collections.abc import Callable
from pathlib import Path

from ui.closed_work import ClosedWork
from ui.screens.settings.ways import PROCESS, RECORDS
from vault.lifecycle.sitting import Surroundings
from vault.model.secret import Secret
from vault.progress import Progress
from vault.translation import _


def key_change(
    compartment: str,
    secret: Secret,
    around: Callable[[], Surroundings],
    *,
    without: int | None = None,
    passphrase: str | None = None,
) -> ClosedWork:
    """Return the work that gives a compartment another key.

    The way in of the number `without` ends with it; a new `passphrase` takes the place of the one
    that `secret` is, or of every one when it is a recovery key.
    """
    titles = {
        RECORDS: _("Changing the key of the records"),
        PROCESS: _("Changing the key of process notes"),
    }
    told = _removed() if passphrase is None else _changed()

    def run(path: Path, progress: Progress) -> str:
        # Imported on the thread that does it: nobody in the window is to wait for it.
        from vault.lifecycle.change_key import KeyChange, change_key

        ending = frozenset() if without is None else frozenset({without})
        change_key(path, secret, KeyChange(compartment, ending, passphrase), around(), progress)
        return told[compartment]

    sentence = _(
        "The vault is closed, and what is in it is written anew and proved. Until that is done "
        "nothing has changed."
    )
    room = "process" if compartment == PROCESS else ""
    return ClosedWork(titles[compartment], sentence, run, room)


def _removed() -> dict[str, str]:
    return {
        RECORDS: _(
            "Removed. The records have a new key; the passphrase is the same. Copies made before "
            "still open with the old key."
        ),
        PROCESS: _(
            "Removed. Process notes have a new key; their passphrase is the same. Copies made "
            "before still open with the old key."
        ),
    }


def _changed() -> dict[str, str]:
    return {
        RECORDS: _(
            "The records have a new key and the new passphrase. Copies made before still open "
            "with the old ones."
        ),
        PROCESS: _(
            "Process notes have a new key and the new passphrase. Copies made before still open "
            "with the old ones."
        ),
    }
