"""The places of a window that is locked, or cannot lock: what is unsaved, who comes instead, back.

And where a recovery key is shown and a card's holder is put right, before it locks.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tests.lifecycle.test_backup import back_up
from tests.practice import PROCESS_PASSPHRASE
from tests.services.test_call_sheets import new_card
from tests.ui.record import ask
from tests.ui.test_locking import refuse_drafts
from tests.ui.window import Hands
from ui.screens.client.editor import DraftEditor
from ui.screens.emergency.screen import EmergencyScreen
from ui.screens.restore.screen import RestoreScreen
from ui.screens.settings.rooms import NewKeyRoom
from ui.screens.settings.screen import SettingsScreen
from ui.screens.settings.ways import PROCESS
from ui.screens.succession.holder_form import HolderForm
from ui.screens.succession.screen import SuccessionScreen
from ui.screens.unlock.return_screen import ReturnScreen
from ui.widgets.password_field import PasswordField
from vault.lifecycle.restore import PLACE_NAME
from vault.model.note import Note
from vault.open_vault import OpenVault


def key_on_paper(hands: Hands) -> None:
    """Make one more recovery key for process notes; it is shown."""
    hands.tools.navigation.go("settings")
    hands.settle()
    hands.find(SettingsScreen).add_recovery_key(PROCESS)
    room = hands.find(NewKeyRoom)
    if room.old is not None:
        room.old.setText(PROCESS_PASSPHRASE)
    room.go_on()
    hands.until(lambda: room.panel is not None)


def key_typed_back(hands: Hands) -> None:
    """Type something else back, with the key covered."""
    room = hands.find(NewKeyRoom)
    if room.panel is not None:
        room.panel.typed.begun.emit()
        QTest.keyClicks(room.panel.typed, "AGE-SECRET-KEY-1")
    room.go_on()


def holder(hands: Hands) -> None:
    """Put right who holds a card, and leave out the name."""
    held = ask(hands, lambda v: v.shares.list_all())[0].cards[1]
    hands.find(SuccessionScreen).change_holder(held)
    hands.settle()
    form = hands.find(HolderForm)
    form.name.clear()
    form.finish()


def leave_holder(hands: Hands) -> None:
    """Go back to the sets of cards."""
    hands.find(HolderForm).back_out()
    hands.settle()


def closed_places(hands: Hands, folder: Path) -> list[tuple[str, Callable[[], None]]]:
    """Return them in their order, from an open practice with a draft on.

    A backup and a call card are made first; the backup lies in `folder`.
    """

    def leave(vault: OpenVault) -> tuple[Note, str]:
        folder.mkdir()
        back_up(vault, folder / PLACE_NAME)
        return vault.notes.get(vault.notes.unsigned(1)[1][0].id), new_card(vault).key

    draft, card = ask(hands, leave)
    return [
        ("what could not be saved", lambda: _unsaved(hands, draft)),
        ("if the licensee is ill or has died", lambda: _emergency(hands)),
        ("whom to call", lambda: _whom_to_call(hands, card)),
        ("back from a backup", lambda: hands.find(EmergencyScreen).restore.click()),
        ("a backup that is chosen", lambda: _backup_chosen(hands, folder)),
        ("cards for a backup", lambda: hands.find(RestoreScreen).show_cards()),
    ]


def _unsaved(hands: Hands, draft: Note) -> None:
    """Lock with words that the disk refuses, and come back with a passphrase that is none."""
    for dialog in hands.shell.findChildren(QDialog):
        dialog.reject()
    hands.tools.navigation.go("client", client=draft.client, note=draft.id)
    hands.settle()
    hands.until(lambda: hands.find(DraftEditor).note_id == draft.id)
    ask(hands, partial(refuse_drafts, refuse=True))
    QTest.keyClicks(hands.find(DraftEditor).sections.fields()[0], "More words.")
    hands.shell.lock()
    hands.until(lambda: any(each.isVisible() for each in hands.shell.findChildren(ReturnScreen)))
    field = hands.find(PasswordField)
    field.setText("not it")
    field.returnPressed.emit()


def _emergency(hands: Hands) -> None:
    """Lock with all words saved, and ask for the list without its key."""
    ask(hands, partial(refuse_drafts, refuse=False))
    before = hands.locks
    hands.find(ReturnScreen).try_again.emit()
    hands.until(lambda: hands.locks > before)
    path = Path(hands.tools.settings.current.last_vault)
    hands.shell.show_emergency(path)
    hands.settle()
    hands.find(EmergencyScreen).open()


def _whom_to_call(hands: Hands, card: str) -> None:
    screen = hands.find(EmergencyScreen)
    screen.key.setText(card)
    screen.open()
    hands.until(screen.sheet.isVisible)


def _backup_chosen(hands: Hands, folder: Path) -> None:
    """Choose where backups lie, and go on without what opens them."""
    screen = hands.find(RestoreScreen)
    hands.answers.path = str(folder)
    screen.choose_place.click()
    hands.until(screen.secret.isVisible)
    screen.begin()
