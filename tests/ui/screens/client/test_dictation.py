"""What another program dictates comes in as an input method's words, and is kept as typing is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note, in_order
from tests.ui.record import ask, go
from tests.ui.window import Hands
from ui.screens.client.editor import DraftEditor
from ui.screens.client.screen import ClientScreen
from ui.widgets.plain_text_edit import PlainTextEdit
from vault.model.ids import NoteId

SAID = "She slept six hours. New paragraph:\nהיא ישנה. 她睡了。"


@pytest.fixture
def draft(unlocked: Unlock, hands: Hands) -> NoteId:
    """A draft that is open in the window."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    note = vault.notes.begin([a_note(client, "Came on time. ")])[0]
    in_order(vault)
    vault.close()
    hands.unlock()
    go(hands, ClientScreen, "client", client=client.id, note=note.id)
    hands.until(lambda: hands.find(DraftEditor).note_id == note.id)
    return note.id


def say(field: PlainTextEdit, words: str, *, instead_of: int = 0) -> None:
    """Commit words as dictation does, instead of some that stand before the cursor."""
    event = QInputMethodEvent()
    event.setCommitString(words, -instead_of, instead_of)
    QApplication.sendEvent(field, event)


def test_dictated_words_are_typed_corrected_undone_and_kept(hands: Hands, draft: NoteId) -> None:
    field = hands.find(PlainTextEdit, "Note")
    assert field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    before = field.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText)
    assert before == "Came on time. "
    say(field, SAID)
    assert field.text() == f"Came on time. {SAID}"
    # It heard wrongly, and puts the last words right.
    say(field, "她很累。", instead_of=len("她睡了。"))
    corrected = f"Came on time. {SAID}".replace("她睡了。", "她很累。")
    assert field.text() == corrected
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == corrected
    hands.lock()
    hands.unlock()
    assert ask(hands, lambda v: v.notes.get(draft)).body[0].text == corrected
