"""What is cut off or lies over something else: in widgets, tabs and painted rows."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.ui.places import widgets_of
from ui.widgets.labels import ElidedLabel

_ROWS = 12


def cut_off(window: QWidget) -> list[str]:
    """Return the buttons, fields and words that are not wholly seen, scrolled to or not."""
    found = []
    for widget in widgets_of(window):
        if isinstance(widget, QTabBar):
            found += list(_cut_tabs(widget))
        if isinstance(widget, QListView):
            found += list(_wrong_rows(widget))
        if isinstance(widget, QTableView) and not widget.wordWrap():
            found += list(_cut_cells(widget))
        if not isinstance(widget, QAbstractButton | QLabel | QLineEdit) or _is_inner(widget):
            continue
        name = widget.accessibleName() or getattr(widget, "text", str)()
        needed = widget.minimumSizeHint()
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        if not isinstance(widget, ElidedLabel) and not wraps and widget.width() < needed.width():
            found.append(f"narrow: {name}")
        if wraps and widget.height() < widget.heightForWidth(widget.width()) - 1:
            found.append(f"low: {name}")
        if not _holds(widget):
            found.append(f"outside: {name}")
        found += [f"{name} over {each}" for each in _lies_over(widget)]
    return found


def _lies_over(widget: QWidget) -> Iterator[str]:
    """Yield the buttons and words of the same holder that a widget lies over."""
    holder = None if widget.isWindow() else widget.parentWidget()
    for each in holder.children() if holder is not None else ():
        if not isinstance(each, QAbstractButton | QLabel) or each is widget or each.isHidden():
            continue
        if each.geometry().adjusted(1, 1, -1, -1).intersects(widget.geometry()):
            yield each.accessibleName() or each.text()


def _is_inner(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QLineEdit | QAbstractItemView)


def _holds(widget: QWidget) -> bool:
    """Tell whether a widget lies within what holds it; what scrolls may be taller."""
    holder = None if widget.isWindow() else widget.parentWidget()
    while holder is not None:
        place = QRect(widget.mapTo(holder, QPoint(0, 0)), widget.size())
        scrolls = isinstance(holder.parentWidget(), QAbstractScrollArea)
        if scrolls:
            return place.left() >= 0 and place.right() <= holder.width()
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(place):
            return False
        holder = None if holder.isWindow() else holder.parentWidget()
    return True


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    """Yield the tabs that are not wholly in their bar, and what the bar lies over."""
    for at in range(bar.count()):
        place, words = bar.tabRect(at), bar.tabText(at)
        if place.width() < bar.fontMetrics().horizontalAdvance(words):
            yield f"narrow tab: {words}"
        if not bar.rect().contains(place):
            yield f"tab outside: {words}"
    if not _holds(bar):
        yield "tabs outside"
    holder = bar.parentWidget()
    for each in holder.findChildren(QWidget) if holder is not None else ():
        if each is not bar and not bar.isAncestorOf(each) and each.isVisible():
            beside = each.parentWidget() is holder and each.geometry().intersects(bar.geometry())
            if beside:
                yield f"tabs over: {each.accessibleName()}"


class _Watching(QPainter):
    """Remembers where texts, capsules and icons are painted."""

    def __init__(self, paper: QPixmap) -> None:
        super().__init__(paper)
        self.places: list[tuple[QRectF, str]] = []

    def drawRoundedRect(self, place: Any, *more: Any) -> None:
        if QRectF(place).width() < self.device().width() / 2:  # else the ground of the row
            self.places.append((QRectF(place), ""))
        super().drawRoundedRect(place, *more)

    def drawPixmap(self, *given: Any) -> None:
        left, top, drawn = given
        size = drawn.deviceIndependentSize()
        self.places.append((QRectF(left, top, size.width(), size.height()), "an icon"))
        super().drawPixmap(*given)

    def drawText(self, *given: Any) -> None:  # type: ignore[override]
        place, _flags, text = given
        whole = QRectF(place)
        width = self.fontMetrics().horizontalAdvance(text)
        capsule, said = self.places[-1] if self.places else (QRectF(), "")
        words = QRectF(whole.left(), whole.top(), width, whole.height())
        inside = capsule.left() <= words.left() and width <= capsule.width()
        if not said and inside and capsule.intersects(words):
            self.places[-1] = (capsule, text)
        else:
            self.places.append((words, text))
        super().drawText(*given)


def painted_in(view: QListView, number: int) -> list[tuple[QRectF, str]]:
    """Return what a row is painted with, and where; (0, 0) is its corner."""
    size = view.visualRect(view.model().index(number, 0)).size()
    if size.isEmpty():
        return []
    paper = QPixmap(size)
    option = QStyleOptionViewItem()
    option.initFrom(view)
    option.rect = QRect(QPoint(0, 0), size)
    painter = _Watching(paper)
    view.itemDelegate().paint(painter, option, view.model().index(number, 0))
    painter.end()
    return painter.places


def _cut_cells(view: QTableView) -> Iterator[str]:
    """Yield the headings that their column is too narrow for, and words that nothing else tells.

    Words that are cut, such as a long name, are told whole beneath the pointer.
    """
    model, header = view.model(), view.horizontalHeader()
    for column in range(model.columnCount()):
        if header.sectionSize(column) < header.sectionSizeHint(column):
            heading = model.headerData(column, Qt.Orientation.Horizontal)
            yield f"narrow column: {heading}"
        for row in range(min(model.rowCount(), _ROWS)):
            index = model.index(row, column)
            told = model.data(index, Qt.ItemDataRole.ToolTipRole)
            if view.sizeHintForIndex(index).width() > header.sectionSize(column) and not told:
                yield f"narrow cell: {model.data(index)}"


def _wrong_rows(view: QListView) -> Iterator[str]:
    """Yield the texts that lie over others, or outside of their row, where rows are painted."""
    if not type(view.itemDelegate()).__module__.startswith("ui."):
        return
    for number in range(min(view.model().rowCount(), _ROWS)):
        places = painted_in(view, number)
        width = view.visualRect(view.model().index(number, 0)).width()
        for at, (place, text) in enumerate(places):
            if place.left() < -1 or place.right() > width + 1:
                yield f"row outside: {text}"
            for other, words in places[at + 1 :]:
                if place.adjusted(1, 4, -1, -4).intersects(other.adjusted(1, 4, -1, -4)):
                    yield f"row: {text} over {words}"
