"""What is offered for a marked word, by the mouse and by keys, and going from one to the next."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.spelling import Spelling
from ui.theme import Theme
from ui.widgets.plain_text_edit import PlainTextEdit


@pytest.fixture
def spelling() -> Spelling:
    """Words that are right: English, and those of psychotherapy."""
    spelling = Spelling(can_add=True)
    spelling.know((), on=True)
    return spelling


@pytest.fixture
def pages(qtbot: QtBot, theme: Theme, spelling: Spelling) -> Iterator[list[PlainTextEdit]]:
    """Two pages below each other, as the sections of a note."""
    window = QWidget()
    column = QVBoxLayout(window)
    pages = [PlainTextEdit(theme, name=name) for name in ("Data", "Plan")]
    for page in pages:
        column.addWidget(page)
        page.marks.follow(spelling)
    window.resize(700, 400)
    qtbot.addWidget(window)
    window.show()
    pages[0].setFocus()
    yield pages
    window.close()


def menu_by_mouse(page: PlainTextEdit, position: int) -> QMenu:
    """Open the menu over a place in the text, and return it."""
    cursor = page.textCursor()
    cursor.setPosition(position)
    place = page.cursorRect(cursor).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, page.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(page.viewport(), event)
    return opened(page)


def menu_by_key(page: PlainTextEdit) -> QMenu:
    """Open the menu as the Menu key and Shift+F10 do."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), QPoint(2, 2))
    QApplication.sendEvent(page.viewport(), event)
    return opened(page)


def opened(page: PlainTextEdit) -> QMenu:
    """Return the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.parent() is page
    return menu


def entries(menu: QMenu) -> list[str]:
    """Return what a menu says."""
    return [each.text() for each in menu.actions() if each.text()]


def choose(menu: QMenu, words: str) -> None:
    """Choose an entry of a menu, and close it."""
    next(each for each in menu.actions() if each.text() == words).trigger()
    menu.close()


def test_suggestions_stand_first_and_a_replacement_is_one_step_of_undo(
    pages: list[PlainTextEdit],
) -> None:
    page = pages[0]
    page.set_text("She recieved it.")
    menu = menu_by_mouse(page, 8)
    said = entries(menu)
    assert said[0] == "received"
    assert said.index("Add to dictionary") < said.index("Ignore in this sitting")
    assert said.index("Ignore in this sitting") < said.index("Undo")
    choose(menu, "received")
    assert page.text() == "She received it."
    page.undo()
    assert page.text() == "She recieved it."
    assert not page.document().isUndoAvailable()


def test_a_word_that_is_right_has_the_usual_menu(pages: list[PlainTextEdit]) -> None:
    pages[0].set_text("She recieved it.")
    menu = menu_by_mouse(pages[0], 1)
    assert entries(menu)[0] == "Undo"
    assert "Add to dictionary" not in entries(menu)
    menu.close()


def test_the_menu_key_offers_for_the_word_at_the_cursor(pages: list[PlainTextEdit]) -> None:
    pages[0].set_text("It was tierd \U0001f600 recieved.")
    cursor = pages[0].textCursor()
    cursor.setPosition(20)
    pages[0].setTextCursor(cursor)
    menu = menu_by_key(pages[0])
    choose(menu, "received")
    assert pages[0].text() == "It was tierd \U0001f600 received."


def test_what_is_only_read_offers_nothing(pages: list[PlainTextEdit]) -> None:
    pages[0].set_text("recieved")
    pages[0].set_writable(False)
    menu = menu_by_mouse(pages[0], 3)
    assert entries(menu)[0] == "Undo"
    menu.close()
    QTest.keyClick(pages[0], Qt.Key.Key_F7)
    QTest.qWait(50)
    assert QApplication.activePopupWidget() is None


def test_an_ignored_word_is_right_in_every_page(pages: list[PlainTextEdit]) -> None:
    pages[0].set_text("recieved")
    pages[1].set_text("recieved Recieved")
    choose(menu_by_mouse(pages[0], 3), "Ignore in this sitting")
    assert [each.marks.at(3) for each in pages] == [None, None]


def test_a_word_to_be_added_is_asked_for_with_its_letters(
    qtbot: QtBot, pages: list[PlainTextEdit], spelling: Spelling
) -> None:
    pages[0].set_text("the Zyanya's")
    with qtbot.waitSignal(spelling.add_asked) as asked:
        choose(menu_by_mouse(pages[0], 6), "Add to dictionary")
    assert asked.args == ["Zyanya's"]
    spelling.can_add = False
    menu = menu_by_mouse(pages[0], 6)
    assert "Add to dictionary" not in entries(menu)
    assert "Ignore in this sitting" in entries(menu)
    menu.close()


def next_menu(qtbot: QtBot, page: PlainTextEdit) -> QMenu:
    """Press F7, and return the menu it opens."""
    QTest.keyClick(page, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_f7_goes_from_word_to_word_through_the_pages_and_around(
    qtbot: QtBot, pages: list[PlainTextEdit], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "ui.widgets.spelling_marks.announce", lambda _widget, words: said.append(words)
    )
    pages[0].set_text("He was tierd and she " + "slept well " * 900 + "recieved it.")
    pages[1].set_text("It is knwon.")
    at = pages[0]
    for page, word in ((pages[0], "tierd"), (pages[0], "recieved"), (pages[1], "knwon")):
        menu = next_menu(qtbot, at)
        assert menu.parent() is page
        assert page.hasFocus() or menu.hasFocus()
        assert page.textCursor().selectedText() == word
        active = menu.activeAction()
        assert active is not None
        assert active.text() == entries(menu)[0]
        menu.close()
        at = page
    menu = next_menu(qtbot, at)
    assert menu.parent() is pages[0]
    assert pages[0].textCursor().selectedText() == "tierd"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert pages[0].text().startswith("He was tired and")
    assert said == [
        f"May be misspelled: {word}" for word in ("tierd", "recieved", "knwon", "tierd")
    ]


def test_f7_says_when_no_word_is_marked(
    qtbot: QtBot, pages: list[PlainTextEdit], spelling: Spelling
) -> None:
    pages[0].set_text("All is well.\n" * 3000)
    with qtbot.waitSignal(spelling.none_found):
        QTest.keyClick(pages[0], Qt.Key.Key_F7)
    assert QApplication.activePopupWidget() is None


def test_f7_stops_when_something_is_typed_meanwhile(
    qtbot: QtBot, pages: list[PlainTextEdit], spelling: Spelling
) -> None:
    pages[0].set_text("All is well.\n" * 3000 + "recieved")
    QTest.keyClick(pages[0], Qt.Key.Key_F7)
    with qtbot.assertNotEmitted(spelling.none_found):
        QTest.keyClicks(pages[0], "x")
        QTest.qWait(300)
    assert QApplication.activePopupWidget() is None
