"""What the settings do with the ways in, on the vault's thread; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ui.recovery_reminder import remind, settle, unconfirmed
from vault.errors import WrongSecret
from vault.model.secret import PaperKey, Passphrase, RecoveryKey, Secret
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.translation import _

RECORDS, PROCESS = "records", "process"
_PAPER = "AGE-SECRET-KEY-"

Answer = TypeVar("Answer")
Compartment = OpenVault | OpenProcessNotes


@dataclass(frozen=True)
class Ways:
    """The types of the ways in, in order; `process` is None while process notes are closed.

    `by_paper` tells that the records were opened with a recovery key.
    """

    records: tuple[str, ...]
    process: tuple[str, ...] | None
    process_exists: bool
    unconfirmed: tuple[str, ...]
    by_paper: bool


def read_ways(vault: OpenVault) -> Ways:
    """Return the ways in that may be listed now."""
    process = vault.process
    return Ways(
        records=_types(vault),
        process=None if process is None else _types(process),
        process_exists=vault.process_door.exists,
        unconfirmed=unconfirmed(vault),
        by_paper=_by_paper(vault),
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


def _types(opened: Compartment) -> tuple[str, ...]:
    return tuple(way.type for way in opened.ways_in.list_all())


def _secret(typed: str) -> Secret:
    """Return what was typed as what it is: the paper key opens process notes as well."""
    is_paper = "".join(typed.split()).upper().startswith(_PAPER)
    return RecoveryKey(typed) if is_paper else Passphrase(typed)
