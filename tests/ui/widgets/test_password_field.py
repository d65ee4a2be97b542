"""The passphrase field hides, forgets, and gives nothing away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.buttons import ThemedButton
from ui.widgets.password_field import PasswordField


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> PasswordField:
    """An empty field on a screen."""
    field = PasswordField(theme, name="Passphrase")
    qtbot.addWidget(field)
    field.resize(400, 37)
    field.show()
    return field


def test_taking_empties_and_hides(field: PasswordField) -> None:
    QTest.keyClicks(field, "correct horse")
    field.set_shown(True)
    assert field.take() == "correct horse"
    assert field.text() == ""
    assert not field.is_shown()
    assert not field.isUndoAvailable()


@pytest.mark.parametrize("shown", [False, True])
def test_nothing_is_undone_or_copied(field: PasswordField, shown: bool) -> None:
    QGuiApplication.clipboard().setText("before")
    QTest.keyClicks(field, "correct")
    field.set_shown(shown)
    field.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_Z, Qt.Key.Key_Y):
        QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "correct"
    assert QGuiApplication.clipboard().text() == "before"


def test_the_eye_shows_and_says_so(qtbot: QtBot, field: PasswordField) -> None:
    eye = field.findChild(ThemedButton)
    assert eye is not None
    assert eye.accessibleName() == "Show passphrase"
    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide passphrase"
    assert field.rect().contains(eye.geometry())


@pytest.mark.parametrize("shown", [False, True])
def test_input_methods_learn_nothing(field: PasswordField, shown: bool) -> None:
    field.set_shown(shown)
    hints = field.inputMethodHints()
    for hint in ("ImhHiddenText", "ImhSensitiveData", "ImhNoPredictiveText"):
        assert Qt.InputMethodHint[hint] in hints


def test_caps_lock_is_told_from_what_is_typed(qtbot: QtBot, field: PasswordField) -> None:
    field.set_hint("The vault never leaves this computer.")
    with qtbot.waitSignal(field.caps_lock_seen) as seen:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, field, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier
        )
    assert seen.args == [True]
    assert field.hint.text() == "Caps Lock is on. The vault never leaves this computer."
    assert field.accessibleDescription() == field.hint.text()
    QTest.keyClicks(field, "b")
    assert field.hint.text() == "The vault never leaves this computer."


def test_letters_typed_on_the_eye_change_nothing(qtbot: QtBot, field: PasswordField) -> None:
    QTest.keyClicks(field, "correct")
    field.eye().setFocus()
    QTest.keyClicks(field.eye(), "horse")
    assert field.text() == "correct"
    QTest.keyClick(field.eye(), Qt.Key.Key_Space)
    assert field.is_shown()
