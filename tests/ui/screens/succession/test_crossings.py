"""Making executor cards while the vault is busy: a lock in the middle, and going elsewhere."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.record import ask
from tests.ui.screens.succession.test_succession import (
    HOLDERS,
    begin,
    prove,
    refused,
    shown,
    to_paper,
)
from tests.ui.window import Hands
from ui.screens.succession.set_card import SetCard
from ui.screens.succession.wizard import CardsWizard
from vault.lifecycle.sitting import Surroundings
from vault.model.share import Card


def on_paper(hands: Hands) -> tuple[CardsWizard, tuple[Card, ...]]:
    """Return a wizard whose cards are made, and these."""
    hands.unlock()
    wizard = begin(hands, shown(hands))
    to_paper(hands, wizard)
    assert wizard.cards is not None
    return wizard, wizard.cards.cards


def test_a_lock_while_files_are_written_leaves_none(
    hands: Hands, path: Path, around: Surroundings, tmp_path: Path
) -> None:
    wizard, cards = on_paper(hands)
    hands.answers.path = str(tmp_path)
    with hands.held():
        assert wizard.cards is not None
        paper = wizard.cards.paper
        paper.save.click()
        hands.until(lambda: paper.said.text().startswith("Writing"))
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    assert not (tmp_path / "Executor cards").exists()
    hands.stop()
    refused(path, around, cards)


def test_a_lock_while_pages_are_set_leaves_none(hands: Hands, tmp_path: Path) -> None:
    wizard, _cards = on_paper(hands)
    hands.answers.path = str(tmp_path)
    assert wizard.cards is not None
    wizard.cards.paper.save.click()
    hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    assert not (tmp_path / "Executor cards").exists()


def test_cards_given_up_while_their_pages_are_set_leave_none(hands: Hands, tmp_path: Path) -> None:
    wizard, _cards = on_paper(hands)
    hands.answers.path = str(tmp_path)
    assert wizard.cards is not None
    wizard.cards.paper.save.click()
    wizard.give_up()
    hands.settle()
    assert shown(hands).wizard is None
    assert not (tmp_path / "Executor cards").exists()


def test_a_lock_while_the_cards_come_to_open_keeps_them_and_their_files(
    hands: Hands, tmp_path: Path
) -> None:
    wizard, cards = on_paper(hands)
    hands.answers.path = str(tmp_path)
    assert wizard.cards is not None
    wizard.cards.paper.save.click()
    hands.settle()
    prove(hands, wizard, cards[:2])
    with hands.held():
        wizard.go_on()
        wizard.cancel.click()
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    assert len(list((tmp_path / "Executor cards").iterdir())) == 3
    hands.unlock()
    assert shown(hands).wizard is None
    assert hands.find(SetCard).isVisible()
    assert ask(hands, lambda v: v.desk.get("succession/making")) is None


def test_a_lock_while_cards_are_made_keeps_who_is_to_get_them(hands: Hands, path: Path) -> None:
    hands.unlock()
    wizard = begin(hands, shown(hands))
    wizard.go_on()
    wizard.go_on()
    wizard.holders.rows.set_value(HOLDERS)
    with hands.held():
        wizard.go_on()
        assert not wizard.next.isEnabled()
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    again = shown(hands).wizard
    assert again is not None
    assert again.holders.rows.value() == HOLDERS


def test_who_goes_elsewhere_meanwhile_finds_the_cards_made(hands: Hands) -> None:
    hands.unlock()
    screen = shown(hands)
    wizard = begin(hands, screen)
    wizard.go_on()
    wizard.go_on()
    wizard.holders.rows.set_value(HOLDERS)
    with hands.held():
        wizard.go_on()
        hands.tools.navigation.go("today")
    shown(hands)
    assert wizard.cards is not None
    prove(hands, wizard, wizard.cards.cards[1:])
    with hands.held():
        wizard.go_on()
        hands.tools.navigation.go("today")
    shown(hands)
    assert screen.wizard is None
    assert "The cards open the vault now." in screen.banner.text()


def test_what_could_not_be_saved_is_told_and_the_cards_stay(hands: Hands, tmp_path: Path) -> None:
    wizard, _cards = on_paper(hands)
    hands.answers.path = str(tmp_path / "no such folder")
    assert wizard.cards is not None
    wizard.cards.paper.save.click()
    hands.settle()
    assert wizard.cards.paper.problem.isVisible()
    assert not wizard.cards.has_files
    hands.answers.path = str(tmp_path)
    (tmp_path / "Executor cards").mkdir()
    wizard.cards.paper.save.click()
    hands.settle()
    assert len(list((tmp_path / "Executor cards 2").iterdir())) == 3
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert not (tmp_path / "Executor cards 2").exists()
    assert (tmp_path / "Executor cards").exists(), "what was there before is not ours"
