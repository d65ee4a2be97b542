"""What the columns of a table are: guessed by their names, or as a person says."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from vault.errors import BadInput
from vault.model.incoming.table import Table
from vault.model.written_day import order_of
from vault.resource_files import read_resource
from vault.translation import _


class TableKind(StrEnum):
    """What the rows of a table are."""

    CLIENTS = "clients"
    CONTACTS = "contacts"
    APPOINTMENTS = "appointments"
    NOTES = "notes"


class Column(StrEnum):
    """What one column says. PART is a section of the words, under the column's own name.

    What is ASIDE looks like psychotherapy notes: it is sealed, unread.
    """

    KEY = "key"
    NAME = "name"
    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"
    PREFERRED = "preferred"
    BIRTH = "birth"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ADDRESS2 = "address2"
    CITY = "city"
    STATE = "state"
    ZIP = "zip"
    STATUS = "status"
    OPENED = "opened"
    CLOSED = "closed"
    RELATION = "relation"
    CONTACT = "contact"
    DAY = "day"
    START = "start"
    STOP = "stop"
    MINUTES = "minutes"
    TEXT = "text"
    TITLE = "title"
    AUTHOR = "author"
    SIGNED = "signed"
    KEPT = "kept"
    PART = "part"
    NOTHING = "nothing"
    ASIDE = "aside"


_DAYS = (Column.BIRTH, Column.OPENED, Column.CLOSED, Column.DAY, Column.SIGNED)
_MANY = (
    Column.PHONE,
    Column.EMAIL,
    Column.PART,
    Column.TEXT,
    Column.NOTHING,
    Column.ASIDE,
)
"""What several columns may be."""
_WORDS = re.compile(r"[^\W_]+")
_PROCESS = re.compile(r"\b(?:psychotherapy|process|private)\b.*\bnotes?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """What each column of a table is, what its rows are, and how its days are written.

    `month_first` is None where nothing tells whether the month or the day comes first.
    """

    kind: TableKind
    columns: tuple[Column, ...] = field(repr=False)
    month_first: bool | None

    def at(self, column: Column) -> list[int]:
        """Return which columns are this, in their order."""
        return [index for index, each in enumerate(self.columns) if each is column]


@cache
def _names() -> Mapping[str, Column]:
    data = tomllib.loads(read_resource("incoming/columns.toml").decode())
    found: dict[str, Column] = {}
    for part in ("client", "note", "part"):
        for column, names in data[part].items():
            for name in names:
                found.setdefault(name, Column(column))
    return found


def guessed(table: Table) -> Columns:
    """Return what the columns of a table seem to be, by their names and what stands in them."""
    columns = [_column(name) for name in table.header]
    taken: set[Column] = set()
    for index, each in enumerate(columns):
        if each in taken and each not in _MANY:
            columns[index] = Column.NOTHING
        taken.add(each)
    kind = _kind(set(columns), table.name)
    if kind in (TableKind.NOTES, TableKind.APPOINTMENTS):
        columns = [_of_a_note(each, name) for each, name in zip(columns, table.header, strict=True)]
    return Columns(kind, tuple(columns), _order(table, columns))


def looks_like_process_notes(name: str) -> bool:
    """Tell whether the name of a file or a column says that psychotherapy notes are in it."""
    return _PROCESS.search(name.replace("_", " ").replace("-", " ")) is not None


def is_kind_of_process_notes(title: str) -> bool:
    """Tell whether the kind of one note says that it is a psychotherapy note.

    Many call an ordinary one "psychotherapy progress note": that is none.
    """
    return looks_like_process_notes(title) and "progress" not in title.casefold()


def chosen(table: Table, kind: TableKind, columns: Sequence[Column]) -> Columns:
    """Return what a person says that a table is.

    Raises BadInput for what cannot be, and for a column that looks like psychotherapy notes and is
    not set aside.
    """
    if len(columns) != len(table.header):
        raise BadInput(_("Say of each column what it is."))
    for name, each in zip(table.header, columns, strict=True):
        if each is not Column.ASIDE and looks_like_process_notes(name):
            raise BadInput(_("A column that looks like psychotherapy notes is set aside, unread."))
    for each in set(columns) - set(_MANY):
        if columns.count(each) > 1:
            raise BadInput(_("Two columns cannot be the same thing."))
    return Columns(kind, tuple(columns), _order(table, columns))


def _column(name: str) -> Column:
    plain = " ".join(_WORDS.findall(name.casefold()))
    if looks_like_process_notes(plain):
        return Column.ASIDE
    return _names().get(plain, Column.NOTHING)


def _kind(columns: set[Column], name: str) -> TableKind:
    words = Column.TEXT in columns or Column.PART in columns
    # Words that are set aside tell notes too, where nothing tells a session.
    words = words or (Column.ASIDE in columns and Column.START not in columns)
    if Column.DAY in columns and words:
        return TableKind.NOTES
    if Column.DAY in columns:
        return TableKind.APPOINTMENTS
    if Column.RELATION in columns or "contact" in name.casefold():
        return TableKind.CONTACTS
    return TableKind.CLIENTS


def _of_a_note(column: Column, name: str) -> Column:
    """Return what a column is in a table of notes: one that nobody knows is a part of the words."""
    if column is Column.NOTHING and name:
        return Column.PART
    if column in (Column.OPENED, Column.CLOSED, Column.RELATION, Column.CONTACT):
        return Column.PART
    return column


def _order(table: Table, columns: Iterable[Column]) -> bool | None:
    days = [index for index, each in enumerate(columns) if each in _DAYS]
    return order_of(text for index in days for text in table.column(index))
