"""What one does with fees: charge for what was done, enter a payment, see what is owed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.appointment import CALLED_OFF, SessionStatus
from vault.model.audit import Action, Fact
from vault.model.fee import (
    Account,
    Charge,
    Chargeable,
    Payment,
    Voided,
    check_chargeable,
    void,
)
from vault.model.fee_agreement import FEE_AGREEMENT, FeeAgreement, versions
from vault.model.ids import ChargeId, ClientId, NoteId, PaymentId, check_new
from vault.model.note_row import NoteRow
from vault.model.statement import Statement
from vault.model.template import MISSED_APPOINTMENT, kind_of
from vault.progress import Progress
from vault.storage.fees import ChargeTable, PaymentTable
from vault.storage.records_store import RecordsStore
from vault.translation import _

# What sets pages is imported when one is made: unlocking is waited for.
if TYPE_CHECKING:
    from vault.export.sheet import Sheet


@dataclass(frozen=True)
class PreparedFeeSheet:
    """A statement or a superbill, as a page that can be set without the vault, on any thread."""

    statement: Statement
    superbill: bool = False

    def render(self, progress: Progress | None = None) -> bytes:
        """Return the page as a PDF. Raises as `render_sheet` does."""
        from vault.export.pdf_sheet import render_sheet

        return render_sheet(self._sheet(), progress)

    def _sheet(self) -> "Sheet":
        from vault.export.fee_sheet import statement_sheet, superbill_sheet

        made = superbill_sheet if self.superbill else statement_sheet
        return made(self.statement)


class Fees:
    """Charges and payments of all clients: administrative, in no copy of a record."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._charges = ChargeTable(store.database)
        self._payments = PaymentTable(store.database)

    def account(self, client: ClientId) -> Account:
        """Return a client's charges and payments, and what is owed; the view is logged.

        Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        return self._account(client)

    def chargeable(self, client: ClientId) -> list[Chargeable]:
        """Return the notes of a client for which something can be charged, the newest first.

        Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        in_error = tables.note_lists.in_error(client)
        charged = {each.note for each in self._charges.of_client(client) if each.voided is None}
        found = []
        for row in reversed(tables.note_lists.list_rows(client)):
            kind = kind_of(row.template)
            signed = row.signed_at is not None and row.id not in in_error
            signed = signed and row.service_date <= self._store.clock.now().date()
            may = signed and row.id not in charged and (kind.contact or kind.charge)
            if may and not self._was_called_off(row):
                found.append(Chargeable(row.id, row.service_date, row.template))
        return found

    def agreements(self, client: ClientId) -> list[FeeAgreement]:
        """Return a client's signed fee agreements as versions, the first one first; a view.

        One that is marked in error is none. Raises NotFound, Damaged.
        """
        tables = self._store.tables
        tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        agreed = tables.standing_notes(client, FEE_AGREEMENT)
        return versions(tables.notes.get(row.id) for row in agreed)

    def charge(self, charges: Sequence[Charge]) -> list[Charge]:
        """Charge for signed notes, all or none; each is of its note's client and day.

        Raises NotFound, BadInput as `Charge.cleaned` does, NotAllowed as `check_chargeable` does,
        for a note that is charged for already or named twice, and an id that is taken.
        """
        kept = [self._founded(each) for each in charges]
        check_new([each.id for each in kept], self._charges.has)
        if len({each.note for each in kept}) < len(kept):
            raise _charged_already()
        facts = [Fact(Action.FEE_CHARGED, each.id, each.client) for each in kept]
        with self._store.write(*facts):
            for each in kept:
                self._charges.add(each)
        return kept

    def pay(self, payments: Sequence[Payment]) -> list[Payment]:
        """Enter payments, all or none.

        Raises NotFound, BadInput as `Payment.cleaned` does, NotAllowed for an id that is taken.
        """
        today = self._store.clock.now().date()
        for each in payments:
            self._store.tables.clients.get(each.client)
        kept = [each.cleaned(today) for each in payments]
        check_new([each.id for each in kept], self._payments.has)
        facts = [Fact(Action.FEE_PAID, each.id, each.client) for each in kept]
        with self._store.write(*facts):
            for each in kept:
                self._payments.add(each)
        return kept

    def void(self, entry: str, reason: str) -> Charge | Payment:
        """Let a charge or a payment count no more; it stays, with the reason.

        Raises NotFound, and as `void` of the model does.
        """
        kept = self._get(entry)
        return self._mark(kept, void(kept, reason, self._store.clock.now()))

    def restore(self, entry: str) -> Charge | Payment:
        """Let what was voided count again.

        Raises NotFound, NotAllowed for what counts, or a charge whose note is charged for anew.
        """
        kept = self._get(entry)
        if kept.voided is None:
            raise NotAllowed(_("This counts already."))
        if isinstance(kept, Charge):
            self._founded(kept)
        return self._mark(kept, None)

    def statement(self, client: ClientId, first: date, last: date) -> PreparedFeeSheet:
        """Put a statement of some days together; that it was made is logged.

        Raises NotFound, BadInput for a last day before the first.
        """
        return self._prepared(client, first, last)

    def superbill(
        self, client: ClientId, first: date, last: date, diagnosis: str = ""
    ) -> PreparedFeeSheet:
        """Put a superbill of the contacts of some days together, for the client's insurer.

        With a diagnosis only where one is given here: it tells the insurer. That it was made is
        logged. Raises as `statement` does, NotAllowed where no charge of those days stands.
        """
        prepared = self._prepared(client, first, last, diagnosis)
        if not prepared.statement.services:
            raise NotAllowed(_("Nothing was charged for on these days."))
        return replace(prepared, superbill=True)

    def _prepared(
        self, client: ClientId, first: date, last: date, diagnosis: str = ""
    ) -> PreparedFeeSheet:
        if last < first:
            raise BadInput(_("The last day is before the first."))
        tables = self._store.tables
        whose = tables.clients.get(client)
        statement = Statement(
            licensee=tables.practice.get(),
            name=whose.name,
            birth_date=whose.birth_date,
            first=first,
            last=last,
            account=self._account(client),
            missed=frozenset(
                row.id
                for row in tables.note_lists.list_rows(client)
                if kind_of(row.template).id == MISSED_APPOINTMENT
            ),
            diagnosis=diagnosis.strip(),
            made_on=self._store.clock.now().date(),
        )
        with self._store.write(Fact(Action.FEE_SHEET_MADE, client, client)):
            pass
        return PreparedFeeSheet(statement)

    def _account(self, client: ClientId) -> Account:
        tables = self._store.tables
        charges = self._charges.of_client(client)
        in_error = tables.note_lists.in_error(client)
        theirs = {row.id: row for row in tables.note_lists.list_rows(client)}
        unfounded = frozenset(
            each.id
            for each in charges
            if each.voided is None
            and (
                each.note in in_error
                or each.note not in theirs
                or self._was_called_off(theirs[each.note])
            )
        )
        return Account(tuple(charges), tuple(self._payments.of_client(client)), unfounded)

    def _was_called_off(self, row: NoteRow) -> bool:
        """Tell whether a note is of a contact whose session is marked as missed or canceled."""
        return kind_of(row.template).contact and self._session_mark(row.id) in CALLED_OFF

    def _session_mark(self, note: NoteId) -> SessionStatus | None:
        appointments = self._store.tables.appointments
        session = appointments.session_of(note)
        mark = appointments.marks_of(session[0]).get(session) if session else None
        return mark[0] if mark is not None else None

    def _founded(self, charge: Charge) -> Charge:
        """Return a charge as its note bears it. Raises as `charge` does."""
        tables = self._store.tables
        tables.clients.get(charge.client)
        note = tables.notes.get(charge.note)
        if note.client != charge.client:
            raise NotFound(_("There is no such note in this record."))
        check_chargeable(
            note.template,
            signed=note.signed,
            in_error=note.id in tables.note_lists.in_error(note.client),
            is_to_come=note.service_date > self._store.clock.now().date(),
            session=self._session_mark(note.id),
        )
        if self._charges.is_charged(note.id):
            raise _charged_already()
        return replace(charge, day=note.service_date, voided=None).cleaned()

    def _get(self, entry: str) -> Charge | Payment:
        if self._charges.has(ChargeId(entry)):
            return self._charges.get(ChargeId(entry))
        return self._payments.get(PaymentId(entry))

    def _mark(self, kept: Charge | Payment, voided: Voided | None) -> Charge | Payment:
        action = Action.FEE_VOIDED if voided is not None else Action.FEE_RESTORED
        with self._store.write(Fact(action, kept.id, kept.client)):
            if isinstance(kept, Charge):
                self._charges.void(kept.id, voided)
            else:
                self._payments.void(kept.id, voided)
        return replace(kept, voided=voided)


def _charged_already() -> NotAllowed:
    return NotAllowed(_("Something is charged for this note already."))
