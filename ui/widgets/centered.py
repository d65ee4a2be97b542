"""How a page of one column lies in the window: in its middle, and scrolled where it is taller."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import LINK_PADDING
from ui.widgets.scrolled import scrolled

_WIDTH = 560


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


def center_page(
    screen: QWidget,
    theme: Theme,
    head: Sequence[QWidget],
    parts: Sequence[QWidget],
    buttons: Sequence[QWidget],
) -> None:
    """Lay a page that asks for something into the middle: its head, its parts, its buttons."""
    px = theme.px
    inside = QWidget()
    inside.setMaximumWidth(px(_WIDTH) + 2 * px(LINK_PADDING))
    column = QVBoxLayout(inside)
    column.setContentsMargins(px(LINK_PADDING), px(16), px(LINK_PADDING), px(16))
    column.setSpacing(px(6))
    for each in head:
        column.addWidget(each)
    column.addSpacing(px(12))
    for each in parts:
        column.addWidget(each)
    column.addSpacing(px(12))
    foot = QHBoxLayout()
    foot.setSpacing(px(8))
    for each in buttons:
        foot.addWidget(each)
    foot.addStretch(1)
    column.addLayout(foot)
    column.addStretch(1)
    center(screen, inside, aside=px(16), stretch=20)


def beside(one: QWidget, other: QWidget, spacing: int) -> QHBoxLayout:
    """Return a row in which one widget takes the room that the other leaves."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    row.addWidget(one, 1)
    row.addWidget(other)
    return row
