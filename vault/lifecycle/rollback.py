"""Noticing that a compartment is older than it was: head file, this computer's memory, chain."""

from vault.errors import Damaged, OlderThanSeen
from vault.format.head import Head
from vault.lifecycle.compartments import CompartmentPlace
from vault.lifecycle.computer_state import SeenMark
from vault.model.audit import Mark, first_broken
from vault.storage.audit import AuditTable
from vault.storage.database import Database
from vault.storage.vault_meta import VaultMeta
from vault.translation import _


def rolled_back(
    place: CompartmentPlace, database: Database, seen: SeenMark | None
) -> OlderThanSeen | None:
    """Return why the compartment is older than it must be, or None.

    Compares the database with its head file and with what this computer has seen, and proves the
    chain from the head on, or from its start where the head proves nothing. Raises Damaged when
    the chain is broken, or is not the one of its head.
    """
    if VaultMeta(database).generation > place.compartment.generation:
        return OlderThanSeen(
            _("The header of this vault is older than its records."),
            hint=_("Restore vault.json from your newest backup."),
        )
    audit = AuditTable(database)
    head = _head(place)
    older = _older_than_head(audit, place.start, head)
    proved = Mark(0, place.start, 1) if head is None or older is not None else head.mark
    broken = first_broken(audit.links(proved.seq), proved.chain_head, proved.seq)
    if broken is not None:
        raise Damaged(_("The audit chain is broken at entry {n}.").format(n=broken))
    known = _older_than_seen(audit, place.start, seen)
    # Without a head, what this computer has seen says more than that the head is gone.
    return (known or older) if head is None else (older or known)


def _head(place: CompartmentPlace) -> Head | None:
    try:
        return place.read_head()
    except Damaged:
        return None


def _older_than_head(audit: AuditTable, start: str, head: Head | None) -> OlderThanSeen | None:
    if head is None:
        return OlderThanSeen(
            _("The head file of this vault is missing or damaged: changes could be missing."),
            hint=_("Compare with your newest backup; --accept-older opens it as it is."),
        )
    missing = _missing(audit, head.mark)
    if missing > 0:
        return OlderThanSeen(
            _("{n} saved changes are missing from this vault.").format(n=missing),
            hint=_("Restore your newest backup; --accept-older opens it as it is."),
        )
    if not _goes_through(audit, start, head.mark):
        raise Damaged(
            _("The audit chain of this vault is not the one of its head file."),
            hint=_("Restore your newest backup."),
        )
    return None


def _older_than_seen(audit: AuditTable, start: str, seen: SeenMark | None) -> OlderThanSeen | None:
    if seen is None or _goes_through(audit, start, seen.mark):
        return None
    missing = _missing(audit, seen.mark)
    if missing > 0:
        sentence = _(
            "This vault is older than the one this computer saw on {when}: "
            "{n} saved changes are missing."
        ).format(when=seen.at, n=missing)
    else:
        # A backup that was restored and used elsewhere has grown another end.
        sentence = _(
            "This vault has not the changes that this computer saw on {when}, but others."
        ).format(when=seen.at)
    return OlderThanSeen(
        sentence, hint=_("If a backup was restored, --accept-older opens it as it is.")
    )


def _missing(audit: AuditTable, mark: Mark) -> int:
    last = audit.last()
    return mark.seq - (last[0] if last else 0)


def _goes_through(audit: AuditTable, start: str, mark: Mark) -> bool:
    return (audit.hash_at(mark.seq) if mark.seq else start) == mark.chain_head
