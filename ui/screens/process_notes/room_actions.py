"""What stands in the top bar while process notes are open: how long still, and the lock."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.idle_lock import IdleWatch
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import Pill
from vault.translation import _

_TICK_MS = 1000


class RoomActions(QWidget):
    """The pill that counts down, and the button; nothing while the door is closed."""

    lock_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._watch: IdleWatch | None = None
        self.pill = Pill("", "plum", "lock-open", theme=theme)
        # Large letters leave the search field no room beside long words.
        words = _("Lock") if theme.large else _("Lock process notes")
        self.lock = button(
            words, kind="plum", icon="lock", theme=theme, name=_("Lock process notes")
        )
        self.lock.clicked.connect(self.lock_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.pill)
        row.addWidget(self.lock)
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self.count_down(None)

    @property
    def is_counting(self) -> bool:
        """Whether it counts: only while it can be seen."""
        return self._ticking.isActive()

    def count_down(self, watch: IdleWatch | None) -> None:
        """Show how long `watch` will still wait; None shows nothing at all."""
        self._watch = watch
        self.pill.setVisible(watch is not None)
        self.lock.setVisible(watch is not None)
        self._tick()
        self._run()

    def showEvent(self, event: QShowEvent) -> None:
        """Count while it can be seen."""
        super().showEvent(event)
        self._tick()
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Count no longer."""
        super().hideEvent(event)
        self._run()

    def _run(self) -> None:
        if self._watch is not None and self.isVisible():
            self._ticking.start()
        else:
            self._ticking.stop()

    def _tick(self) -> None:
        if self._watch is None:
            return
        minutes, seconds = divmod(self._watch.seconds_left, 60)
        time = f"{minutes}:{seconds:02}"
        words = _("Process notes open · locks in {time}").format(time=time)
        self.pill.setText(time if self._theme.large else words)
        self.pill.setAccessibleName(words)
        self.pill.setToolTip(words if self._theme.large else "")
