"""Shows the pages of a PDF one at a time, drawn beside the window so that it never waits."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.drawn_image import image_of
from ui.widgets.labels import label
from ui.worker import Worker
from vault.model.drawn_page import DrawnPage
from vault.translation import _

_MOST_PIXELS = 3000
_RESIZING_MS = 40


class PdfPreview(QWidget):
    """Page up and page down turn the pages."""

    def __init__(self, theme: Theme, worker: Worker) -> None:
        super().__init__()
        self._theme, self._worker = theme, worker
        self._pdf = b""
        self._number = 0
        self._pages = 0
        self._asked = 0
        self._drawn: DrawnPage | None = None
        # A page is drawn in the size it is shown in, which is known once all is laid out.
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(_RESIZING_MS)
        self._drawing.timeout.connect(self._draw)
        self.page = QLabel()
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setAccessibleName(_("Preview of the page"))
        self.page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame = QFrame()
        frame.setProperty("role", "well")
        inner = QVBoxLayout(frame)
        inner.addWidget(self.page)
        self.before = button(
            "", kind="bare", icon="chevron-left", theme=theme, name=_("Page before")
        )
        self.after = button("", kind="bare", icon="chevron-right", theme=theme, name=_("Next page"))
        self.before.clicked.connect(lambda: self.turn_to(self._number - 1))
        self.after.clicked.connect(lambda: self.turn_to(self._number + 1))
        self.where = label("", "small", wrap=False)
        row = QHBoxLayout()
        row.addStretch(1)
        for widget in (self.before, self.where, self.after):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(frame, 1)
        column.addLayout(row)
        self._show_place()

    @property
    def number(self) -> int:
        """The page that is shown, from 0."""
        return self._number

    def show_pdf(self, pdf: bytes, pages: int) -> None:
        """Show the first page of a PDF."""
        self._pdf, self._pages = pdf, pages
        self.turn_to(0)

    def turn_to(self, number: int) -> None:
        """Show another page, if there is one of this number."""
        if not 0 <= number < self._pages:
            return
        self._number = number
        self._show_place()
        self._drawing.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into the room there is."""
        super().resizeEvent(event)
        self._fit()
        self._drawing.start()

    def _draw(self) -> None:
        if not self._pages:
            return
        self._asked += 1
        height = round(self.page.height() * self.devicePixelRatioF())
        self._worker.apart(
            partial(draw_page, self._pdf, self._number, max(1, min(height, _MOST_PIXELS))),
            owner=self,
            done=partial(self._show, self._asked),
        )

    def _show(self, asked: int, drawn: DrawnPage) -> None:
        if asked == self._asked:
            self._drawn = drawn
            self._fit()

    def _fit(self) -> None:
        if self._drawn is None:
            return
        ratio = self.devicePixelRatioF()
        fitted = QPixmap.fromImage(image_of(self._drawn)).scaled(
            self.page.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.page.setPixmap(fitted)

    def _show_place(self) -> None:
        self.before.setEnabled(self._number > 0)
        self.after.setEnabled(self._number + 1 < self._pages)
        if self._pages:
            words = _("Page {number} of {pages}")
            self.where.setText(words.format(number=self._number + 1, pages=self._pages))


def draw_page(pdf: bytes, number: int, height: int) -> DrawnPage:
    """Return one page of a PDF, from 0, drawn `height` pixels high. Needs no vault, no window."""
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number]
        scale = height / max(page.get_height(), 1)
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        return DrawnPage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, len(document)
        )
    finally:
        document.close()
