"""Holds in the window: a file is held, nothing of it goes, and the hold is lifted."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, a_client, a_hold, a_note, an_amendment
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.main_window import MainWindow
from ui.notice_line import NoticeLine
from ui.screens.client.care import CarePage
from ui.screens.client.editor import DraftEditor
from ui.screens.client.header import Header
from ui.screens.client.hold_form import HoldForm
from ui.screens.client.holds_page import HoldsPage
from ui.screens.client.screen import ClientScreen
from ui.widgets.banner import Banner
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.model.client import Client
from vault.model.hold import HoldReason

TODAY = NOON.date()


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    vault.close()
    return client


def opened(hands: Hands, client: Client) -> HoldsPage:
    """Go to the holds on a client's file."""
    hands.unlock()
    go(hands, ClientScreen, "client", client=client.id, note="holds")
    return hands.find(HoldsPage)


def shown(page: HoldsPage | CarePage) -> str:
    """Return every word that is shown."""
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def rows(page: HoldsPage) -> list[ListRow]:
    """Return the lines that are shown, the newest hold first."""
    return [each for each in page.findChildren(ListRow) if each.isVisible()]


def pills(hands: Hands) -> list[str]:
    """Return what stands beside the client's name."""
    return [each.text() for each in hands.find(Header).findChildren(Pill) if each.isVisible()]


def test_placed_by_the_keyboard_and_lifted(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    assert "The file is not on hold." in shown(page)
    assert "on hold" not in pills(hands)
    assert page.add_button.hasFocus()
    hands.press(Qt.Key.Key_Space)
    form = hands.find(HoldForm)
    assert not form.remove.isVisible()
    assert form.days["placed"].value() == TODAY
    form.lines["words"].setFocus()
    QTest.keyClicks(form.lines["words"], "Docket 12")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert "A lawsuit, begun or to be expected" in shown(page)
    assert "Docket 12" in shown(page)
    assert "on hold" in pills(hands)
    assert not unnamed(hands.find(MainWindow))
    page.lift(ask(hands, lambda v: v.holds.open())[0].id)
    form = hands.find(HoldForm)
    assert form.lines["lifted_words"].hasFocus()
    QTest.keyClicks(form.lines["lifted_words"], "Settled.")
    form.finish()
    hands.settle()
    assert "on hold" not in pills(hands)
    (kept,) = ask(hands, lambda v: v.holds.of_client(dana.id))
    assert (kept.lifted, kept.lifted_words, kept.lifted_by) == (TODAY, "Settled.", LICENSEE.name)
    care = go(hands, ClientScreen, "client", client=dana.id, note="care").findChild(CarePage)
    assert isinstance(care, CarePage)
    assert "No hold is open." in shown(care)


def test_a_mistake_is_removed_and_brought_back(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    ask(hands, lambda v: v.holds.add([a_hold(dana, reason=HoldReason.BOARD)]))
    rows(page)[0].change.click()
    form = hands.find(HoldForm)
    assert form.remove.isVisible()
    form.remove.click()
    hands.settle()
    assert not rows(page)
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert len(rows(page)) == 1


def test_what_is_wrong_is_said_beside_its_field(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(HoldForm)
    combo = form.choices["reason"]
    combo.setCurrentIndex(combo.findData(HoldReason.OTHER))
    form.days["placed"].set_value(date(2026, 11, 23))
    form.checks["has_ended"].setChecked(True)
    form.days["lifted"].set_value(None)
    form.finish()
    hands.settle()
    assert form.form.error("words") == "Say in a few words why the file is held."
    assert form.form.error("placed") == "This day is in the future."
    assert form.form.error("lifted") == "On which day was it lifted?"
    assert ask(hands, lambda v: v.holds.of_client(dana.id)) == []


def test_no_draft_of_a_held_file_is_discarded(hands: Hands, dana: Client) -> None:
    hands.unlock()
    draft = ask(hands, lambda v: v.notes.begin([a_note(dana, "Said in anger.")]))[0]
    ask(hands, lambda v: v.holds.add([a_hold(dana)]))
    go(hands, ClientScreen, "client", client=dana.id, note=draft.id)
    editor = hands.find(DraftEditor)
    editor.discard_button.click()
    hands.settle()
    said = " ".join(each.text() for each in editor.findChildren(QLabel) if each.isVisible())
    assert "This file is on hold" in said
    assert "Lift the hold first" in said
    assert not ask(hands, lambda v: v.notes.get(draft.id)).signed


def test_a_held_draft_keeps_its_template(hands: Hands, dana: Client) -> None:
    hands.unlock()
    draft = ask(hands, lambda v: v.notes.begin([a_note(dana, "Said in anger.")]))[0]
    ask(hands, lambda v: v.holds.add([a_hold(dana)]))
    go(hands, ClientScreen, "client", client=dana.id, note=draft.id)
    editor = hands.find(DraftEditor)
    editor.chips.template_chosen.emit("dap")
    hands.settle()
    assert "This file is on hold" in editor.banner.text()
    assert ask(hands, lambda v: v.notes.get(draft.id)).template == draft.template
    assert editor.sections.texts() == {"note": "Said in anger."}


def test_care_says_what_holds_the_file(hands: Hands, dana: Client) -> None:
    hands.unlock()
    ask(hands, lambda v: v.amendments.add([an_amendment(dana)]))
    screen = go(hands, ClientScreen, "client", client=dana.id, note="care")
    care = screen.findChild(CarePage)
    assert isinstance(care, CarePage)
    assert "The request to amend that waits holds the file all the same." in shown(care)
    ask(hands, lambda v: v.holds.add([a_hold(dana, words="")]))
    assert "On hold since 1 Nov 2026: a lawsuit, begun or to be expected." in shown(care)
    care.holds.see.click()
    hands.settle()
    assert hands.find(HoldsPage).isVisible()
