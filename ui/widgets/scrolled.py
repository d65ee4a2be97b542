"""What is taller than the window, scrolled."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(page: QWidget | None = None) -> QScrollArea:
    """Return an area without a frame in which a page scrolls up and down, never sideways.

    A long page is better set once the area stands in the window.
    """
    return _Scrolled(page)


def bring_into_sight(widget: QWidget, around: int = 0) -> None:
    """Scroll what holds a widget until it is seen, with `around` pixels above and below it."""
    holder = widget.parentWidget()
    while holder is not None and not isinstance(holder, QScrollArea):
        holder = holder.parentWidget()
    if holder is not None:
        holder.ensureWidgetVisible(widget, 0, around)


class _Scrolled(QScrollArea):
    """As low as it must be, but never narrower than what is in it."""

    def __init__(self, page: QWidget | None) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if page is not None:
            self.setWidget(page)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the page and of the scroll bar, and next to no height."""
        page = self.widget()
        width = 0 if page is None else page.minimumSizeHint().width()
        width += self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())
