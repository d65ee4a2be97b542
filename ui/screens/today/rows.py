"""A row of Today: one line of a card that the keyboard can stand on."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import ElidedLabel, Pill, label

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Dot(QWidget):
    """A round mark in a token's color, at the left of what is due."""

    def __init__(self, theme: Theme, token: str) -> None:
        super().__init__()
        self._theme, self._token = theme, token
        self.setFixedSize(theme.px(23), theme.px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(self._token))
        size = self._theme.px(8)
        painter.drawEllipse(0, (self.height() - size) // 2, size, size)
        painter.end()


class Row(QFrame):
    """What it is about, its state, and one button, which Enter presses.

    `key` names it through a reload. The button is no stop of its own for the keyboard: the row is.
    `stepped` tells by how many rows the keyboard goes on, `key_pressed` a letter for its menu.
    """

    chosen = Signal()
    stepped = Signal(int)
    menu_wanted = Signal(QPoint)
    letter = Signal(str)
    focused = Signal()

    def __init__(
        self,
        theme: Theme,
        key: tuple[str, str],
        lead: QWidget,
        *,
        title: str,
        detail: str,
        pill: Pill | None,
        action: str,
        spoken: str,
        menu_name: str = "",
    ) -> None:
        super().__init__()
        self.key = key
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(action)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setSpacing(0)
        row.addWidget(lead, alignment=Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(ElidedLabel(title, "strong"))
        self.detail = label(detail, "small", wrap=True)
        if not detail:
            # Never show what has no parent yet: it would be a window for a moment.
            self.detail.hide()
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        row.addSpacing(theme.px(14))
        if pill is not None:
            row.addWidget(pill, alignment=Qt.AlignmentFlag.AlignVCenter)
            row.addSpacing(theme.px(14))
        self.button = button(action, theme=theme)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.chosen)
        row.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignVCenter)
        if menu_name:
            more = button("", kind="bare", icon="chevron-down", theme=theme, name=menu_name)
            more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            more.clicked.connect(
                lambda: self.menu_wanted.emit(more.mapToGlobal(QPoint(0, more.height())))
            )
            row.addSpacing(theme.px(4))
            row.addWidget(more, alignment=Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the button does; arrows go on; letters are the menu's."""
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if plain != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _ENTERS:
            self.chosen.emit()
        elif event.text().isalpha():
            self.letter.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do what the button does."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, by the mouse or its key."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.button.mapToGlobal(QPoint(0, self.button.height()))
        self.menu_wanted.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard stands here, and show it."""
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard went on."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ring around the row that the keyboard stands on."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("focus"), self._theme.px(2)))
        inset = self._theme.px(4)
        ring = self.rect().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, self._theme.px(7), self._theme.px(7))
        painter.end()
