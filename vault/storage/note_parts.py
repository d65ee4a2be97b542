"""Which sections of signed notes hold words, by themselves or by addenda: the words stay here."""

import json
from collections.abc import Iterable

from vault.model.completeness import sections_named
from vault.model.ids import NoteId
from vault.model.note_row import NoteRow
from vault.model.template import template
from vault.storage.database import Database
from vault.storage.note_texts import divided


class NotePartsTable:
    """The table note_text as the completeness check looks at it; seals are not proved here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def filled(self, notes: Iterable[NoteRow]) -> dict[NoteId, frozenset[str]]:
        """Return the sections that hold words, for each of these signed notes.

        Two queries, whatever the number of notes; why a note is in error fills none. Raises
        Damaged for words that are not divided as they were.
        """
        names = {note.id: template(note.template).sections for note in notes}
        ids = json.dumps(list(names))
        found: dict[NoteId, frozenset[str]] = dict.fromkeys(names, frozenset())
        for note, text, parts in self._database.rows(
            "SELECT owner, text, parts FROM note_text "
            "WHERE owner IN (SELECT value FROM json_each(?))",
            (ids,),
        ):
            sections = divided(text, parts, names[note])
            found[note] = frozenset(name for name, words in sections if words.strip())
        for note, text in self._database.rows(
            "SELECT a.note, t.text FROM addendum AS a JOIN note_text AS t ON t.owner = a.id "
            "WHERE a.note IN (SELECT value FROM json_each(?)) AND a.mark IS NULL",
            (ids,),
        ):
            found[note] |= sections_named(names[note], text)
        return found
