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
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import ElidedLabel, Pill, label

NARROW = 400
"""A row less wide than this has its pill and its button beneath its words."""

NARROW_GAP = 14

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


class Row(QAbstractButton):
    """What it is about, its state, and one button, which Enter presses.

    To a screen reader it is a button that does what Enter does; a click of the mouse only moves the
    focus here.

    `key` names it through a reload. The button is no stop of its own for the keyboard: the row is.
    `stepped` tells by how many rows the keyboard goes on, `letter` a key of its menu, large with
    Shift. `because` says what switched on the rule it goes by.
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
        because: str = "",
    ) -> None:
        super().__init__()
        self.key = key
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.chosen)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(". ".join(filter(None, (action, because))))
        self.setToolTip(because)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setSpacing(theme.px(NARROW_GAP))
        self._parts.addLayout(self._words(lead, title, detail), 1)
        self.button = button(action, theme=theme)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.chosen)
        self._parts.addLayout(self._ends(pill, menu_name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put pill and button beneath the words where both do not fit beside them."""
        super().resizeEvent(event)
        narrow = event.size().width() < self._theme.px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._parts.direction() != way:
            self._parts.setDirection(way)

    def _words(self, lead: QWidget, title: str, detail: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(lead, alignment=Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(self._theme.px(1))
        words.addWidget(ElidedLabel(title, "strong"))
        self.detail = label(detail, "small", wrap=True)
        words.addWidget(self.detail)
        if not detail:
            self.detail.hide()
        row.addLayout(words, 1)
        return row

    def _ends(self, pill: Pill | None, menu_name: str) -> QHBoxLayout:
        px = self._theme.px
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStretch(1)
        middle = Qt.AlignmentFlag.AlignVCenter
        if pill is not None:
            row.addWidget(pill, alignment=middle)
            row.addSpacing(px(14))
        row.addWidget(self.button, alignment=middle)
        if menu_name:
            more = button("", kind="bare", icon="chevron-down", theme=self._theme, name=menu_name)
            more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            more.clicked.connect(
                lambda: self.menu_wanted.emit(more.mapToGlobal(QPoint(0, more.height())))
            )
            row.addSpacing(px(4))
            row.addWidget(more, alignment=middle)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the button does; arrows go on; letters are the menu's."""
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if plain != Qt.KeyboardModifier.NoModifier:
            event.ignore()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _ENTERS:
            self.chosen.emit()
        elif Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            letter = chr(key)
            self.letter.emit(letter if shifted else letter.lower())
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Do nothing: keys act when they are pressed."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Only stand here, as the focus does by itself."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing: it was not pressed."""
        event.accept()

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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a ring around the row that the keyboard stands on."""
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("focus"), self._theme.px(2)))
        inset = self._theme.px(4)
        ring = self.rect().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, self._theme.px(7), self._theme.px(7))
        painter.end()
