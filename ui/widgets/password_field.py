"""A field for a passphrase: hidden until shown, and empty once it was taken."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.translation import _

_REFUSED_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_COPYING_KEYS = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


class PasswordField(QLineEdit):
    """Takes a passphrase; it is never copied, marked text included, and leaves no undo behind.

    `hint` is a label for the caller to place beneath it; it shows what `set_hint` was given, and
    that Caps Lock is on when typing tells.
    """

    caps_lock_seen = Signal(bool)
    """Typing showed that Caps Lock is on, or off again."""

    def __init__(self, theme: Theme, *, name: str, large: bool = False) -> None:
        """`name` is what a screen reader says; `large` is the size of the lock screen."""
        super().__init__()
        self._hint_text, self._caps_lock = "", False
        self.hint = label("", "small")
        self.setAccessibleName(name)
        self.setProperty("large", large)
        self.setDragEnabled(False)
        self._eye = button("", kind="bare", icon="eye", theme=theme, name=_("Show passphrase"))
        self._eye.setParent(self)
        self._eye.installEventFilter(self)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._eye.clicked.connect(lambda: self.set_shown(not self.is_shown()))
        self.setTextMargins(0, 0, theme.px(30), 0)
        self._inset = theme.px(6)
        self.set_shown(False)

    def is_shown(self) -> bool:
        """Return whether the letters can be read."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def set_shown(self, shown: bool) -> None:
        """Show the letters, or dots in their place."""
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if shown else modes.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.set_name(_("Hide passphrase") if shown else _("Show passphrase"))

    def eye(self) -> QWidget:
        """Return the button that shows the letters, for the order in which Tab goes."""
        return self._eye

    def take(self) -> str:
        """Return what was typed, and empty and hide the field."""
        text = self.text()
        self.setText("")  # clear() would leave the text in the field's undo
        self.set_shown(False)
        return text

    def set_hint(self, text: str) -> None:
        """Say something beneath the field."""
        self._hint_text = text
        self._say_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, but neither undo nor copy."""
        if any(event.matches(key) for key in (*_REFUSED_KEYS, *_COPYING_KEYS)):
            event.accept()
            return
        self._watch_caps_lock(event)
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep letters typed on the eye out of the field, which they would change unseen."""
        if watched is self._eye and isinstance(event, QKeyEvent):
            typed = event.text().isprintable() and event.text().strip()
            return bool(typed) and event.type() == QEvent.Type.KeyPress
        return super().eventFilter(watched, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep marked text out of the X11 selection, and that out of the field."""
        if QGuiApplication.clipboard().supportsSelection():
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to paste, and nothing else."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Paste")).triggered.connect(self.paste)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the right."""
        super().resizeEvent(event)
        size = self._eye.sizeHint()
        x, y = self.width() - size.width() - self._inset, (self.height() - size.height()) // 2
        self._eye.setGeometry(x, y, size.width(), size.height())

    def _watch_caps_lock(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) != 1 or letter.lower() == letter.upper():
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        caps_lock = letter.isupper() != shift
        if caps_lock != self._caps_lock:
            self._caps_lock = caps_lock
            self._say_hint()
            self.caps_lock_seen.emit(caps_lock)

    def _say_hint(self) -> None:
        parts = [_("Caps Lock is on.")] if self._caps_lock else []
        text = " ".join([*parts, self._hint_text]).strip()
        self.hint.setText(text)
        self.setAccessibleDescription(text)
