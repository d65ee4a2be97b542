"""The table of addenda."""

from collections.abc import Sequence
from datetime import date, datetime

from vault.errors import Damaged
from vault.model.addendum import Addendum, Mark
from vault.model.ids import NoteId
from vault.storage.database import Database, Row
from vault.storage.note_texts import NoteTexts, StoredText, joined
from vault.storage.notes import signature_columns, signature_from
from vault.translation import _

# Every column there is: a vault is also proved before it has those of this version.
_SELECT = "SELECT a.* FROM addendum AS a LEFT JOIN note_text AS t ON t.owner = a.id"


class AddendumTable:
    """Words added to signed notes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = NoteTexts(database)

    def of_note(self, note_id: NoteId) -> tuple[Addendum, ...]:
        """Return a note's addenda in the order they were written.

        Raises Damaged when words are missing or not what was sealed.
        """
        rows = self._database.rows(
            # Words are numbered as they came; a clock may go back.
            f"{_SELECT} WHERE a.note = ? ORDER BY t.id, a.id",
            (note_id,),
        )
        return tuple(self._addendum(row) for row in rows)

    def get(self, addendum_id: str) -> Addendum | None:
        """Return an addendum, or None when there is none.

        Raises Damaged when its words are missing or not what was sealed.
        """
        row = self._database.row(f"{_SELECT} WHERE a.id = ?", (addendum_id,))
        return self._addendum(row) if row else None

    def add(self, addenda: Sequence[tuple[Addendum, date]]) -> None:
        """Keep signed addenda; the day is the session's, under which a search finds it."""
        self._texts.add([_stored(addendum, day) for addendum, day in addenda])
        self._database.change_all(
            "INSERT INTO addendum (id, note, client, written_at, signed_at, signed_by, "
            "public_key, signature, mark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    addendum.id,
                    addendum.note,
                    addendum.client,
                    addendum.written_at.isoformat(),
                    *signature_columns(addendum.signature),
                    addendum.mark,
                )
                for addendum, _day in addenda
            ),
        )

    def _addendum(self, row: Row) -> Addendum:
        addendum_id, note, client, written_at, *rest = row
        signed, later = rest[:4], rest[4:]
        mark, first_client = later or (None, None)
        stored = self._texts.get(addendum_id)
        if stored is None or (stored.note, stored.client) != (note, client):
            raise _broken(addendum_id)
        if mark is not None and mark not in set(Mark):
            raise _broken(addendum_id)
        addendum = Addendum(
            id=addendum_id,
            note=note,
            client=client,
            text=stored.sections(["addendum"])[0][1],
            written_at=datetime.fromisoformat(written_at),
            seal=stored.seal,
            signature=signature_from(signed),
            mark=Mark(mark) if mark else None,
            first_client=first_client,
        )
        if not addendum.seal.fits(addendum.content):
            raise _broken(addendum_id)
        return addendum


def _stored(addendum: Addendum, day: date) -> StoredText:
    text, parts = joined([("addendum", addendum.text)])
    return StoredText(
        owner=addendum.id,
        note=addendum.note,
        client=addendum.client,
        day=day,
        text=text,
        parts=parts,
        seal=addendum.seal,
    )


def _broken(addendum_id: str) -> Damaged:
    return Damaged(
        _("The words of addendum {id} are not what was sealed.").format(id=addendum_id),
        hint=_("Restore it from your newest backup. Every other note can still be read."),
    )
