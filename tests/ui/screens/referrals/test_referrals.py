"""The referral directory in the window: entered, found, put away, and put into a referral."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note, a_referral, in_order
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.client.referral_dialog import ReferralDialog
from ui.screens.client.screen import ClientScreen
from ui.screens.referrals.referral_form import ReferralForm
from ui.screens.referrals.screen import ReferralsScreen
from ui.screens.settings.screen import SettingsScreen
from ui.widgets.banner import Banner
from ui.widgets.buttons import ThemedButton
from ui.widgets.list_row import ListRow
from vault.model.client import Client
from vault.model.referral import Taking

CLINIC = a_referral("Harbor clinic", phone="", languages="", note="")
INES = a_referral(taking=Taking.YES)


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client of a licensee with two entries in the directory."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    vault.referrals.add([CLINIC, INES])
    (client,) = vault.clients.add([a_client()])
    empty = dict.fromkeys(("to", "reason", "result"), "")
    vault.notes.begin([a_note(client, template="referral", sections=empty)])
    vault.close()
    return client


@pytest.fixture
def screen(hands: Hands, dana: Client) -> ReferralsScreen:
    """The directory, reached from Settings."""
    hands.unlock()
    hands.tools.navigation.go("settings")
    hands.settle()
    hands.find(SettingsScreen).referrals.open_list.click()
    hands.settle()
    return hands.find(ReferralsScreen)


def rows(screen: ReferralsScreen) -> list[ListRow]:
    """Return the lines that are shown."""
    return [each for each in screen.page.findChildren(ListRow) if each.isVisible()]


def names(screen: ReferralsScreen) -> list[str]:
    """Return of whom they are."""
    return [each.change.accessibleName().removeprefix("Change ") for each in rows(screen)]


def beside(row: ListRow) -> ThemedButton:
    """Return the button that puts an entry away, or brings it back."""
    (button,) = [each for each in row.findChildren(ThemedButton) if each is not row.change]
    return button


def test_an_entry_is_entered_and_found_by_what_is_typed(
    screen: ReferralsScreen, hands: Hands
) -> None:
    assert names(screen) == ["Harbor clinic", "Inês Araújo"]
    assert unnamed(screen) == []
    screen.page.add()
    form = hands.find(ReferralForm)
    hands.type("Theo Marchetti")
    form.lines["specialities"].setText("Sleep")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    QTest.keyClicks(screen.page.typed, "SLEEP")
    assert names(screen) == ["Theo Marchetti"]
    screen.page.typed.setText("nobody")
    assert names(screen) == []
    assert screen.page.nothing.text() == "None is found."
    screen.page.typed.setText("araujo")
    rows(screen)[0].change.click()
    form = hands.find(ReferralForm)
    form.lines["phone"].setText("555-0199")
    form.finish()
    hands.settle()
    assert ask(hands, lambda v: v.referrals.get(INES.id)).phone == "555-0199"
    assert names(screen) == ["Inês Araújo"], "what is typed still holds"


def test_one_is_put_away_and_comes_back(screen: ReferralsScreen, hands: Hands) -> None:
    assert not screen.page.away.isVisible()
    beside(rows(screen)[0]).click()
    hands.settle()
    assert names(screen) == ["Inês Araújo"]
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert names(screen) == ["Harbor clinic", "Inês Araújo"], "undone"
    beside(rows(screen)[0]).click()
    hands.settle()
    screen.page.away.click()
    assert names(screen) == ["Harbor clinic"]
    beside(rows(screen)[0]).click()
    hands.settle()
    assert names(screen) == []
    assert ask(hands, lambda v: [each.away for each in v.referrals.list_all()]) == [False, False]


def test_one_is_put_into_a_referral_as_words_that_stay(hands: Hands, dana: Client) -> None:
    hands.unlock()
    client = go(hands, ClientScreen, "client", client=dana.id)
    pane = client.record.pane
    field = pane.editor.sections.fields()[0]
    assert pane.editor.sections.caret() is None
    pane.editor.sections.put_in("Nobody")
    assert field.text() == "Nobody", "with the cursor nowhere, where one goes on writing"
    field.undo()
    field.setFocus()
    QTest.keyClicks(field, "Referred to:")
    pane.editor.referral_button.click()
    hands.settle()
    dialog = pane.findChild(ReferralDialog)
    assert dialog is not None
    assert unnamed(dialog) == []
    QTest.keyClicks(dialog.typed, "gri")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert dialog.isVisible(), "two hold it: one is chosen by hand"
    QTest.keyClicks(dialog.typed, "ef port")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert field.text() == "Referred to: Inês Araújo, 555-0142"
    assert field.window().focusWidget() is field, "one goes on writing"
    pane.editor.save()
    hands.settle()
    ask(hands, lambda v: v.referrals.remove(INES.id))
    note = ask(hands, lambda v: v.notes.get(v.notes.page(dana.id, 0, 1)[0].id))
    assert note.sections[0].text == "Referred to: Inês Araújo, 555-0142"
    field.undo()
    assert field.text() == "Referred to:"
