"""What the settings do with the ways in, on the vault's thread; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from ui.recovery_reminder import remind, settle, unconfirmed
from vault.errors import WrongSecret
from vault.model.backup import Snapshot, kept
from vault.model.secret import PaperKey, Passphrase, RecoveryKey, Secret
from vault.model.way_in import WayIn
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.translation import _

RECORDS, PROCESS = "records", "process"
_PAPER = "AGE-SECRET-KEY-"

Answer = TypeVar("Answer")
Compartment = OpenVault | OpenProcessNotes


@dataclass(frozen=True)
class Ways:
    """The ways in of each compartment, in order; no process notes have none.

    `by_paper` tells that the records were opened with a recovery key.
    """

    records: tuple[WayIn, ...]
    process: tuple[WayIn, ...]
    unconfirmed: tuple[str, ...]
    by_paper: bool

    def of(self, compartment: str) -> tuple[WayIn, ...]:
        """Return the ways into one compartment."""
        return self.records if compartment == RECORDS else self.process


def read_ways(vault: OpenVault) -> Ways:
    """Return the ways in as the header has them, by the names that the records keep."""
    ways = vault.way_names.list_all()
    return Ways(
        records=tuple(each for each in ways if each.compartment == RECORDS),
        process=tuple(each for each in ways if each.compartment == PROCESS),
        unconfirmed=unconfirmed(vault),
        by_paper=_by_paper(vault),
    )


def kind_words(way: WayIn) -> str:
    """Return what kind of way in it is, in words."""
    words = {
        "passphrase": _("Passphrase"),
        "recovery": _("Recovery key on paper"),
        "executor": _("Executor shares"),
    }
    return words.get(way.type, way.type)


def full_words(way: WayIn) -> str:
    """Return the kind of a way in and, where it has one, its name."""
    if not way.name:
        return kind_words(way)
    return _("{kind}, “{name}”").format(kind=kind_words(way), name=way.name)


@dataclass(frozen=True)
class KnownBackups:
    """The backups of one place that should lie there still, newest first."""

    place: str = field(repr=False)
    made_at: tuple[datetime, ...]


def known_backups(vault: OpenVault) -> tuple[KnownBackups, ...]:
    """Return every place that backups went to, also of places given up, and what lies there.

    By the records: what was removed there by hand is on the list, what was copied by hand is not.
    """
    found: dict[str, list[Snapshot]] = {}
    for made in vault.backups.list_all():
        found.setdefault(made.place, []).append(Snapshot(made.snapshot, made.made_at))
    there = {place: kept(made) for place, made in found.items()}
    return tuple(
        KnownBackups(place, tuple(each.made_at for each in made if each.name in there[place]))
        for place, made in found.items()
    )


def change_passphrase(vault: OpenVault, compartment: str, old: str, new: str) -> None:
    """Replace a passphrase, once the old one was right.

    After a recovery the records ask for none: the recovery key was shown already. Raises
    WrongSecret, NotAllowed for the passphrase of the other compartment, BadInput, StorageFailed.
    """
    _allowed(vault, compartment, old, lambda opened: opened.ways_in.change_passphrase(new))


def add_paper_key(vault: OpenVault, compartment: str, old: str) -> PaperKey:
    """Add a paper recovery key and return it; reminders stand until its end was typed back.

    Raises as `change_passphrase` does.
    """
    kept: list[PaperKey] = []
    _allowed(vault, compartment, old, lambda opened: opened.ways_in.add_recovery(kept.append))
    remind(vault, (compartment,))
    return kept[0]


def prove_paper_key(vault: OpenVault, compartment: str, typed: str) -> None:
    """Take the reminder away when the key that was typed from the paper is right.

    Raises WrongSecret otherwise, and as `unlock` does for process notes.
    """
    if compartment == RECORDS:
        vault.ways_in.prove_recovery(typed)
    elif vault.process is not None:
        vault.process.ways_in.prove_recovery(typed)
    else:
        _opened_for(vault, RecoveryKey(typed), lambda _opened: None)
    settle(vault, compartment)


def checked_secret(
    vault: OpenVault, compartment: str, typed: str, *, new: str = "", by_paper: bool = False
) -> Secret:
    """Return what was typed as a secret of the compartment, once it is proved to be one.

    A recovery key is one only `by_paper`. With `new`, the passphrase that is to come is checked
    too. Nothing is changed. Raises WrongSecret, NotAllowed for a new passphrase of the other
    compartment, and as `unlock` does.
    """
    secret = _secret(typed) if by_paper else Passphrase(typed)

    def check(opened: Compartment) -> None:
        if isinstance(secret, RecoveryKey):
            opened.ways_in.prove_recovery(typed)
        elif not opened.ways_in.is_passphrase(typed):
            raise WrongSecret(_("This is not the present passphrase. Nothing was changed."))
        if new:
            opened.ways_in.check_new_passphrase(new)

    opened = vault if compartment == RECORDS else vault.process
    if opened is None:
        _opened_for(vault, secret, check)
    else:
        check(opened)
    return secret


def _allowed(
    vault: OpenVault, compartment: str, old: str, job: Callable[[Compartment], Answer]
) -> Answer:
    opened = vault if compartment == RECORDS else vault.process
    if opened is None:
        return _opened_for(vault, _secret(old), job)
    if not (compartment == RECORDS and _by_paper(vault)) and not opened.ways_in.is_passphrase(old):
        raise WrongSecret(_("This is not the present passphrase. Nothing was changed."))
    return job(opened)


def _opened_for(vault: OpenVault, secret: Secret, job: Callable[[Compartment], Answer]) -> Answer:
    opened = vault.open_process(secret)
    try:
        return job(opened)
    finally:
        vault.close_process()


def _by_paper(vault: OpenVault) -> bool:
    return vault.ways_in.used.startswith("recovery:")


def _secret(typed: str) -> Secret:
    """Return what was typed as what it is: the paper key opens process notes as well."""
    is_paper = "".join(typed.split()).upper().startswith(_PAPER)
    return RecoveryKey(typed) if is_paper else Passphrase(typed)
