"""A conflict check that waits is a task of Today, and is decided in the client's file."""

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Unlock
from tests.practice import FixedClock, a_client, give_all, in_order
from tests.ui.record import ask, unnamed
from tests.ui.window import Hands
from ui.screens.client.care import CarePage
from ui.screens.today.screen import TodayScreen
from ui.widgets.buttons import ThemedButton
from ui.widgets.conflict_dialog import ConflictDialog
from vault.model.client import Client
from vault.model.conflict import Decision

KIND = ("due", "conflict-check")


@pytest.fixture
def waits(unlocked: Unlock) -> Client:
    """A client whose file was opened on the command line, though one of a like name is there."""
    vault = unlocked()
    in_order(vault)
    vault.clients.add([a_client("Dana Whitfield")])
    client = a_client("Dana Whitfeld")
    vault.clients.add([client], vault.conflicts.on_opening(client))
    # Asked about, and no file opened: nobody waits for it here.
    vault.conflicts.leave_to_decide(a_client("Dina Whitfield"))
    give_all(vault)
    vault.close()
    return client


def due(hands: Hands) -> list[str]:
    rows = hands.find(TodayScreen).page.rows
    return [row.accessibleName() for row in rows if row.key == KIND]


def decide(hands: Hands) -> ConflictDialog:
    """Go from Today to the file, and ask to decide there."""
    (row,) = [row for row in hands.find(TodayScreen).page.rows if row.key == KIND]
    row.setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    page = hands.find(CarePage)
    assert "waits for your decision" in page.banner.text()
    hands.find(ThemedButton, "Decide about the check of 22 Nov 2026").click()
    hands.settle()
    return hands.find(ConflictDialog)


@pytest.mark.parametrize("decision", [Decision.NO_CONFLICT, Decision.CONFLICT])
def test_it_is_due_until_it_is_decided(
    hands: Hands, waits: Client, clock: FixedClock, decision: Decision
) -> None:
    clock.advance(days=2)
    hands.unlock()
    assert due(hands) == ["Decide 1 conflict check, From 22 Nov · Dana Whitfeld, 2 days"]
    dialog = decide(hands)
    here = hands.tools.navigation.here
    assert here is not None
    assert (here.screen, here.client, here.note) == ("client", waits.id, "care")
    assert unnamed(dialog) == []
    no = decision is Decision.NO_CONFLICT
    (dialog.no_conflict if no else dialog.conflict).click()
    assert dialog.form.error("reason") == "Say in a few words why you decide so."
    dialog.reason.setText("Looked at both.")
    (dialog.no_conflict if no else dialog.conflict).click()
    hands.settle()
    page = hands.find(CarePage)
    assert "waits for your decision" not in page.banner.text()
    assert len(page.conflicts.checks.rows()) == 2
    checks = ask(hands, lambda v: v.conflicts.of_client(waits.id))
    assert {(each.decision, each.reason) for each in checks} == {
        (Decision.WAITS, ""),
        (decision, "Looked at both."),
    }
    hands.tools.navigation.go("today")
    hands.settle()
    assert due(hands) == []


def test_the_sentence_above_the_care_leads_to_the_decision(hands: Hands, waits: Client) -> None:
    hands.unlock()
    hands.tools.navigation.go("client", client=waits.id, note="care")
    hands.settle()
    page = hands.find(CarePage)
    # Its link, by the words on it: the button in the row has a longer name.
    hands.find(ThemedButton, "Decide…").click()
    hands.settle()
    dialog = hands.find(ConflictDialog)
    dialog.reason.setText("Half a reason")
    dialog.back.click()
    hands.settle()
    assert "waits for your decision" in page.banner.text()
    page.banner.acted.emit()
    hands.settle()
    dialog = hands.find(ConflictDialog)
    assert dialog.reason.text() == "Half a reason"
    dialog.no_conflict.click()
    hands.settle()
    assert "waits for your decision" not in page.banner.text()
    page.clear()
    page.banner.acted.emit()
    hands.settle()
    assert hands.shell.findChildren(ConflictDialog) == []


def test_what_is_decided_elsewhere_is_due_no_more(hands: Hands, waits: Client) -> None:
    hands.unlock()
    assert len(due(hands)) == 1
    ask(
        hands,
        lambda v: v.conflicts.decide_waiting(
            v.conflicts.of_client(waits.id)[0].id, Decision.NO_CONFLICT, "Another person."
        ),
    )
    hands.settle()
    assert due(hands) == []
