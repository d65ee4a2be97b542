"""What the rehearsal screen does with the vault, and beside it; no Qt."""

from dataclasses import dataclass, field
from pathlib import Path

from vault.errors import NotFound, StorageFailed
from vault.lifecycle.restore import is_backup_place
from vault.model.rehearsal import PaperWay, RehearsalKept, Rehearsed
from vault.model.secret import RecoveryKey
from vault.open_vault import OpenVault, Rehearsal
from vault.progress import Progress
from vault.translation import _


@dataclass(frozen=True)
class Known:
    """The last rehearsal, every way in on paper, and whether there is a backup at all."""

    last: RehearsalKept | None
    papers: tuple[PaperWay, ...]
    has_backup: bool


@dataclass(frozen=True)
class Prepared:
    """What rehearses, and the places at which backups lie."""

    rehearsal: Rehearsal
    places: tuple[str, ...] = field(repr=False)


def read_known(vault: OpenVault) -> Known:
    """Return what is known of rehearsals."""
    has_backup = vault.backups.latest() is not None
    return Known(vault.rehearsals.last(), vault.rehearsals.papers(), has_backup)


def prepare(vault: OpenVault) -> Prepared:
    """Return what rehearses. Raises NotFound where nothing was backed up yet."""
    backups = vault.backups
    places = tuple(each for each in backups.places() if backups.latest(each) is not None)
    if not places:
        raise NotFound(_("There is no backup yet."), hint=_("Back up first."))
    return Prepared(vault.prepare_rehearsal(), places)


def run(prepared: Prepared, key: RecoveryKey | None, progress: Progress) -> Rehearsed:
    """Rehearse the first place whose disk is there.

    Raises StorageFailed where none is, and as `Rehearsal.run` does.
    """
    for place in prepared.places:
        if is_backup_place(Path(place)):
            return prepared.rehearsal.run(place, progress, key)
    raise StorageFailed(
        _("No backup can be seen now."), hint=_("Connect the disk with backups, and try again.")
    )
