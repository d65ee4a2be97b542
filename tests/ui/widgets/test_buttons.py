"""Buttons say their name, show their shortcut, and change color with the theme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.buttons import KINDS, button
from ui.widgets.key_cap import KeyCap


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_icon_and_name(qtbot: QtBot, theme: Theme, kind: str) -> None:
    made = button("Sign", kind=kind, icon="signature", theme=theme)
    qtbot.addWidget(made)
    assert made.accessibleName() == "Sign"
    assert made.property("kind") == kind
    assert not made.icon().isNull()


@pytest.mark.parametrize("kind", ["primary", "plum", "plain"])
@pytest.mark.parametrize("room", ["", "process"])
def test_what_cannot_be_pressed_looks_so_in_every_room(
    qtbot: QtBot, theme: Theme, kind: str, room: str
) -> None:
    place = QWidget()
    place.setProperty("room", room)
    made = button("Finish", kind=kind, theme=theme)
    made.setEnabled(False)
    QVBoxLayout(place).addWidget(made)
    qtbot.addWidget(place)
    theme.dress(place)
    place.show()
    inside = made.grab().toImage().pixelColor(6, made.height() // 2)
    assert inside == theme.color("panel")


def test_an_icon_alone_needs_a_name(qtbot: QtBot, theme: Theme) -> None:
    with pytest.raises(ValueError, match="bare"):
        button("", kind="bare", icon="x", theme=theme)
    made = button("", kind="bare", icon="x", theme=theme, name="Close")
    qtbot.addWidget(made)
    assert made.accessibleName() == made.toolTip() == "Close"


def test_a_tool_tip_in_the_place_of_a_text_goes_when_the_text_comes(
    qtbot: QtBot, theme: Theme
) -> None:
    made = button("", theme=theme, name="Tell of the session, now")
    qtbot.addWidget(made)
    made.set_text("Office")
    assert made.toolTip() == ""
    made.setToolTip("By telephone")
    made.set_text("Phone")
    made.set_name("Tell of the session, now by phone")
    assert made.toolTip() == "By telephone"


def test_an_unknown_kind_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="loud"):
        button("Sign", kind="loud", theme=theme)


def test_an_ampersand_is_no_shortcut(qtbot: QtBot, theme: Theme) -> None:
    made = button("R&D", theme=theme)
    qtbot.addWidget(made)
    assert made.accessibleName() == "R&D"
    assert made.shortcut().isEmpty()


def test_the_shortcut_is_shown_and_spoken(qtbot: QtBot, theme: Theme) -> None:
    plain = button("New note", kind="primary", theme=theme)
    made = button("New note", kind="primary", theme=theme, shortcut_hint="Ctrl N")
    qtbot.addWidget(plain)
    qtbot.addWidget(made)
    cap = made.findChild(KeyCap)
    assert cap is not None
    assert cap.text() == "Ctrl N"
    assert made.accessibleDescription() == "Ctrl+N"
    made.show()
    plain.show()
    assert made.width() >= plain.width() + cap.width()
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=cap.geometry().center())


def test_a_click_on_what_stands_in_it_is_a_click(qtbot: QtBot, theme: Theme) -> None:
    made = button("Backup", kind="nav", theme=theme)
    qtbot.addWidget(made)
    trailing = QLabel("2 days ago")
    made.set_trailing(trailing)
    made.resize(203, made.sizeHint().height())
    made.show()
    assert made.childAt(trailing.geometry().center()) is None
    made.set_trailing(None)
    assert made.property("trailing") is False


def test_it_is_tinted_anew(qtbot: QtBot, theme: Theme) -> None:
    made = button("Lock", kind="nav", icon="lock", theme=theme)
    qtbot.addWidget(made)
    before = made.icon().cacheKey()
    theme.set_choice("dark")
    assert made.icon().cacheKey() != before


def test_the_keyboards_place_can_be_seen(qtbot: QtBot, theme: Theme) -> None:
    for kind in KINDS:
        made = button("Sign", kind=kind, theme=theme)
        other = button("Other", theme=theme)
        qtbot.addWidget(made)
        qtbot.addWidget(other)
        made.show()
        qtbot.waitExposed(made)
        without = made.grab().toImage()
        made.activateWindow()
        made.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(made.hasFocus)
        assert made.grab().toImage() != without, kind
        made.hide()


def test_a_menu_is_shown_by_a_chevron(qtbot: QtBot, theme: Theme) -> None:
    made = button("DAP", kind="chip", theme=theme)
    qtbot.addWidget(made)
    without = made.sizeHint().width()
    menu = QMenu(made)
    menu.addAction("SOAP")
    made.set_menu(menu)
    chevron = made.findChild(QLabel)
    assert chevron is not None
    assert made.sizeHint().width() == without + 12 + 4
    before = chevron.pixmap().cacheKey()
    theme.set_choice("dark")
    assert chevron.pixmap().cacheKey() != before
    made.show()
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert menu.isVisible()
    menu.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_as_space_does(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    made = button("Sign", theme=theme)
    qtbot.addWidget(made)
    pressed: list[bool] = []
    made.clicked.connect(lambda: pressed.append(True))
    qtbot.keyClick(made, key, Qt.KeyboardModifier.NoModifier)
    assert pressed == [True]
