"""Keys and touches of the whole program, before any widget gets them: one filter for who must know.

A filter of the program is called for every event of every widget, so there is one, and only from
the moment somebody listens.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)

Listener = Callable[[QObject, QEvent], bool]

KEY = QEvent.Type.KeyPress

_TOUCHES = frozenset(
    {
        KEY,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
_CLASSES = frozenset(
    {QKeyEvent, QMouseEvent, QWheelEvent, QTouchEvent, QTabletEvent, QInputMethodEvent}
)


class Touches(QObject):
    """Hands each key and touch to its listeners, in the order in which they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Let a listener hear what comes; it returns True to keep an event from its widget."""
        app = QCoreApplication.instance()
        if not self._listeners and app is not None:
            app.installEventFilter(self)
        if listener not in self._listeners:
            self._listeners.append(listener)

    def leave(self, listener: Listener) -> None:
        """Let a listener hear no more."""
        if listener in self._listeners:
            self._listeners.remove(listener)
        app = QCoreApplication.instance()
        if not self._listeners and app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask the listeners, the first one that wants the event for itself gets it."""
        # By its class first: the type of each of thousands of other events would be made for this.
        if type(event) not in _CLASSES or event.type() not in _TOUCHES:
            return False
        return any(listener(watched, event) for listener in tuple(self._listeners))
