"""The notice: over the page, which stays where it is; its action acts and takes it away."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.notice_line import MARGIN, NoticeLine
from ui.notices import Notice
from ui.theme import Theme
from ui.widgets.banner import Banner


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    page.resize(800, 600)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def line(page: QWidget, theme: Theme) -> NoticeLine:
    return NoticeLine(theme, page)


def test_it_stands_at_the_foot_and_stays_there(page: QWidget, line: NoticeLine) -> None:
    line.show_notice(Notice("The draft was discarded.", "Undo", lambda: None))
    assert line.isVisible()
    assert line.geometry().bottom() == page.height() - MARGIN - 1
    page.resize(700, 500)
    assert line.geometry().bottom() == page.height() - MARGIN - 1
    assert page.rect().contains(line.geometry())


def test_a_long_one_is_seen_whole(page: QWidget, line: NoticeLine) -> None:
    line.show_notice(Notice("A long sentence about what was kept safe. " * 8, tone="amber"))
    banner = line.findChild(Banner)
    assert banner is not None
    assert banner.height() >= banner.sizeHint().height() or banner.height() > 100
    assert page.rect().contains(line.geometry())


def test_the_action_acts_once_and_takes_it_away(page: QWidget, line: NoticeLine) -> None:
    acted: list[bool] = []
    line.show_notice(Notice("The draft was discarded.", "Undo", lambda: acted.append(True)))
    banner = line.findChild(Banner)
    assert banner is not None
    banner.acted.emit()
    assert acted == [True]
    assert not line.isVisible()
