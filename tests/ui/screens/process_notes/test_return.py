"""After a lock that could not save, the records' secret leads back to closed process notes."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE
from tests.ui.record import ask
from tests.ui.screens.process_notes.rooms import CANARY, enter, texts_of, with_a_client, write
from tests.ui.screens.process_notes.test_apart import kept_draft, let_process_be_read_only
from tests.ui.window import Hands
from ui.screens.process_notes.screen import ProcessNotesScreen
from ui.screens.unlock.return_screen import ReturnScreen
from ui.widgets.password_field import PasswordField
from vault.model.client import Client


@pytest.fixture
def client(hands: Hands) -> Client:
    """A client in a practice that is open."""
    return with_a_client(hands)


@pytest.fixture
def screen(hands: Hands, client: Client) -> ProcessNotesScreen:
    """A room with words that no disk takes, the window locked over it."""
    screen = enter(hands, client)
    write(hands, screen, f"A thought of {CANARY}.")
    ask(hands, partial(let_process_be_read_only, on=True))
    lock_in_vain(hands)
    return screen


def lock_in_vain(hands: Hands) -> None:
    """Lock, and see that it waits with its words."""
    hands.shell.lock()
    hands.until(lambda: any(w.isVisible() for w in hands.shell.findChildren(ReturnScreen)))
    assert hands.locks == 0


def come_back(hands: Hands) -> None:
    """Give the secret of the records."""
    field = hands.find(PasswordField, "Passphrase or recovery key of the records")
    field.setText(PASSPHRASE)
    field.returnPressed.emit()
    hands.until(lambda: not any(w.isVisible() for w in hands.shell.findChildren(ReturnScreen)))
    hands.settle()


def unlock_door(hands: Hands, screen: ProcessNotesScreen) -> None:
    """Give the secret of process notes."""
    screen.door.field.setFocus()
    hands.type(PROCESS_PASSPHRASE)
    hands.press(Qt.Key.Key_Return)


def test_the_room_is_closed_again_and_its_words_come_with_its_own_secret(
    hands: Hands, client: Client, screen: ProcessNotesScreen
) -> None:
    come_back(hands)
    assert not screen.is_open
    assert screen.door.isVisible()
    assert CANARY not in texts_of(hands.shell)
    assert ask(hands, lambda v: v.process is None)
    unlock_door(hands, screen)
    assert screen.work.room.writing.editor.text() == f"A thought of {CANARY}."
    hands.lock()
    hands.unlock()
    draft = ask(hands, lambda v: kept_draft(v, client))
    assert draft is not None
    assert CANARY in draft.text


def test_a_lock_before_that_still_keeps_the_words(
    hands: Hands, client: Client, screen: ProcessNotesScreen
) -> None:
    come_back(hands)
    hands.tools.navigation.go("today")
    hands.settle()
    lock_in_vain(hands)
    come_back(hands)
    hands.tools.navigation.go("process-notes", client=client.id)
    hands.settle()
    unlock_door(hands, screen)
    assert screen.work.room.writing.editor.text() == f"A thought of {CANARY}."


def test_a_wrong_secret_at_the_door_keeps_the_words(
    hands: Hands, screen: ProcessNotesScreen
) -> None:
    come_back(hands)
    screen.door.field.setFocus()
    hands.type("not it")
    hands.press(Qt.Key.Key_Return)
    assert not screen.is_open
    unlock_door(hands, screen)
    assert screen.work.room.writing.editor.text() == f"A thought of {CANARY}."


def test_words_the_disk_takes_by_then_are_saved_at_the_return(
    hands: Hands, client: Client, screen: ProcessNotesScreen
) -> None:
    hands.tools.worker.run(partial(let_process_be_read_only, on=False), owner=hands.shell)
    hands.settle()
    come_back(hands)
    assert not screen.is_open
    assert ask(hands, lambda v: v.process is None)
    hands.lock()
    hands.unlock()
    draft = ask(hands, lambda v: kept_draft(v, client))
    assert draft is not None
    assert CANARY in draft.text


def test_locking_again_saves_once_the_disk_takes_it(
    hands: Hands, client: Client, screen: ProcessNotesScreen
) -> None:
    hands.tools.worker.run(partial(let_process_be_read_only, on=False), owner=hands.shell)
    hands.find(ReturnScreen).try_again.emit()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    draft = ask(hands, lambda v: kept_draft(v, client))
    assert draft is not None
    assert CANARY in draft.text
