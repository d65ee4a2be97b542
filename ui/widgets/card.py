"""A card: rows on a surface of their own, a hairline between each two."""

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.emptied import empty
from ui.widgets.hairline import Hairline


class Card(QFrame):
    """Holds rows; with `inset` the hairlines keep off the edges, as in the health of the vault."""

    def __init__(self, theme: Theme, *, inset: bool = False, name: str = "") -> None:
        super().__init__()
        self._theme, self._inset = theme, inset
        self._rows: list[QWidget] = []
        self.setProperty("role", "card")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._layout = QVBoxLayout(self)
        edge = theme.px(6) if inset else 0
        self._layout.setContentsMargins(0, edge, 0, edge)
        self._layout.setSpacing(0)

    def add_row(self, widget: QWidget, *, padded: bool = True) -> None:
        """Add a row below the others; `padded` gives it the margins of the design."""
        if self._rows:
            self._layout.addWidget(self._line())
        if padded:
            side, above = self._theme.px(16), self._theme.px(9 if self._inset else 12)
            layout = widget.layout()
            if layout is not None:
                layout.setContentsMargins(side, above, side, above)
            else:
                widget.setContentsMargins(side, above, side, above)
        self._rows.append(widget)
        self._layout.addWidget(widget)

    def rows(self) -> tuple[QWidget, ...]:
        """Return the rows from top to bottom."""
        return tuple(self._rows)

    def clear(self) -> None:
        """Take every row out and delete it."""
        empty(self._layout)
        self._rows.clear()

    def _line(self) -> QWidget:
        line = Hairline()
        if not self._inset:
            return line
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(QMargins(self._theme.px(16), 0, self._theme.px(16), 0))
        layout.addWidget(line)
        return holder
