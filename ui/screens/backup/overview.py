"""What the place Backup shows, read in one job; and whether each disk is there. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vault.lifecycle.installers import list_installers
from vault.lifecycle.restore import is_backup_place
from vault.model.backup import BackupMade
from vault.model.rehearsal import PaperWay, RehearsalKept
from vault.open_vault import OpenVault


@dataclass(frozen=True)
class PlaceState:
    """A backup place: what was backed up there last, how many changes ago, what may happen there.

    `risk` is a sentence about the place, or empty.
    """

    path: str = field(repr=False)
    latest: BackupMade | None
    changes: int
    risk: str = field(repr=False)


@dataclass(frozen=True)
class BackupOverview:
    """Every backup place, and how often the vault is backed up by itself (0: by hand).

    `rehearsed` is the last rehearsal, `papers` the ways in that are on paper.
    """

    places: tuple[PlaceState, ...]
    every_days: int
    rehearsed: RehearsalKept | None
    papers: tuple[PaperWay, ...]


def read_backups(vault: OpenVault) -> BackupOverview:
    """Return what is known of the backup places, without looking at their disks."""
    backups = vault.backups
    states = []
    for path in backups.places():
        latest = backups.latest(path)
        states.append(
            PlaceState(path, latest, backups.changes_since(latest), vault.backup_risk(path))
        )
    return BackupOverview(
        tuple(states),
        vault.settings.get().backup_every_days,
        vault.rehearsals.last(),
        vault.rehearsals.papers(),
    )


def connected(paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the places whose backups can be seen now, and for which systems installers lie there.

    A network may make this slow.
    """
    found = {}
    for path in paths:
        if is_backup_place(Path(path)):
            systems = {each.system for each in list_installers(Path(path))}
            found[path] = tuple(sorted(systems))
    return found
