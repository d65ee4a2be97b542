"""The place Succession: sets and their holders, the wizard, and nothing that opens before proof."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.conftest import Unlock
from tests.export.test_sheets import shows_code
from tests.practice import PROCESS_PASSPHRASE, FixedClock, in_order
from tests.services.test_ways_in import header_of
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.succession.holder_form import HolderForm
from ui.screens.succession.pages import Page
from ui.screens.succession.screen import SuccessionScreen
from ui.screens.succession.set_card import SetCard
from ui.screens.succession.wizard import CardsWizard
from ui.screens.today.screen import TodayScreen
from ui.widgets.labels import Pill
from vault.crypto import shares
from vault.errors import WrongSecret
from vault.lifecycle.cards import combine_files
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.secret import RecoveryKey
from vault.model.share import Card, Holder
from vault.open_vault import OpenVault

HOLDERS = [
    Holder("Amara Osei", "617-555-0177", "her office"),
    Holder("P. Grant", "617-555-0188", "the bank"),
    Holder("Jo Rivera", "617-555-0131", ""),
]


def with_cards(vault: OpenVault) -> list[Card]:
    """Make cards for three holders; return them."""
    made: list[Card] = []
    vault.add_executor(vault.ways_in, 2, HOLDERS, made.extend)
    return made


@pytest.fixture
def made(unlocked: Unlock) -> list[Card]:
    """The cards of a practice that has a set of three."""
    vault = unlocked()
    in_order(vault)
    cards = with_cards(vault)
    vault.close()
    return cards


@pytest.fixture
def screen(hands: Hands) -> SuccessionScreen:
    """The place Succession of a practice without cards."""
    hands.unlock()
    return shown(hands)


def shown(hands: Hands) -> SuccessionScreen:
    """Go to the place by its key."""
    hands.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    hands.settle()
    return hands.find(SuccessionScreen)


def said(widget: QWidget) -> str:
    """Return what can be read on a widget."""
    QApplication.processEvents()
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def pills(widget: QWidget) -> list[str]:
    """Return the pills that are shown."""
    return [each.text() for each in widget.findChildren(Pill) if each.isVisible()]


def confirm_all(vault: OpenVault) -> None:
    """Hear from every holder."""
    for number in (1, 2, 3):
        vault.shares.confirm("records", "executor:3", number)


def stands_on(wizard: CardsWizard) -> Page:
    """Return the page of the wizard that is shown."""
    assert wizard.page.isVisible()
    return wizard.page


def begin(hands: Hands, screen: SuccessionScreen) -> CardsWizard:
    """Begin a set."""
    screen.make_cards()
    hands.settle()
    wizard = screen.wizard
    assert wizard is not None
    return wizard


def to_paper(hands: Hands, wizard: CardsWizard, holders: Sequence[Holder] = HOLDERS) -> None:
    """Answer everything until the cards are made."""
    while stands_on(wizard) is not wizard.holders:
        wizard.go_on()
    wizard.holders.rows.set_value(holders)
    wizard.go_on()
    hands.settle()


def type_words(words: str) -> None:
    """Type a card with four letters of each word, wherever the keyboard is put."""
    for word in words.split():
        for letter in word[:4]:
            widget = QApplication.focusWidget()
            assert widget is not None
            QTest.keyClicks(widget, letter)


def prove(hands: Hands, wizard: CardsWizard, cards: Sequence[Card]) -> None:
    """Go on from the paper, and type these cards."""
    wizard.go_on()
    assert stands_on(wizard) is wizard.proof
    for card in cards:
        type_words(card.words)
    hands.settle()


def refused(path: Path, around: Surroundings, cards: Sequence[Card]) -> None:
    """Check that cards open nothing."""
    with pytest.raises(WrongSecret):
        unlock(path, RecoveryKey(shares.combine([card.words for card in cards])), around)


def test_without_cards_the_place_says_what_it_is_for(
    screen: SuccessionScreen, hands: Hands
) -> None:
    assert "No executor cards yet" in said(screen)
    assert "Who receives the records" in said(screen)
    assert not screen.make_button.isVisible()
    screen.empty.action.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.find(CardsWizard).isVisible()


def test_each_share_has_its_holder_and_is_confirmed_for_a_year(
    made: list[Card], hands: Hands, clock: FixedClock
) -> None:
    hands.unlock()
    screen = shown(hands)
    card = hands.find(SetCard)
    assert "any 2 of 3 open the records, not process notes" in said(card)
    assert "Share 2" in said(card)
    assert "P. Grant, 617-555-0188, the bank" in said(card)
    assert pills(card) == ["not yet confirmed"] * 3
    hands.find(QWidget, "Confirm share 1, Amara Osei").click()  # type: ignore[attr-defined]
    hands.settle()
    assert pills(hands.find(SetCard)) == ["confirmed 22 Nov", *["not yet confirmed"] * 2]
    assert "Share 1 is confirmed until 22 Nov 2027." in said(hands.find(NoticeLine))
    assert ask(hands, lambda v: v.shares.list_all()[0].cards[0].confirmed) == clock.now().date()
    clock.advance(days=365)
    screen.reload()
    hands.settle()
    assert pills(hands.find(SetCard))[0] == "ask again, confirmed 22 Nov 2026"


def test_a_holder_is_put_right_and_another_one_is_to_be_asked(
    made: list[Card], hands: Hands
) -> None:
    hands.unlock()
    screen = shown(hands)
    ask(hands, confirm_all)
    hands.settle()
    hands.find(QWidget, "Change the holder of share 2, P. Grant").click()  # type: ignore[attr-defined]
    form = hands.find(HolderForm)
    assert form.name.hasFocus()
    assert not screen.make_button.isVisible()
    form.name.clear()
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert form.isVisible()
    assert "The name of a holder" in said(form)
    hands.type("Quinn Grant")
    form.phone.setText("617-555-0177")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert "Quinn Grant, 617-555-0177, the bank" in said(hands.find(SetCard))
    assert pills(hands.find(SetCard))[1] == "not yet confirmed"
    hands.find(QWidget, "Change the holder of share 1, Amara Osei").click()  # type: ignore[attr-defined]
    hands.type("Nobody")
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert "Amara Osei" in said(hands.find(SetCard))
    assert screen.make_button.isVisible()


def test_a_share_and_its_holder_stand_on_one_line(made: list[Card], hands: Hands) -> None:
    hands.unlock()
    shown(hands)
    card = hands.find(SetCard)
    lines = {each.text(): each for each in card.findChildren(QLabel) if each.isVisible()}
    share, holder = lines["Share 2"], lines["· P. Grant, 617-555-0188, the bank"]
    tops = [each.mapTo(card, each.rect().center()).y() for each in (share, holder)]
    assert abs(tops[0] - tops[1]) <= 1


def test_today_asks_for_what_is_to_be_confirmed(made: list[Card], hands: Hands) -> None:
    hands.unlock()
    today = hands.find(TodayScreen)
    assert "Confirm 3 executor cards" in said(today)
    (row,) = (each for each in today.page.rows if each.key[1] == "executor-cards")
    row.setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.find(SuccessionScreen).isVisible()
    ask(hands, confirm_all)
    hands.tools.navigation.go("today")
    hands.settle()
    assert "executor card" not in said(hands.find(TodayScreen))


def test_the_wizard_makes_cards_that_open_once_they_were_typed(
    screen: SuccessionScreen, hands: Hands, path: Path, around: Surroundings, tmp_path: Path
) -> None:
    wizard = begin(hands, screen)
    assert wizard.steps.words().startswith("Step 1 of 5")
    assert wizard.what.records.isChecked()
    hands.press(Qt.Key.Key_Return)
    assert stands_on(wizard) is wizard.numbers
    assert "Any 2 of 3 open it: 1 card may be lost." in said(wizard)
    wizard.numbers.count.setValue(2)
    assert "All 2 are needed" in said(wizard)
    wizard.numbers.count.setValue(3)
    wizard.go_on()
    for holder in HOLDERS:
        for text in (holder.name, holder.phone, holder.place):
            hands.type(text)
            hands.press(Qt.Key.Key_Tab)
    wizard.go_on()
    hands.settle()
    assert wizard.cards is not None
    assert stands_on(wizard) is wizard.cards
    cards = wizard.cards.cards
    before = header_of(path)
    hands.answers.path = str(tmp_path)
    wizard.cards.paper.save.click()
    hands.settle()
    folder = tmp_path / "Executor cards"
    assert len(list(folder.iterdir())) == 3
    assert "3 pages in the folder “Executor cards”" in said(wizard)
    prove(hands, wizard, [cards[2]])
    assert "Card 3 accepted" in said(wizard)
    assert not wizard.next.isEnabled()
    wizard.go_on()
    assert header_of(path) == before
    type_words(cards[0].words)
    assert wizard.next.hasFocus()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert screen.wizard is None
    assert pills(hands.find(SetCard)) == ["not yet confirmed"] * 3
    assert "The cards open the vault now." in screen.banner.text()
    assert ask(hands, lambda v: v.desk.all()).keys() <= {"place"}
    screen.banner.acted.emit()
    hands.settle()
    assert not folder.exists()
    hands.stop()
    key = RecoveryKey(shares.combine([card.words for card in cards[1:]]))
    vault = unlock(path, key, around)
    assert vault.ways_in.used == "executor:3"
    vault.close()


def test_the_cards_are_printed_one_after_the_other_and_typed_back(
    screen: SuccessionScreen, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.paper_row.find_printers", lambda: ["the one at home"])
    wizard = begin(hands, screen)
    to_paper(hands, wizard)
    assert wizard.cards is not None
    hands.answers.path = str(tmp_path / "printed.pdf")
    wizard.cards.paper.print.click()
    hands.until(lambda: "Sent to the printer." in said(wizard))
    printed = PdfReader(tmp_path / "printed.pdf")
    cards = wizard.cards.cards
    assert len(printed.pages) == len(cards) == 3
    for page, card in zip(printed.pages, cards, strict=True):
        one = PdfWriter()
        one.add_page(page)
        file = BytesIO()
        one.write(file)
        assert shows_code(file.getvalue(), card.words.upper())
    prove(hands, wizard, cards[:2])
    wizard.go_on()
    hands.settle()
    assert "Hand them out" in screen.banner.text(), "there is no file to be deleted"


def test_the_saved_pages_hold_what_is_typed(
    screen: SuccessionScreen, hands: Hands, path: Path, around: Surroundings, tmp_path: Path
) -> None:
    wizard = begin(hands, screen)
    to_paper(hands, wizard)
    assert wizard.cards is not None
    hands.answers.path = str(tmp_path)
    wizard.cards.paper.save.click()
    hands.until(lambda: "3 pages" in said(wizard))
    files = sorted((tmp_path / "Executor cards").iterdir())
    assert [file.name for file in files] == ["card-1.pdf", "card-2.pdf", "card-3.pdf"]
    prove(hands, wizard, wizard.cards.cards[:2])
    wizard.go_on()
    hands.settle()
    hands.stop()
    unlock(path, RecoveryKey(combine_files(files[1:])), around).close()


def test_k_cards_in_one_place_are_warned_of(screen: SuccessionScreen, hands: Hands) -> None:
    wizard = begin(hands, screen)
    wizard.go_on()
    wizard.go_on()
    rows = wizard.holders.rows
    for place, text in enumerate(("The bank", "her safe", "")):
        rows.fields(place)[2].setFocus()
        hands.type(text)
    assert not wizard.holders.warning.isVisible()
    rows.fields(2)[2].setFocus()
    hands.type("the  bank")
    assert "lie in one place" in wizard.holders.warning.text()
    rows.fields(2)[2].selectAll()
    hands.type("his attic")
    assert not wizard.holders.warning.isVisible()
    wizard.go_on()
    assert "Card 1:" in said(wizard)
    assert rows.fields(0)[0].hasFocus()
    assert stands_on(wizard) is wizard.holders


def test_given_up_the_cards_open_nothing_and_their_files_are_gone(
    screen: SuccessionScreen, hands: Hands, path: Path, around: Surroundings, tmp_path: Path
) -> None:
    before = header_of(path)
    wizard = begin(hands, screen)
    to_paper(hands, wizard)
    assert wizard.cards is not None
    cards = wizard.cards.cards
    hands.answers.path = str(tmp_path)
    wizard.cards.paper.save.click()
    hands.settle()
    prove(hands, wizard, cards[:2])
    hands.answers.yes = False
    wizard.cancel.click()
    assert screen.wizard is wizard
    hands.answers.yes = True
    wizard.cancel.click()
    hands.settle()
    assert hands.answers.asked == ["Make no executor cards?"] * 2
    assert not (tmp_path / "Executor cards").exists()
    assert "No executor cards yet" in said(screen)
    assert header_of(path) == before
    assert ask(hands, lambda v: v.desk.get("succession/making")) is None
    hands.stop()
    refused(path, around, cards)


def test_a_lock_forgets_the_cards_and_keeps_the_holders(
    screen: SuccessionScreen, hands: Hands, path: Path, around: Surroundings, tmp_path: Path
) -> None:
    wizard = begin(hands, screen)
    to_paper(hands, wizard)
    assert wizard.cards is not None
    cards = wizard.cards.cards
    hands.answers.path = str(tmp_path)
    wizard.cards.paper.save.click()
    hands.settle()
    hands.lock()
    assert not (tmp_path / "Executor cards").exists()
    hands.unlock()
    kept: Any = ask(hands, lambda v: v.desk.all())
    assert cards[0].words.split()[4] not in str(kept).split()
    screen = hands.find(SuccessionScreen)
    again = screen.wizard
    assert again is not None
    assert stands_on(again) is again.holders
    assert again.holders.rows.value() == HOLDERS
    assert "those open nothing" in again.void.text()
    hands.stop()
    refused(path, around, cards)


def test_going_elsewhere_and_back_keeps_what_was_typed(
    screen: SuccessionScreen, hands: Hands
) -> None:
    wizard = begin(hands, screen)
    to_paper(hands, wizard)
    assert wizard.cards is not None
    cards = wizard.cards.cards
    wizard.cards.show_card(2)
    assert f"7\n{cards[1].words.split()[6]}\n8" in said(wizard)
    prove(hands, wizard, cards[:1])
    type_words(" ".join(cards[1].words.split()[:5]))
    hands.tools.navigation.go("clients")
    hands.settle()
    assert wizard.cards.shown == 0
    shown(hands)
    assert screen.wizard is wizard
    assert wizard.proof is not None
    assert wizard.proof.words.given.numbers == (1,)
    type_words(" ".join(cards[1].words.split()[5:]))
    assert wizard.proof.is_ready


def test_cards_of_another_set_prove_nothing(made: list[Card], hands: Hands, path: Path) -> None:
    hands.unlock()
    wizard = begin(hands, shown(hands))
    to_paper(hands, wizard)
    before = header_of(path)
    wizard.go_on()
    type_words(" ".join(made[0].words.split()[:2]))
    assert "another set" in said(wizard)
    assert not wizard.next.isEnabled()
    assert header_of(path) == before


def test_process_notes_get_a_set_only_beside_one_of_the_records(
    screen: SuccessionScreen, hands: Hands
) -> None:
    wizard = begin(hands, screen)
    assert not wizard.what.process.isEnabled()
    assert "Make cards of the records first" in said(wizard)


def test_the_set_of_process_notes_asks_for_their_own_passphrase(
    made: list[Card], hands: Hands, path: Path
) -> None:
    hands.unlock()
    screen = shown(hands)
    wizard = begin(hands, screen)
    wizard.what.process.click()
    assert wizard.property("room") == "process"
    to_paper(hands, wizard)
    assert stands_on(wizard) is wizard.holders
    assert "Type it first." in said(wizard)
    wizard.holders.secret.typed.setText("not theirs")
    wizard.go_on()
    hands.settle()
    assert stands_on(wizard) is wizard.holders
    assert "does not open" in said(wizard)
    wizard.holders.secret.typed.setText(PROCESS_PASSPHRASE)
    wizard.go_on()
    hands.settle()
    assert wizard.cards is not None
    assert wizard.proof is not None
    assert ask(hands, lambda v: v.process is None), "closed again"
    cards = wizard.cards.cards
    prove(hands, wizard, cards[1:])
    assert wizard.proof.secret.typed.hasFocus()
    wizard.proof.secret.typed.setText("not theirs")
    wizard.go_on()
    hands.settle()
    assert "does not open" in said(wizard)
    wizard.proof.secret.typed.setText(PROCESS_PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert screen.wizard is None
    assert [slot.type for slot in header_of(path).process.slots][-1] == "executor"  # type: ignore[union-attr]
    theirs = [each for each in screen.findChildren(SetCard) if each.property("room") == "process"]
    assert "any 2 of 3 open process notes" in said(theirs[0])


def test_whoever_opened_with_cards_makes_none(made: list[Card], hands: Hands, path: Path) -> None:
    key = shares.combine([card.words for card in made[:2]])
    hands.find(QWidget, "Use recovery key").click()  # type: ignore[attr-defined]
    hands.unlock(key)
    screen = shown(hands)
    assert not screen.make_button.isVisible()
    screen.make_cards()
    assert screen.wizard is None
    assert hands.find(SetCard).isVisible()
