"""What stood there before a change, in the window: beneath what was changed, in its own dialog."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import LICENSEE, FixedClock, a_client, an_episode, in_order
from tests.services.test_documents import attach
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.care import CarePage
from ui.screens.client.document_form import DocumentForm
from ui.screens.client.documents_page import DocumentsPage
from ui.screens.client.episode_form import EpisodeForm
from ui.widgets.buttons import ThemedButton
from ui.widgets.earlier_values import EarlierDialog
from ui.widgets.list_page import ListPage
from vault.model.client import Client

DAY = date(2026, 5, 5)


@pytest.fixture
def rui(unlocked: Unlock, tmp_path: Path) -> Client:
    """A client with an episode of care and a document, of which nothing was changed."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    client = vault.clients.add([a_client("Rui Duarte")])[0]
    vault.episodes.add([an_episode(client)])
    letter = tmp_path / "letter.txt"
    letter.write_text("Words of a letter.")
    attach(vault, client, letter, title="Leter")
    vault.close()
    return client


def go(hands: Hands, client: Client, tab: str, page: type[Any]) -> Any:
    """Go to a tab of a client's file."""
    hands.tools.navigation.go("client", client=client.id, note=tab)
    hands.settle()
    return hands.find(page)


def links(page: ListPage) -> list[ThemedButton]:
    """Return the ways to earlier values that a page shows."""
    found = page.findChildren(ThemedButton)
    return [each for each in found if each.isVisible() and "earlier values" in each.text()]


def said(hands: Hands) -> list[str]:
    """Return what the dialog says of changes."""
    hands.settle()
    dialog = hands.find(EarlierDialog)
    return [each.text() for each in dialog.listed.findChildren(QLabel) if each.text()]


def test_an_episode_shows_what_it_was(hands: Hands, rui: Client, clock: FixedClock) -> None:
    hands.unlock()
    page = go(hands, rui, "care", CarePage)
    assert links(page) == []
    (care,) = [each for each, _gaps in ask(hands, lambda v: v.episodes.care(rui.id)).episodes]
    page.open_form(care.id)
    form = hands.find(EpisodeForm)
    form.finish()
    hands.settle()
    assert links(page) == []
    clock.advance(days=1)
    page.open_form(care.id)
    form = hands.find(EpisodeForm)
    form.days["opened"].set_value(DAY)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (link,) = links(page)
    assert link.text() == "Changed 23 Nov 2026 · earlier values"
    assert link.accessibleName() == "Earlier values of Since 5 May 2026"
    link.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert said(hands) == [
        "Changed 23 Nov 2026, 12:00",
        "Care began on: “1 Jan 2026”, then “5 May 2026”",
    ]
    assert hands.find(EarlierDialog).close_button.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.shell.findChildren(EarlierDialog) == []


def test_a_document_shows_what_was_said_of_it(hands: Hands, rui: Client) -> None:
    hands.unlock()
    page = go(hands, rui, "documents", DocumentsPage)
    document = page.newest
    page.open_form(document.id)
    form = hands.find(DocumentForm)
    form.lines["title"].setText("Letter")
    form.finish()
    hands.settle()
    page.open_form(document.id)
    form = hands.find(DocumentForm)
    form.checks["in_error"].setChecked(True)
    form.texts["reason"].set_text("Of another Rui")
    form.finish()
    hands.settle()
    (link,) = links(page)
    link.click()
    assert said(hands) == [
        "Changed 22 Nov 2026, 12:00",
        "Why it does not belong here: not entered, then “Of another Rui”",
        "Changed 22 Nov 2026, 12:00",
        "Title: “Leter”, then “Letter”",
    ]
    hands.press(Qt.Key.Key_Escape)
    assert hands.shell.findChildren(EarlierDialog) == []
