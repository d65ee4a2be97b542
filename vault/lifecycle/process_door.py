"""The door to the process compartment beside open records: opened with its own secret, or made."""

import secrets
from collections.abc import Callable
from contextlib import suppress

from vault.crypto.kdf import subkey, writing_cost
from vault.errors import Damaged, NotAllowed, NotFound, StorageFailed
from vault.format.vault_header import PROCESS
from vault.lifecycle.compartments import CompartmentPlace
from vault.lifecycle.create import make_compartment, make_process_database
from vault.lifecycle.sitting import Sitting
from vault.model.audit import Action, Fact
from vault.model.ids import ClientId
from vault.model.secret import Keep, NewSecrets, PaperKey, Secret
from vault.open_vault import OpenProcessNotes
from vault.services.audit import Audit
from vault.services.process_endings import ProcessEndings
from vault.services.process_notes import ProcessNotes
from vault.services.ways_in import WaysIn, check_passphrase
from vault.storage.files import explained
from vault.storage.process_store import ProcessStore, process_tables
from vault.storage.records_store import RecordsStore
from vault.translation import _


class ProcessDoor:
    """Opens process notes of a vault whose records are open."""

    def __init__(
        self,
        sitting: Sitting,
        records: RecordsStore,
        check_not_held: Callable[[ClientId], None],
    ) -> None:
        self._sitting = sitting
        self._records = records
        self._check_not_held = check_not_held
        self._open: tuple[CompartmentPlace, ProcessStore] | None = None

    @property
    def exists(self) -> bool:
        """Whether the vault has a process compartment yet."""
        return self._sitting.header_file.current.process is not None

    def open(self, secret: Secret) -> OpenProcessNotes:
        """Open the process compartment.

        Raises NotFound before its first use, WrongSecret, and as `unlock` does.
        """
        if not self.exists:
            self._check_never_begun()
            raise NotFound(
                _("This vault has no process notes yet."),
                hint=_("The first process note makes their compartment, with a new passphrase."),
            )
        place = self._sitting.find(PROCESS, secret)
        store = self._sitting.begin(place, process_tables)
        try:
            self._sitting.header_file.mend(process_is_open=True)
            self._say_begun()
        except BaseException:
            store.close()
            raise
        self._open = place, store
        return OpenProcessNotes(
            notes=ProcessNotes(store, self._check_not_held),
            audit=Audit(store, place.header.vault_id, PROCESS),
            ways_in=WaysIn(store, self._sitting.header_file, self._sitting.keys(place)),
            endings=ProcessEndings(store),
            close=lambda: self._close(place, store),
            publish_to=store.publish_to,
        )

    @property
    def opened(self) -> tuple[CompartmentPlace, ProcessStore] | None:
        """The process compartment while it is open here, else None."""
        return self._open

    def make(self, new: NewSecrets, keep: Keep) -> None:
        """Make the process compartment; `keep` gets its paper key first.

        The header is the commit point: a database left over by a crash before it is put aside.
        Raises NotAllowed for the passphrase of the records or when the compartment exists,
        BadInput for an empty one, StorageFailed.
        """
        header = self._sitting.header_file.current
        if header.process is not None:
            raise NotAllowed(_("This vault has process notes already."))
        self._check_never_begun()
        check_passphrase(new.passphrase, header, PROCESS)
        cost = self._sitting.surroundings.cost or writing_cost()
        made = make_compartment(header.vault_id, PROCESS, new, cost)
        mac_key = subkey(made.opened.key, header.vault_id, "header-mac")
        header = header.with_compartment(PROCESS, made.compartment, mac_key)
        place = CompartmentPlace(self._sitting.folder, header, PROCESS, made.opened)
        self._put_aside(place)
        mark = make_process_database(place, self._sitting.surroundings.clock)
        if made.recovery_key is not None:
            today = self._sitting.surroundings.clock.now().date()
            keep(PaperKey(PROCESS, header.vault_id, mark, today, made.recovery_key))
        self._sitting.header_file.replace(header)
        self._say_begun()

    def _check_never_begun(self) -> None:
        if self._records.audit.has(Action.PROCESS_NOTES_BEGUN):
            raise Damaged(
                _("This vault has process notes, and its header does not name them any more."),
                hint=_("Restore vault.json from your newest backup."),
            )

    def _say_begun(self) -> None:
        # The compartment stands already; an entry that cannot be written now comes with the next
        # opening.
        if not self._records.audit.has(Action.PROCESS_NOTES_BEGUN):
            with (
                suppress(StorageFailed),
                self._records.write(Fact(Action.PROCESS_NOTES_BEGUN, PROCESS)),
            ):
                pass

    def _put_aside(self, place: CompartmentPlace) -> None:
        path = place.folder.database(PROCESS, 1)
        journal = path.with_name(f"{path.name}-journal")
        aside = f"{path.name}.aside-{secrets.token_hex(4)}"
        with explained():
            for leftover, name in ((path, aside), (journal, f"{aside}-journal")):
                if leftover.exists():
                    leftover.rename(path.with_name(name))

    def _close(self, place: CompartmentPlace, store: ProcessStore) -> None:
        if store.closed:
            return
        try:
            self._sitting.remember(PROCESS, store)
            mark = store.mark
        finally:
            store.close()
            self._open = None
        closed = place.closed_file()
        # The notes are saved: a head that cannot be written now is written at the next opening.
        with suppress(StorageFailed):
            place.keep_head(mark, closed)
        # Backups compare the file with this, without the key of process notes.
        if not self._records.closed:
            with suppress(StorageFailed), self._records.write() as tables:
                tables.backups.put_process_closed(closed.size, closed.sha256)
