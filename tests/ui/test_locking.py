"""Locking: from anywhere, by any cause, with every word saved and nothing left to see."""

from dataclasses import dataclass
from datetime import time
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from tests.conftest import Unlock
from tests.practice import LICENSEE, PASSPHRASE, FixedClock, Keys, a_client, an_appointment
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.exit_codes import DEFECT
from ui.idle_lock import IdleWatch
from ui.main_window import MainWindow
from ui.screens.client.screen import ClientScreen
from ui.screens.unlock.return_screen import ReturnScreen
from ui.screens.unlock.screen import UnlockScreen
from ui.widgets.password_field import PasswordField
from vault.errors import StorageFailed
from vault.model.client import Client
from vault.open_vault import OpenVault


@pytest.fixture
def client(unlocked: Unlock, clock: FixedClock) -> Client:
    """A client with a session now."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    vault.appointments.add([an_appointment(client, day=clock.now().date(), start=time(11, 30))])
    vault.close()
    return client


def begin(hands: Hands) -> None:
    """Unlock and begin the note of the session that is now."""
    hands.unlock()
    hands.press(Qt.Key.Key_Return)


def words(hands: Hands) -> str:
    """Return the words of the one note in the vault."""
    (row,) = ask(hands, lambda v: v.notes.page(None, 0, 9))
    note = ask(hands, lambda v: v.notes.get(row.id))
    return note.sections[0].text


@dataclass
class Seconds:
    """A clock that tells what it is told."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def with_clock(hands: Hands) -> Seconds:
    """Let the idle lock of the open practice go by another clock."""
    seconds = Seconds()
    watch = hands.find(MainWindow).findChild(IdleWatch)
    assert watch is not None
    watch.stop()
    watch._clocks = (seconds,)
    watch.start()
    return seconds


def test_words_that_are_not_saved_yet_survive_each_lock(
    hands: Hands, client: Client, long: bool
) -> None:
    rounds = 100 if long else 6
    begin(hands)
    expected = ""
    survived = 0
    for number in range(rounds):
        more = f"word{number} "
        hands.type(more)  # and lock before the second is over after which it would be saved
        expected += more
        hands.lock()
        hands.unlock()
        survived += words(hands) == expected
    print(f"locks while typing: {survived} of {rounds} drafts whole, place and cursor kept")
    assert survived == rounds
    assert hands.locks == rounds


def test_after_a_sleep_the_first_key_locks_and_is_not_typed(hands: Hands, client: Client) -> None:
    begin(hands)
    hands.type("Slept well")
    seconds = with_clock(hands)
    seconds.now += 3600  # the computer slept; nobody was there
    QTest.keyClick(QApplication.focusWidget() or hands.shell, Qt.Key.Key_X)
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    assert words(hands) == "Slept well"


def test_it_locks_by_itself_when_nobody_touches_it(hands: Hands, client: Client) -> None:
    begin(hands)
    seconds = with_clock(hands)
    seconds.now += 10 * 60
    hands.until(lambda: hands.locks == 1)
    assert hands.find(UnlockScreen).isVisible()


def test_the_minutes_of_the_settings_hold_at_once(hands: Hands, client: Client) -> None:
    begin(hands)
    seconds = with_clock(hands)

    def shorter(vault: OpenVault) -> None:
        from dataclasses import replace

        vault.settings.set(replace(vault.settings.get(), records_idle_minutes=2))

    hands.tools.worker.run(shorter, owner=hands.shell)
    hands.settle()
    seconds.now += 2 * 60 - 1
    hands.settle()
    assert hands.locks == 0
    seconds.now += 1
    hands.until(lambda: hands.locks == 1)
    assert hands.find(UnlockScreen).isVisible()


def test_it_locks_over_an_open_dialog(hands: Hands, client: Client) -> None:
    begin(hands)
    dialog = QDialog(hands.shell)
    dialog.setModal(True)
    dialog.open()
    hands.until(dialog.isActiveWindow)
    hands.type("Slept badly")  # the dialog has the keyboard: none of it may reach the note
    QTest.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: hands.locks == 1)
    assert hands.find(UnlockScreen).isVisible()
    hands.unlock()
    assert words(hands) == ""


def test_nothing_is_seen_from_the_moment_of_the_lock(hands: Hands, client: Client) -> None:
    begin(hands)
    hands.type("zqcanary")
    dialog = QDialog(hands.shell)
    dialog.show()
    before = hands.shell.grab().toImage()
    seen: list[QImage] = []
    hands.tools.worker.run(lambda _v: None, owner=hands.shell)
    shell = hands.shell
    shell.lock()
    seen.append(shell.grab().toImage())
    assert not dialog.isVisible()
    hands.until(lambda: hands.locks == 1)
    assert colors(before) > 10
    assert colors(seen[0]) == 1


def colors(image: QImage) -> int:
    """Return how many colors a picture has, looked at coarsely."""
    return len(
        {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    )


def refuse_drafts(vault: OpenVault, *, refuse: bool) -> None:
    """Let the database refuse drafts, as a disk does that is full."""
    database = vault.notes._store.database
    with database.transaction():
        if refuse:
            database.change(
                "CREATE TRIGGER full BEFORE INSERT ON draft "
                "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
            )
        else:
            database.change("DROP TRIGGER full")


def refuse_on_desk(vault: OpenVault, *, refuse: bool) -> None:
    """Let the database refuse what is to lie on the desk."""
    database = vault.notes._store.database
    with database.transaction():
        database.change(
            "CREATE TRIGGER no_desk BEFORE INSERT ON desk "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
            if refuse
            else "DROP TRIGGER no_desk"
        )


def read(widget: QWidget) -> str:
    """Return all that can be read on a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize("by_paper", [False, True])
def test_words_that_cannot_be_saved_are_kept_behind_the_passphrase(
    hands: Hands, client: Client, keys: Keys, by_paper: bool
) -> None:
    begin(hands)
    hands.type("Slept six hours.")
    ask(hands, partial(refuse_drafts, refuse=True))
    hands.shell.lock()
    hands.until(lambda: any(w.isVisible() for w in hands.shell.findChildren(ReturnScreen)))
    screen = hands.find(ReturnScreen)
    assert "Not everything could be saved" in read(screen)
    assert "Passphrase or recovery key of the records" in read(screen)
    assert "Slept" not in read(hands.shell)
    assert not any(each.isVisible() for each in hands.shell.findChildren(ClientScreen))
    hands.find(PasswordField).setText("not it")
    hands.find(PasswordField).returnPressed.emit()
    hands.until(lambda: "does not open" in read(screen))
    hands.find(PasswordField).setText(keys["records"] if by_paper else PASSPHRASE)
    hands.find(PasswordField).returnPressed.emit()
    hands.until(lambda: any(w.isVisible() for w in hands.shell.findChildren(MainWindow)))
    hands.settle()
    ask(hands, partial(refuse_drafts, refuse=False))
    seconds = with_clock(hands)
    hands.lock()
    hands.unlock()
    assert words(hands) == "Slept six hours."
    assert seconds.now == 1000.0


def test_a_read_that_fails_during_a_lock_holds_nothing_up(hands: Hands, client: Client) -> None:
    begin(hands)
    hands.type("Slept six hours.")

    def broken(_vault: OpenVault) -> None:
        raise StorageFailed("This part of the disk cannot be read.")

    with hands.held():
        hands.tools.worker.run(broken, owner=hands.shell)
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    assert words(hands) == "Slept six hours."


def test_a_place_that_cannot_be_kept_holds_nothing_up(hands: Hands, client: Client) -> None:
    begin(hands)
    hands.type("Slept six hours.")
    ask(hands, partial(refuse_on_desk, refuse=True))
    hands.lock()
    hands.unlock()
    assert words(hands) == "Slept six hours."


def test_closing_while_it_locks_ends_the_program(hands: Hands, client: Client) -> None:
    begin(hands)
    hands.type("Slept six hours.")
    with hands.held():
        hands.shell.lock()
        hands.shell.close()
    hands.until(lambda: bool(hands.ended))
    assert (hands.ended, hands.locks) == ([0], 0)
    hands.stop()
    hands.start()
    hands.unlock()
    assert words(hands) == "Slept six hours."


def test_a_defect_is_told_and_ends_the_program_with_every_word_saved(
    hands: Hands, client: Client
) -> None:
    begin(hands)
    hands.type("Slept six hours.")
    try:
        raise ValueError("Slept six hours. zqcanary")
    except ValueError as error:
        hands.shell.crashed(error)
    hands.until(lambda: bool(hands.ended))
    assert hands.ended == [DEFECT]
    (told,) = hands.answers.defects
    assert "ValueError at" in told.details
    assert "zqcanary" not in f"{told.text} {told.details}"
    hands.stop()
    hands.start()
    hands.unlock()
    assert words(hands) == "Slept six hours."


def test_closing_the_window_saves_too(hands: Hands, client: Client) -> None:
    begin(hands)
    hands.type("Slept six hours.")
    hands.shell.close()
    hands.until(lambda: hands.ended == [0])
    hands.stop()
    hands.start()
    hands.unlock()
    assert words(hands) == "Slept six hours."
