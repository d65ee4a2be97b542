"""A banner says one thing, offers one way on, and can be closed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.banner import TONES, Banner
from ui.widgets.buttons import ThemedButton


def found(banner: Banner, name: str) -> ThemedButton:
    """Return the button of a name."""
    return next(each for each in banner.findChildren(ThemedButton) if each.accessibleName() == name)


@pytest.mark.parametrize("tone", TONES)
def test_it_is_hidden_until_it_speaks(qtbot: QtBot, theme: Theme, tone: str) -> None:
    banner = Banner(theme, tone)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    assert banner.text() == ""
    banner.say("Draft discarded.", action="Undo")
    assert banner.text() == banner.accessibleName() == "Draft discarded."
    with qtbot.waitSignal(banner.acted):
        qtbot.mouseClick(found(banner, "Undo"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(found(banner, "Close"), Qt.MouseButton.LeftButton)
    assert banner.isHidden()


def test_strong_words_come_first(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme, "amber")
    qtbot.addWidget(banner)
    banner.say("It belongs in the progress note.", strong="This looks like a test result.")
    assert banner.text() == "This looks like a test result. It belongs in the progress note."
    assert found(banner, "Undo").isHidden()


def test_an_unknown_tone_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="pink"):
        Banner(theme, "pink")


def test_it_is_spoken(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[QAccessible.Event] = []
    spy = type(
        "Spy",
        (),
        {
            "isActive": staticmethod(lambda: True),
            "updateAccessibility": staticmethod(lambda event: events.append(event.type())),
            "Event": QAccessible.Event,
        },
    )
    monkeypatch.setattr("PySide6.QtGui.QAccessible", spy)
    banner = Banner(theme, "red")
    qtbot.addWidget(banner)
    banner.say("The vault could not be opened.")
    assert events == [QAccessible.Event.Alert, QAccessible.Event.Announcement]
