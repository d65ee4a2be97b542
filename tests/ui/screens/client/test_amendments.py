"""Requests to amend a record in the window: from Today to a decision, and what is done next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, FixedClock, a_client, an_amendment, in_order
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.main_window import MainWindow
from ui.notice_line import NoticeLine
from ui.screens.client.amendment_form import AmendmentForm
from ui.screens.client.amendments_page import AmendmentsPage
from ui.screens.client.care import CarePage
from ui.screens.client.header import CARE, RECORD
from ui.screens.client.screen import ClientScreen
from ui.screens.today.rows import Row
from ui.screens.today.screen import TodayScreen
from ui.widgets.banner import Banner
from ui.widgets.buttons import ThemedButton
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.model.amendment import AmendmentDecision, AmendmentRequest, Extension, Outcome
from vault.model.circumstances import Answer, Circumstances, Question
from vault.model.client import Client
from vault.open_vault import OpenVault

TODAY = NOON.date()
DENIED = AmendmentDecision(TODAY, Outcome.DENIED, "accurate-and-complete", "It stands.")


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client of a practice that may be a covered entity, with nothing else to do."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    in_order(vault)
    bound(vault, Answer.UNKNOWN)
    vault.close()
    return client


def bound(vault: OpenVault, said: Answer) -> None:
    """Answer whether the practice is a covered entity, and the other questions with no."""
    answers = {each: Answer.NO for each in Question} | {Question.COVERED_ENTITY: said}
    vault.circumstances.set(Circumstances((), answers))


def opened(hands: Hands, client: Client) -> AmendmentsPage:
    """Go to the requests of a client."""
    hands.unlock()
    go(hands, ClientScreen, "client", client=client.id, note="amendments")
    return hands.find(AmendmentsPage)


def shown(page: AmendmentsPage) -> str:
    """Return every word that is shown."""
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def states(page: AmendmentsPage) -> list[str]:
    """Return the states that are shown."""
    return [each.text() for each in page.findChildren(Pill) if each.isVisible()]


def rows(page: AmendmentsPage) -> list[ListRow]:
    """Return the lines that are shown, the newest request first."""
    return [each for each in page.findChildren(ListRow) if each.isVisible()]


def due_row(hands: Hands) -> list[Row]:
    """Return the row of Today that is about requests, if there is one."""
    found = hands.find(TodayScreen).findChildren(Row)
    return [each for each in found if each.isVisible() and each.key == ("due", "amendment")]


def test_from_a_letter_to_a_denial_and_its_answer(
    hands: Hands, dana: Client, clock: FixedClock
) -> None:
    page = opened(hands, dana)
    assert "No request is entered." in shown(page)
    assert page.add_button.hasFocus()
    hands.press(Qt.Key.Key_Space)
    form = hands.find(AmendmentForm)
    form.texts["asked"].setFocus()
    QTest.keyClicks(form.texts["asked"].edit, "Six hours.")
    hands.press(Qt.Key.Key_Return)
    QTest.keyClicks(form.texts["asked"].edit, "Not three.")
    form.days["received"].set_value(date(2026, 10, 1))
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert states(page) == ["8 days left"]
    assert "act by 30 Nov 2026" in shown(page)
    assert "Request of 1 Oct 2026" in shown(page)
    assert "Six hours.\nNot three." in shown(page)
    assert "Next: Decide it, and tell the client." in shown(page)
    assert "once 30 days longer" in shown(page)
    assert "Because you answered “I don't know”" in shown(page)
    rows(page)[0].change.click()
    form = hands.find(AmendmentForm)
    form.checks["longer"].setChecked(True)
    form.days["extended"].set_value(TODAY)
    form.lines["extension_reason"].setText("The note is in storage.")
    form.finish()
    hands.settle()
    assert states(page) == ["38 days left"]
    rows(page)[0].change.click()
    form = hands.find(AmendmentForm)
    choose(form, "outcome", Outcome.DENIED)
    choose(form, "ground", "accurate-and-complete")
    form.finish()
    hands.settle()
    assert states(page) == ["denied"]
    assert "it is accurate and complete" in shown(page)
    assert "right to a statement of disagreement" in shown(page)
    rows(page)[0].change.click()
    form = hands.find(AmendmentForm)
    assert not form.remove.isVisible()
    form.days["disagreed"].set_value(TODAY)
    form.finish()
    hands.settle()
    assert "Next: Keep the client’s statement of disagreement as a note" in shown(page)
    (kept,) = ask(hands, lambda v: v.amendments.of_client(dana.id))
    assert (kept.asked, kept.disagreed) == ("Six hours.\nNot three.", TODAY)
    assert kept.extension == Extension(TODAY, "The note is in storage.")


def choose(form: AmendmentForm, name: str, value: str) -> None:
    """Choose one of a choice, as a person does."""
    combo = form.choices[name]
    combo.setCurrentIndex(combo.findData(value))


def test_today_leads_to_the_one_that_is_due_first(
    hands: Hands, dana: Client, clock: FixedClock
) -> None:
    hands.unlock()
    assert not due_row(hands)
    late, soon = (
        an_amendment(dana, received=date(2026, 11, 20)),
        an_amendment(dana, received=date(2026, 9, 20)),
    )
    ask(hands, lambda v: v.amendments.add([late, soon]))
    hands.tools.navigation.go("today")
    hands.settle()
    (row,) = due_row(hands)
    assert row.accessibleName() == (
        "Decide 2 requests to amend a record, The first by 19 Nov · Dana Whitfield, 3 days over"
    )
    denied = AmendmentDecision(TODAY, Outcome.DENIED, "not-accessible")
    ask(hands, lambda v: v.amendments.change(decided(soon, denied)))
    hands.settle()
    (row,) = due_row(hands)
    assert row.accessibleName() == (
        "Decide 1 request to amend a record, Act by 19 Jan 2027 · Dana Whitfield, 58 days left"
    )
    row.chosen.emit()
    hands.settle()
    assert states(hands.find(AmendmentsPage)) == ["58 days left", "denied"]
    assert hands.find(ClientScreen).header.tabs.currentIndex() == CARE
    assert not unnamed(hands.find(MainWindow))


def decided(request: AmendmentRequest, decision: AmendmentDecision) -> AmendmentRequest:
    """Return a request as it was decided."""
    return replace(request, decision=decision)


def test_no_clock_is_shown_where_none_runs(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    ask(hands, lambda v: bound(v, Answer.NO))
    ask(hands, lambda v: v.amendments.add([an_amendment(dana)]))
    hands.tools.navigation.go("today")
    hands.settle()
    (row,) = due_row(hands)
    words = "Decide 1 request to amend a record, From 1 Nov · Dana Whitfield, 21 days"
    assert row.accessibleName() == words
    row.chosen.emit()
    hands.settle()
    assert states(page) == ["waits"]
    assert "act by" not in shown(page)
    assert "No clock of 45 CFR 164.526 runs. Because you answered “No”" in shown(page)
    rows(page)[0].change.click()
    form = hands.find(AmendmentForm)
    choose(form, "outcome", Outcome.DENIED)
    form.texts["words"].set_text("Another law decides.")
    form.finish()
    hands.settle()
    assert states(page) == ["denied"]


def test_what_is_next_leads_to_the_record(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    accepted = AmendmentDecision(TODAY, Outcome.ACCEPTED)
    ask(hands, lambda v: v.amendments.add([an_amendment(dana, decision=accepted)]))
    hands.settle()
    assert "Next: Write an addendum in each note it concerns." in shown(page)
    to_record = next(
        each for each in page.findChildren(ThemedButton) if each.text() == "To the record"
    )
    to_record.click()
    hands.settle()
    assert hands.find(ClientScreen).header.tabs.currentIndex() == RECORD
    assert hands.find(ClientScreen).record.isVisible()


def test_one_that_was_decided_before_is_only_answered(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    accepted = an_amendment(dana, decision=AmendmentDecision(TODAY, Outcome.ACCEPTED))
    denied = an_amendment(dana, received=date(2026, 11, 2), decision=DENIED)
    vault.amendments.add([accepted, denied])
    vault.close()
    page = opened(hands, dana)
    first, second = rows(page)
    assert first.change.isVisible()
    assert not second.change.isVisible()
    first.change.click()
    form = hands.find(AmendmentForm)
    assert not any(form.form.is_shown(name) for name in ("received", "asked", "outcome", "told"))
    assert not form.checks["longer"].isVisible()
    assert not form.remove.isVisible()
    assert form.days["disagreed"].line.hasFocus()
    form.days["disagreed"].set_value(TODAY)
    form.finish()
    hands.settle()
    assert "statement of disagreement 22 Nov 2026" in shown(page)


def test_care_leads_there_and_back(hands: Hands, dana: Client) -> None:
    hands.unlock()
    ask(hands, lambda v: v.amendments.add([an_amendment(dana)]))
    screen = go(hands, ClientScreen, "client", client=dana.id, note="care")
    care = hands.find(CarePage)
    said = care.amendments.said
    assert said.text() == (
        "1 request is entered. 1 waits to be decided. The next one: 39 days left."
    )
    care.amendments.see.click()
    hands.settle()
    page = hands.find(AmendmentsPage)
    assert page.isVisible()
    page.back.click()
    hands.settle()
    assert care.isVisible()
    care.amendments.see.click()
    hands.settle()
    tabs = screen.header.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(CARE).center())
    hands.settle()
    assert care.isVisible()
    command = next(each for each in screen.commands() if "amend this record" in each.words)
    command.run()
    hands.settle()
    assert page.isVisible()


def test_what_was_entered_by_mistake_is_taken_out_and_put_back(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    kept = ask(hands, lambda v: v.amendments.add([an_amendment(dana)]))
    hands.settle()
    rows(page)[0].change.click()
    hands.find(AmendmentForm).remove.click()
    hands.settle()
    assert not rows(page)
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert ask(hands, lambda v: v.amendments.of_client(dana.id)) == kept


@pytest.mark.parametrize(
    ("fill", "name", "sentence"),
    [
        (lambda form: None, "asked", "What does the client ask for?"),
        (lambda form: form.checks["longer"].setChecked(True), "extended", "On which day was"),
        (lambda form: form.checks["longer"].setChecked(True), "extension_reason", "Why does it"),
        (lambda form: choose(form, "outcome", Outcome.DENIED), "ground", "On which ground"),
        (lambda form: choose(form, "outcome", Outcome.IN_PART), "words", "Which part is"),
        (
            lambda form: form.days["received"].set_value(date(2026, 11, 23)),
            "received",
            "in the future",
        ),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    hands: Hands,
    dana: Client,
    fill: Callable[[AmendmentForm], object],
    name: str,
    sentence: str,
) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(AmendmentForm)
    fill(form)
    form.finish()
    hands.settle()
    assert sentence in form.form.error(name)
    assert ask(hands, lambda v: v.amendments.of_client(dana.id)) == []


def test_a_refusal_of_the_record_is_shown(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(AmendmentForm)
    form.texts["asked"].set_text("Six hours.")
    choose(form, "outcome", Outcome.ACCEPTED)
    form.days["told"].set_value(date(2026, 11, 1))
    form.finish()
    hands.settle()
    assert form.banner.text() == "The decision is from before the request."


def test_half_a_request_is_there_after_a_lock(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(AmendmentForm)
    form.texts["asked"].setFocus()
    QTest.keyClicks(form.texts["asked"].edit, "Six hours")
    form.checks["longer"].setChecked(True)
    choose(form, "outcome", Outcome.DENIED)
    hands.tools.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    hands.settle()
    form = hands.find(AmendmentForm)
    assert form.texts["asked"].text() == "Six hours"
    assert form.form.is_shown("ground")
    assert form.form.is_shown("extended")


def test_words_of_a_decision_that_stands_by_now_are_shown_and_the_answer_is_kept(
    hands: Hands, dana: Client
) -> None:
    page = opened(hands, dana)
    ask(hands, lambda v: v.amendments.add([an_amendment(dana, decision=DENIED)]))
    hands.settle()
    rows(page)[0].change.click()
    form = hands.find(AmendmentForm)
    form.texts["words"].set_text("A long correction, typed with care.")
    accepted = form.choices["outcome"].findData(Outcome.ACCEPTED)
    form.choices["outcome"].setCurrentIndex(accepted)
    form.choices["outcome"].activated.emit(accepted)
    hands.lock()
    page = opened(hands, dana)
    form = hands.find(AmendmentForm)
    assert "A long correction, typed with care." in form.banner.text()
    assert form.form.is_shown("disagreed")
    form.days["disagreed"].set_value(TODAY)
    form.finish()
    hands.settle()
    (kept,) = ask(hands, lambda v: v.amendments.of_client(dana.id))
    assert (kept.decision, kept.disagreed) == (DENIED, TODAY)


def test_a_contact_begun_before_the_page_came_is_what_is_shown(hands: Hands, dana: Client) -> None:
    hands.unlock()
    go(hands, ClientScreen, "client", client=dana.id)
    hands.tools.navigation.go("today")
    hands.settle()
    for note in ("new-contact", "new"):
        for place in ("amendments", "care", "complete"):
            hands.tools.navigation.go("client", client=dana.id, note=place)
            hands.tools.navigation.go("client", client=dana.id, note=note)
            hands.settle()
            assert hands.find(ClientScreen).record.isVisible(), (place, note)
            hands.tools.navigation.go("today")
            hands.settle()


def test_where_no_clock_runs_the_first_that_came_is_the_first(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    bound(vault, Answer.NO)
    first = an_amendment(
        dana, received=date(2026, 9, 1), extension=Extension(date(2026, 9, 20), "He is away.")
    )
    second = an_amendment(dana, received=date(2026, 9, 10))
    vault.amendments.add([second, first])
    assert [each.id for each in vault.amendments.waiting()] == [first.id, second.id]
