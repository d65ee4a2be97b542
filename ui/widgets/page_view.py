"""Pages to be read, one at a time, as wide as there is room; drawn beside the window."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.theme import Theme
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.drawn_image import image_of
from ui.widgets.labels import label
from ui.worker import Worker
from vault.model.drawn_page import DrawnPage
from vault.translation import _

Draw = Callable[[int, int], DrawnPage]
"""Draws a page, from 0, at most so many pixels high. Called beside the window."""

_RESIZING_MS = 40
_FIRST_HEIGHT = 1_200
_MOST_HEIGHT = 6_000
_WIDEST = 860
_STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_ENOUGH = 0.02
"""How much a page that was drawn may differ from the size it is shown in, of one."""


class _Area(QScrollArea):
    """Scrolls by keys, those that `key` does not take."""

    def __init__(self, key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._key = key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask what is to be done with a key first."""
        if not self._key(event):
            super().keyPressEvent(event)


class PageView(QWidget):
    """Arrows scroll, page up and down turn at the edges, plus and minus change the size."""

    def __init__(self, theme: Theme, worker: Worker) -> None:
        super().__init__()
        self._theme, self._worker = theme, worker
        self._draw: Draw | None = None
        self._number = self._pages = self._asked = 0
        self._step = _STEPS.index(1.0)
        self._drawn: DrawnPage | None = None
        self._tried = (-1, 0)
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(_RESIZING_MS)
        self._drawing.timeout.connect(self._ask)
        self.page = QLabel()
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = _Area(self._key)
        self.area.setProperty("role", "well")
        self.area.setWidgetResizable(True)
        # Else it would come and go with the width that it leaves.
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(self.page)
        self.area.setAccessibleName(_("Page of the document"))
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.area)
        self.before = self._button("chevron-left", _("Page before"), lambda: self.turn_by(-1))
        self.after = self._button("chevron-right", _("Next page"), lambda: self.turn_by(1))
        self.smaller = self._button("minus", _("Smaller"), lambda: self.size_by(-1))
        self.larger = self._button("plus", _("Larger"), lambda: self.size_by(1))
        self.where = label("", "small", wrap=False)
        row = QHBoxLayout()
        row.addStretch(1)
        for widget in (self.before, self.where, self.after):
            row.addWidget(widget)
        row.addSpacing(theme.px(20))
        for widget in (self.smaller, self.larger):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.area, 1)
        column.addLayout(row)
        self._show_place()

    @property
    def number(self) -> int:
        """The page that is shown, from 0."""
        return self._number

    def show_pages(self, draw: Draw, pages: int) -> None:
        """Show the first of some pages."""
        self.clear()
        self._draw, self._pages = draw, pages
        self._show_place()
        self._drawing.start()

    def clear(self) -> None:
        """Show nothing; what is being drawn is dropped."""
        self._asked += 1
        self._draw, self._drawn = None, None
        self._number = self._pages = 0
        self._drawing.stop()
        self.page.clear()
        self._show_place()

    def turn_by(self, pages: int) -> None:
        """Turn pages, if there are so many."""
        if 0 <= self._number + pages < self._pages:
            self._number += pages
            self._show_place()
            announce(self, self.where.text())
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.minimum() if pages > 0 else bar.maximum())
            self._drawing.start()

    def size_by(self, steps: int) -> None:
        """Show it larger or smaller by so many steps."""
        self._step = min(max(0, self._step + steps), len(_STEPS) - 1)
        self._show_place()
        self._fit()
        self._drawing.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into the room there is."""
        super().resizeEvent(event)
        self._fit()
        self._drawing.start()

    def _key(self, event: QKeyEvent) -> bool:
        """Turn pages at the edges of one, and change the size; tell whether that was it."""
        bar, key = self.area.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.turn_by(1)
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turn_by(-1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.size_by(1 if key == Qt.Key.Key_Plus else -1)
        else:
            return False
        return True

    def _button(self, icon: str, name: str, run: Callable[[], None]) -> QWidget:
        made = button("", kind="bare", icon=icon, theme=self._theme, name=name)
        made.clicked.connect(run)
        return made

    def _wide(self) -> int:
        """Return how many pixels of the screen the page is to be wide."""
        room = self.area.viewport().width()
        wide = min(room, self._theme.px(_WIDEST)) * _STEPS[self._step]
        return max(1, round(wide * self.devicePixelRatioF()))

    def _ask(self) -> None:
        if self._draw is None:
            return
        self._asked += 1
        height = _FIRST_HEIGHT
        if self._drawn is not None:
            height = round(self._wide() * self._drawn.height / max(1, self._drawn.width))
        self._worker.apart(
            partial(self._draw, self._number, max(1, min(height, _MOST_HEIGHT))),
            owner=self,
            done=partial(self._show, self._asked, self._number),
            failed=partial(self._not_drawn, self._asked),
        )

    def _show(self, asked: int, number: int, drawn: DrawnPage) -> None:
        if asked != self._asked:
            return
        self._drawn = drawn
        self._fit()
        # Its form is known only now. Once for each size: a small picture is never drawn larger.
        size = number, self._wide()
        if abs(drawn.width / size[1] - 1) > _ENOUGH and size != self._tried:
            self._tried = size
            self._drawing.start()

    def _not_drawn(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            # In the place of this page: the others may be whole.
            self._drawn = None
            self.page.setText(words_of(error).text)

    def _fit(self) -> None:
        if self._drawn is None:
            return
        shown = QPixmap.fromImage(image_of(self._drawn)).scaledToWidth(
            self._wide(), Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.page.setPixmap(shown)

    def _show_place(self) -> None:
        self.before.setEnabled(self._number > 0)
        self.after.setEnabled(self._number + 1 < self._pages)
        self.smaller.setEnabled(self._step > 0)
        self.larger.setEnabled(self._step + 1 < len(_STEPS))
        words = _("Page {number} of {pages}")
        shown = words.format(number=self._number + 1, pages=self._pages) if self._pages else ""
        self.where.setText(shown)
