"""Whoever goes through the window by the keyboard sees where it is, on every kind of widget."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar, QWidget

from tests.ui.closed_places import closed_places
from tests.ui.places import places, widgets_of
from tests.ui.window import Hands

WALKED = (
    "today",
    "clients",
    "new client",
    "draft",
    "signed note",
    "completeness check",
    "process notes, locked",
    "process notes",
    "backup",
    "rehearsal",
    "settings",
    "recovery key on paper",
    "recovery key typed back",
)
CARET = 48
"""Pixels that a cursor may change: it shows where the keyboard is on a page for words only."""


def reached(window: QWidget) -> Iterator[QWidget]:
    """Yield what Tab leads to."""
    for widget in widgets_of(window):
        inner = isinstance(widget, QScrollBar | QScrollArea)
        inner = inner or widget.objectName().startswith("qt_") or widget.focusProxy() is not None
        by_tab = Qt.FocusPolicy.TabFocus.value & widget.focusPolicy().value
        if by_tab and widget.isEnabled() and not inner and not widget.visibleRegion().isEmpty():
            yield widget


def look_of(widget: QWidget) -> tuple[object, ...]:
    """Return what the looks of a widget depend on: of those alike one is enough."""
    named = ("kind", "role", "small", "room", "problem", "pill")
    return (type(widget).__name__, *(widget.property(name) for name in named))


def on_page(widget: QWidget) -> bool:
    """Tell whether a widget is a page of words, as design/3-client.png has it: without a frame."""
    return str(widget.property("role")) == "note"


def picture(widget: QWidget) -> QImage:
    """Return a widget as it is seen: on what is behind it."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed_pixels(before: QImage, after: QImage) -> int:
    """Return in how many pixels two pictures of one size differ."""
    assert before.size() == after.size()
    ones, others = (memoryview(each.constBits()).cast("I") for each in (before, after))
    return sum(one != other for one, other in zip(ones, others, strict=True))


def unseen(window: QWidget, known: set[tuple[object, ...]]) -> list[str]:
    """Return the widgets that look the same with the keyboard and without."""
    found = []
    for widget in list(reached(window)):
        if look_of(widget) in known:
            continue
        known.add(look_of(widget))
        without(window)
        before = picture(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if not widget.hasFocus():
            found.append(f"no keyboard: {look_of(widget)} {widget.accessibleName()}")
        elif changed_pixels(before, picture(widget)) <= (0 if on_page(widget) else CARET):
            found.append(f"{look_of(widget)} {widget.accessibleName()}")
    return found


def without(window: QWidget) -> None:
    """Take the keyboard from whatever has it."""
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()


def test_everything_that_tab_leads_to_shows_that_it_has_the_keyboard(
    hands: Hands, tmp_path: Path
) -> None:
    known: set[tuple[object, ...]] = set()
    wrong = {"lock screen": unseen(hands.shell, known)}
    hands.unlock()
    for name, go in places(hands):
        if name in WALKED:
            go()
            hands.settle()
            wrong[name] = unseen(hands.shell, known)
    closed = closed_places(hands, tmp_path / "disk")
    for name, go in closed:
        go()
        hands.settle()
        wrong[name] = unseen(hands.shell, known)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(wrong) == len(WALKED) + len(closed) + 1
    print(f"visible focus: {len(known)} looks of widgets seen with the keyboard and without")
    assert len(known) > 15
