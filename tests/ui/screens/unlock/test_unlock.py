"""The lock screen: what it asks, what it refuses, and how little is loaded before it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.conftest import Unlock
from tests.lifecycle.test_cards import cards_of
from tests.practice import PASSPHRASE, with_record
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.main_window import MainWindow
from ui.screens.unlock.screen import UnlockScreen
from ui.widgets.banner import Banner
from ui.widgets.card_words import CardWords
from ui.widgets.password_field import PasswordField
from vault.crypto import age
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.audit import Action
from vault.model.secret import Passphrase, RecoveryKey
from vault.model.share import Card, Holder

ROOT = Path(__file__).resolve().parents[4]

ALLOWED_QT = {"QtCore", "QtGui", "QtWidgets", "QtSvg"}
NOT_BEFORE_THE_LOCK_SCREEN = (
    "typst", "pypdf", "pypdfium2", "pypdfium2_raw", "fontTools", "icalendar", "dateutil", "msgspec",
    "zxcvbn", "PIL", "sqlcipher3", "cryptography", "pyrage", "segno", "numpy", "asyncio", "socket",
    "hunspell", "hashlib",
)  # fmt: skip


def words(widget: QWidget) -> str:
    """Return all that can be read on a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_the_passphrase_opens_it(hands: Hands) -> None:
    hands.unlock()
    assert hands.find(MainWindow).isVisible()
    assert hands.tools.settings.current.last_vault.endswith("practice.strongroom")


def test_a_wrong_passphrase_is_told_beside_the_field(hands: Hands) -> None:
    screen = hands.find(UnlockScreen)
    screen.unlock_with("not it")
    hands.until(lambda: "does not open" in words(screen))
    assert hands.find(PasswordField).hasFocus()
    screen.unlock_with(PASSPHRASE)
    hands.until(hands.practice_shows)


def test_what_another_program_has_open_is_refused(
    hands: Hands, path: Path, around: Surroundings
) -> None:
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    screen = hands.find(UnlockScreen)
    screen.unlock_with(PASSPHRASE)
    hands.until(lambda: "open in another window" in words(screen))
    assert "Opening" not in words(screen)
    assert hands.find(PasswordField).hasFocus()
    vault.close()
    hands.unlock()


def test_nothing_of_the_vault_shows_before_it_is_open(
    hands: Hands, path: Path, around: Surroundings
) -> None:
    hands.stop()
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    with_record(vault, "zqcanary", name="Zqcanary Whitfield")
    vault.close()
    hands.start()
    assert "qcanary" not in words(hands.shell).lower()
    assert hands.shell.windowTitle() == "Strongroom"


def test_an_older_vault_is_opened_only_when_that_is_wanted(
    hands: Hands, path: Path, around: Surroundings, tmp_path: Path
) -> None:
    hands.stop()
    shutil.copytree(path, tmp_path / "older")
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    with_record(vault, "Slept six hours.")
    vault.close()
    shutil.rmtree(path)
    shutil.copytree(tmp_path / "older", path)
    hands.start()
    hands.find(UnlockScreen).unlock_with(PASSPHRASE)
    hands.until(lambda: any(each.isVisible() for each in hands.shell.findChildren(Banner)))
    assert not hands.practice_shows()
    assert "older" in hands.find(Banner).text() or "missing" in hands.find(Banner).text()
    hands.find(Banner).acted.emit()
    hands.until(hands.practice_shows)
    hands.settle()
    accepted = ask(hands, lambda v: [entry.action for entry in v.audit.export()])
    assert Action.OLDER_ACCEPTED in accepted


def test_a_lock_screen_needs_little() -> None:
    """Every module before the lock screen is waited for; what later screens need comes later."""
    code = (
        "import json, sys\n"
        "from ui.app import build\n"
        "app, shell = build(['x.strongroom'])\n"
        "shell.show(); app.processEvents()\n"
        "print(json.dumps(sorted(sys.modules)))\n"
        "sys.stdout.flush(); import os; os._exit(0)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    modules = json.loads(said.stdout)
    roots = {name.partition(".")[0] for name in modules}
    assert not roots & set(NOT_BEFORE_THE_LOCK_SCREEN)
    qt = {name.split(".")[1] for name in modules if name.startswith("PySide6.Qt")}
    assert qt <= ALLOWED_QT
    screens = {name for name in modules if name.startswith("ui.screens.")}
    own = {f"ui.screens.unlock{each}" for each in ("", ".screen", ".warm_up", ".apart_card")}
    assert screens <= own
    assert not [name for name in modules if name.startswith(("vault.services", "vault.storage"))]


def test_a_paper_key_opens_it_too(hands: Hands, keys: dict[str, str]) -> None:
    hands.find(QWidget, "Use recovery key").click()  # type: ignore[attr-defined]
    hands.find(PasswordField).setText(RecoveryKey(keys["records"]).text)
    hands.find(PasswordField).returnPressed.emit()
    hands.until(hands.practice_shows)
    hands.settle()
    assert ask(hands, lambda v: v.ways_in.used).startswith("recovery:")


@pytest.fixture
def cards(unlocked: Unlock) -> list[Card]:
    """Three executor cards of this vault, of which two are needed."""
    vault = unlocked()
    made: list[Card] = []
    holders = [Holder("Ash Moreno"), Holder("Bo Lindqvist"), Holder("Cy Okafor")]
    vault.add_executor(vault.ways_in, 2, holders, made.extend)
    vault.close()
    return made


def shown_boxes(hands: Hands) -> CardWords:
    """Go to the boxes for the words of cards."""
    hands.find(QWidget, "Use executor cards").click()  # type: ignore[attr-defined]
    return hands.find(CardWords)


def paste(hands: Hands, card: Card) -> None:
    """Paste the words of a card where the keyboard is."""
    QApplication.clipboard().setText(card.words)
    hands.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().clear()


def test_executor_cards_open_the_records(cards: list[Card], hands: Hands) -> None:
    boxes = shown_boxes(hands)
    paste(hands, cards[2])
    assert "Card 3 accepted" in words(boxes)
    hands.press(Qt.Key.Key_Escape)
    assert not boxes.isVisible()
    assert hands.find(PasswordField).hasFocus()
    assert shown_boxes(hands).given.numbers == (3,), "accepted cards stay"
    paste(hands, cards[0])
    hands.press(Qt.Key.Key_Return)
    hands.until(hands.practice_shows)
    hands.settle()
    assert ask(hands, lambda v: v.ways_in.used) == "executor:3"


def test_cards_of_another_vault_do_not_open_it(hands: Hands) -> None:
    boxes = shown_boxes(hands)
    for card in cards_of(age.new_identity())[:2]:
        paste(hands, card)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: "These cards open another vault" in words(boxes))
    assert boxes.given.numbers == ()
    assert boxes.boxes[0].hasFocus()
    assert not hands.practice_shows()
    paste(hands, cards_of(age.new_identity())[0])
    hands.find(UnlockScreen).show_vault(None)
    assert boxes.given.numbers == (), "another vault has other cards"
