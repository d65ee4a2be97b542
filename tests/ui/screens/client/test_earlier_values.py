"""What stood there before a change, in the window: beneath what was changed, in its own dialog."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.lifecycle.test_salvage import tampered
from tests.practice import (
    LICENSEE,
    FixedClock,
    a_client,
    a_hold,
    a_participant,
    a_representative,
    an_administration,
    an_amendment,
    an_episode,
    in_order,
)
from tests.services.test_documents import attach
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.client.care import CarePage
from ui.screens.client.details import Details
from ui.screens.client.document_form import DocumentForm
from ui.screens.client.documents_page import DocumentsPage
from ui.screens.client.episode_form import EpisodeForm
from ui.screens.client.people import People
from ui.widgets.banner import Banner
from ui.widgets.buttons import ThemedButton
from ui.widgets.earlier_values import EarlierDialog
from ui.widgets.list_page import ListPage
from vault.model.client import Client, ClientKind
from vault.model.ids import OnsetId, new_id
from vault.model.onset import Given, onset_items
from vault.model.participant import RecordBasis, Role, Terms
from vault.open_vault import OpenVault

DAY = date(2026, 5, 5)
OF_LISTS: dict[str, tuple[str, Callable[[OpenVault, Client], Any], str]] = {
    "representative": (
        "people",
        lambda vault, rui: vault.representatives.change(
            replace(
                vault.representatives.add([a_representative(rui, "Ana Duarte")])[0], paper="Order 7"
            )
        ),
        "Paper: not entered, then “Order 7”",
    ),
    "hold": (
        "holds",
        lambda vault, rui: vault.holds.lift(vault.holds.add([a_hold(rui)])[0].id, None, "Settled"),
        "Why it could be lifted: not entered, then “Settled”",
    ),
    "request": (
        "amendments",
        lambda vault, rui: vault.amendments.change(
            replace(vault.amendments.add([an_amendment(rui)])[0], asked="Five hours.")
        ),
        "What the client asks for: “It was six hours of sleep, not three.”, then “Five hours.”",
    ),
    "measure": (
        "measures",
        lambda vault, rui: vault.measures.mark_in_error(
            vault.measures.add([an_administration(rui)])[0].id, "Another Rui"
        ),
        "Why it does not belong here: not entered, then “Another Rui”",
    ),
    "line": (
        "onset",
        lambda vault, rui: vault.onset.change(
            replace(
                vault.onset.add([Given(OnsetId(new_id()), rui.id, "records-notice", DAY)])[0],
                place="Drawer",
            )
        ),
        "Where the signed copy is: not entered, then “Drawer”",
    ),
}
"""On which tab each is, a change of one, and what is then said of it."""


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
    return [each for each in found if is_link(each)]


def is_link(each: ThemedButton) -> bool:
    """Tell whether a button is a way to earlier values that is seen."""
    return each.isVisible() and "earlier values" in each.text()


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


@pytest.mark.parametrize("kind", OF_LISTS)
def test_whatever_a_list_has_shows_what_it_was(
    hands: Hands, rui: Client, unlocked: Unlock, kind: str
) -> None:
    tab, change, words = OF_LISTS[kind]
    vault = unlocked()
    change(vault, rui)
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("client", client=rui.id, note=tab)
    hands.settle()
    (link,) = [each for each in hands.shell.findChildren(ThemedButton) if is_link(each)]
    link.click()
    assert words in said(hands)


def test_what_is_known_of_a_client_is_shown_in_the_details(hands: Hands, rui: Client) -> None:
    hands.unlock()
    details = go(hands, rui, "details", Details)
    assert details.earlier.isHidden()
    details.form.name.setText("Rui Duarte Reis")
    details.form.changed.emit()
    details.save()
    hands.settle()
    (link,) = [each for each in details.findChildren(ThemedButton) if is_link(each)]
    assert link.accessibleName() == "Earlier values of Rui Duarte Reis"
    link.click()
    assert said(hands)[-1] == "Name: “Rui Duarte”, then “Rui Duarte Reis”"
    hands.press(Qt.Key.Key_Escape)
    noa = ask(hands, lambda v: v.clients.add([a_client("Noa Duarte")]))[0]
    assert go(hands, noa, "details", Details).earlier.isHidden()


def test_terms_and_people_of_a_unit_show_what_they_were(hands: Hands, unlocked: Unlock) -> None:
    vault = unlocked()
    unit = vault.clients.add([a_client("Duarte", kind=ClientKind.COUPLE)])[0]
    ana = vault.participants.add([a_participant(unit, "Ana Duarte")])[0]
    vault.participants.change(replace(ana, role=Role.COLLATERAL))
    vault.participants.set_terms(Terms(unit.id, RecordBasis.JOINT))
    vault.participants.set_terms(Terms(unit.id, RecordBasis.IDENTIFIED))
    vault.close()
    hands.unlock()
    page = go(hands, unit, "people", People)
    person, terms = links(page)
    person.click()
    assert said(hands)[-1] == "What they are here: “Partner”, then “Collateral”"
    hands.find(EarlierDialog).reject()
    hands.settle()
    terms.click()
    told = "Terms of this record: “A joint record”, then “The record of one identified client”"
    assert said(hands)[-1] == told


REMOVED: dict[str, tuple[str, Callable[[OpenVault, Client], Any], str]] = {
    "episode": (
        "care",
        lambda vault, rui: vault.episodes.remove(vault.episodes.care(rui.id).episodes[0][0].id),
        "Care since 1 Jan 2026",
    ),
    "representative": (
        "people",
        lambda vault, rui: vault.representatives.remove(
            vault.representatives.of_client(rui.id)[0].id
        ),
        "Ana Duarte",
    ),
    "request": (
        "amendments",
        lambda vault, rui: vault.amendments.remove(vault.amendments.of_client(rui.id)[0].id),
        "Request of 1 Nov 2026",
    ),
    "line": (
        "onset",
        lambda vault, rui: vault.onset.remove(
            next(line.given.id for line in vault.onset.of_client(rui.id) if line.given)
        ),
        onset_items()["records-notice"].title,
    ),
}


@pytest.mark.parametrize("kind", REMOVED)
def test_what_was_removed_in_another_sitting_is_still_shown(
    hands: Hands, rui: Client, unlocked: Unlock, kind: str
) -> None:
    tab, remove, name = REMOVED[kind]
    vault = unlocked()
    vault.representatives.add([a_representative(rui, "Ana Duarte")])
    if kind == "request":  # while one waits, nothing else is removed
        vault.amendments.add([an_amendment(rui)])
    vault.onset.add([Given(OnsetId(new_id()), rui.id, "records-notice", DAY)])
    vault.close()
    vault = unlocked()
    remove(vault, rui)
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("client", client=rui.id, note=tab)
    hands.settle()
    (link,) = [each for each in hands.shell.findChildren(ThemedButton) if is_link(each)]
    assert link.text() == "Removed 22 Nov 2026 · earlier values"
    assert link.accessibleName() == f"Earlier values of {name}"
    link.click()
    assert said(hands)[0] == "Removed 22 Nov 2026, 12:00"
    assert all(", then " not in each for each in said(hands))


def test_a_removal_that_is_undone_leaves_no_trace_in_the_page(
    hands: Hands, rui: Client, unlocked: Unlock
) -> None:
    hands.unlock()
    page = go(hands, rui, "care", CarePage)
    (care,) = [each for each, _gaps in ask(hands, lambda v: v.episodes.care(rui.id)).episodes]
    page.open_form(care.id)
    hands.find(EpisodeForm).remove.click()
    hands.settle()
    assert len(links(page)) == 1
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert links(page) == []


def test_a_damaged_one_is_said_to_be_so(
    hands: Hands, rui: Client, unlocked: Unlock, path: Path
) -> None:
    vault = unlocked()
    vault.clients.change(replace(rui, name="Rui"))
    vault.close()
    tampered(path, "UPDATE earlier_value SET value = '{}'")
    hands.unlock()
    details = go(hands, rui, "details", Details)
    (link,) = [each for each in details.findChildren(ThemedButton) if is_link(each)]
    link.click()
    assert said(hands) == []
    assert hands.find(EarlierDialog).banner.text() == "This earlier value is not what was sealed."
