"""Marks lie over words that may be misspelled: the text, its undo and what is kept never change."""

from collections.abc import Iterator
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.spelling import Spelling
from ui.theme import Theme
from ui.widgets.plain_text_edit import PlainTextEdit

LINE = "She recieved it and the sessions were quiet and he spoke of returning to school again.\n"
MEGABYTE = LINE * (1_048_576 // len(LINE))
LONGEST_TURN = 0.02
"""Seconds that marking may hold the window's thread at once; measured 1 to 6 milliseconds."""


@pytest.fixture
def spelling() -> Spelling:
    """Words that are right: English, and those of psychotherapy."""
    spelling = Spelling(can_add=True)
    spelling.know((), on=True)
    return spelling


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, spelling: Spelling) -> Iterator[PlainTextEdit]:
    """An empty page whose words are looked at, in a scroll area as in the window."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    inside = QWidget()
    column = QVBoxLayout(inside)
    page = PlainTextEdit(theme, name="Data")
    column.addWidget(page)
    column.addStretch(1)
    area.setWidget(inside)
    area.resize(700, 500)
    qtbot.addWidget(area)
    area.show()
    page.marks.follow(spelling)
    yield page
    area.close()


def marked(page: PlainTextEdit) -> list[str]:
    """Return the words that are marked now."""
    return [each.cursor.selectedText() for each in page.extraSelections()]


def reds(picture: QImage, theme: Theme) -> int:
    """Return how many pixels are about as red as the marks."""
    red = theme.color("red").hue()
    colors = (
        picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())
    )
    return sum(abs(each.hue() - red) < 12 and each.saturation() > 60 for each in colors)


def until_marked(qtbot: QtBot, page: PlainTextEdit, *words: str) -> None:
    """Wait until exactly these words are marked, and hold that they are."""
    qtbot.waitUntil(lambda: marked(page) == list(words))
    assert marked(page) == list(words)


def test_misspelled_words_are_marked_with_a_red_wave_and_nothing_else_changes(
    qtbot: QtBot, page: PlainTextEdit, theme: Theme
) -> None:
    changes: list[int] = []
    page.set_text("She recieved it.\nHe was tierd.")
    page.changed.connect(lambda: changes.append(1))
    plain = page.grab().toImage()
    until_marked(qtbot, page, "recieved", "tierd")
    assert page.text() == "She recieved it.\nHe was tierd."
    assert not changes
    assert not page.document().isUndoAvailable()
    assert not page.document().isModified()
    assert (
        not page.document()
        .firstBlock()
        .begin()
        .fragment()
        .charFormat()
        .hasProperty(page.extraSelections()[0].format.Property.TextUnderlineStyle)
    )
    wavy = page.grab().toImage()
    assert reds(plain, theme) == 0
    assert reds(wavy, theme) > 20


def test_a_word_is_not_marked_while_it_is_typed(qtbot: QtBot, page: PlainTextEdit) -> None:
    page.setFocus()
    QTest.keyClicks(page, "tierd and recieve")
    until_marked(qtbot, page, "tierd")
    page.marks.look()
    assert marked(page) == ["tierd"]
    QTest.keyClicks(page, " ")
    until_marked(qtbot, page, "tierd", "recieve")


def test_a_word_is_marked_once_the_cursor_leaves_it(qtbot: QtBot, page: PlainTextEdit) -> None:
    page.setFocus()
    QTest.keyClicks(page, "a tierd")
    page.marks.look()
    assert marked(page) == []
    QTest.keyClick(page, Qt.Key.Key_Home)
    until_marked(qtbot, page, "tierd")
    QTest.keyClick(page, Qt.Key.Key_End)
    page.marks.look()
    assert marked(page) == ["tierd"]


def test_places_are_right_beside_letters_of_two_halves(qtbot: QtBot, page: PlainTextEdit) -> None:
    page.set_text("\U0001f600\U0001f600 tierd \U0001f600 recieve\n\u05e9\u05dc\u05d5\u05dd knwon")
    until_marked(qtbot, page, "tierd", "recieve", "knwon")


def test_names_that_are_known_are_not_marked(
    qtbot: QtBot, page: PlainTextEdit, spelling: Spelling
) -> None:
    page.set_text("Zyanya was tierd.")
    until_marked(qtbot, page, "Zyanya", "tierd")
    spelling.know(["Zyanya Thrumm"], on=True)
    until_marked(qtbot, page, "tierd")
    spelling.ignore("tierd")
    until_marked(qtbot, page)
    spelling.forget()
    spelling.know((), on=True)
    until_marked(qtbot, page, "Zyanya", "tierd")


def test_nothing_is_marked_when_it_is_off_or_only_read(
    qtbot: QtBot, page: PlainTextEdit, spelling: Spelling
) -> None:
    page.set_text("tierd")
    until_marked(qtbot, page, "tierd")
    spelling.know((), on=False)
    until_marked(qtbot, page)
    spelling.know((), on=True)
    until_marked(qtbot, page, "tierd")
    page.set_writable(False)
    until_marked(qtbot, page)


@pytest.mark.parametrize("text", [MEGABYTE, MEGABYTE.replace("\n", " ")], ids=["lines", "one line"])
def test_a_megabyte_is_marked_where_it_is_seen_and_typing_does_not_stall(
    qtbot: QtBot, page: PlainTextEdit, text: str
) -> None:
    longest = 0.0
    look = page.marks.look

    def timed() -> None:
        nonlocal longest
        began = perf_counter()
        look()
        longest = max(longest, perf_counter() - began)

    page.marks.soon.timeout.disconnect(page.marks.look)
    page.marks.soon.timeout.connect(timed)
    page.marks.at(0)  # The dictionary is loaded once.
    page.set_text(text)
    page.setFocus()
    qtbot.waitUntil(lambda: "recieved" in marked(page), timeout=30_000)
    assert len(marked(page)) < 200
    middle = page.textCursor()
    middle.setPosition(len(text) // 2)
    page.setTextCursor(middle)
    with_marks: list[float] = []
    without: list[float] = []
    for times, spelled in ((without, False), (with_marks, True)):
        page.marks.soon.blockSignals(not spelled)
        for key in "quiet wrods are typed ":
            began = perf_counter()
            QTest.keyClicks(page, key)
            times.append(perf_counter() - began)
            QTest.qWait(30)
    qtbot.waitUntil(lambda: "wrods" in marked(page), timeout=30_000)
    print(
        f"\nlongest look {longest * 1000:.1f} ms; a key {_median(with_marks):.1f} ms, "
        f"without marks {_median(without):.1f} ms"
    )
    assert longest < LONGEST_TURN * 5  # Room for a machine under load.


def _median(times: list[float]) -> float:
    return sorted(times)[len(times) // 2] * 1000
