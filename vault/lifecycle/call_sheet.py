"""Opening the call sheet of a closed vault or of a backup, with a card, a paper key or executors'.

No database is opened for it, and no key of the records is: the file is sealed by itself.
"""

from dataclasses import dataclass, field
from pathlib import Path

from vault.crypto import age
from vault.errors import Damaged, NotFound, VaultError, WrongSecret
from vault.lifecycle.paper_key import PAGE, check_written, write_key_file, write_page
from vault.model.call_sheet import CallCard, CallSheet
from vault.model.dates import Clock
from vault.storage.backup_set import SMALL_FILE, BackupSet
from vault.storage.files import read_file
from vault.storage.folder import VaultFolder
from vault.storage.openings import note_opening
from vault.translation import _

_NAME = "callsheet.age"


@dataclass(frozen=True)
class OpenedCallSheet:
    """The words of a call sheet. `logged` tells whether the owner will see that it was opened."""

    text: str = field(repr=False)
    logged: bool


def open_call_sheet(place: Path, key: str, clock: Clock) -> OpenedCallSheet:
    """Return the call sheet of a vault, of a backup place, or of a file that is one.

    `key` is what stands on a call card, a recovery kit of the records, or what executor cards
    rebuild. An opening in a vault's own folder is left for the owner's log. Raises NotFound where
    there is none, WrongSecret for a key that does not open it, StorageFailed.
    """
    identity = age.find_identity(key)
    sealed = _sealed(place)
    try:
        text = age.open_sealed(identity, sealed).decode("utf-8")
    except UnicodeDecodeError:
        raise Damaged(_("The call sheet is damaged.")) from None
    except VaultError:
        raise WrongSecret(
            _("This key does not open this call sheet."),
            hint=_("Check the key, and that the card is of this vault and not an ended one."),
        ) from None
    folder = VaultFolder(place)
    logged = folder.header.exists() and note_opening(
        folder, age.recipient_of(identity), clock.now()
    )
    return OpenedCallSheet(text, logged)


def call_card_page(card: CallCard) -> bytes:
    """Return a call card as a PDF. Raises as `render_sheet` does."""
    from vault.export.key_sheets import call_card_sheet
    from vault.export.pdf_sheet import render_sheet

    return render_sheet(call_card_sheet(card))


def keep_call_card(path: Path, card: CallCard) -> None:
    """Write a call card to a new private file: as a page if it ends in .pdf, else as a text.

    It is read again before this returns. Raises StorageFailed, and as `render_sheet` does; no file
    is then left.
    """
    if path.suffix.lower() == PAGE:
        write_page(path, call_card_page(card))
    else:
        comments = [
            _("Call card: opens the call sheet of a Strongroom vault, and nothing else."),
            _("Vault {vault}, made on {day}").format(
                vault=card.vault_id, day=card.made_on.isoformat()
            ),
        ]
        write_key_file(path, comments, card.key)
    check_written(path, card.key)


def call_sheet_text(sheet: CallSheet) -> str:
    """Return a call sheet as the text that is sealed in callsheet.age."""
    from vault.export.call_sheet_text import call_sheet_text as text_of

    return text_of(sheet)


def _sealed(place: Path) -> bytes:
    if place.is_file():
        data = read_file(place, SMALL_FILE)
    elif (place / "snapshots").is_dir():
        data = _newest(BackupSet(place))
    else:
        data = read_file(place / _NAME, SMALL_FILE)
    if data is None:
        raise NotFound(
            _("There is no call sheet here."),
            hint=_("Name the vault's folder, a backup place, or the file callsheet.age."),
        )
    return data


def _newest(backup_set: BackupSet) -> bytes | None:
    for each in reversed(backup_set.snapshots()):
        try:
            return backup_set.small_file(each.name, _NAME)
        except VaultError:
            continue
    return None
