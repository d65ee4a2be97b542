"""Typing is saved after a pause, and without one it is saved all the same."""

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui.autosave import LONGEST_MS, PAUSE_MS, Autosave

NEVER_MS = 60_000


def test_a_pause_saves(qtbot: QtBot) -> None:
    autosave = Autosave(pause_ms=1, longest_ms=NEVER_MS)
    with qtbot.waitSignal(autosave.due):
        autosave.touch()
        assert autosave.waits


def test_typing_without_a_pause_is_saved_too(qtbot: QtBot) -> None:
    autosave = Autosave(pause_ms=NEVER_MS, longest_ms=50)
    typing = QTimer(interval=5)
    typing.timeout.connect(autosave.touch)
    typing.start()
    for _time in range(3):
        with qtbot.waitSignal(autosave.due):
            pass
    typing.stop()


def test_what_was_saved_otherwise_is_not_saved_again(qtbot: QtBot) -> None:
    autosave = Autosave(pause_ms=1, longest_ms=1)
    autosave.touch()
    waited = autosave.waits
    autosave.stop()
    assert (waited, autosave.waits) == (True, False)
    with qtbot.assertNotEmitted(autosave.due, wait=20):
        pass


def test_no_word_is_unsaved_for_longer_than_promised() -> None:
    assert max(PAUSE_MS, LONGEST_MS) <= 2000
