"""A practice with records behind the window, and what a test asks of the vault meanwhile."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from tests.ui.window import Hands
from ui.main_window import MainWindow
from ui.screen import Screen
from vault.open_vault import OpenVault

Answer = TypeVar("Answer")
Kind = TypeVar("Kind", bound=Screen)


def ask(hands: Hands, job: Callable[[OpenVault], Answer]) -> Answer:
    """Run a job with the vault that the window has open, and return what it returns."""
    found: list[Answer] = []
    owner = QObject()
    hands.tools.worker.run(job, owner=owner, done=found.append)
    hands.until(lambda: bool(found))
    hands.settle()
    return found[0]


def go(hands: Hands, kind: type[Kind], screen: str, *, client: str = "", note: str = "") -> Kind:
    """Go to a screen and return it."""
    hands.tools.navigation.go(screen, client=client or None, note=note or None)
    hands.settle()
    return hands.find(kind)


def unnamed(root: QWidget) -> list[str]:
    """Return what the keyboard reaches in a part of the window without a name to speak."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget, MainWindow)
    ]
