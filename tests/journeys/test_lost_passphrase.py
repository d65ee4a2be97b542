"""The passphrase is forgotten: the page that was printed at set-up opens the vault again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.journeys.person import Person, at_a_computer, read_page
from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, a_client, a_note, in_order
from tests.storage.test_database import derive_once
from tests.ui.record import ask
from ui.theme import Theme
from vault.crypto.kdf import FLOOR
from vault.lifecycle.create import create
from vault.lifecycle.paper_key import keep_paper_key
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.audit import Action
from vault.model.secret import NewSecrets, Passphrase

SIGNED = "She slept six hours."
DRAFT = "Came late. Wants to talk about"
NEW = "quarry lantern ribbon velvet"


@pytest.fixture
def place(tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with a signed note and a draft; beside it the two pages that set-up saved."""
    derive_once(monkeypatch)
    create(
        tmp_path / "Rivera Counseling.strongroom",
        NewSecrets(PASSPHRASE),
        NewSecrets(PROCESS_PASSPHRASE),
        clock=around.clock,
        keep=lambda made: keep_paper_key(tmp_path / f"{made.compartment}.pdf", made),
        cost=FLOOR,
    )
    vault = unlock(tmp_path / "Rivera Counseling.strongroom", Passphrase(PASSPHRASE), around)
    in_order(vault)
    (client,) = vault.clients.add([a_client("Dana Whitfield")])
    signed, _draft = vault.notes.begin([a_note(client, SIGNED), a_note(client, DRAFT)])
    vault.notes.sign(signed.id)
    vault.close()
    return tmp_path


@pytest.fixture
def person(qtbot: QtBot, theme: Theme, place: Path, around: Surroundings) -> Iterator[Person]:
    """Her at her computer, as she left it."""
    vault = place / "Rivera Counseling.strongroom"
    person = at_a_computer(qtbot, theme, around, place / "config", vault)
    yield person
    person.stop()


def key_on(pdf: Path) -> str:
    """Read the key from a printed page, group by group."""
    said = read_page(pdf, "-layout")
    between = said.partition("The key")[2].partition("The same key")[0]
    return " ".join(re.findall(r"[A-Z0-9-]{2,}", between))


def test_lose_the_passphrase_and_recover(person: Person, place: Path, around: Surroundings) -> None:
    vault = place / "Rivera Counseling.strongroom"
    assert person.focused() == "Passphrase"
    person.type("correct horse battery stapler")
    person.press_return()
    person.wait("This passphrase does not open it.")
    person.click("Use recovery key")
    assert person.focused() == "Recovery key"
    person.type(key_on(place / "process.pdf"))
    person.press_return()
    person.wait("process notes and no record")
    person.type(key_on(place / "records.pdf").lower())
    person.press_return()
    person.wait("Choose a new passphrase")

    person.click("Choose")
    person.click("Choose a new passphrase")
    assert person.focused() == "The new passphrase"
    person.type(NEW)
    person.press(Qt.Key.Key_Tab)
    person.type(NEW)
    person.press_return()
    person.wait("The passphrase is changed.")
    assert "opened with the recovery key" not in person.says()
    assert person.focused() == "", "no setting is changed by what is typed next"

    person.click("Today")
    assert "Choose a new passphrase" not in person.says()
    person.click("Review")
    person.wait(DRAFT)
    person.type(" the move.")
    person.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: person.locks == 1)

    assert person.focused() == "Passphrase"
    person.type(PASSPHRASE)
    person.press_return()
    person.wait("This passphrase does not open it.")
    person.type(NEW)
    person.press_return()
    person.wait(f"{DRAFT} the move.")
    assert what_the_log_says(person) == [
        (Action.VAULT_UNLOCKED, "recovery:2"),
        (Action.PASSPHRASE_CHANGED, "recovery:2"),
        (Action.UNLOCKS_FAILED, "passphrase:3"),
        (Action.VAULT_UNLOCKED, "passphrase:3"),
    ]
    person.stop()
    secrets = Passphrase(NEW), Passphrase(PROCESS_PASSPHRASE)
    assert verify(vault, *secrets, state=around.state).problems == ()


def what_the_log_says(person: Person) -> list[tuple[str, str]]:
    """Return the last entries about ways in, with the way in that was used for each."""
    entries = ask(person, lambda v: v.audit.export())
    wanted = {Action.VAULT_UNLOCKED, Action.UNLOCKS_FAILED, Action.PASSPHRASE_CHANGED}
    return [(each.action, each.way_in) for each in entries if each.action in wanted][-4:]
