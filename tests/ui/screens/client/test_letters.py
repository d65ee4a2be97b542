"""Letters from the window: looked at where the decision or the end stands, saved, logged."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, a_client, an_amendment, an_ending, an_episode, in_order
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.screens.client.amendments_page import AmendmentsPage
from ui.screens.client.care import CarePage
from ui.screens.client.letter_dialog import LetterDialog
from ui.screens.client.screen import ClientScreen
from ui.widgets.buttons import ThemedButton
from ui.widgets.list_page import ListPage
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.audit import Action
from vault.model.circumstances import Answer, Circumstances, Question
from vault.model.client import Client
from vault.model.episode import EndReason

DENIED = AmendmentDecision(NOON.date(), Outcome.DENIED, "accurate-and-complete", "It stands.")


@pytest.fixture
def rui(unlocked: Unlock) -> Client:
    """A client with a name that runs leftward: two requests, one denied; care that ended twice."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    answers = {each: Answer.NO for each in Question} | {Question.COVERED_ENTITY: Answer.YES}
    vault.circumstances.set(Circumstances((), answers))
    client = vault.clients.add([a_client("נועה Whitfield")])[0]
    vault.amendments.add([an_amendment(client), an_amendment(client, decision=DENIED)])
    died = an_ending(reason=EndReason.DIED, last_contact=an_ending().day)
    vault.episodes.add([an_episode(client, ending=an_ending())])
    vault.episodes.add([an_episode(client, opened=died.day, ending=died)])
    vault.close()
    return client


def buttons(page: ListPage, spoken: str) -> list[ThemedButton]:
    """Return the buttons whose spoken name begins so."""
    found = [each for each in page.findChildren(ThemedButton) if each.isVisible()]
    return [each for each in found if each.accessibleName().startswith(spoken)]


def shown(hands: Hands, page: ListPage) -> LetterDialog:
    """Return the dialog, once the letter is set."""
    dialog = page.findChild(LetterDialog)
    assert dialog is not None
    hands.until(lambda: not dialog.paper.bar.isVisible() and not hands.tools.worker.busy)
    hands.settle()
    return dialog


def test_a_denial_is_looked_at_and_saved_where_one_says(
    hands: Hands, rui: Client, tmp_path: Path
) -> None:
    hands.answers.path = str(tmp_path / "paper")
    hands.unlock()
    go(hands, ClientScreen, "client", client=rui.id, note="amendments")
    page = hands.find(AmendmentsPage)
    (letter,) = buttons(page, "Print the letter of denial")
    letter.click()
    dialog = shown(hands, page)
    assert unnamed(dialog) == []
    hands.until(lambda: not dialog.preview.page.pixmap().isNull())
    assert dialog.preview.where.text() == "Page 1 of 1"
    assert "45 CFR 164.526(d)(1)" in dialog.content.text()
    assert "Because you answered “Yes” to “Are you a covered entity" in dialog.content.text()
    dialog.paper.save.click()
    shown(hands, page)
    (file,) = (tmp_path / "paper").iterdir()
    assert dialog.paper.said.text().startswith("Saved as “letter-amendment-denial-2026-11-22.pdf”")
    assert "Whitfield" in PdfReader(file).pages[0].extract_text()
    (entry,) = [
        each
        for each in ask(hands, lambda v: list(v.audit.export()))
        if each.action == Action.LETTER_PRINTED
    ]
    assert entry.detail["letter"] == "amendment-denial"
    dialog.close_button.click()
    hands.settle()
    nobody_bound = Circumstances((), {each: Answer.NO for each in Question})
    ask(hands, lambda v: v.circumstances.set(nobody_bound))
    page.reload()
    hands.settle()
    assert buttons(page, "Print the letter of denial") == [], "the rule does not bind"


def test_the_end_has_its_letter_unless_the_client_died(hands: Hands, rui: Client) -> None:
    hands.unlock()
    go(hands, ClientScreen, "client", client=rui.id, note="care")
    page = hands.find(CarePage)
    (letter,) = buttons(page, "Print the letter of termination")
    letter.click()
    dialog = shown(hands, page)
    assert "20 CSR 2263-3.040(4), (5), (11)(F)" in dialog.content.text()
    assert dialog.paper.isVisible()
    assert not dialog.banner.isVisible()
    dialog.close_button.click()
