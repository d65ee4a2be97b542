"""The rehearsal in the whole window: what is on paper is typed, opens the backup, and is let go."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.conftest import Unlock
from tests.practice import FixedClock, Keys, a_client, answered
from tests.ui.screens.backup.test_backup_screen import asked, wait
from tests.ui.window import Hands
from ui.screens.backup.screen import BackupScreen
from ui.screens.rehearsal.screen import RehearsalScreen
from ui.screens.rehearsal.typing_page import TypingPage
from ui.screens.today.screen import TodayScreen
from vault.model.rehearsal import PaperWay, Rehearsed
from vault.model.share import Card, Holder

HOLDERS = [Holder("Robin Vance"), Holder("Sam Ortiz"), Holder("Kim Lindqvist")]


@pytest.fixture
def cards(unlocked: Unlock) -> list[Card]:
    """A practice with a client, and a set of which two of three cards open its records."""
    vault = unlocked()
    answered(vault)
    vault.clients.add([a_client("Dana Whitfield")])
    made: list[Card] = []
    vault.add_executor(vault.ways_in, 2, HOLDERS, made.extend)
    vault.close()
    return made


@pytest.fixture
def screen(cards: list[Card], hands: Hands, tmp_path: Path, clock: FixedClock) -> RehearsalScreen:
    """The rehearsal, 400 days after the keys were made, with a backup of today."""
    clock.advance(days=400)
    hands.unlock()
    (tmp_path / "disk").mkdir()
    hands.answers.path = str(tmp_path / "disk")
    hands.tools.navigation.go("backup")
    hands.settle()
    hands.find(BackupScreen).add_place()
    hands.settle()
    wait(hands)
    return shown(hands)


def shown(hands: Hands) -> RehearsalScreen:
    """Go to the rehearsal, as the button of the place Backup does."""
    hands.tools.navigation.go("backup")
    hands.settle()
    hands.find(BackupScreen).rehearsal.asked.emit()
    hands.settle()
    return hands.find(RehearsalScreen)


def texts(widget: QWidget) -> str:
    """Return what can be read."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def press(screen: RehearsalScreen, what: str, hands: Hands) -> None:
    """Press the button of one route."""
    buttons = screen.findChildren(QPushButton)
    (found,) = (b for b in buttons if b.accessibleName() == f"Rehearse: {what}")
    found.click()
    hands.settle()


def last(hands: Hands) -> Rehearsed:
    """Return the newest rehearsal."""
    done = asked(hands, lambda v: v.rehearsals.last().done)
    assert isinstance(done, Rehearsed)
    return done


def due(hands: Hands) -> list[str]:
    """Return the ways in that Today asks for, by its row."""
    hands.tools.navigation.go("today")
    hands.settle()
    rows = [row for row in hands.find(TodayScreen).page.rows if row.key[1] == "papers"]
    return [texts(row) for row in rows]


def test_today_asks_for_paper_and_leads_there(screen: RehearsalScreen, hands: Hands) -> None:
    (row,) = due(hands)
    assert "Recovery key of the records" in row
    assert "Executor cards of the records, any 2 of 3" in row
    (found,) = (r for r in hands.find(TodayScreen).page.rows if r.key[1] == "papers")
    found.setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert screen.isVisible()
    assert texts(screen).count("due now") == 3


def test_a_recovery_key_from_paper(screen: RehearsalScreen, hands: Hands, keys: Keys) -> None:
    press(screen, "Recovery key of the records", hands)
    assert screen.typing is not None
    field = screen.typing.field
    assert field is not None
    assert field.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert "Type the key" in screen.typing.banner.text()
    other = "7" if keys["process"][-1] != "7" else "8"
    field.setText(keys["process"][:-1] + other)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert "This was no rehearsal." in screen.typing.banner.text()
    assert "heck" in screen.typing.banner.text()
    assert last(hands).way_in == "", "only the one by itself counts"
    field.setText(keys["records"].lower())
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: bool(screen.banner.text()))
    assert last(hands) == Rehearsed(last(hands).snapshot, "records", "recovery:2")
    assert not screen.findChildren(TypingPage), "the key is let go"
    assert "with the recovery key of the records" in screen.banner.text()
    hands.settle()
    assert texts(screen).count("due now") == 2
    (row,) = due(hands)
    assert "Recovery key of the records" not in row
    assert "with the recovery key of the records" in texts(hands.find(TodayScreen))


def test_cards_typed_from_paper(screen: RehearsalScreen, hands: Hands, cards: list[Card]) -> None:
    press(screen, "Executor cards of the records, any 2 of 3", hands)
    assert screen.typing is not None
    words = screen.typing.words
    assert words is not None
    words.boxes[0].many.emit(cards[2].words)
    assert not screen.typing.go.isEnabled()
    words.boxes[0].many.emit(cards[0].words)
    assert screen.typing.go.hasFocus()
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: bool(screen.banner.text()))
    assert last(hands).way_in == cards[0].way_in


def test_what_was_typed_is_let_go_elsewhere(screen: RehearsalScreen, hands: Hands) -> None:
    press(screen, "Recovery key of process notes", hands)
    assert screen.typing is not None
    field = screen.typing.field
    assert field is not None
    field.setText("AGE-SECRET")
    hands.tools.navigation.go("clients")
    assert field.text() == ""
    press(shown(hands), "Recovery key of process notes", hands)
    hands.press(Qt.Key.Key_Escape)
    assert screen.routes.isVisible()


def test_a_disk_that_is_away_is_no_rehearsal(
    screen: RehearsalScreen, hands: Hands, tmp_path: Path
) -> None:
    (tmp_path / "disk").rename(tmp_path / "taken-out")
    before = last(hands)
    press(screen, "The key in hand", hands)
    hands.until(lambda: bool(screen.banner.text()))
    assert "Connect the disk" in screen.banner.text()
    assert last(hands) == before


def test_a_rehearsal_that_is_called_off_leaves_nothing(
    screen: RehearsalScreen, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = asked(hands, lambda v: v.audit.mark)
    screen.choose(PaperWay("records", "recovery:2", hands.tools.clock.now().date()))
    assert screen.typing is not None
    screen.choose(None)
    assert screen.working is not None
    screen.working.end()
    hands.until(lambda: bool(screen.banner.text()))
    assert "Canceled" in screen.banner.text()
    assert asked(hands, lambda v: v.audit.mark) == marks
