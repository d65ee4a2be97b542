"""What the tray says: a number, never a name, and nothing where there is no tray."""

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.tray import Tray

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
"""The offscreen platform has no tray."""


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was said as messages, where the system has a tray and nobody looks at the window."""
    said: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _i, _t, text, *_m: said.append(text))
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    return said


def icon_of(tray: Tray) -> QSystemTrayIcon:
    """Return the icon itself."""
    icon = tray.findChild(QSystemTrayIcon)
    assert icon is not None
    return icon


def test_it_says_how_many_things_wait_and_goes_when_none_does(
    qtbot: QtBot, theme: Theme, messages: list[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(theme, window)
    tray.show_waiting(0)
    assert not icon_of(tray).isVisible()
    tray.show_waiting(2)
    assert icon_of(tray).toolTip() == "Strongroom · 2 things want your attention"
    tray.show_waiting(1)
    tray.show_waiting(3)
    assert messages == [
        "2 things want your attention: see Today.",
        "3 things want your attention: see Today.",
    ]
    tray.show_waiting(0)
    assert not icon_of(tray).isVisible()


def test_a_message_brings_the_window_back(qtbot: QtBot, theme: Theme, messages: list[str]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(theme, window)
    window.showMinimized()
    icon_of(tray).messageClicked.emit()
    assert window.isVisible()
    assert not window.isMinimized()
    assert messages == []


def test_without_a_tray_nothing_is_shown(
    qtbot: QtBot, theme: Theme, messages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(theme, window)
    tray.show_waiting(2)
    assert not icon_of(tray).isVisible()
    assert messages == []
