"""A list of which only the rows near the view are read: its length at once, the rest by pages."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ui.worker import Worker
from vault.open_vault import OpenVault

PAGE = 100
"""Rows that are read at once."""

KEPT = 40
"""Pages that are kept; the one not looked at for longest goes first."""

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row itself, or None before its page is there."""

_MOST_WANTED = 4
_REFRESHED = 3

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """What stands in a list: something with an id."""

    @property
    def id(self) -> str:
        """Its id."""


Page = Sequence[Row]


@dataclass(frozen=True)
class Source:
    """Where rows come from; each is called with the open vault, on its thread.

    `place` gives the row of an id; without it, an id is looked for in what was read.
    """

    count: Callable[[OpenVault], int]
    page: Callable[[OpenVault, int, int], Page]
    place: Callable[[OpenVault, str], int | None] | None = None


@dataclass(frozen=True)
class _Read:
    count: int
    pages: Mapping[int, Page] = field(repr=False)
    pinned: tuple[str, int] | None = None


class WindowedModel(QAbstractListModel):
    """Rows of a `Source`. `arrived` tells that a first or a refreshed reading is shown.

    After `refresh` every index that a view holds stays with its id.
    """

    arrived = Signal()

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._source: Source | None = None
        self._count = 0
        self._pages: OrderedDict[int, Page] = OrderedDict()
        self._wanted: list[int] = []
        self._asked: int | None = None
        self._reading = 0
        self._pin = ""
        self._known = False
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask)

    def show_source(self, source: Source) -> None:
        """Show another list from its beginning; until it is counted there are no rows."""
        self.beginResetModel()
        self._source = source
        self._count = 0
        self._pages.clear()
        self._known = False
        self._forget_questions()
        self.endResetModel()
        self.refresh()

    def refresh(self) -> None:
        """Read again what is looked at; what is not will be read when it is."""
        source = self._source
        if source is None:
            return
        self._forget_questions()
        pages = list(reversed(self._pages))[:_REFRESHED] or [0]
        job = partial(_read, source, pages, self._pin)
        self._worker.run(job, owner=self, done=partial(self._refreshed, self._reading))

    def pin(self, row_id: str) -> None:
        """Keep to this id at every refresh, wherever in the list it goes."""
        self._pin = row_id

    def row(self, number: int) -> Row | None:
        """Return a row, or None when its page is not there; its page is asked for."""
        page, at = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        return rows[at] if at < len(rows) else None

    def number_of(self, row_id: str) -> int | None:
        """Return the number of an id's row, if it is among the pages that are there."""
        for page, rows in self._pages.items():
            for at, row in enumerate(rows):
                if row.id == row_id:
                    return page * PAGE + at
        return None

    @property
    def known(self) -> bool:
        """Whether it has been counted, so that no rows means that there are none."""
        return self._known

    @property
    def pages_kept(self) -> int:
        """How many pages are kept now."""
        return len(self._pages)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are, read or not."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows; of a row that is still to come, as good as nothing."""
        if not index.isValid() or index.row() >= self._count:
            return None
        if role not in (
            ROW_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            return "…"
        return self.spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else self.words(row)

    def match(
        self,
        start: Index,
        role: int,
        value: Any,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """Find rows by how they begin, among those that were read: typing must not read all."""
        begins = str(value).casefold()
        numbers = sorted(
            page * PAGE + at
            for page, rows in self._pages.items()
            for at, row in enumerate(rows)
            if self.words(row).casefold().startswith(begins)
        )
        first = start.row()
        turned = [n for n in numbers if n >= first] + [n for n in numbers if n < first]
        return [self.index(number, 0) for number in (turned if hits < 0 else turned[:hits])]

    def words(self, row: Row) -> str:
        """Return what a row shows, as one line."""
        return row.id

    def spoken(self, row: Row) -> str:
        """Return what a screen reader says for a row."""
        return self.words(row)

    def _want(self, page: int) -> None:
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        # Whoever scrolls past needs none of the pages between.
        del self._wanted[:-_MOST_WANTED]
        self._asking.start()

    def _ask(self) -> None:
        if self._asked is not None or not self._wanted or self._source is None:
            return
        page = self._wanted.pop()
        self._asked = page
        source = self._source
        self._worker.run(
            lambda v: source.page(v, page * PAGE, PAGE),
            owner=self,
            done=partial(self._came, self._reading, page),
            failed=partial(self._did_not_come, self._reading),
        )

    def _came(self, reading: int, page: int, rows: Page) -> None:
        if reading != self._reading:
            return
        self._asked = None
        self._keep(page, rows)
        first = page * PAGE
        last = min(first + PAGE, self._count) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
        self._ask()

    def _did_not_come(self, reading: int, error: Exception) -> None:
        if reading == self._reading:
            self._asked = None
            self._worker.failed.emit(error)

    def _keep(self, page: int, rows: Page) -> None:
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)

    def _forget_questions(self) -> None:
        self._reading += 1
        self._asked = None
        self._wanted.clear()

    def _refreshed(self, reading: int, read: _Read) -> None:
        if reading != self._reading:
            return
        if read.count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, read.count - 1)
            self._count = read.count
            self.endInsertRows()
        self._move(read)
        if read.count < self._count:
            self.beginRemoveRows(QModelIndex(), read.count, self._count - 1)
            self._count = read.count
            self.endRemoveRows()
        self._known = True
        self.arrived.emit()

    def _move(self, read: _Read) -> None:
        """Put the pages that were read in place of all others; each index follows its id."""
        self.layoutAboutToBeChanged.emit()
        held = list(self.persistentIndexList())
        ids = [self._id_at(index.row()) for index in held]
        self._pages.clear()
        for page in sorted(read.pages):
            if read.pages[page] or page == 0:
                self._keep(page, read.pages[page])
        places = dict([read.pinned]) if read.pinned else {}
        for index, row_id in zip(held, ids, strict=True):
            place = places.get(row_id, self.number_of(row_id)) if row_id else index.row()
            valid = place is not None and place < read.count
            self.changePersistentIndex(
                index, self.createIndex(place or 0, 0) if valid else QModelIndex()
            )
        self.layoutChanged.emit()

    def _id_at(self, number: int) -> str:
        page, at = divmod(number, PAGE)
        rows = self._pages.get(page, ())
        return rows[at].id if at < len(rows) else ""


def _read(source: Source, pages: Sequence[int], pinned: str, vault: OpenVault) -> _Read:
    count = source.count(vault)
    place = source.place(vault, pinned) if source.place is not None and pinned else None
    wanted = set(pages)
    if place is not None:
        wanted.add(place // PAGE)
    return _Read(
        count,
        {page: source.page(vault, page * PAGE, PAGE) for page in sorted(wanted)},
        (pinned, place) if place is not None else None,
    )
