"""A quiet page for what is done while nothing else can be: what it is, how far, how to end it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.time_left import TimeLeft
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label
from vault.translation import _

WIDTH = 400


class WorkingPage(QWidget):
    """`stopped` tells that the person ends it, by the button or Escape; once is enough."""

    stopped = Signal()
    stepped = Signal(int, int)
    """For whoever works on another thread: how far it is of how much."""

    def __init__(
        self, theme: Theme, title: str, sentence: str, *, stop: str, room: str = ""
    ) -> None:
        """`stop` is the word on the button; `room` is "process" where the color is plum."""
        super().__init__()
        self.setProperty("room", room)
        middle = QWidget()
        middle.setFixedWidth(theme.px(WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(IconLabel(theme, "book-lock", "plum" if room else "ink", 26))
        head.addWidget(label(title, "title", wrap=True), 1)
        column.addLayout(head)
        column.addWidget(label(sentence, "mute"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)
        column.addWidget(self.bar)
        self._count = label("", "small")
        self._left = TimeLeft()
        column.addWidget(self._count)
        self._stop = button(stop, theme=theme)
        self._stop.clicked.connect(self.end)
        row = QHBoxLayout()
        row.addWidget(self._stop)
        row.addStretch(1)
        column.addLayout(row)
        QGridLayout(self).addWidget(middle, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self.setFocusProxy(self._stop)
        self.stepped.connect(self.step)
        self._spoken = f"{title} {sentence}"

    def begin(self) -> None:
        """Say aloud what is done, and have the keyboard."""
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._spoken)

    def step(self, done: int, total: int) -> None:
        """Show how far it is, and how long the rest takes; of 0 nobody knows."""
        done = min(done, total)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        counts = _("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}")
        words = (counts if total else "", self._left.words(done, total))
        self._count.setText(" · ".join(filter(None, words)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends it, as the button does."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def end(self) -> None:
        """End it, as the person does by the button."""
        if self._stop.isEnabled():
            self._stop.setEnabled(False)
            self.stopped.emit()
