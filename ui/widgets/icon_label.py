"""An icon that stands for itself, drawn anew when the theme changes."""

from PySide6.QtWidgets import QLabel

from ui.theme import Theme


class IconLabel(QLabel):
    """Decoration beside words that say the same: a screen reader passes over it."""

    def __init__(self, theme: Theme, icon: str, tint: str = "mute", size: int = 16) -> None:
        super().__init__()
        self._theme, self._icon, self._tint, self._size = theme, icon, tint, size
        self.setFixedSize(theme.px(size), theme.px(size))
        theme.changed.connect(self._draw)
        self._draw()

    def set_icon(self, icon: str, tint: str) -> None:
        """Show another icon."""
        self._icon, self._tint = icon, tint
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self.setPixmap(self._theme.pixmap(self._icon, self._tint, self._size, ratio))
