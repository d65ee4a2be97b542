"""Reads the rows of a table by what its columns are: what cannot be read is named with its row."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from vault.errors import BadInput
from vault.model.client import Contact, ContactKind
from vault.model.incoming.columns import Column, Columns, TableKind
from vault.model.incoming.item import Incoming, NoteIn, PersonIn, SessionIn, Who
from vault.model.incoming.table import CELL_LIMIT, Place, Problem, Table
from vault.model.text import LINE_LIMIT
from vault.model.written_day import read_day
from vault.translation import _

Item = TypeVar("Item", PersonIn, NoteIn, SessionIn)

_MINUTES = 50
_UNREAD = (Column.NOTHING, Column.ASIDE)
_MOST_MINUTES = 1440
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})?(?::\d{2})?\s*([ap])?\.?m?\.?$", re.IGNORECASE)
_INACTIVE = ("inactive", "closed", "archived", "discharged", "former", "terminated", "past")
_NO = ("no", "false", "0", "n")
_YES = ("yes", "true", "1", "y")
_MISSED = ("no show", "missed", "cancel", "late cancel", "did not attend", "dna")
_KEPT = ("show", "attended", "kept", "completed", "checked", "seen", "present", "paid")


def read_rows(table: Table, columns: Columns, today: date, *, month_first: bool) -> Incoming:
    """Return what the rows of a table are, and what of them cannot be read.

    `month_first` says how days are written where nothing in the table tells.
    """
    order = columns.month_first if columns.month_first is not None else month_first
    return _Reader(table, columns, today, order).read()


class _Reader:
    def __init__(self, table: Table, columns: Columns, today: date, month_first: bool) -> None:
        self._table, self._columns = table, columns
        self._today, self._month_first = today, month_first

    def read(self) -> Incoming:
        kind = self._columns.kind
        if kind is TableKind.NOTES:
            notes, problems = self._all(self._note)
            return Incoming(notes=notes, problems=problems)
        if kind is TableKind.APPOINTMENTS:
            sessions, problems = self._all(self._session)
            return Incoming(sessions=sessions, problems=problems)
        read = self._related if kind is TableKind.CONTACTS else self._person
        people, problems = self._all(read)
        return Incoming(people=people, problems=problems)

    def _all(
        self, read: Callable[[tuple[str, ...], Place], Item]
    ) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
        found, problems = [], []
        for index, row in enumerate(self._table.rows):
            if not any(cell.strip() for cell in row):
                continue
            place = self._table.place(index)
            try:
                self._check(index, row)
                found.append(read(row, place))
            except BadInput as error:
                problems.append(Problem(place, error.sentence))
        return tuple(found), tuple(problems)

    def _check(self, index: int, row: tuple[str, ...]) -> None:
        """Refuse a row with a cell that is no text, or far too long. Raises BadInput."""
        formulas = [column for column in range(len(row)) if (index, column) in self._table.formulas]
        if any(self._columns.columns[each] not in _UNREAD for each in formulas):
            raise BadInput(_("A cell is a formula, not what it came to."))
        if any(len(cell) > CELL_LIMIT for cell in row):
            raise BadInput(_("A cell is longer than 1 MB."))
        words = {*self._columns.at(Column.TEXT), *self._columns.at(Column.PART)}
        for column, cell in enumerate(row):
            if column in words or self._columns.columns[column] in _UNREAD:
                continue
            if len(cell) > LINE_LIMIT:
                raise BadInput(_("A cell is too long for what its column is."))
            if cell.lstrip()[:1] in ("=", "@") and len(cell.strip()) > 1:
                raise BadInput(_("A cell begins like a formula."))

    def _one(self, row: tuple[str, ...], column: Column) -> str:
        return next((row[at].strip() for at in self._columns.at(column) if row[at].strip()), "")

    def _who(self, row: tuple[str, ...]) -> Who:
        name = self._one(row, Column.NAME)
        parts = [self._one(row, each) for each in (Column.FIRST, Column.MIDDLE, Column.LAST)]
        if any(parts):
            name = " ".join(filter(None, parts))
        elif name.count(",") == 1:
            last, first = (each.strip() for each in name.split(","))
            name = " ".join(filter(None, (first, last)))
        who = Who(self._one(row, Column.KEY), name, self._day(row, Column.BIRTH))
        if not who.said:
            raise BadInput(_("Nobody is named in this row."))
        return who

    def _day(self, row: tuple[str, ...], column: Column) -> date | None:
        said = self._one(row, column)
        if not said:
            return None
        latest = self._today + timedelta(days=0 if column is Column.BIRTH else 3650)
        day = read_day(said, latest, month_first=self._month_first)
        if day is None:
            raise BadInput(_("A day in this row is none that can be read."))
        if column is Column.BIRTH and day > self._today:
            raise BadInput(_("The birth date is in the future."))
        return day

    def _person(self, row: tuple[str, ...], place: Place) -> PersonIn:
        who = self._who(row)
        status = self._one(row, Column.STATUS).casefold()
        last = self._day(row, Column.CLOSED)
        archived = any(
            "archiv" in self._table.header[at].casefold() for at in self._columns.at(Column.STATUS)
        )
        closed = any(word in status for word in _INACTIVE)
        closed = closed or (status in (_YES if archived else _NO))
        return PersonIn(
            who,
            self._one(row, Column.PREFERRED),
            tuple(self._contacts(row)),
            closed,
            self._day(row, Column.OPENED),
            last,
            place,
        )

    def _contacts(self, row: tuple[str, ...], whose: str = "") -> Iterator[Contact]:
        seen = set()
        for column, kind in ((Column.PHONE, ContactKind.PHONE), (Column.EMAIL, ContactKind.EMAIL)):
            for at in self._columns.at(column):
                value = row[at].strip()
                if value and value not in seen:
                    seen.add(value)
                    yield Contact(kind, value, whose)
        street = [self._one(row, each) for each in (Column.ADDRESS, Column.ADDRESS2)]
        town = [self._one(row, each) for each in (Column.STATE, Column.ZIP)]
        below = ", ".join(filter(None, (self._one(row, Column.CITY), " ".join(filter(None, town)))))
        address = "\n".join(filter(None, (*street, below)))
        if address:
            yield Contact(ContactKind.ADDRESS, address, whose)

    def _related(self, row: tuple[str, ...], place: Place) -> PersonIn:
        named = self._one(row, Column.CONTACT)
        relation = self._one(row, Column.RELATION)
        whose = ", ".join(filter(None, (named, relation)))
        contacts = tuple(self._contacts(row, whose))
        if not contacts:
            raise BadInput(_("There is no way to reach anybody in this row."))
        return PersonIn(self._who(row), contacts=contacts, place=place)

    def _note(self, row: tuple[str, ...], place: Place) -> NoteIn:
        day, start, stop = self._session_day(row)
        parts: list[tuple[str, str]] = []
        for index, column in enumerate(self._columns.columns):
            words = row[index].replace("\r\n", "\n").replace("\r", "\n").strip("\n")
            if words.strip() and column in (Column.TEXT, Column.PART):
                heading = self._table.header[index]
                parts.append(("" if column is Column.TEXT and not parts else heading, words))
        if not parts and self._columns.at(Column.ASIDE):
            raise BadInput(_("All words of this row are set aside, or there are none."))
        if not parts:
            raise BadInput(_("There are no words in this note."))
        if any("\0" in words for _heading, words in parts):
            raise BadInput(_("There is a NUL character in this note."))
        return NoteIn(
            self._who(row),
            day,
            start,
            stop,
            self._one(row, Column.TITLE),
            tuple(parts),
            self._one(row, Column.AUTHOR),
            self._one(row, Column.SIGNED),
            place,
        )

    def _session(self, row: tuple[str, ...], place: Place) -> SessionIn:
        day, start, stop = self._session_day(row)
        if start is None:
            raise BadInput(_("This appointment has no time."))
        length = self._one(row, Column.MINUTES)
        minutes = int(re.sub(r"\D", "", length) or 0)
        if stop is not None and not minutes:
            begun = datetime.combine(day, start)
            minutes = int((datetime.combine(day, stop) - begun).total_seconds() // 60)
        minutes = minutes if 0 < minutes <= _MOST_MINUTES else _MINUTES
        said = f"{self._one(row, Column.KEPT)} {self._one(row, Column.STATUS)}".casefold().strip()
        kept: bool | None = None
        if any(word in said for word in _MISSED):
            kept = False
        elif any(word in said for word in _KEPT):
            kept = True
        return SessionIn(self._who(row), day, start, minutes, kept, place)

    def _session_day(self, row: tuple[str, ...]) -> tuple[date, time | None, time | None]:
        day = self._day(row, Column.DAY)
        if day is None:
            raise BadInput(_("There is no day in this row."))
        start, stop = self._time(row, Column.START), self._time(row, Column.STOP)
        if start is None:
            # "05/04/2026 2:30 PM" stands in one cell as often as in two.
            start = _time_in(self._one(row, Column.DAY).partition(" ")[2])
        if start is None or (stop is not None and stop <= start):
            stop = None
        return day, start, stop

    def _time(self, row: tuple[str, ...], column: Column) -> time | None:
        said = self._one(row, column)
        found = _time_in(said)
        if said and found is None:
            raise BadInput(_("A time in this row is none that can be read."))
        return found


def _time_in(said: str) -> time | None:
    """Return the time of day at the end of some words, such as "2:30 pm" or "14:30"."""
    match = _TIME.search(said.strip().replace("T", " "))
    if match is None or (match[2] is None and match[3] is None):
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
