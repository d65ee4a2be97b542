"""The tables of charges and payments. They stand beside the records' tables, not among them.

What releases a record gets those, and so cannot come by what a client owes.
"""

from datetime import date, datetime

from vault.errors import NotFound
from vault.model.dates import utc_text
from vault.model.fee import Charge, Payment, PaymentMethod, Voided
from vault.model.ids import ChargeId, ClientId, NoteId, PaymentId, is_id
from vault.storage.database import Database, Row
from vault.translation import _

_CHARGE = "id, client, note, day, cents, service, code, voided_at, voided_reason"
_PAYMENT = "id, client, day, cents, method, words, voided_at, voided_reason"


class ChargeTable:
    """What clients owe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, charge: ChargeId) -> Charge:
        """Return one charge. Raises NotFound."""
        known = charge if is_id(charge) else ""
        row = self._database.row(f"SELECT {_CHARGE} FROM charge WHERE id = ?", (known,))
        if row is None:
            raise NotFound(_("There is no such charge."))
        return _charge(row)

    def has(self, charge: ChargeId) -> bool:
        """Tell whether there is a charge of this id."""
        return self._database.row("SELECT 1 FROM charge WHERE id = ?", (charge,)) is not None

    def ids(self) -> list[ChargeId]:
        """Return the ids of all."""
        return [ChargeId(row[0]) for row in self._database.rows("SELECT id FROM charge")]

    def of_client(self, client: ClientId) -> list[Charge]:
        """Return the charges of a client, the oldest first."""
        rows = self._database.rows(
            f"SELECT {_CHARGE} FROM charge WHERE client = ? ORDER BY day, id", (client,)
        )
        return [_charge(row) for row in rows]

    def is_charged(self, note: NoteId) -> bool:
        """Tell whether something is charged for a note that counts."""
        sql = "SELECT 1 FROM charge WHERE note = ? AND voided_at IS NULL"
        return self._database.row(sql, (note,)) is not None

    def add(self, charge: Charge) -> None:
        """Add a charge."""
        self._database.change(
            f"INSERT INTO charge ({_CHARGE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                charge.id,
                charge.client,
                charge.note,
                charge.day.isoformat(),
                charge.cents,
                charge.service,
                charge.code,
                *_voided(charge.voided),
            ),
        )

    def void(self, charge: ChargeId, voided: Voided | None) -> None:
        """Keep whether a charge counts."""
        self._database.change(
            "UPDATE charge SET voided_at = ?, voided_reason = ? WHERE id = ?",
            (*_voided(voided), charge),
        )


class PaymentTable:
    """What clients paid."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, payment: PaymentId) -> Payment:
        """Return one payment. Raises NotFound."""
        known = payment if is_id(payment) else ""
        row = self._database.row(f"SELECT {_PAYMENT} FROM payment WHERE id = ?", (known,))
        if row is None:
            raise NotFound(_("There is no such payment."))
        return _payment(row)

    def has(self, payment: PaymentId) -> bool:
        """Tell whether there is a payment of this id."""
        return self._database.row("SELECT 1 FROM payment WHERE id = ?", (payment,)) is not None

    def ids(self) -> list[PaymentId]:
        """Return the ids of all."""
        return [PaymentId(row[0]) for row in self._database.rows("SELECT id FROM payment")]

    def of_client(self, client: ClientId) -> list[Payment]:
        """Return the payments of a client, the oldest first."""
        rows = self._database.rows(
            f"SELECT {_PAYMENT} FROM payment WHERE client = ? ORDER BY day, id", (client,)
        )
        return [_payment(row) for row in rows]

    def add(self, payment: Payment) -> None:
        """Add a payment."""
        self._database.change(
            f"INSERT INTO payment ({_PAYMENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                payment.id,
                payment.client,
                payment.day.isoformat(),
                payment.cents,
                payment.method,
                payment.words,
                *_voided(payment.voided),
            ),
        )

    def void(self, payment: PaymentId, voided: Voided | None) -> None:
        """Keep whether a payment counts."""
        self._database.change(
            "UPDATE payment SET voided_at = ?, voided_reason = ? WHERE id = ?",
            (*_voided(voided), payment),
        )


def _voided(voided: Voided | None) -> tuple[str | None, str | None]:
    return (utc_text(voided.at), voided.reason) if voided is not None else (None, None)


def _read_voided(at: str | None, reason: str | None) -> Voided | None:
    return Voided(reason or "", datetime.fromisoformat(at)) if at else None


def _charge(row: Row) -> Charge:
    known, client, note, day, cents, service, code, at, reason = row
    voided = _read_voided(at, reason)
    return Charge(known, client, note, date.fromisoformat(day), cents, service, code, voided)


def _payment(row: Row) -> Payment:
    known, client, day, cents, method, words, at, reason = row
    voided = _read_voided(at, reason)
    how = PaymentMethod(method)
    return Payment(known, client, date.fromisoformat(day), cents, how, words, voided)
