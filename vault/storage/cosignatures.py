"""The tables of supervisors and of co-signatures."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from vault.errors import NotFound
from vault.model.cosignature import Cosignature, How, SignedText, Supervisor
from vault.model.ids import CosignatureId, DocumentId, NoteId, SupervisorId, is_id
from vault.model.note import Signature
from vault.storage.database import Database, Row
from vault.storage.practice import licensee_from, licensee_text
from vault.storage.template_lists import of_the_record
from vault.translation import _

_SUPERVISOR = "id, who, since, until, public_key"
_COSIGNATURE = (
    "id, subject, note, supervisor, how, day, document, cosigned_at, cosigned_by, public_key, "
    "signature"
)


class SupervisorTable:
    """Who co-signs, and since when; of each only the last day changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, supervisor: SupervisorId) -> Supervisor:
        """Return one. Raises NotFound."""
        known = supervisor if is_id(supervisor) else ""
        row = self._database.row(f"SELECT {_SUPERVISOR} FROM supervisor WHERE id = ?", (known,))
        if row is None:
            raise NotFound(_("There is no such supervisor."))
        return _supervisor(row)

    def has(self, supervisor: SupervisorId) -> bool:
        """Tell whether there is one of this id."""
        row = self._database.row("SELECT 1 FROM supervisor WHERE id = ?", (supervisor,))
        return row is not None

    def ids(self) -> list[SupervisorId]:
        """Return the ids of all."""
        return [SupervisorId(row[0]) for row in self._database.rows("SELECT id FROM supervisor")]

    def list_all(self) -> list[Supervisor]:
        """Return all, the first one first."""
        rows = self._database.rows(f"SELECT {_SUPERVISOR} FROM supervisor ORDER BY since, id")
        return [_supervisor(row) for row in rows]

    def wrapped(self, supervisor: SupervisorId) -> str:
        """Return the signing key of one as the passphrase opens it; empty without one."""
        row = self._database.row("SELECT wrapped FROM supervisor WHERE id = ?", (supervisor,))
        return str(row[0]) if row else ""

    def add(self, each: Supervisor, wrapped: str) -> None:
        """Add one."""
        self._database.change(
            f"INSERT INTO supervisor ({_SUPERVISOR}, wrapped) VALUES (?, ?, ?, ?, ?, ?)",
            (
                each.id,
                licensee_text(each.who),
                each.since.isoformat(),
                each.until.isoformat() if each.until else None,
                each.public_key,
                wrapped,
            ),
        )

    def end(self, supervisor: SupervisorId, until: date | None) -> None:
        """Keep the last day of one, or that there is none."""
        self._database.change(
            "UPDATE supervisor SET until = ? WHERE id = ?",
            (until.isoformat() if until else None, supervisor),
        )

    def remove(self, supervisor: SupervisorId) -> None:
        """Take one out who co-signed nothing."""
        self._database.change("DELETE FROM supervisor WHERE id = ?", (supervisor,))


class CosignatureTable:
    """Co-signatures, at most one for each signed text; none is ever changed or taken out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, cosignature: CosignatureId) -> Cosignature:
        """Return one. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COSIGNATURE} FROM cosignature WHERE id = ?", (cosignature,)
        )
        if row is None:
            raise NotFound(_("There is no such co-signature."))
        return _cosignature(row)

    def has(self, cosignature: CosignatureId) -> bool:
        """Tell whether there is one of this id."""
        row = self._database.row("SELECT 1 FROM cosignature WHERE id = ?", (cosignature,))
        return row is not None

    def ids(self) -> list[CosignatureId]:
        """Return the ids of all."""
        return [CosignatureId(row[0]) for row in self._database.rows("SELECT id FROM cosignature")]

    def of_note(self, note: NoteId) -> dict[str, Cosignature]:
        """Return those of a note and its addenda, by the text that each is of."""
        rows = self._database.rows(
            f"SELECT {_COSIGNATURE} FROM cosignature WHERE note = ?", (note,)
        )
        return {each.subject: each for each in map(_cosignature, rows)}

    def any_by(self, supervisor: SupervisorId) -> bool:
        """Tell whether somebody has co-signed anything."""
        row = self._database.row(
            "SELECT 1 FROM cosignature WHERE supervisor = ? LIMIT 1", (supervisor,)
        )
        return row is not None

    def any_with(self, document: DocumentId) -> bool:
        """Tell whether a document is the scan of one."""
        row = self._database.row(
            "SELECT 1 FROM cosignature WHERE document = ? LIMIT 1", (document,)
        )
        return row is not None

    def add(self, each: Cosignature) -> None:
        """Keep one more."""
        signature = each.signature
        self._database.change(
            f"INSERT INTO cosignature ({_COSIGNATURE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                each.id,
                each.subject,
                each.note,
                each.supervisor,
                each.how,
                each.day.isoformat(),
                each.document,
                signature.at.isoformat(),
                licensee_text(signature.by),
                signature.public_key,
                signature.value,
            ),
        )

    def without(
        self, supervisors: Collection[Supervisor], notes: Collection[NoteId] | None = None
    ) -> list[SignedText]:
        """Return the signed texts of the record, of the time of supervisors, that have none.

        Of some notes, or of all. A moment is kept as its own place told it, so its first ten
        characters are its day there.
        """
        times = " OR ".join("signed_at >= ? AND signed_at < ?" for _each in supervisors) or "0"
        values = [day for each in supervisors for day in _from_until(each)]
        # Within each half: only there an index leads to a few notes of very many.
        asked = "" if notes is None else f"IN ({', '.join('?' * len(notes))})"
        of_notes, of_addenda = (f"AND {each} {asked}" * bool(asked) for each in ("id", "note"))
        values += notes or ()
        rows = self._database.rows(
            "SELECT t.id, n.id, n.client, n.template, n.service_date, substr(t.signed_at, 1, 10) "
            f"FROM (SELECT id, id AS note, signed_at FROM note WHERE ({times}) {of_notes} "
            "UNION ALL SELECT id, note, signed_at FROM addendum "
            f"WHERE ({times}) {of_addenda}) AS t "
            f"JOIN note AS n ON n.id = t.note WHERE {of_the_record('n.template')} "
            "AND NOT EXISTS (SELECT 1 FROM cosignature AS c WHERE c.subject = t.id)",
            (*values, *values),
        )
        return [
            SignedText(
                text, note, client, template, date.fromisoformat(day), date.fromisoformat(signed)
            )
            for text, note, client, template, day, signed in rows
        ]


def _from_until(supervisor: Supervisor) -> tuple[str, str]:
    """Return the first moment of a supervision and the first one after it, as text compares."""
    until = supervisor.until
    after = (until + timedelta(days=1)).isoformat() if until and until < date.max else "A"
    return supervisor.since.isoformat(), after


def _supervisor(row: Row) -> Supervisor:
    supervisor, who, since, until, public_key = row
    return Supervisor(
        id=supervisor,
        who=licensee_from(who),
        since=date.fromisoformat(since),
        until=date.fromisoformat(until) if until else None,
        public_key=public_key,
    )


def _cosignature(row: Row) -> Cosignature:
    known, subject, note, supervisor, how, day, document, at, by, public_key, value = row
    return Cosignature(
        id=known,
        note=note,
        subject=subject,
        supervisor=supervisor,
        how=How(how),
        day=date.fromisoformat(day),
        document=document,
        signature=Signature(licensee_from(by), datetime.fromisoformat(at), public_key, value),
    )
