"""What one does with the call sheet: see it, keep its file in step, make the card that opens it."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from vault.crypto import age
from vault.crypto.kdf import subkey
from vault.errors import NotAllowed, StorageFailed, VaultError
from vault.format.key_slots import IdentitySlot
from vault.format.vault_header import RECORDS, SLOT_LIMIT, Header
from vault.format.vault_header import CallSheet as Sealed
from vault.model.appointment import SessionStatus, place_words
from vault.model.audit import Action, Fact
from vault.model.call_sheet import (
    CallCard,
    CallSheet,
    NextSession,
    call_entries,
    last_day,
)
from vault.model.ids import ClientId
from vault.model.states import majority_age
from vault.model.way_in import check_licensee
from vault.storage.backup_set import SMALL_FILE
from vault.storage.files import explained, read_file, replace_file
from vault.storage.folder import VaultFolder
from vault.storage.records_store import RecordsStore
from vault.translation import _

_SHOWN = frozenset(
    {
        Action.CLIENT_ADDED,
        Action.CLIENT_CHANGED,
        Action.APPOINTMENT_ADDED,
        Action.APPOINTMENT_CHANGED,
        Action.SESSION_MARKED,
        Action.PRACTICE_CHANGED,
        Action.WAY_IN_ADDED,
        Action.CALL_CARD_MADE,
        Action.CALL_CARDS_ENDED,
    }
)
"""After these something else may stand on the sheet, or others may open it; a view is none."""


@dataclass(frozen=True)
class CallSheetPlace:
    """Where the sheet lies and who may open it: the folder, the header, and the key of its MAC."""

    folder: VaultFolder
    header: Callable[[], Header]
    replace_header: Callable[[Header], None]
    key: bytes = field(repr=False)


class CallSheets:
    """The call sheet of an open vault: callsheet.age says what `sheet` does, after every write."""

    def __init__(self, store: RecordsStore, place: CallSheetPlace) -> None:
        self._store = store
        self._place = place
        store.keep_in_step(self._follow)

    def sheet(self) -> CallSheet:
        """Return the sheet as it is now."""
        tables = self._store.tables
        today = self._store.clock.now().date()
        licensee = tables.practice.get()
        clients = tables.clients.active()
        return CallSheet(
            licensee=licensee.name,
            practice=licensee.practice_name,
            day=today,
            entries=call_entries(
                clients, self._planned(today), majority_age(licensee.state), today
            ),
        )

    def recipients(self) -> tuple[str, ...]:
        """Return whom the file is sealed to: its own cards, executors, and recovery keys."""
        header = self._place.header()
        slots = [slot for slot in header.records.slots if isinstance(slot, IdentitySlot)]
        return (*header.callsheet.recipients, *(slot.recipient for slot in slots))

    def cards(self) -> int:
        """Return how many cards of its own open the call sheet."""
        return len(self._place.header().callsheet.recipients)

    def refresh(self) -> bool:
        """Write callsheet.age anew if it says something else, or to others; tell whether it was.

        Where nobody could open it there is none. Raises StorageFailed, also for more than
        SMALL_FILE, which a backup would not take: that is some 3,000 clients.
        """
        recipients = self.recipients()
        path = self._place.folder.call_sheet
        if not recipients:
            with explained():
                path.unlink(missing_ok=True)
            return False
        # Imported when it is written: unlocking is waited for.
        from vault.export.call_sheet_text import call_sheet_text

        text = call_sheet_text(self.sheet())
        whole = "\n".join([*recipients, text]).encode()
        digest = hashlib.sha256(whole).hexdigest()
        there = read_file(path, 0) is not None
        if there and self._store.tables.call_sheet.written() == digest:
            return False
        sealed = age.seal_to_all(recipients, text.encode())
        if len(sealed) > SMALL_FILE:
            raise StorageFailed(
                _("The call sheet is too long to be kept."),
                hint=_("Close the files of clients whom the practice no longer sees."),
            )
        replace_file(path, sealed)
        with self._store.write() as tables:
            tables.call_sheet.put(digest, self._store.clock.now())
        return True

    def make_card(self, keep: Callable[[CallCard], None]) -> str:
        """Make a card of its own, which opens the call sheet and nothing else.

        `keep` gets it once, before it opens anything. Returns its recipient. Raises NotAllowed for
        executors and one card too many, what `keep` raises, StorageFailed.
        """
        check_licensee(self._store.way_in)
        header = self._place.header()
        if len(header.callsheet.recipients) >= SLOT_LIMIT:
            raise NotAllowed(
                _("There are {n} call cards already.").format(n=SLOT_LIMIT),
                hint=_("End the cards that were made before, then make new ones."),
            )
        identity = age.new_identity()
        recipient = age.recipient_of(identity)
        keep(CallCard(header.vault_id, recipient, self._store.clock.now().date(), identity))
        sealed = header.callsheet
        self._commit(
            replace(sealed, recipients=(*sealed.recipients, recipient)), Action.CALL_CARD_MADE
        )
        return recipient

    def end_cards(self) -> None:
        """Let every card of its own end: the file is sealed to none of them from now on.

        Copies made before still open with them. Raises NotAllowed for executors, StorageFailed.
        """
        check_licensee(self._store.way_in)
        sealed = self._place.header().callsheet
        if sealed.recipients:
            self._commit(Sealed(sealed.epoch + 1), Action.CALL_CARDS_ENDED)

    def _commit(self, sealed: Sealed, action: Action) -> None:
        header = self._place.header()
        records = replace(header.records, generation=header.records.generation + 1)
        mac_key = subkey(self._place.key, header.vault_id, "header-mac")
        changed = replace(header, callsheet=sealed).with_compartment(RECORDS, records, mac_key)
        self._place.replace_header(changed)
        detail = {"cards": len(sealed.recipients), "generation": records.generation}
        try:
            with self._store.write(Fact(action, "callsheet", detail=detail)):
                self._store.meta.set_generation(records.generation)
        except StorageFailed:
            # The header holds already, so the change is made; the next write catches up.
            self._store.catch_up(records.generation)

    def _follow(self, facts: Sequence[Fact]) -> None:
        if any(fact.action in _SHOWN for fact in facts):
            # What was done is done and must not look undone: a sheet that cannot be written now,
            # or is about damaged rows, is written with the next change or at the closing.
            with suppress(VaultError):
                self.refresh()

    def _planned(self, today: date) -> dict[ClientId, list[NextSession]]:
        tables = self._store.tables.appointments
        last = last_day(today)
        marks = tables.marks(today, last)
        planned: defaultdict[ClientId, list[NextSession]] = defaultdict(list)
        for expected in tables.between(today, last):
            each = expected.appointment
            for day in each.days(today, last):
                status, _by = marks.get((each.id, day), (SessionStatus.PLANNED, None))
                if status is SessionStatus.PLANNED:
                    session = NextSession(day, each.start, place_words(each.place))
                    planned[each.client].append(session)
        return planned
