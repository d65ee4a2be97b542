"""Which sections of signed notes hold words, by themselves or by addenda: the words stay here."""

import json
from collections.abc import Iterable, Sequence

from vault.model.completeness import sections_named
from vault.model.ids import NoteId
from vault.model.note_row import NoteRow
from vault.model.template import kind_of, own_kind, particulars_of, template, templates_of
from vault.storage.database import Database
from vault.storage.note_texts import divided, own_names

Parts = tuple[frozenset[str], frozenset[str]]


class NotePartsTable:
    """The table note_text as the completeness check looks at it; seals are not proved here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def filled(self, notes: Iterable[NoteRow]) -> dict[NoteId, Parts]:
        """Return the sections of each of these signed notes, and those of them that hold words.

        An addendum may also fill a section that the note's template does not have and another of
        its kind does, under the program's heading of it. Two queries, whatever the number of notes;
        why a note is in error fills none. Raises Damaged for words that are not divided as they
        were.
        """
        templates = {note.id: note.template for note in notes}
        ids = json.dumps(list(templates))
        names: dict[NoteId, Sequence[str]] = {}
        found: dict[NoteId, frozenset[str]] = dict.fromkeys(templates, frozenset())
        for note, text, parts in self._database.rows(
            "SELECT owner, text, parts FROM note_text "
            "WHERE owner IN (SELECT value FROM json_each(?))",
            (ids,),
        ):
            names[note] = _names(templates[note], parts)
            told = particulars_of(templates[note])
            sections = divided(text, parts, names[note], told)
            found[note] = frozenset(name for name, words in sections if words.strip())
        for note, text in self._database.rows(
            "SELECT a.note, t.text FROM addendum AS a JOIN note_text AS t ON t.owner = a.id "
            "WHERE a.note IN (SELECT value FROM json_each(?)) AND a.mark IS NULL",
            (ids,),
        ):
            found[note] |= sections_named([*names[note], *_shipped(templates[note])], text)
        return {note: (frozenset(names.get(note, ())), found[note]) for note in found}


def _names(template_id: str, parts: str) -> Sequence[str]:
    return own_names(parts) if own_kind(template_id) else template(template_id).sections


def _shipped(template_id: str) -> set[str]:
    """Return the sections that the program knows of a kind of note, whatever the template."""
    of_kind = templates_of(kind=kind_of(template_id).id)
    return {name for each in of_kind for name in template(each).sections}
