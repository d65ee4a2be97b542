"""Settings while something is under way: no change is lost, none is made in secret."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.practice import LICENSEE, PASSPHRASE, answered
from tests.ui.record import ask
from tests.ui.screens.settings.test_settings_screen import shown, texts, type_into
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.settings.rooms import ChangeRoom, NewKeyRoom
from ui.screens.settings.screen import SettingsScreen
from vault.model.circumstances import Answer, Question

NEW = "quarry lantern ribbon velvet"


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands) -> SettingsScreen:
    """The settings of a practice that has answered everything, shown."""
    vault = unlocked()
    answered(vault)
    vault.close()
    hands.unlock()
    return shown(hands)


def test_a_number_changed_while_another_is_saved_stays(
    hands: Hands, screen: SettingsScreen
) -> None:
    locking = screen.locking
    locking.boxes["records_idle_minutes"].setValue(7)
    with hands.held():
        locking.put_down()
        screen.reload()
        locking.boxes["process_idle_minutes"].setValue(3)
    assert locking.boxes["process_idle_minutes"].value() == 3
    locking.put_down()
    hands.settle()
    kept = ask(hands, lambda v: v.settings.get())
    assert (kept.records_idle_minutes, kept.process_idle_minutes) == (7, 3)


def test_a_practice_saved_while_the_window_locks_is_saved(
    hands: Hands, screen: SettingsScreen
) -> None:
    screen.practice.form.set_value(replace(LICENSEE, name="Jordan R. Rivera"))
    with hands.held():
        screen.practice.enter()
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    screen = shown(hands)
    assert screen.practice.form.value().name == "Jordan R. Rivera"
    assert "Not saved yet." not in texts(screen.practice)


def test_answers_saved_while_the_window_locks_are_saved(
    hands: Hands, screen: SettingsScreen
) -> None:
    screen.circumstances.choices[Question.COVERED_ENTITY].button_of(Answer.YES).click()
    with hands.held():
        screen.circumstances.enter()
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    screen = shown(hands)
    assert screen.circumstances.value().holds(Question.COVERED_ENTITY)
    assert "Not saved yet." not in texts(screen.circumstances)


def test_a_passphrase_changed_while_the_person_goes_elsewhere_is_told(
    hands: Hands, screen: SettingsScreen
) -> None:
    screen.change_passphrase("records")
    room = hands.find(ChangeRoom)
    assert room.old is not None
    type_into(hands, room.old, PASSPHRASE)
    type_into(hands, room.new.first, NEW)
    hands.until(lambda: not room.new.is_judging)
    hands.settle()
    type_into(hands, room.new.again, NEW)
    with hands.held():
        QTest.keyClick(room.new.again, Qt.Key.Key_Return)
        hands.tools.navigation.go("today")
    assert ask(hands, lambda v: v.ways_in.is_passphrase(NEW))
    assert "The passphrase is changed." in texts(hands.find(NoticeLine))
    assert shown(hands).asking is None


def test_a_change_refused_while_the_person_is_elsewhere_leaves_no_secret(
    hands: Hands, screen: SettingsScreen
) -> None:
    screen.change_passphrase("records")
    room = hands.find(ChangeRoom)
    assert room.old is not None
    type_into(hands, room.old, "not it")
    type_into(hands, room.new.first, NEW)
    hands.until(lambda: not room.new.is_judging)
    hands.settle()
    type_into(hands, room.new.again, NEW)
    with hands.held():
        QTest.keyClick(room.new.again, Qt.Key.Key_Return)
        hands.tools.navigation.go("today")
    assert [room.old.text(), room.new.first.text(), room.new.again.text()] == ["", "", ""]
    assert shown(hands).asking is room
    assert "not the present passphrase" in texts(room)


def test_a_key_made_while_the_person_goes_elsewhere_is_shown_on_coming_back(
    hands: Hands, screen: SettingsScreen
) -> None:
    screen.add_recovery_key("records")
    room = hands.find(NewKeyRoom)
    assert room.old is not None
    type_into(hands, room.old, PASSPHRASE)
    with hands.held():
        QTest.keyClick(room.old, Qt.Key.Key_Return)
        screen.change_passphrase("records")
        assert screen.asking is room
        hands.tools.navigation.go("today")
    assert room.panel is not None
    assert shown(hands).asking is room
    assert "AGE-SECRET-KEY-1" in texts(room)
    hands.tools.navigation.go("today")
    hands.settle()
    assert shown(hands).asking is None
    assert room.panel._made is None
