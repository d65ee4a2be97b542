"""One person's first day in the window, from an empty computer to the lock and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.export.pdf_tools import pdf_text
from tests.ui.record import ask
from tests.ui.screens.first_run.guide import NAME, PROCESS, RECORDS, Guide
from tests.ui.window import Hands
from ui.screens.client.release_dialog import ReleaseDialog
from ui.screens.client.screen import ClientScreen
from ui.screens.first_run.key_page import KeyPage
from ui.screens.first_run.screen import FirstRunScreen
from ui.screens.process_notes.screen import ProcessNotesScreen
from ui.screens.today.screen import TodayScreen
from ui.theme import Theme
from ui.widgets.appointment_form import AppointmentForm
from ui.widgets.client_field import ClientField
from ui.widgets.client_form import ClientForm
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.verify import verify
from vault.model.audit import Action
from vault.model.circumstances import Answer
from vault.model.secret import Passphrase

CTRL = Qt.KeyboardModifier.ControlModifier
PROSE = ("Came on time. Sleeps again.", "Lighter than last week.", "Walk on Sunday.")
ADDENDUM = "The walk is on Saturday."
PRIVATE = "zqprivate thought about the walk"
MOST_KEYS = 8


@pytest.fixture
def hands(
    qtbot: QtBot, qapp: QApplication, around: Surroundings, tmp_path: Path
) -> Iterator[Hands]:
    """The window on a computer that has never seen the program."""
    theme = Theme(qapp, "light", scale=1.0)
    hands = Hands(qtbot, None, around, tmp_path / "config", theme)
    yield hands
    hands.stop()
    theme.deleteLater()


class Keys:
    """Counts every key that is not prose."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self.count = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key that counts."""
        self.count += 1
        self._hands.press(key, modifier or Qt.KeyboardModifier.NoModifier)


def set_up(hands: Hands, folder: Path) -> Path:
    """Go through the first run; return the vault."""
    hands.answers.path = str(folder)
    hands.shell.show_first_run()
    guide = Guide(hands, hands.find(FirstRunScreen))
    guide.screen.setFocus()
    guide.place().choose.click()
    hands.type(NAME)
    guide.next()
    guide.who()
    guide.answer(Answer.YES, Answer.UNKNOWN, Answer.NO, Answer.NO)
    guide.type_twice(RECORDS)
    guide.next()
    guide.type_twice(PROCESS)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: isinstance(guide.screen.page(), KeyPage))
    guide.confirm()
    hands.until(lambda: guide.key_page().compartment == "process")
    guide.confirm()
    hands.until(hands.practice_shows)
    hands.settle()
    return guide.made[0]


def add_client(hands: Hands) -> None:
    """Add a client by name and birth date, through the command that Ctrl+K offers."""
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type(">new client")
    QTest.qWait(150)
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    form = hands.find(ClientForm)
    hands.type("Dana Whitfield")
    form.birth.line.setText("1984-03-09")
    form.birth.line.editingFinished.emit()
    hands.press(Qt.Key.Key_Return, CTRL)


def plan_session(hands: Hands) -> None:
    """Plan a session of today that is now."""
    hands.tools.navigation.go("today")
    hands.settle()
    hands.find(TodayScreen).begin_appointment()
    hands.settle()
    form = hands.find(AppointmentForm)
    QTest.keyClicks(hands.find(ClientField), "dana")
    hands.until(lambda: form.client.offered.rowCount() == 1)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    form.start.setText("11:30")
    form.save()
    hands.settle()


def write_and_sign(hands: Hands) -> int:
    """Write the note of the session from Today to its signature; return the keys it took."""
    keys = Keys(hands)
    keys.press(Qt.Key.Key_Return)
    for number, prose in enumerate(PROSE):
        if number:
            keys.press(Qt.Key.Key_Tab)
        hands.type(prose)
    keys.press(Qt.Key.Key_Return, CTRL)
    return keys.count


def add_to_it(hands: Hands) -> None:
    """Sign an addendum."""
    view = hands.find(ClientScreen).record.pane.view
    view.add_button.click()
    hands.type(ADDENDUM)
    hands.press(Qt.Key.Key_Return, CTRL)


def think_apart(hands: Hands) -> None:
    """Write a process note behind its own door, and go back."""
    hands.find(QWidget, "Process notes").click()  # type: ignore[attr-defined]
    hands.settle()
    screen = hands.find(ProcessNotesScreen)
    screen.door.field.setFocus()
    hands.type(PROCESS)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.is_open)
    hands.settle()
    screen.work.room.writing.editor.setFocus()
    hands.type(PRIVATE)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert ask(hands, lambda v: len(v.process.notes.list_rows()) if v.process else 0) == 1
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert ask(hands, lambda v: v.process is None)


def give_copy(hands: Hands, folder: Path) -> Path:
    """Release the record; return the file."""
    hands.find(ClientScreen).release()
    hands.settle()
    dialog = hands.shell.findChild(ReleaseDialog)
    assert dialog is not None
    hands.until(dialog.choice.write_button.isVisible)
    hands.answers.path = str(folder)
    dialog.choice.folder_button.click()
    dialog.choice.write_button.click()
    hands.until(lambda: bool(list(folder.glob("*.pdf"))))
    hands.settle()
    dialog.reject()
    return next(folder.glob("*.pdf"))


def test_the_first_day(hands: Hands, tmp_path: Path, around: Surroundings) -> None:
    out = tmp_path / "for the client"
    out.mkdir()
    vault = set_up(hands, tmp_path)
    add_client(hands)
    plan_session(hands)
    keys = write_and_sign(hands)
    print(f"the everyday note: {keys} keys besides the prose, from the session to signed")
    assert keys <= MOST_KEYS
    (row,) = ask(hands, lambda v: v.notes.page(None, 0, 9))
    assert row.signed_at is not None
    signed = ask(hands, lambda v: v.notes.get(row.id))
    assert tuple(section.text for section in signed.body) == PROSE
    add_to_it(hands)
    think_apart(hands)
    copy = give_copy(hands, out)
    said = " ".join(pdf_text(copy.read_bytes()).split())
    assert all(words in said for words in (*PROSE, ADDENDUM))
    assert "zqprivate" not in said
    hands.lock()
    hands.unlock(RECORDS)
    assert hands.find(ClientScreen).record.pane.view.note_id == row.id
    actions = ask(hands, lambda v: [entry.action for entry in v.audit.export()])
    wanted = (
        Action.CLIENT_ADDED,
        Action.APPOINTMENT_ADDED,
        Action.NOTE_BEGUN,
        Action.NOTE_SIGNED,
        Action.ADDENDUM_SIGNED,
        Action.RECORD_RELEASED,
    )
    assert [action for action in actions if action in wanted] == list(wanted)
    hands.stop()
    report = verify(vault, Passphrase(RECORDS), Passphrase(PROCESS), state=around.state)
    assert report.ok, report.problems
