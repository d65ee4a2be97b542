"""One unlocked vault folder: the lock, the header, and the checks that open each compartment."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vault.crypto.kdf import KdfCost
from vault.errors import StorageFailed, WrongSecret
from vault.format.vault_header import RECORDS
from vault.lifecycle.compartments import CompartmentPlace, find_key, open_store
from vault.lifecycle.computer_state import ComputerState, SeenMark
from vault.lifecycle.rollback import rolled_back
from vault.model.audit import Action, Fact, Mark
from vault.model.dates import Clock, utc_text
from vault.model.secret import Secret
from vault.services.ways_in import CompartmentKeys, HeaderFile
from vault.storage.database import Database
from vault.storage.folder import FolderLock, VaultFolder
from vault.storage.openings import count_openings, forget_openings
from vault.storage.records_store import RecordsTables
from vault.storage.store import Store, Tables
from vault.storage.vault_meta import VaultMeta
from vault.translation import _, count_of


@dataclass(frozen=True)
class Surroundings:
    """What unlocking takes from outside: the clock, the state folder, the cost of passphrases.

    `state` None remembers nothing on this computer. `accept_older` opens a vault that is older
    than it was seen, and records that someone said so.
    """

    clock: Clock
    state: Path | None = None
    accept_older: bool = False
    cost: KdfCost | None = None


class Sitting:
    """One unlocked vault folder: the lock, the header, and what the computer remembers."""

    def __init__(self, folder: VaultFolder, surroundings: Surroundings) -> None:
        """Take the lock and read the header.

        Raises NotFound, OpenElsewhere, Damaged, NewerFormat, StorageFailed.
        """
        folder.require()
        self.folder = folder
        self.surroundings = surroundings
        self.warnings: list[str] = []
        # The header first: a newer vault must not even get a lock file.
        HeaderFile(folder)
        self.lock = FolderLock.take(folder)
        try:
            self.header_file = HeaderFile(folder)
        except BaseException:
            self.lock.release()
            raise
        self.state = ComputerState(surroundings.state, self.header_file.current.vault_id)

    def find(self, name: str, secret: Secret) -> CompartmentPlace:
        """Return the compartment that a secret opens; a wrong one is counted."""
        try:
            return find_key(self.folder, self.header_file.current, name, secret)
        except WrongSecret:
            self.state.count_failed_unlock(name)
            raise

    def begin(
        self, place: CompartmentPlace, tables_of: Callable[[Database], Tables]
    ) -> Store[Tables]:
        """Open a compartment, check it against its head and this computer's memory.

        What passes is brought to this version's schema, and its chain is opened. Raises as
        `open_database` does, OlderThanSeen unless the older state was accepted, Damaged when the
        chain is broken; the database is then closed.
        """
        database = place.open_database()
        try:
            older = rolled_back(place, database, self.state.seen(place.name))
            ahead = VaultMeta(database).generation > place.compartment.generation
            if older is not None and (ahead or not self.surroundings.accept_older):
                raise older
            database = place.migrated(database)
            tables = tables_of(database)
            store = open_store(place, database, tables, self.surroundings.clock)
            self._enter(place, store, accepted=older is not None)
            # The head is written anew by now: what a change of key left is a head of the past.
            with suppress(OSError):
                self.folder.next_head(place.name).unlink(missing_ok=True)
        except BaseException:
            database.close()
            raise
        return store

    def _enter(self, place: CompartmentPlace, store: Store[Tables], *, accepted: bool) -> None:
        """Enter in the chain that the compartment was opened, and what was noticed."""
        facts = [Fact(Action.VAULT_UNLOCKED, place.name)]
        generation = place.compartment.generation
        if accepted:
            facts.insert(0, self._accepted(place, store))
        behind = store.meta.generation < generation
        if behind:
            store.catch_up(generation)
        openings = count_openings(self.folder) if place.name == RECORDS else 0
        if openings:
            detail = {"count": openings}
            facts.insert(0, Fact(Action.CALL_SHEET_OPENED, "callsheet", detail=detail))
        failed = self.state.failed_unlocks(place.name)
        if failed:
            facts.insert(0, Fact(Action.UNLOCKS_FAILED, place.name, detail={"count": failed}))
        with store.write(*facts) as opened:
            if isinstance(opened, RecordsTables):
                # A way in ends while the vault is closed, of process notes without the records.
                known = [(name, f"{each.type}:{each.id}") for name, each in place.header.slots()]
                opened.way_names.keep_names_of(known)
                if behind:
                    # What a passphrase change that was cut off had still to do.
                    slots = place.compartment.slots
                    opened.practice.keep_wraps_of([slot.opens_with for slot in slots])
        self.state.forget_failed_unlocks(place.name)
        if openings:
            self.warnings.append(
                count_of(
                    "Somebody opened the call sheet since you were here last.",
                    "The call sheet was opened {n} times since you were here last.",
                    openings,
                )
            )
            with suppress(StorageFailed):
                forget_openings(self.folder)
        self.remember(place.name, store)
        if store.database.mode_was_fixed:
            self.warnings.append(
                _("Other users of this computer could read a file of the vault. It is fixed.")
            )

    def remember(self, name: str, store: Store[Tables]) -> None:
        """Let this computer remember how far a compartment has come."""
        self.remember_mark(name, store.mark)

    def remember_mark(self, name: str, mark: Mark) -> None:
        """Let this computer remember a mark of a compartment."""
        now = utc_text(self.surroundings.clock.now())
        self.state.remember(name, SeenMark(mark, now))

    def keys(self, place: CompartmentPlace, signing_key: bytes | None = None) -> CompartmentKeys:
        """Return what the ways in of a compartment work with."""
        return CompartmentKeys(place.name, place.opened, self.surroundings.cost, signing_key)

    def _accepted(self, place: CompartmentPlace, store: Store[Tables]) -> Fact:
        seen = self.state.seen(place.name)
        known = seen.mark.seq if seen else 0
        return Fact(
            Action.OLDER_ACCEPTED,
            place.name,
            detail={"seq_here": store.mark.seq, "seq_seen": known},
        )
