"""The emergency page in Succession: filled in, kept over a lock, saved, printed, due on Today."""

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.export.test_sheets import said as pdf_words
from tests.practice import LICENSEE, in_order
from tests.services.test_emergencies import PLAN
from tests.ui.record import ask
from tests.ui.screens.succession.test_succession import HOLDERS, said, shown
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.succession.emergency_card import EmergencyCard
from ui.screens.succession.emergency_form import EmergencyForm
from ui.screens.today.screen import TodayScreen
from ui.widgets.buttons import ThemedButton
from vault.model.emergency import EmergencyPlan
from vault.open_vault import OpenVault


@pytest.fixture(autouse=True)
def practice(unlocked: Unlock) -> None:
    """Let the licensee be known, and nothing else be due."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    vault.close()


def filled(hands: Hands) -> EmergencyCard:
    """Return the card of a page that says something and was never printed."""
    hands.unlock()
    ask(hands, lambda v: v.emergencies.set(PLAN))
    shown(hands)
    return hands.find(EmergencyCard)


def form_of(hands: Hands) -> EmergencyForm:
    """Open the form by its button."""
    hands.find(EmergencyCard).fill.setFocus()
    hands.press(Qt.Key.Key_Return)
    return hands.find(EmergencyForm)


def finished(hands: Hands, card: EmergencyCard) -> None:
    """Wait until the page was saved or printed, or could not be."""
    hands.until(lambda: not card.paper.bar.isVisible() and not hands.tools.worker.busy)
    hands.settle()


def test_before_anything_is_said_there_is_only_the_form(hands: Hands) -> None:
    hands.unlock()
    shown(hands)
    card = hands.find(EmergencyCard)
    assert "Nothing is said yet" in said(card)
    assert not card.paper.isVisible()
    assert not card.pill.isVisible()
    assert card.fill.accessibleName() == "Fill in the emergency page"
    assert "emergency page" not in said(hands.shell.findChildren(TodayScreen)[0])


def test_it_is_filled_in_by_keys_alone(hands: Hands) -> None:
    hands.unlock()
    shown(hands)
    form = form_of(hands)
    for text in PLAN.__dict__.values():
        hands.type(text)
        hands.press(Qt.Key.Key_Tab)
    assert form.save.hasFocus()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    card = hands.find(EmergencyCard)
    assert ask(hands, lambda v: v.emergencies.get()) == PLAN
    assert "not yet on paper" in said(card)
    assert card.pill.text() == "to be printed"
    assert card.paper.save.hasFocus()
    assert ask(hands, lambda v: v.desk.all()).keys() <= {"place"}


def test_what_is_wrong_stands_beneath_its_line(hands: Hands) -> None:
    hands.unlock()
    shown(hands)
    form = form_of(hands)
    form.line("executor").setText("Amara Osei")
    form.line("disk").setText("x" * 1001)
    form.finish()
    assert "with a phone number" in form.form.error("executor_phone")
    assert "1,000 characters" in form.form.error("disk")
    assert not form.form.error("executor")
    assert form.line("executor_phone").hasFocus()
    assert ask(hands, lambda v: v.emergencies.get()) == EmergencyPlan()


def test_what_is_half_filled_in_outlives_a_lock(hands: Hands) -> None:
    card = filled(hands)
    card.fill.click()
    form = hands.find(EmergencyForm)
    form.line("disk").setFocus()
    form.line("disk").selectAll()
    hands.type("RIVERA-2, at the bank")
    hands.lock()
    hands.unlock()
    form = hands.find(EmergencyForm)
    assert form.value() == replace(PLAN, disk="RIVERA-2, at the bank")
    assert ask(hands, lambda v: v.emergencies.get()) == PLAN
    form.finish()
    hands.settle()
    assert ask(hands, lambda v: v.emergencies.get()).disk == "RIVERA-2, at the bank"
    hands.lock()
    hands.unlock()
    assert shown(hands).form is None


def test_a_lock_while_it_is_saved_keeps_it(hands: Hands) -> None:
    card = filled(hands)
    card.fill.click()
    form = hands.find(EmergencyForm)
    form.line("disk").setText("RIVERA-2")
    with hands.held():
        form.finish()
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    assert ask(hands, lambda v: v.emergencies.get()).disk == "RIVERA-2"
    assert shown(hands).form is None


def test_escape_leaves_the_page_as_it_was_and_can_be_undone(hands: Hands) -> None:
    card = filled(hands)
    card.fill.click()
    hands.press(Qt.Key.Key_Escape)
    assert card.isVisible()
    assert hands.shell.findChildren(NoticeLine)[0].isHidden(), "nothing was discarded"
    card.fill.click()
    form = hands.find(EmergencyForm)
    form.line("login").selectAll()
    QTest.keyClicks(form.line("login"), "nobody")
    hands.press(Qt.Key.Key_Escape)
    assert "discarded" in said(hands.find(NoticeLine))
    assert ask(hands, lambda v: v.desk.get("succession/emergency-page")) is None
    hands.find(ThemedButton, "Undo").click()
    hands.settle()
    assert hands.find(EmergencyForm).line("login").text() == "nobody"


def test_saved_it_is_an_edition_and_saved_again_when_something_is_another(
    hands: Hands, tmp_path: Path
) -> None:
    card = filled(hands)
    hands.answers.path = str(tmp_path / "page")
    card.paper.save.click()
    finished(hands, card)
    assert PLAN.executor.replace(" ", "") in pdf_words((tmp_path / "page.pdf").read_bytes())
    assert "Saved as “page.pdf”" in said(card)
    assert "Edition 1, printed on 22 Nov 2026." in said(card)
    assert card.pill.text() == "as printed"
    ask(hands, lambda v: v.emergencies.set(replace(PLAN, disk="RIVERA-2")))
    hands.settle()
    assert "something on it is another" in said(card)
    assert card.pill.text() == "to be printed"
    card.paper.save.click()
    finished(hands, card)
    assert "The file exists. Nothing was made." in said(card)
    assert "Edition 1" in said(card), "nothing was written"
    hands.answers.path = str(tmp_path / "second.pdf")
    card.paper.save.click()
    finished(hands, card)
    assert "Edition 2, printed on" in said(card)


def test_a_new_card_makes_it_old(hands: Hands, tmp_path: Path) -> None:
    card = filled(hands)
    hands.answers.path = str(tmp_path / "page.pdf")
    card.paper.save.click()
    finished(hands, card)
    ask(hands, _three_cards)
    hands.settle()
    assert card.pill.text() == "to be printed"


def test_a_lock_while_it_is_set_writes_nothing(hands: Hands, tmp_path: Path) -> None:
    card = filled(hands)
    hands.answers.path = str(tmp_path / "page.pdf")
    card.paper.save.click()
    hands.until(lambda: card.paper.bar.isVisible())
    hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    assert not (tmp_path / "page.pdf").exists()
    hands.unlock()
    assert ask(hands, lambda v: v.emergencies.edition()) is None


def test_today_leads_to_it_until_it_is_printed(hands: Hands, tmp_path: Path) -> None:
    hands.unlock()
    today = hands.find(TodayScreen)
    assert "emergency page" not in said(today)
    ask(hands, lambda v: v.emergencies.set(PLAN))
    hands.settle()
    assert "Print the emergency page" in said(today)
    (row,) = (each for each in today.page.rows if each.key[1] == "emergency-page")
    row.setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    card = hands.find(EmergencyCard)
    assert card.paper.save.hasFocus()
    hands.answers.path = str(tmp_path / "page.pdf")
    hands.press(Qt.Key.Key_Return)
    finished(hands, card)
    hands.tools.navigation.go("today")
    hands.settle()
    assert "emergency page" not in said(hands.find(TodayScreen))


def _three_cards(vault: OpenVault) -> str:
    return vault.add_executor(vault.ways_in, 2, HOLDERS, lambda _cards: None)


def test_printed_it_is_an_edition_too(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = filled(hands)
    monkeypatch.setattr("ui.widgets.paper_row.find_printers", lambda: ["the one at home"])
    card.paper.print.click()
    finished(hands, card)
    assert hands.answers.asked == ["printer"], "and no printer was chosen"
    assert card.pill.text() == "to be printed"
    hands.answers.path = str(tmp_path / "printed.pdf")
    card.paper.print.click()
    finished(hands, card)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 2
    assert "Sent to the printer." in said(card)
    assert "Edition 1, printed on" in said(card)


def test_without_a_printer_it_can_still_be_saved(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = filled(hands)
    monkeypatch.setattr("ui.widgets.paper_row.find_printers", list)
    card.paper.print.click()
    finished(hands, card)
    assert hands.answers.asked == []
    assert "This computer has no printer. Save the page instead" in said(card)
    hands.answers.path = str(tmp_path / "page.pdf")
    card.paper.save.click()
    finished(hands, card)
    assert "no printer" not in said(card)
    assert "Edition 1" in said(card)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_fails_leaves_no_edition(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = filled(hands)
    monkeypatch.setattr("ui.widgets.paper_row.find_printers", lambda: ["the one at home"])
    hands.answers.path = str(tmp_path / "none" / "printed.pdf")
    card.paper.print.click()
    finished(hands, card)
    assert "The printer did not take the page." in said(card)
    assert card.pill.text() == "to be printed"
