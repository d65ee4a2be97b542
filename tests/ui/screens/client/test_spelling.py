"""Spelling in the whole window: names of the record, own words, the switch, process notes."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    a_client,
    a_note,
    a_representative,
    in_order,
)
from tests.ui.record import ask, go
from tests.ui.screens.process_notes.rooms import enter
from tests.ui.screens.settings.test_settings_screen import shown
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen
from ui.screens.process_notes.screen import ProcessNotesScreen
from ui.widgets.plain_text_edit import PlainTextEdit
from vault.model.note import Note

TEXT = "Zyanya recieved Obadele and Ovenqarvel."


@pytest.fixture
def draft(unlocked: Unlock) -> Note:
    """A draft of Zyanya, whom Obadele represents, and a signed note with the same words."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    client = vault.clients.add([a_client("Zyanya Thrumm")])[0]
    vault.representatives.add([a_representative(client, "Obadele Qunt")])
    signed = a_note(client, TEXT)
    draft = a_note(client, template="dap", sections={"data": TEXT, "assessment": "", "plan": ""})
    vault.notes.begin([signed, draft])
    vault.notes.sign(signed.id)
    vault.close()
    return draft


def field_of(hands: Hands, draft: Note) -> PlainTextEdit:
    """Open the draft, and return its first section."""
    screen = go(hands, ClientScreen, "client", client=draft.client, note=draft.id)
    return screen.record.pane.editor.sections.fields()[0]


def until_marked(hands: Hands, page: PlainTextEdit, words: Sequence[str]) -> None:
    """Wait until exactly these words are marked, and hold that they are."""
    hands.until(lambda: marked(page) == list(words))
    assert marked(page) == list(words)


def marked(page: PlainTextEdit) -> list[str]:
    """Return the words that are marked now."""
    return [each.cursor.selectedText() for each in page.extraSelections()]


def choose(page: PlainTextEdit, position: int, words: str) -> None:
    """Choose what the menu offers over a place in the text."""
    cursor = page.textCursor()
    cursor.setPosition(position)
    page.setTextCursor(cursor)
    place = page.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, place)
    QApplication.sendEvent(page.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(each for each in menu.actions() if each.text() == words).trigger()
    menu.close()


def test_names_of_the_record_and_words_of_ones_own_are_not_marked(
    hands: Hands, draft: Note
) -> None:
    hands.unlock()
    page = field_of(hands, draft)
    until_marked(hands, page, ["recieved", "Ovenqarvel"])
    choose(page, TEXT.index("Oven") + 1, "Add to dictionary")
    until_marked(hands, page, ["recieved"])
    assert ask(hands, lambda v: v.spelling.words()) == ("Ovenqarvel",)
    choose(page, TEXT.index("rec") + 1, "received")
    until_marked(hands, page, [])
    hands.lock()
    hands.unlock()
    corrected = TEXT.replace("recieved", "received")
    kept = ask(hands, lambda v: v.notes.get(draft.id))
    assert kept.sections[0].text == corrected
    until_marked(hands, field_of(hands, draft), [])


def test_what_is_ignored_is_marked_again_after_a_lock(hands: Hands, draft: Note) -> None:
    hands.unlock()
    page = field_of(hands, draft)
    until_marked(hands, page, ["recieved", "Ovenqarvel"])
    choose(page, TEXT.index("Oven") + 1, "Ignore in this sitting")
    until_marked(hands, page, ["recieved"])
    hands.lock()
    hands.unlock()
    until_marked(hands, field_of(hands, draft), ["recieved", "Ovenqarvel"])
    assert ask(hands, lambda v: v.spelling.words()) == ()


def test_a_name_that_is_entered_is_right_from_then_on(hands: Hands, draft: Note) -> None:
    hands.unlock()
    page = field_of(hands, draft)
    until_marked(hands, page, ["recieved", "Ovenqarvel"])
    who = a_representative(draft.client, "Ovenqarvel")
    ask(hands, lambda v: v.representatives.add([who]))
    until_marked(hands, page, ["recieved"])


def test_the_switch_in_settings_turns_marks_off_and_on(hands: Hands, draft: Note) -> None:
    hands.unlock()
    page = field_of(hands, draft)
    until_marked(hands, page, ["recieved", "Ovenqarvel"])
    card = shown(hands).spelling
    hands.until(card.marked.isChecked)
    card.marked.click()
    hands.settle()
    assert not ask(hands, lambda v: v.settings.get().mark_misspelled)
    until_marked(hands, field_of(hands, draft), [])
    shown(hands).spelling.marked.click()
    hands.settle()
    until_marked(hands, field_of(hands, draft), ["recieved", "Ovenqarvel"])


def test_a_word_is_taken_out_in_settings_and_brought_back(hands: Hands, draft: Note) -> None:
    hands.unlock()
    card = shown(hands).spelling
    assert card.none.isVisible()
    ask(hands, lambda v: v.spelling.add("Qarvel", "Ovenqarvel"))
    hands.until(lambda: card.words.count() == 2)
    assert not card.remove.isEnabled()
    card.words.setFocus()
    QTest.keyClick(card.words, Qt.Key.Key_Home)
    assert card.remove.isEnabled()
    card.remove.click()
    hands.settle()
    assert ask(hands, lambda v: v.spelling.words()) == ("Qarvel",)
    assert card.words.hasFocus()
    card._bring_back("Ovenqarvel")
    hands.settle()
    assert ask(hands, lambda v: v.spelling.words()) == ("Ovenqarvel", "Qarvel")
    for _word in range(2):
        card.words.setCurrentRow(0)
        card.remove.click()
        hands.settle()
    assert card.none.isVisible()
    assert card.marked.hasFocus()


def test_a_signed_note_is_not_marked_but_its_addendum_is(hands: Hands, draft: Note) -> None:
    hands.unlock()
    signed = ask(hands, lambda v: [r.id for r in v.notes.page(draft.client, 0, 9) if r.signed_at])
    view = go(hands, ClientScreen, "client", client=draft.client, note=signed[0]).record.pane.view
    view.add_button.click()
    hands.settle()
    field = view.addendum.field
    field.setFocus()
    QTest.keyClicks(field, "Zyanya recieved ")
    until_marked(hands, field, ["recieved"])
    assert not any(each.extraSelections() for each in view.sections.fields())


def test_f7_says_when_all_is_right(hands: Hands, draft: Note) -> None:
    hands.unlock()
    page = field_of(hands, draft)
    page.replace_text("All is well.")
    page.setFocus()
    hands.press(Qt.Key.Key_F7)

    def said() -> list[str]:
        labels = hands.shell.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisible()]

    hands.until(lambda: "No word is marked." in said())
    assert page.extraSelections() == []


def test_process_notes_are_marked_and_give_no_word_away(hands: Hands, draft: Note) -> None:
    hands.unlock()
    client = ask(hands, lambda v: v.clients.get(draft.client))
    ask(hands, lambda v: v.spelling.add("Ovenqarvel"))
    screen = enter(hands, client)
    hands.settle()
    page = process_page(hands, screen)
    QTest.keyClicks(page, TEXT + " ")
    until_marked(hands, page, ["recieved", "Obadele"])
    cursor = page.textCursor()
    cursor.setPosition(TEXT.index("Oba") + 1)
    page.setTextCursor(cursor)
    menu = QMenu(page)
    assert page.marks.offer(menu, cursor.position())
    assert "Add to dictionary" not in [each.text() for each in menu.actions()]
    choose(page, cursor.position(), "Ignore in this sitting")
    until_marked(hands, page, ["recieved"])
    screen.lock()
    hands.settle()
    assert not screen.work.room.writing.spelling.on
    hands.lock()
    hands.unlock()
    page = process_page(hands, enter(hands, client))
    until_marked(hands, page, ["recieved", "Obadele"])
    assert ask(hands, lambda v: v.spelling.words()) == ("Ovenqarvel",)


def process_page(hands: Hands, screen: ProcessNotesScreen) -> PlainTextEdit:
    """Return where a process note is written, the room open."""
    page = screen.work.room.writing.editor
    hands.until(page.isVisible)
    page.setFocus()
    return page
