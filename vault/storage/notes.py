"""The tables of progress notes: what lists read, and apart from it the words."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime, time

from vault.errors import Damaged, NotFound
from vault.model.ids import ClientId, NoteId, is_id
from vault.model.note import Note, Section, Signature, time_text
from vault.model.template import own_kind, particulars_of, templates
from vault.storage.database import Database, Row
from vault.storage.note_texts import NoteTexts, StoredText, joined
from vault.storage.practice import licensee_from, licensee_text
from vault.translation import _

_COLUMNS = (
    "id, client, template, service_date, start, stop, begun_at, signed_at, signed_by, "
    "public_key, signature"
)
# Every column there is: a vault is also proved before it has those of this version.
_SELECT = "SELECT * FROM note"


class NoteTable:
    """Progress notes, drafts and signed ones."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = NoteTexts(database)

    def get(self, note_id: NoteId) -> Note:
        """Return a note with its words, the newest draft's if it is not signed.

        Raises NotFound; Damaged when the words are missing or not what was sealed.
        """
        row = self._database.row(
            f"{_SELECT} WHERE id = ?",
            (note_id if is_id(note_id) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such note."))
        return self._note(row)

    def of_client(self, client_id: ClientId) -> list[Note]:
        """Return a client's notes with their words, oldest session first."""
        rows = self._database.rows(
            f"{_SELECT} WHERE client = ? ORDER BY service_date, start, begun_at, running, id",
            (client_id,),
        )
        return [self._note(row) for row in rows]

    def ids(self) -> list[NoteId]:
        """Return the ids of all notes. Older schemas have them too: a full check asks this."""
        return [NoteId(row[0]) for row in self._database.rows("SELECT id FROM note ORDER BY id")]

    def add(self, notes: Sequence[Note]) -> None:
        """Keep notes that are not there yet, and their words, indexed."""
        # The words first: a trigger keeps them away from a row that is signed.
        self._texts.add([_stored(note) for note in notes])
        self._put_rows(notes)

    def put(self, note: Note) -> None:
        """Keep a note and its words, indexed; a draft's row of it goes."""
        self._texts.put_note(_stored(note))
        self._database.change("DELETE FROM draft WHERE note = ?", (note.id,))
        self._put_rows([note])

    def put_draft(self, note: Note) -> None:
        """Keep what is being written, without indexing it: fit for every pause in typing."""
        self._put_rows([note])
        self._texts.put_draft(_stored(note))

    def remove(self, note_id: NoteId) -> None:
        """Take a draft and its words out of every table and the index; a trigger keeps signed ones.

        `secure_delete` overwrites what they lay on.
        """
        self._database.change("DELETE FROM draft WHERE note = ?", (note_id,))
        self._texts.remove(note_id)
        self._database.change("DELETE FROM note WHERE id = ?", (note_id,))

    def refile(self, note: Note, to_client: ClientId) -> None:
        """Put a signed note and all that belongs to it into another record, as they are.

        Triggers let nothing pass but what the newest refiling of the note says.
        """
        self._database.change(
            "UPDATE note SET client = ?, first_client = coalesce(first_client, client) "
            "WHERE id = ?",
            (to_client, note.id),
        )
        self._database.change(
            "UPDATE addendum SET client = ?, first_client = coalesce(first_client, client) "
            "WHERE note = ?",
            (to_client, note.id),
        )
        self._texts.refile(note.id, to_client)

    def has_any(self, note_ids: Sequence[NoteId]) -> bool:
        """Tell whether there is a note of one of these ids."""
        found = self._database.row(
            "SELECT 1 FROM note WHERE id IN (SELECT value FROM json_each(?)) LIMIT 1",
            (json.dumps(note_ids),),
        )
        return found is not None

    def has_draft(self, note_id: NoteId) -> bool:
        """Tell whether words of a note wait to be settled."""
        return self._texts.draft(note_id) is not None

    def drafts_sha256(self) -> str:
        """Return one SHA-256 over what every draft says now, "" without any."""
        rows = self._database.rows(
            "SELECT n.id, coalesce(d.seal, t.seal, '') FROM note AS n "
            "LEFT JOIN draft AS d ON d.note = n.id LEFT JOIN note_text AS t ON t.owner = n.id "
            "WHERE n.signed_at IS NULL ORDER BY n.id"
        )
        said = "\n".join(f"{note} {seal}" for note, seal in rows)
        return hashlib.sha256(said.encode()).hexdigest() if rows else ""

    def _put_rows(self, notes: Sequence[Note]) -> None:
        self._database.change_all(
            f"INSERT INTO note ({_COLUMNS}, running) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "(SELECT coalesce(max(running), 0) + 1 FROM note "
            "WHERE service_date = ? AND start IS ? AND begun_at = ?)) "
            "ON CONFLICT (id) DO UPDATE SET template = excluded.template, "
            "service_date = excluded.service_date, start = excluded.start, stop = excluded.stop, "
            "signed_at = excluded.signed_at, signed_by = excluded.signed_by, "
            "public_key = excluded.public_key, signature = excluded.signature",
            map(_put_values, notes),
        )

    def _note(self, row: Row) -> Note:
        note_id, client, template, day, start, stop, begun_at, *rest = row
        signed, later = rest[:4], rest[5:]
        stored = self._texts.draft(note_id) or self._texts.get(note_id)
        # A draft's words are in no index, and so have no client of their own.
        if stored is None or (stored.note, stored.client or client) != (note_id, client):
            raise _broken(note_id)
        note = Note(
            id=note_id,
            client=client,
            template=template,
            service_date=date.fromisoformat(day),
            start=time_from(start),
            stop=time_from(stop),
            sections=tuple(Section(*part) for part in _sections(note_id, template, stored)),
            begun_at=datetime.fromisoformat(begun_at),
            seal=stored.seal,
            signature=signature_from(signed),
            first_client=later[0] if later else None,
        )
        if not stored.seal.fits(note.content):
            raise _broken(note_id)
        return note


def _put_values(note: Note) -> Row:
    day, start, begun_at = (
        note.service_date.isoformat(),
        time_text(note.start),
        note.begun_at.isoformat(),
    )
    return (
        note.id,
        note.client,
        note.template,
        day,
        start,
        time_text(note.stop),
        begun_at,
        *signature_columns(note.signature),
        day,
        start,
        begun_at,
    )


def _sections(note_id: str, template: str, stored: StoredText) -> list[tuple[str, str]]:
    if own_kind(template):
        return stored.own_sections()
    known = templates().get(template)
    if known is None:
        raise _broken(note_id)
    return stored.sections(known.sections, particulars_of(template))


def signature_columns(signature: Signature | None) -> tuple[str | None, ...]:
    """Return the columns signed_at, signed_by, public_key and signature."""
    if signature is None:
        return (None, None, None, None)
    return (
        signature.at.isoformat(),
        licensee_text(signature.by),
        signature.public_key,
        signature.value,
    )


def signature_from(columns: Sequence[str | None]) -> Signature | None:
    """Return the signature that those four columns hold."""
    at, by, public_key, value = columns
    if at is None or by is None or public_key is None or value is None:
        return None
    return Signature(licensee_from(by), datetime.fromisoformat(at), public_key, value)


def _stored(note: Note) -> StoredText:
    if note.seal is None:
        raise RuntimeError("A note is kept only under a seal.")
    sections = [(section.name, section.text) for section in note.sections]
    text, parts = joined(sections)
    return StoredText(
        owner=note.id,
        note=note.id,
        client=note.client,
        day=note.service_date,
        text=text,
        parts=parts,
        seal=note.seal,
    )


def time_from(text: str | None) -> time | None:
    """Return the time of day that a column holds."""
    return time.fromisoformat(text) if text else None


def _broken(note_id: str) -> Damaged:
    return Damaged(
        _("The words of note {id} are not what was sealed.").format(id=note_id),
        hint=_("Restore it from your newest backup. Every other note can still be read."),
    )
