"""How a page of one column lies in the window: in its middle, and scrolled where it is taller."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.scrolled import scrolled


def center(screen: QWidget, column: QWidget, *, aside: int = 0, stretch: int = 0) -> None:
    """Lay a column into the middle of a screen, with at least `aside` pixels at each side.

    With `stretch` it takes that part of the width that is left over, for one on either side.
    """
    page = QWidget()
    page.setProperty("role", "page")
    middle = QHBoxLayout(page)
    if stretch:
        middle.setContentsMargins(aside, 0, aside, 0)
    middle.addStretch(1)
    middle.addWidget(column, stretch)
    middle.addStretch(1)
    outer = QVBoxLayout(screen)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolled(page))


def beside(one: QWidget, other: QWidget, spacing: int) -> QHBoxLayout:
    """Return a row in which one widget takes the room that the other leaves."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    row.addWidget(one, 1)
    row.addWidget(other)
    return row
