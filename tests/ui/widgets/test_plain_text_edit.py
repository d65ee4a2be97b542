"""The page for clinical writing takes and gives characters, and only those."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QTextCursor, QTextDocument, QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.plain_text_edit import MEASURE, PlainTextEdit, as_lines

NBSP = "\u00a0"


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> PlainTextEdit:
    """An empty page."""
    page = PlainTextEdit(theme, name="Data")
    qtbot.addWidget(page)
    page.show()
    return page


def pasted(text: str, html: str = "") -> QMimeData:
    """Return what a clipboard holds."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    return data


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_as_it_went_in(page: PlainTextEdit, text: str) -> None:
    page.set_text(text)
    assert page.text() == as_lines(text)


def test_no_break_spaces_stay_and_line_ends_become_one(page: PlainTextEdit) -> None:
    page.set_text(f"PHQ-A{NBSP}11\r\nb\rc\u2028d\u2029e\n\n")
    assert page.text() == f"PHQ-A{NBSP}11\nb\nc\nd\ne\n\n"


def test_setting_is_silent_and_leaves_nothing_to_undo(qtbot: QtBot, page: PlainTextEdit) -> None:
    with qtbot.assertNotEmitted(page.changed):
        page.set_text("first")
        page.set_text("second")
    assert not page.document().isUndoAvailable()
    with qtbot.waitSignal(page.changed):
        QTest.keyClicks(page, "x")
    page.undo()
    assert page.text() == "second"


def test_only_characters_are_pasted(page: PlainTextEdit) -> None:
    html = "<img src='file:///etc/passwd'><b>bold</b><a href='http://x'>link</a>"
    page.insertFromMimeData(pasted("bold\0 link\r\n", html))
    assert page.text() == "bold link\n"
    form = page.document().firstBlock().begin().fragment().charFormat()
    assert not form.isAnchor()
    assert not form.isImageFormat()


def test_nothing_that_a_text_names_is_loaded(page: PlainTextEdit, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    assert QImage(4, 4, QImage.Format.Format_RGB32).save(str(picture))
    kind, place = QTextDocument.ResourceType.ImageResource.value, QUrl.fromLocalFile(str(picture))
    assert isinstance(QTextDocument().resource(kind, place), QPixmap | QImage)
    assert page.document().resource(kind, place) == QByteArray()


def test_a_file_or_picture_is_not_taken(page: PlainTextEdit) -> None:
    files = QMimeData()
    files.setUrls([QUrl("file:///etc/passwd")])
    assert not page.canInsertFromMimeData(files)
    page.insertFromMimeData(files)
    assert page.text() == ""


def test_marking_gives_nothing_away_but_copying_does(page: PlainTextEdit) -> None:
    page.set_text(f"a{NBSP}b\nc")
    page.selectAll()
    assert not page.createMimeDataFromSelection().hasText()
    QGuiApplication.clipboard().setText("before")
    QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().mimeData().formats() == ["text/plain"]
    assert QGuiApplication.clipboard().text() == f"a{NBSP}b\nc"
    QTest.keyClick(page, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert page.text() == ""


def test_what_is_read_only_is_copied_and_not_changed(page: PlainTextEdit) -> None:
    page.set_text("signed")
    page.setReadOnly(True)
    page.selectAll()
    for key in (Qt.Key.Key_X, Qt.Key.Key_V):
        QTest.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
    page.insertFromMimeData(pasted("more"))
    assert page.text() == "signed"
    page.copy()
    assert QGuiApplication.clipboard().text() == "signed"


def test_lines_have_air_and_the_page_grows(page: PlainTextEdit) -> None:
    page.set_text("one")
    one = page.height()
    page.set_text("one\ntwo\nthree")
    assert page.height() - one == pytest.approx(2 * 15 * 1.65, abs=2)
    page.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.height() - one == pytest.approx(3 * 15 * 1.65, abs=2)
    assert one == pytest.approx(15 * 1.65, abs=2)


def test_a_line_has_about_76_characters(page: PlainTextEdit) -> None:
    words = "He spoke of returning to school and of the meeting with his mother there. "
    page.setFixedWidth(page.maximumWidth())
    page.set_text(words * 20)
    layout = page.document().firstBlock().layout()
    lengths = [layout.lineAt(line).textLength() for line in range(layout.lineCount() - 1)]
    assert MEASURE - 12 < sum(lengths) / len(lengths) <= MEASURE


def test_tab_moves_on(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = PlainTextEdit(theme, name="Data"), PlainTextEdit(theme, name="Plan")
    column.addWidget(first)
    column.addWidget(second)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert first.text() == ""


def test_the_scroll_area_follows_the_cursor(qtbot: QtBot, theme: Theme) -> None:
    area, inside = QScrollArea(), QWidget()
    column = QVBoxLayout(inside)
    page = PlainTextEdit(theme, name="Data")
    column.addWidget(page)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.resize(600, 300)
    area.show()
    area.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.hasFocus)
    page.set_text("line\n" * 100)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 1000)
    QTest.keyClick(page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert area.verticalScrollBar().value() > 1000


@pytest.mark.parametrize("kind", ["lines", "one endless word"])
def test_a_megabyte_goes_in_as_it_is(page: PlainTextEdit, kind: str) -> None:
    line = "She spoke of returning to school in the autumn, and of her sister.\n"
    for size in (100_000, 1_000_000):
        text = (line * (size // len(line) + 1))[:size] if kind == "lines" else "x" * size
        began = perf_counter()
        page.set_text(text)
        shown = perf_counter()
        assert page.text() == text
        page.selectAll()
        before = perf_counter()
        page.insertFromMimeData(pasted(text))
        took = perf_counter() - before
        assert page.text() == text
        print(f"{kind}, {size} characters: set {shown - began:.3f} s, pasted {took:.3f} s")


def test_only_an_endless_word_breaks_anywhere(page: PlainTextEdit) -> None:
    usual = page.wordWrapMode()
    page.insertFromMimeData(pasted("x" * 5000))
    assert page.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere
    page.undo()
    assert page.text() == ""
    page.set_text("She slept. " * 1000)
    assert page.wordWrapMode() is usual
    assert page.textCursor().position() == 0
