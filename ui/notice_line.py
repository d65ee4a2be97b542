"""The line under the top bar where a notice stands for a while, with its one action."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.notices import Notice
from ui.theme import Theme
from ui.widgets.banner import Banner

SHOWN_FOR_MS = 12_000


class NoticeLine(QWidget):
    """Shows the newest notice. What went wrong stays until it is closed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._notice: Notice | None = None
        self._banner = Banner(theme)
        self._banner.acted.connect(self._act)
        self._banner.closed.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
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
        self._timer.stop()
        if notice.tone == "plain":
            self._timer.start()

    def clear(self) -> None:
        """Show nothing."""
        self._notice = None
        self._banner.clear()
        self.hide()

    def _act(self) -> None:
        notice = self._notice
        self.clear()
        if notice is not None and notice.run is not None:
            notice.run()
