"""A line to type in with an icon before it and, at its end, the key that leads there."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from ui.theme import Theme
from ui.widgets.key_cap import KeyCap

_ICON_AT, _ICON_SIZE = 11, 16


class IconLine(QLineEdit):
    """A field such as the search for everything; Qt's own icons do not grow with the letters."""

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        icon: str = "search",
        placeholder: str = "",
        shortcut_hint: str = "",
    ) -> None:
        """`name` is what a screen reader says; `shortcut_hint` is shown and does nothing."""
        super().__init__()
        self._theme, self._icon = theme, icon
        self._cap: KeyCap | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        at_right = 0
        if shortcut_hint:
            self._cap = KeyCap(shortcut_hint)
            self._cap.setParent(self)
            self._cap.ensurePolished()
            at_right = self._cap.sizeHint().width() + theme.px(4)
            self.setAccessibleDescription(shortcut_hint.replace(" ", "+"))
        self.setTextMargins(theme.px(22), 0, at_right, 0)
        theme.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key cap at the right."""
        super().resizeEvent(event)
        self._place_cap()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the key cap at the right when the letters are others."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place_cap()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and the icon in it."""
        super().paintEvent(event)
        size = self._theme.px(_ICON_SIZE)
        drawn = self._theme.pixmap(self._icon, "mute", _ICON_SIZE, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(self._theme.px(_ICON_AT), (self.height() - size) // 2, drawn)
        painter.end()

    def _place_cap(self) -> None:
        if self._cap is not None:
            size = self._cap.sizeHint()
            right = self.width() - size.width() - self._theme.px(10)
            self._cap.setGeometry(
                right, (self.height() - size.height()) // 2, size.width(), size.height()
            )
