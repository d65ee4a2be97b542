"""Changing a compartment's key: everything is written anew under another, and old ways in end.

After a loss: a laptop, a passphrase that someone learned, a paper that is gone. Copies made before
still open with what opened them then; only what is written from now on is under the new key.
"""

import contextlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vault.crypto.kdf import KEY_SIZE, subkey, writing_cost
from vault.errors import NotFound, NotWhole, VaultError
from vault.format.key_slots import Slot, make_passphrase_slot, rewrap_slot
from vault.format.signing_wraps import wrap_for_passphrase
from vault.format.vault_header import RECORDS, Compartment
from vault.lifecycle.compartments import CompartmentPlace, open_store
from vault.lifecycle.computer_state import ComputerState
from vault.lifecycle.findings import Findings
from vault.lifecycle.sitting import Sitting, Surroundings
from vault.lifecycle.unlock import signing_key_of
from vault.lifecycle.verify import check_compartment
from vault.lifecycle.verify_content import check_process, check_records
from vault.model.audit import Action, Fact
from vault.model.secret import Secret
from vault.model.way_in import check_ending, check_licensee
from vault.progress import Progress
from vault.services.call_sheets import CallSheetPlace, CallSheets
from vault.services.ways_in import check_passphrase
from vault.storage.database import Database
from vault.storage.files import explained, sync_folder
from vault.storage.folder import VaultFolder
from vault.storage.process_store import process_tables
from vault.storage.records_store import RecordsTables, records_tables
from vault.storage.store import Store
from vault.storage.vault_meta import VaultMeta
from vault.translation import _


@dataclass(frozen=True)
class KeyChange:
    """What is to change: the ways in that end, and a new passphrase in the place of the used one.

    `without` names them as "recovery:2": a number alone could end another than was meant.
    `passphrase` None keeps the one that was used. Other passphrases end with the key in any case:
    only who knows them could wrap it for them.
    """

    compartment: str = RECORDS
    without: frozenset[str] = field(repr=False, default=frozenset())
    passphrase: str | None = field(repr=False, default=None)


@dataclass(frozen=True)
class KeyChanged:
    """The epoch of the new key, and the ways in that are left and that have ended."""

    epoch: int
    ways_in: tuple[str, ...]
    ended: tuple[str, ...]


def change_key(
    path: Path,
    secret: Secret,
    change: KeyChange,
    surroundings: Surroundings,
    progress: Progress | None = None,
) -> KeyChanged:
    """Write a compartment of a closed vault anew under another key, and let ways in end.

    The new database is proved before the header names it: that is the moment the change holds. The
    old file stays until the next backup. Raises NotAllowed as `check_ending` does and for
    executors, NotFound for one that is not there, and as `unlock` does; nothing is then changed.
    """
    sitting = Sitting(VaultFolder(path), surroundings)
    try:
        place = sitting.find(change.compartment, secret)
        check_licensee(place.opened.way_in)
        store = sitting.begin(place, _tables_of(place))
        try:
            return _Change(sitting, place, store, secret, change).make(progress or Progress())
        finally:
            store.close()
    finally:
        sitting.lock.release()


class _Change:
    """One change of a key, from the new slots to the renamed header."""

    def __init__(
        self,
        sitting: Sitting,
        place: CompartmentPlace,
        store: Store[Any],
        secret: Secret,
        change: KeyChange,
    ) -> None:
        self._sitting, self._old, self._store = sitting, place, store
        self._change = change
        records = change.compartment == RECORDS
        self._signing_key = signing_key_of(place, store.tables, secret) if records else None

    def make(self, progress: Progress) -> KeyChanged:
        """Make the change. Raises what `change_key` does; before the header, nothing holds."""
        key = secrets.token_bytes(KEY_SIZE)
        slots, new_wrap = self._slots(key)
        old = self._old.compartment
        compartment = Compartment(old.epoch + 1, old.generation + 1, slots)
        header = self._sitting.header_file.current
        mac_key = subkey(key, header.vault_id, "header-mac")
        header = header.with_compartment(self._old.name, compartment, mac_key)
        opened = replace(self._old.opened, key=key)
        fresh = CompartmentPlace(self._old.folder, header, self._old.name, opened)
        path = fresh.folder.database(fresh.name, compartment.epoch)
        _clear(fresh)
        try:
            self._write(fresh, path, slots, new_wrap)
            progress.check()
            self._prove(fresh, progress)
            self._sitting.header_file.replace(header)
        except BaseException:
            if self._sitting.header_file.current is not header:
                _clear(fresh)
            raise
        self._finish(fresh)
        left = tuple(f"{slot.type}:{slot.id}" for slot in slots)
        ended = tuple(
            name for name in (f"{slot.type}:{slot.id}" for slot in old.slots) if name not in left
        )
        return KeyChanged(compartment.epoch, left, ended)

    def _slots(self, key: bytes) -> tuple[tuple[Slot, ...], tuple[Slot, bytes] | None]:
        """Return the ways in under the new key, and the signing key for a new passphrase."""
        old, change = self._old.compartment, self._change
        unknown = change.without - {f"{slot.type}:{slot.id}" for slot in old.slots}
        if unknown:
            raise NotFound(
                _("There is no such way in."),
                hint=_("A way in is named as `keys list` prints it, such as recovery:2."),
            )
        header = self._sitting.header_file.current
        place = replace(header.place(self._old.name), epoch=old.epoch + 1)
        used = self._old.opened.way_in
        kept: list[Slot] = []
        for slot in old.slots:
            name = f"{slot.type}:{slot.id}"
            replaced = change.passphrase is not None and name == used
            if name in change.without or (replaced and slot.type == "passphrase"):
                continue
            again = rewrap_slot(slot, key, place, self._old.opened.derived)
            if again is not None:
                kept.append(again)
        new_wrap = None
        if change.passphrase is not None:
            check_passphrase(change.passphrase, header, self._old.name)
            cost = self._sitting.surroundings.cost or writing_cost()
            slot, derived = make_passphrase_slot(
                old.next_slot_id, change.passphrase, key, cost, place
            )
            kept.append(slot)
            if self._signing_key is not None:
                wrapped = wrap_for_passphrase(self._signing_key, derived, slot, header.vault_id)
                new_wrap = slot, wrapped
        ended = [name.partition(":")[0] for name in change.without]
        check_ending(ended, [slot.type for slot in kept])
        return tuple(kept), new_wrap

    def _write(
        self,
        fresh: CompartmentPlace,
        path: Path,
        slots: tuple[Slot, ...],
        new_wrap: tuple[Slot, bytes] | None,
    ) -> None:
        """Write the database under the new key, with the entry that says so, and its head."""
        Database.make_file(path)
        self._store.database.write_under_another_key(path, fresh.subkey("sqlcipher"))
        database = Database(path, fresh.subkey("sqlcipher"))
        compartment = fresh.compartment
        try:
            with database.transaction():
                VaultMeta(database).set_epoch(compartment.epoch)
                VaultMeta(database).set_generation(compartment.generation)
            tables = _tables_of(fresh)(database)
            clock = self._sitting.surroundings.clock
            store = open_store(fresh, database, tables, clock, keep_head=lambda mark: None)
            detail = {
                "epoch": compartment.epoch,
                "generation": compartment.generation,
                "ways_in": len(slots),
            }
            with store.write(Fact(Action.KEY_CHANGED, fresh.name, detail=detail)):
                if isinstance(tables, RecordsTables):
                    public = tables.practice.public_key()
                    if new_wrap is not None and public is not None:
                        slot, wrapped = new_wrap
                        tables.practice.put_wrapped_key(slot.opens_with, public, wrapped)
                    tables.practice.keep_wraps_of([slot.opens_with for slot in slots])
            mark = store.mark
        finally:
            database.close()
        fresh.keep_next_head(mark, fresh.closed_file())

    def _prove(self, fresh: CompartmentPlace, progress: Progress) -> None:
        findings = Findings(progress)
        # Each note by itself, and of records its addenda: what else is checked is quickly done.
        progress.start(len(self._store.tables.notes.ids()) * (2 if fresh.name == RECORDS else 1))
        content = check_records if fresh.name == RECORDS else check_process
        nothing_seen = ComputerState(None, fresh.header.vault_id)
        # The head of the old epoch still lies there; the new one is read in its place.
        check_compartment(findings, fresh, nothing_seen, content)
        if findings.problems:
            raise NotWhole(
                _("The vault is damaged, so its key was not changed."),
                hint=_("Restore the newest backup first."),
                problems=[(each.kind, each.id, each.message) for each in findings.problems],
            )

    def _finish(self, fresh: CompartmentPlace) -> None:
        """Put the new head in place; the change holds already, so nothing here may undo it."""
        with contextlib.suppress(OSError):
            os.replace(fresh.folder.next_head(fresh.name), fresh.folder.head(fresh.name))
            sync_folder(fresh.folder.path)
        if fresh.name == RECORDS:
            with contextlib.suppress(VaultError):
                self._seal_call_sheet(fresh)
        head = fresh.read_head()
        if head is not None:
            self._sitting.remember_mark(fresh.name, head.mark)

    def _seal_call_sheet(self, fresh: CompartmentPlace) -> None:
        """Seal the call sheet anew: to those ways in that are left."""
        database = fresh.open_database()
        try:
            clock = self._sitting.surroundings.clock
            store = open_store(fresh, database, records_tables(database), clock)
            files = self._sitting.header_file
            place = CallSheetPlace(
                fresh.folder, lambda: files.current, files.replace, fresh.opened.key
            )
            CallSheets(store, place).refresh()
        finally:
            database.close()


def _tables_of(place: CompartmentPlace) -> Callable[[Database], Any]:
    return records_tables if place.name == RECORDS else process_tables


def _clear(place: CompartmentPlace) -> None:
    """Take away what a change that was cut off has left of the epoch that is to come."""
    path = place.folder.database(place.name, place.compartment.epoch)
    with explained():
        for leftover in (path, path.with_name(f"{path.name}-journal")):
            leftover.unlink(missing_ok=True)
        place.folder.next_head(place.name).unlink(missing_ok=True)
