"""A new client whose name is known already: nothing is opened before the licensee decided."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, in_order
from tests.ui.record import ask, unnamed
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.client.care import CarePage
from ui.screens.client.screen import ClientScreen
from ui.screens.clients.screen import ClientsScreen
from ui.widgets.banner import Banner
from ui.widgets.buttons import ThemedButton
from ui.widgets.conflict_dialog import ConflictDialog
from ui.widgets.labels import ElidedLabel
from vault.model.client import Client
from vault.model.conflict import Acquaintance, ConflictCheck, Decision, Relationship
from vault.model.ids import AcquaintanceId, new_id


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client; somebody else is on the licensee's own list."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    client = vault.clients.add([a_client("Dana Whitfield")])[0]
    vault.own_list.add(
        [Acquaintance(AcquaintanceId(new_id()), "Rosa Bell", Relationship.SOCIAL, "the choir")]
    )
    vault.close()
    return client


def enter(hands: Hands, name: str) -> ClientsScreen:
    """Fill in a new client as a hand does, and add it."""
    hands.tools.navigation.go("clients", note="new")
    hands.settle()
    screen = hands.find(ClientsScreen)
    screen.panel.form.name.setText(name)
    screen.panel.form.birth.set_value(date(1990, 2, 3))
    screen.panel.add()
    hands.settle()
    return screen


def checks(hands: Hands) -> list[ConflictCheck]:
    """Return the decisions that are kept."""
    return ask(hands, lambda v: v.conflicts.list_all())


def test_a_name_that_nobody_has_opens_the_file_at_once(hands: Hands, dana: Client) -> None:
    hands.unlock()
    enter(hands, "Mia Chen")
    assert hands.find(ClientScreen).isVisible()
    (check,) = checks(hands)
    assert (check.names, check.found, check.decision) == (
        ("Mia Chen",),
        (),
        Decision.NO_CONFLICT,
    )
    assert ask(hands, lambda v: v.clients.get(check.client)).name == "Mia Chen"  # type: ignore[arg-type]


def test_a_name_that_is_known_waits_for_a_reason(hands: Hands, dana: Client) -> None:
    hands.unlock()
    screen = enter(hands, "Dana Whitfeld")
    dialog = hands.find(ConflictDialog)
    assert ask(hands, lambda v: v.clients.count()) == 1
    assert unnamed(dialog) == []
    assert dialog.windowTitle() == "Strongroom"
    dialog.no_conflict.click()
    assert dialog.form.error("reason") == "Say in a few words why you decide so."
    dialog.reason.setText("Another person: born in another year.")
    dialog.no_conflict.click()
    hands.settle()
    assert ask(hands, lambda v: v.clients.count()) == 2
    (check,) = checks(hands)
    assert [each.id for each in check.found] == [dana.id]
    assert check.reason == "Another person: born in another year."
    assert not screen.panel.is_half_filled
    assert ask(hands, lambda v: v.desk.get("clients/new-client")) is None
    assert ask(hands, lambda v: v.desk.get("clients/conflict")) is None


def test_a_conflict_opens_no_file_and_is_known_the_next_time(hands: Hands, dana: Client) -> None:
    hands.unlock()
    screen = enter(hands, "Rose Bell")
    dialog = hands.find(ConflictDialog)
    dialog.reason.setText("From my choir. Referred to a colleague.")
    dialog.conflict.click()
    hands.settle()
    assert ask(hands, lambda v: v.clients.count()) == 1
    assert checks(hands)[0].decision is Decision.CONFLICT
    assert hands.find(NoticeLine).findChildren(Banner)[0].text() == (
        "The decision is kept. No file was opened."
    )
    assert not screen.panel.isVisible()
    enter(hands, "Rose Bell")
    dialog = hands.find(ConflictDialog)
    assert len(dialog._look.matches) == 2
    dialog.reject()


def test_form_and_reason_survive_a_lock(hands: Hands, dana: Client) -> None:
    hands.unlock()
    enter(hands, "Dana Whitfeld")
    hands.find(ConflictDialog).reason.setText("Another pers")
    hands.lock()
    hands.unlock()
    assert ask(hands, lambda v: v.clients.count()) == 1
    hands.tools.navigation.go("clients", note="new")
    hands.settle()
    screen = hands.find(ClientsScreen)
    assert screen.panel.form.name.text() == "Dana Whitfeld"
    screen.panel.add()
    hands.settle()
    dialog = hands.find(ConflictDialog)
    assert dialog.reason.text() == "Another pers"
    dialog.back.click()
    hands.settle()
    assert screen.panel.form.name.text() == "Dana Whitfeld"


def test_their_file_is_one_click_away(hands: Hands, dana: Client) -> None:
    hands.unlock()
    enter(hands, "Dana Whitfeld")
    dialog = hands.find(ConflictDialog)
    theirs = [b for b in dialog.findChildren(ThemedButton) if "File of" in b.accessibleName()]
    theirs[0].click()
    hands.settle()
    here = hands.tools.navigation.here
    assert here is not None
    assert here.client == dana.id
    hands.tools.navigation.go("clients", note="new")
    hands.settle()
    assert hands.find(ClientsScreen).panel.form.name.text() == "Dana Whitfeld"


def test_a_file_that_is_open_is_checked_from_its_care(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    other = vault.clients.add([a_client("Rosa Bell")])[0]
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("client", client=other.id, note="care")
    hands.settle()
    part = hands.find(CarePage).conflicts
    assert part.nothing.isVisible()
    part.check.click()
    hands.settle()
    dialog = hands.find(ConflictDialog)
    dialog.reason.setText("Another Rosa.")
    dialog.no_conflict.click()
    hands.settle()
    (check,) = checks(hands)
    assert (check.client, check.reason, len(check.found)) == (other.id, "Another Rosa.", 1)
    assert not part.nothing.isVisible()
    assert part.checks.isVisible()


def test_nothing_is_typed_or_cancelled_while_names_are_looked_for(
    hands: Hands, dana: Client
) -> None:
    hands.unlock()
    hands.tools.navigation.go("clients", note="new")
    hands.settle()
    panel = hands.find(ClientsScreen).panel
    panel.form.name.setText("Mia Chen")
    panel.form.birth.set_unknown(True)
    with hands.held():
        panel.add()
        assert not panel.form.isEnabled()
        assert not panel.cancel_button.isEnabled()
        panel.cancel_button.click()
        panel._back_out()
        assert panel.is_open
    hands.settle()
    assert ask(hands, lambda v: v.clients.count("Mia")) == 1
    assert panel.form.isEnabled()


def test_no_dialog_opens_over_another_place(hands: Hands, dana: Client) -> None:
    hands.unlock()
    hands.tools.navigation.go("clients", note="new")
    hands.settle()
    panel = hands.find(ClientsScreen).panel
    panel.form.name.setText("Dana Whitfeld")
    panel.form.birth.set_unknown(True)
    with hands.held():
        panel.add()
        hands.tools.navigation.go("today")
    hands.settle()
    assert hands.shell.findChildren(ConflictDialog) == []
    hands.tools.navigation.go("clients", note="new")
    hands.settle()
    assert panel.form.name.text() == "Dana Whitfeld"
    assert ask(hands, lambda v: v.clients.count()) == 1


def test_a_reason_for_one_is_not_offered_for_another(hands: Hands, dana: Client) -> None:
    hands.unlock()
    screen = enter(hands, "Dana Whitfeld")
    hands.find(ConflictDialog).reason.setText("Not her.")
    hands.find(ConflictDialog).back.click()
    hands.settle()
    screen.panel.cancel_button.click()
    hands.settle()
    enter(hands, "Rose Bell")
    dialog = hands.find(ConflictDialog)
    assert dialog.reason.text() == ""
    dialog.reject()


def test_of_many_who_share_a_family_name_some_are_shown(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    given = ("Ada", "Bento", "Clara", "Dov", "Esi", "Farid", "Gita", "Hugo")
    names = [f"{one} {other} Okafor" for one in given for other in given[:5]]
    vault.clients.add([a_client(name) for name in names])
    vault.close()
    hands.unlock()
    enter(hands, "Mia Okafor")
    dialog = hands.find(ConflictDialog)
    assert len(dialog.findChildren(ElidedLabel)) == 30
    assert any(
        each.text() == "10 more share only the family name." for each in dialog.findChildren(QLabel)
    )
    dialog.no_conflict.click()
    hands.settle()
    assert ask(hands, lambda v: v.clients.count("Mia")) == 1
