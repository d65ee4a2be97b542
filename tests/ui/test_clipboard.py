"""Cut and copied text: plain and marked for others, forgotten soon, ours until the lock."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ui.clipboard import OwnClipboard
from ui.touches import Touches


@pytest.fixture
def own(qtbot: QtBot) -> Iterator[OwnClipboard]:
    clipboard = OwnClipboard(
        Touches(), after_ms=1, owns=lambda: True
    )  # offscreen, nobody owns anything
    clipboard.start()
    yield clipboard
    clipboard.stop()


@pytest.fixture
def field(qtbot: QtBot) -> QPlainTextEdit:
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    return field


def copy_from(field: QPlainTextEdit, text: str) -> None:
    """Copy as a person does."""
    field.setPlainText(text)
    field.selectAll()
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Copy))


def test_others_have_it_for_thirty_seconds(qtbot: QtBot) -> None:
    own = OwnClipboard(Touches())
    assert own._timer.interval() == 30_000


def test_others_get_plain_text_alone_and_marked(own: OwnClipboard, field: QPlainTextEdit) -> None:
    copy_from(field, "slept badly")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "slept badly"
    assert not data.hasHtml()
    assert "application/vnd.oasis.opendocument.text" not in data.formats()
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"


def test_the_system_forgets_and_the_window_does_not(
    qtbot: QtBot, own: OwnClipboard, field: QPlainTextEdit
) -> None:
    """100 of 100."""
    cleared = 0
    for number in range(100):
        copy_from(field, f"words {number}")
        qtbot.waitUntil(lambda: not QGuiApplication.clipboard().text())
        field.clear()
        QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Paste))
        cleared += field.toPlainText() == f"words {number}"
    print(f"clipboard: {cleared} of 100 copies cleared from the system and still pasted here")
    assert cleared == 100


def test_after_the_lock_nothing_is_left(own: OwnClipboard, field: QPlainTextEdit) -> None:
    copy_from(field, "slept badly")
    own.forget()
    field.clear()
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Paste))
    assert field.toPlainText() == ""
    assert not QGuiApplication.clipboard().text()


def test_what_another_program_put_there_stays(qtbot: QtBot, field: QPlainTextEdit) -> None:
    ours = True
    own = OwnClipboard(Touches(), after_ms=1, owns=lambda: ours)
    own.start()
    copy_from(field, "slept badly")
    ours = False
    data = QMimeData()
    data.setText("from elsewhere")
    QGuiApplication.clipboard().setMimeData(data)
    own.stop()
    assert QGuiApplication.clipboard().text() == "from elsewhere"
    QGuiApplication.clipboard().clear()
