"""Where a notice stands for a while, with its one action: over the page, which does not move."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.notices import Notice
from ui.theme import Theme
from ui.widgets.banner import Banner

SHOWN_FOR_MS = 12_000

WIDTH, MARGIN = 560, 16


class NoticeLine(QWidget):
    """Shows the newest notice at the foot of `over`. What went wrong stays until it is closed."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        over.installEventFilter(self)
        self._notice: Notice | None = None
        self._banner = Banner(theme)
        self._banner.acted.connect(self._act)
        self._banner.closed.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banner)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR_MS)
        self._timer.timeout.connect(self.clear)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in the place of the one before."""
        self._notice = notice
        self._banner.set_tone(notice.tone)
        self.show()
        words = f"{notice.sentence} {notice.details}".strip()
        self._banner.say(words, action=notice.action)
        self._place()
        self._timer.stop()
        if notice.tone == "plain":
            self._timer.start()

    def clear(self) -> None:
        """Show nothing."""
        self._notice = None
        self._banner.clear()
        self.hide()

    def withdraw(self, notice: Notice) -> None:
        """Show this notice no longer; another one stays."""
        if self._notice is notice:
            self.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of what it stands over."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return False

    def _place(self) -> None:
        margin = self._theme.px(MARGIN)
        width = min(self._theme.px(WIDTH), self._over.width() - 2 * margin)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        height = max(height, self.sizeHint().height())
        self.setGeometry(margin, self._over.height() - height - margin, width, height)
        self.raise_()

    def _act(self) -> None:
        notice = self._notice
        self.clear()
        if notice is not None and notice.run is not None:
            notice.run()
