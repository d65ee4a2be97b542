"""Draws the icons of resources/icons in any color, sharp at every display scale."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from vault.resource_files import read_resource


class IconDrawer:
    """Keeps what was drawn, so that an icon is read and painted once for each color and size."""

    def __init__(self) -> None:
        self._sources: dict[str, bytes] = {}
        self._drawn: dict[tuple[str, str, int, float, int], QPixmap] = {}

    def pixmap(
        self, name: str, color: QColor, size: int, *, ratio: float = 1.0, gap: int = 0
    ) -> QPixmap:
        """Return an icon `size` pixels square for a display of `ratio` device pixels each.

        `gap` adds as many empty pixels at its right: Qt leaves only four between a button's icon
        and its text. Raises Damaged for an icon that is not among the resources.
        """
        key = (name, color.name(), size, ratio, gap)
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = self._draw(name, color, size, ratio, gap)
        return found

    def _draw(self, name: str, color: QColor, size: int, ratio: float, gap: int) -> QPixmap:
        pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        renderer = QSvgRenderer(QByteArray(self._tinted(name, color)))
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap

    def _tinted(self, name: str, color: QColor) -> bytes:
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = read_resource(f"icons/{name}.svg")
        return source.replace(b"currentColor", color.name().encode())
