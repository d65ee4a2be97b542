"""The words of notes and addenda, their drafts, and the full-text index over them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter

from vault.errors import Damaged
from vault.model.seal import Seal
from vault.model.template import particulars
from vault.storage.database import Database, Row
from vault.translation import _

ORDER_WITHIN_DAY = 1 << 32
"""Numbers that the texts of one session day can have."""


@dataclass(frozen=True)
class StoredText:
    """Words as a row holds them: all sections in one text, and where it divides.

    `owner` is the note or the addendum the words are of; `note` the note they belong to; `day`
    orders them in a search.
    """

    owner: str
    note: str
    client: str
    day: date
    text: str = field(repr=False)
    parts: str = field(repr=False)
    seal: Seal

    def sections(self, names: Sequence[str], told: Sequence[str] = ()) -> list[tuple[str, str]]:
        """Return the sections again, which must have these names in this order.

        Particulars of the names `told` may stand besides. Raises Damaged when the parts are others,
        or do not divide the text: a seal over an object of sections would cover only one of two
        with the same name.
        """
        return divided(self.text, self.parts, names, told)

    def own_sections(self) -> list[tuple[str, str]]:
        """Return the sections of a note in an own template, whatever they are called.

        Raises Damaged when two have one name, or the parts do not divide the text.
        """
        return divided(self.text, self.parts, own_names(self.parts))


def joined(sections: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return sections as one text, a line break between them, and the JSON of their lengths."""
    parts = [[name, len(text)] for name, text in sections]
    return "\n".join(text for _name, text in sections), json.dumps(parts, separators=(",", ":"))


def divided(
    text: str, parts: str, names: Sequence[str], told: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return the sections of a text again. Raises Damaged as `StoredText.sections` does."""
    sections, at = [], 0
    for name, length in _parts(parts):
        sections.append((name, text[at : at + length]))
        at += length + 1
    if at != len(text) + 1:
        raise Damaged(_("The words of a note are not divided as they were."))
    found = own_names(parts)
    found = [name for name in found if name not in told or name in names]
    if found != list(names):
        raise Damaged(_("The words of a note are not divided as they were."))
    return sections


def first_of_day(day: date) -> int:
    """Return the lowest number that a text of a session day can have."""
    return day.toordinal() * ORDER_WITHIN_DAY


def own_names(parts: str) -> list[str]:
    """Return the names of the sections of a note, whatever they are called.

    Raises Damaged when two have one name.
    """
    names = [name for name, _length in _parts(parts)]
    if not all(isinstance(name, str) for name in names) or len(set(names)) < len(names):
        raise Damaged(_("The words of a note are not divided as they were."))
    return names


def body_length(parts: str) -> int | None:
    """Return how long the sections of a template are, before the particulars of the session.

    None where the parts are none: a list shows a damaged note too.
    """
    try:
        lengths = [(length, name in particulars()) for name, length in _parts(parts)]
    except (Damaged, TypeError):
        return None
    while len(lengths) > 1 and lengths[-1][1]:
        lengths.pop()
    return sum(length + 1 for length, _told in lengths) - 1


def _parts(text: str) -> list[tuple[str, int]]:
    try:
        parts = [(name, length) for name, length in json.loads(text)]
    except (ValueError, TypeError):
        raise Damaged(_("The words of a note are not divided as they were.")) from None
    if any(type(length) is not int or length < 0 for _name, length in parts):
        raise Damaged(_("The words of a note are not divided as they were."))
    return parts


class NoteTexts:
    """The tables note_text and draft, and the index note_index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, owner: str) -> StoredText | None:
        """Return the kept words of a note or an addendum, or None."""
        row = self._database.row(
            "SELECT note, client, text, parts, salt, seal FROM note_text WHERE owner = ?", (owner,)
        )
        if row is None:
            return None
        note, client, text, parts, salt, digest = row
        return StoredText(owner, note, client, date.min, text, parts, Seal(salt, digest))

    def draft(self, note: str) -> StoredText | None:
        """Return what is being written in a note, or None."""
        row = self._database.row(
            "SELECT text, parts, salt, seal FROM draft WHERE note = ?", (note,)
        )
        if row is None:
            return None
        text, parts, salt, digest = row
        return StoredText(note, note, "", date.min, text, parts, Seal(salt, digest))

    def put_draft(self, stored: StoredText) -> None:
        """Keep what is being written; it is not indexed, so this is fit for every pause."""
        self._database.change(
            "INSERT INTO draft (note, text, parts, salt, seal) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (note) DO UPDATE SET text = excluded.text, parts = excluded.parts, "
            "salt = excluded.salt, seal = excluded.seal",
            (stored.note, stored.text, stored.parts, stored.seal.salt, stored.seal.digest),
        )

    def put_note(self, stored: StoredText) -> None:
        """Keep a note's words and index them; older ones of it leave the index.

        Words that are kept already stay as they are: indexing costs more than all the rest.
        """
        kept = self.get(stored.owner)
        if kept is not None and kept.seal == stored.seal:
            return
        self.remove(stored.owner)
        self.add([stored])

    def add(self, stored: Sequence[StoredText]) -> None:
        """Keep words that are not there yet, and index them."""
        ids = self._row_ids([each.day for each in stored])
        # FTS5 writes down what it has gathered whenever a row comes before the last one.
        numbered = sorted(zip(ids, stored, strict=True), key=itemgetter(0))
        self._database.change_all(
            "INSERT INTO note_text (id, owner, note, client, text, parts, salt, seal) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    row_id,
                    each.owner,
                    each.note,
                    each.client,
                    each.text,
                    each.parts,
                    each.seal.salt,
                    each.seal.digest,
                )
                for row_id, each in numbered
            ),
        )
        self._database.change_all(
            "INSERT INTO note_index (rowid, client, text) VALUES (?, ?, ?)",
            ((row_id, each.client, each.text) for row_id, each in numbered),
        )

    def remove(self, owner: str) -> None:
        """Take the words of a note out of the table and the index."""
        row = self._database.row("SELECT id, client, text FROM note_text WHERE owner = ?", (owner,))
        if row is None:
            return
        self._unindex(row)
        self._database.change("DELETE FROM note_text WHERE id = ?", (row[0],))

    def refile(self, note: str, client: str) -> None:
        """Let the words of a note and its addenda be found in another record."""
        # By whose they are: the words of a whole practice are not looked through.
        whose = "owner = ?1 OR owner IN (SELECT id FROM addendum WHERE note = ?1)"
        rows = self._database.rows(f"SELECT id, client, text FROM note_text WHERE {whose}", (note,))
        for row in rows:
            self._unindex(row)
        self._database.change(f"UPDATE note_text SET client = ?2 WHERE {whose}", (note, client))
        self._database.change_all(
            "INSERT INTO note_index (rowid, client, text) VALUES (?, ?, ?)",
            ((row_id, client, text) for row_id, _client, text in rows),
        )

    def _unindex(self, row: Row) -> None:
        self._database.change(
            "INSERT INTO note_index (note_index, rowid, client, text) VALUES ('delete', ?, ?, ?)",
            row,
        )

    def _row_ids(self, days: Sequence[date]) -> Iterator[int]:
        """Yield row ids that order by session day, so that a search is newest first for free."""
        free = {day: self._free_row_id(day) for day in dict.fromkeys(days)}
        for day in days:
            yield free[day]
            free[day] += 1

    def _free_row_id(self, day: date) -> int:
        first = first_of_day(day)
        row = self._database.row(
            "SELECT max(id) FROM note_text WHERE id >= ? AND id < ?",
            (first, first + ORDER_WITHIN_DAY),
        )
        last = row[0] if row else None
        return first if last is None else int(last) + 1
