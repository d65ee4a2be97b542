"""The set-up locks as soon as a vault's keys are in memory: the vault whole, the key shown gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.record import ask
from tests.ui.screens.first_run.guide import NAME, PERSON, PROCESS, RECORDS, Guide, key_on
from tests.ui.screens.process_notes.rooms import texts_of
from tests.ui.window import Hands
from ui.idle_lock import IdleWatch
from ui.main_window import MainWindow
from ui.recovery_reminder import unconfirmed
from ui.screens.first_run.making_page import MakingPage
from ui.screens.first_run.screen import FirstRunScreen
from ui.screens.unlock.screen import UnlockScreen
from ui.theme import Theme
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.circumstances import Answer
from vault.model.secret import Passphrase


@pytest.fixture
def guide(qtbot: QtBot, around: Surroundings, tmp_path: Path, theme: Theme) -> Iterator[Guide]:
    """The set-up in the whole window, on a computer without a vault."""
    hands = Hands(qtbot, None, around, tmp_path / "config", theme)
    hands.answers.path = str(tmp_path)
    hands.shell.show_first_run()
    screen = hands.find(FirstRunScreen)
    screen.setFocus()
    yield Guide(hands, screen)
    hands.stop()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the vault will be."""
    return tmp_path / f"{NAME}.strongroom"


def to_passphrases(guide: Guide) -> None:
    """Go to the first passphrase, the vault to lie in the test's own folder."""
    guide.place().choose.click()
    guide.hands.type(NAME)
    guide.next()
    guide.who()
    guide.answer(Answer.YES, Answer.UNKNOWN, Answer.NO, Answer.NO)
    guide.type_twice(RECORDS)
    guide.next()
    guide.type_twice(PROCESS)


def to_key(guide: Guide) -> str:
    """Go to the page of the first recovery key, and read it."""
    to_passphrases(guide)
    guide.hands.press(Qt.Key.Key_Return)
    guide.hands.until(lambda: bool(guide.screen._keys) and guide.screen._keys[0].isVisible())
    return key_on(guide.key_page().panel)


def the_vault_is_asked_for(hands: Hands, path: Path) -> None:
    """Check that the fresh lock screen is of the vault just made, and that it is whole."""
    assert hands.find(UnlockScreen)._vault == path
    hands.unlock(RECORDS)
    assert ask(hands, lambda v: v.practice.get()).name == PERSON
    assert ask(hands, unconfirmed) == ("process", "records")
    assert "If it is not on paper, make a new one in Settings" in texts_of(hands.find(MainWindow))


def test_ctrl_l_over_a_recovery_key_locks(guide: Guide, path: Path) -> None:
    key = to_key(guide)
    assert "make a new one in Settings" in texts_of(guide.screen)
    guide.hands.lock()
    assert key not in "".join(texts_of(guide.hands.shell).split())
    the_vault_is_asked_for(guide.hands, path)


def test_the_session_that_locks_locks_it(guide: Guide, path: Path) -> None:
    to_key(guide)
    session = guide.hands.shell._session
    assert session is not None
    session.locked.emit()
    guide.hands.until(lambda: guide.hands.locks == 1)
    the_vault_is_asked_for(guide.hands, path)


def test_it_locks_by_itself_when_nobody_touches_it(guide: Guide, path: Path) -> None:
    to_key(guide)
    now = [1000.0]
    watch = guide.screen.findChild(IdleWatch)
    assert watch is not None
    watch._clocks = (lambda: now[0],)
    watch.start()
    now[0] += 10 * 60
    guide.hands.until(lambda: guide.hands.locks == 1)
    the_vault_is_asked_for(guide.hands, path)


def test_a_vault_that_is_being_made_is_made_whole_before_it_locks(guide: Guide, path: Path) -> None:
    to_passphrases(guide)
    QTest.keyClick(guide.hands._focus(), Qt.Key.Key_Return)
    assert isinstance(guide.screen.page(), MakingPage)
    guide.hands.shell.lock()
    assert not guide.screen.isVisible()
    guide.hands.until(lambda: guide.hands.locks == 1)
    the_vault_is_asked_for(guide.hands, path)


@pytest.mark.parametrize("is_making", [True, False])
def test_closing_the_window_leaves_nothing_half_made_or_open(
    guide: Guide, path: Path, around: Surroundings, is_making: bool
) -> None:
    if is_making:
        to_passphrases(guide)
        QTest.keyClick(guide.hands._focus(), Qt.Key.Key_Return)
    else:
        to_key(guide)
    guide.hands.shell.close()
    guide.hands.until(lambda: guide.hands.ended == [0])
    vault = unlock(path, Passphrase(RECORDS), around)
    assert vault.practice.get().name == PERSON
    assert unconfirmed(vault) == ("process", "records")
    vault.close()


def test_where_no_vault_was_made_there_is_nothing_to_lock(guide: Guide, tmp_path: Path) -> None:
    to_passphrases(guide)
    page = guide.screen.page()
    tmp_path.joinpath(f"{NAME}.strongroom").write_text("in the way")
    guide.hands.press(Qt.Key.Key_Return)
    guide.hands.until(lambda: guide.screen.back.isEnabled())
    guide.hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert guide.hands.locks == 0
    guide.screen.back.click()
    assert guide.screen.page() is page
