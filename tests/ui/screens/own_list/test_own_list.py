"""The own list in the window: entered, changed, removed, and half entered over a lock."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Unlock
from tests.practice import LICENSEE, in_order
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.own_list.acquaintance_form import AcquaintanceForm
from ui.screens.own_list.screen import OwnListScreen
from ui.screens.settings.screen import SettingsScreen
from ui.widgets.banner import Banner
from ui.widgets.list_row import ListRow
from vault.model.conflict import Acquaintance, Decision, Relationship
from vault.model.ids import AcquaintanceId, new_id

ROSA = Acquaintance(AcquaintanceId(new_id()), "Rosa Bell", Relationship.FAMILY, "my aunt")


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands) -> OwnListScreen:
    """The own list, reached from Settings, with one on it and one decision."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    vault.own_list.add([ROSA])
    vault.conflicts.decide(["Rose Bell"], Decision.CONFLICT, "My aunt.")
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("settings")
    hands.settle()
    hands.find(SettingsScreen).own_list.open_list.click()
    hands.settle()
    return hands.find(OwnListScreen)


def kept(hands: Hands) -> list[Acquaintance]:
    """Return the list."""
    return ask(hands, lambda v: v.own_list.list_all())


def test_somebody_is_entered_by_the_keyboard(screen: OwnListScreen, hands: Hands) -> None:
    assert screen.page.add_button.hasFocus()
    assert screen.page.checks.isVisible()
    hands.press(Qt.Key.Key_Space)
    hands.type("Theo Marchetti")
    form = hands.find(AcquaintanceForm)
    choice = form.choices["relationship"]
    choice.setCurrentIndex(choice.findData(Relationship.SOCIAL))
    form.words.setText("from the choir")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert [(each.name, each.relationship, each.words) for each in kept(hands)] == [
        ("Rosa Bell", Relationship.FAMILY, "my aunt"),
        ("Theo Marchetti", Relationship.SOCIAL, "from the choir"),
    ]


def test_somebody_is_changed_removed_and_put_back(screen: OwnListScreen, hands: Hands) -> None:
    hands.find(ListRow).change.click()
    form = hands.find(AcquaintanceForm)
    form.words.setText("my great-aunt")
    form.finish()
    hands.settle()
    assert kept(hands) == [replace(ROSA, words="my great-aunt")]
    hands.find(ListRow).change.click()
    hands.find(AcquaintanceForm).remove.click()
    hands.settle()
    assert kept(hands) == []
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert kept(hands) == [replace(ROSA, words="my great-aunt")]


def test_what_is_half_entered_survives_a_lock(screen: OwnListScreen, hands: Hands) -> None:
    screen.page.add()
    hands.find(AcquaintanceForm).name.setText("Theo Marc")
    hands.lock()
    hands.unlock()
    hands.tools.navigation.go("own-list")
    hands.settle()
    form = hands.find(AcquaintanceForm)
    assert form.name.text() == "Theo Marc"
    form.back_out()
    hands.settle()
    assert len(kept(hands)) == 1
