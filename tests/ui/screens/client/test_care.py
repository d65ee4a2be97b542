"""The care of a client in the window: consented to, closed by its end, opened again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    a_client,
    a_note,
    a_representative,
    a_termination_letter,
    an_appointment,
    an_ending,
    an_episode,
    in_order,
)
from tests.services.test_documents import attach
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.client.care import CarePage
from ui.screens.client.document_view import DocumentView
from ui.screens.client.episode_form import EpisodeForm
from ui.screens.client.header import CARE, RECORD
from ui.screens.client.screen import ClientScreen
from ui.widgets.banner import Banner
from ui.widgets.buttons import ThemedButton
from ui.widgets.conflict_dialog import ConflictDialog
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.model.client import Client, ClientStatus
from vault.model.conflict import Decision
from vault.model.episode import Consent, Consenter, EndReason, Episode, Letter

BEGUN = date(2026, 3, 2)


@pytest.fixture
def inez(unlocked: Unlock) -> Client:
    """A child with one session, for whom her mother acts; no episode is entered."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    child = vault.clients.add([a_client("Inez Duarte", birth_date=date(2014, 5, 5))])[0]
    vault.representatives.add([a_representative(child, "Ana Duarte")])
    vault.notes.begin([a_note(child, service_date=BEGUN)])
    vault.close()
    return child


def go_to_care(hands: Hands, client: Client) -> CarePage:
    """Go to a client's care."""
    hands.tools.navigation.go("client", client=client.id, note="care")
    hands.settle()
    return hands.find(CarePage)


def kept(hands: Hands, client: Client) -> list[Episode]:
    """Return what the vault has."""
    care = ask(hands, lambda v: v.episodes.care(client.id))
    return [each for each, _gaps in care.episodes]


def choose(form: EpisodeForm, name: str, value: object) -> None:
    """Choose as a hand does."""
    combo = form.choices[name]
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_who_consented_is_entered_by_the_keyboard(hands: Hands, inez: Client) -> None:
    hands.unlock()
    page = go_to_care(hands, inez)
    assert hands.find(ClientScreen).header.tabs.currentIndex() == CARE
    assert page.add_button.hasFocus()
    assert page.nothing.text().endswith("Nobody entered who consented to the care.")
    hands.press(Qt.Key.Key_Space)
    form = hands.find(EpisodeForm)
    assert form.days["opened"].value() == BEGUN
    assert not form.lines["names"].isVisible()
    choose(form, "by", Consenter.REPRESENTATIVE)
    assert form.lines["names"].text() == "Ana Duarte"
    choose(form, "by", Consenter.CLIENT)
    assert form.lines["names"].text() == "Inez Duarte"
    choose(form, "by", Consenter.REPRESENTATIVE)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.form.error("consented") == "On which day did they consent?"
    form.days["consented"].set_value(date(2026, 3, 2))
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (found,) = kept(hands, inez)
    assert found.opened == BEGUN
    assert found.consent == Consent(Consenter.REPRESENTATIVE, BEGUN, "Ana Duarte")
    assert not page.banner.isVisible()
    assert [each.text() for each in page.findChildren(Pill) if each.isVisible()] == ["goes on"]
    assert not page.close_button.isVisible()


def test_the_file_is_closed_by_how_the_care_ended(
    hands: Hands, inez: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.episodes.add(
        [an_episode(inez, opened=BEGUN, consent=Consent(Consenter.CLIENT, BEGUN, "Inez", "A rule"))]
    )
    vault.appointments.add([an_appointment(inez, day=NOON.date(), weekly=True)])
    vault.close()
    hands.unlock()
    page = go_to_care(hands, inez)
    page.close_file()
    form = hands.find(EpisodeForm)
    assert not form.days["opened"].isVisible()
    assert not form.remove.isVisible()
    assert form.days["last_contact"].value() == BEGUN
    assert form.days["ended"].value() == NOON.date()
    said = form.banner.text()
    assert said.startswith("1 note is not signed. A session is still planned for")
    choose(form, "reason", EndReason.REFERRED)
    form.days["letter_sent"].set_value(date(2026, 11, 20))
    form.finish()
    assert form.form.error("letter_end") == "Which day does the letter name as the end?"
    form.days["letter_end"].set_value(date(2026, 11, 30))
    form.finish()
    hands.settle()
    ending = kept(hands, inez)[0].ending
    assert ending is not None
    assert (ending.last_contact, ending.reason) == (BEGUN, EndReason.REFERRED)
    assert ending.letter == Letter(date(2026, 11, 20), date(2026, 11, 30))
    assert ask(hands, lambda v: v.clients.get(inez.id)).status is ClientStatus.CLOSED
    assert "file closed" in [each.text() for each in hands.shell.findChildren(Pill)]
    assert not page.close_button.isVisible()
    page.add()
    form = hands.find(EpisodeForm)
    assert form.days["opened"].value() == NOON.date()
    form.finish()
    hands.settle()
    assert ask(hands, lambda v: v.clients.get(inez.id)).status is ClientStatus.ACTIVE
    assert "Who consented to this care is not entered." in page.banner.text()


def test_a_session_after_the_end_is_named(hands: Hands, inez: Client, unlocked: Unlock) -> None:
    vault = unlocked()
    early = an_ending(day=date(2026, 2, 2), last_contact=date(2026, 2, 1))
    vault.episodes.add([an_episode(inez, ending=early)])
    vault.close()
    hands.unlock()
    page = go_to_care(hands, inez)
    assert "The session of 2 Mar 2026 lies in no episode of care." in page.banner.text()
    assert "No letter is named" in page.banner.text()


def test_a_removal_is_undone(hands: Hands, inez: Client, unlocked: Unlock) -> None:
    vault = unlocked()
    one = vault.episodes.add([an_episode(inez)])[0]
    vault.close()
    hands.unlock()
    go_to_care(hands, inez)
    hands.find(ListRow).change.click()
    hands.find(EpisodeForm).remove.click()
    hands.settle()
    assert kept(hands, inez) == []
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert kept(hands, inez) == [one]


def test_what_is_half_entered_survives_a_lock(hands: Hands, inez: Client) -> None:
    hands.unlock()
    go_to_care(hands, inez).add()
    form = hands.find(EpisodeForm)
    choose(form, "by", Consenter.COURT)
    form.lines["names"].setText("Probate cou")
    form.checks["has_ended"].setChecked(True)
    hands.lock()
    hands.unlock()
    assert hands.find(ClientScreen).header.tabs.currentIndex() in (CARE, RECORD)
    go_to_care(hands, inez)
    again = hands.find(EpisodeForm)
    assert again.lines["names"].text() == "Probate cou"
    assert again.lines["names"].isVisible()
    assert again.days["ended"].isVisible()
    again.back_out()
    hands.settle()
    assert kept(hands, inez) == []


def test_a_change_that_cannot_be_is_refused_beside_it(
    hands: Hands, inez: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    one = an_episode(inez)
    ended = an_episode(
        inez,
        opened=date(2025, 1, 1),
        ending=an_ending(day=date(2025, 6, 1), last_contact=date(2025, 6, 1)),
    )
    vault.episodes.add([one, ended])
    vault.close()
    hands.unlock()
    page = go_to_care(hands, inez)
    form = page.open_form(one.id)
    assert isinstance(form, EpisodeForm)
    form.days["opened"].set_value(date(2025, 5, 1))
    form.finish()
    hands.settle()
    assert form.banner.text().startswith("Two episodes of care of this client overlap.")
    assert kept(hands, inez)[-1] == replace(one)


def test_a_file_without_an_episode_is_closed_all_the_same(hands: Hands, inez: Client) -> None:
    hands.unlock()
    page = go_to_care(hands, inez)
    assert page.close_button.isVisible()
    page.close_button.click()
    form = hands.find(EpisodeForm)
    assert form.days["opened"].value() == BEGUN
    words = "7 things that are usual and customary were not found."
    assert form.banner.text() == f"1 note is not signed. {words}"
    form.days["ended"].set_value(date(2027, 1, 1))
    form.finish()
    assert form.form.error("ended") == "This day is in the future."
    form.days["ended"].set_value(NOON.date())
    form.finish()
    hands.settle()
    assert ask(hands, lambda v: v.clients.get(inez.id)).status is ClientStatus.CLOSED
    assert not page.close_button.isVisible()


def test_a_signed_letter_is_named_and_opened(hands: Hands, inez: Client, unlocked: Unlock) -> None:
    vault = unlocked()
    draft = a_termination_letter(inez, service_date=date(2026, 11, 20))
    note = vault.notes.sign(vault.notes.begin([draft])[0].id).id
    vault.episodes.add([an_episode(inez)])
    vault.close()
    hands.unlock()
    page = go_to_care(hands, inez)
    page.close_file()
    form = hands.find(EpisodeForm)
    combo = form.choices["letter_note"]
    assert combo.isVisible()
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert combo.currentText() == "Termination letter of 20 Nov 2026"
    assert form.days["letter_sent"].value() == date(2026, 11, 20)
    form.finish()
    assert form.form.error("letter_end") == "Which day does the letter name as the end?"
    form.days["letter_end"].set_value(date(2026, 11, 30))
    form.days["last_contact"].set_value(date(2026, 11, 19))
    form.finish()
    hands.settle()
    assert kept(hands, inez)[0].letter_note == note
    (read,) = [each for each in page.findChildren(ThemedButton) if each.text() == "The letter"]
    read.click()
    hands.settle()
    here = hands.tools.navigation.here
    assert here is not None
    assert here.note == note


def test_a_signed_letter_among_the_documents_is_named_and_opened(
    hands: Hands, inez: Client, unlocked: Unlock, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("words")
    vault = unlocked()
    said = {"kind": "termination", "title": "Letter, signed", "day": date(2026, 11, 18)}
    scan = attach(vault, inez, tmp_path / "letter.txt", **said)
    attach(vault, inez, tmp_path / "letter.txt", title="Another paper")
    vault.episodes.add([an_episode(inez)])
    vault.close()
    hands.unlock()
    page = go_to_care(hands, inez)
    page.close_file()
    form = hands.find(EpisodeForm)
    combo = form.choices["letter_document"]
    assert (combo.isVisible(), combo.count()) == (True, 2)
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert combo.currentText() == "Letter, signed, 18 Nov 2026"
    assert form.days["letter_sent"].value() == date(2026, 11, 18)
    form.days["letter_end"].set_value(date(2026, 11, 30))
    form.days["last_contact"].set_value(date(2026, 11, 17))
    form.finish()
    hands.settle()
    assert kept(hands, inez)[0].letter_document == scan.id
    read = [each for each in page.findChildren(ThemedButton) if each.text() == "The signed letter"]
    read[0].click()
    hands.settle()
    assert hands.find(DocumentView).document == scan
    ask(hands, lambda v: v.documents.mark_in_error(scan.id, "Of another"))
    page = go_to_care(hands, inez)
    assert "What is named as the letter is marked in error" in page.banner.text()


def test_an_ending_that_was_taken_away_is_put_back(
    hands: Hands, inez: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    letter = Letter(date(2026, 5, 1), date(2026, 5, 1))
    one = vault.episodes.add([an_episode(inez, ending=an_ending(letter=letter))])[0]
    vault.close()
    hands.unlock()
    page = go_to_care(hands, inez)
    form = page.open_form(one.id)
    assert isinstance(form, EpisodeForm)
    form.checks["has_ended"].setChecked(False)
    form.finish()
    hands.settle()
    assert kept(hands, inez)[0].ending is None
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert kept(hands, inez) == [one]


def test_care_of_long_ago_is_entered_beside_what_goes_on(
    hands: Hands, inez: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.episodes.add([an_episode(inez)])
    vault.close()
    hands.unlock()
    page = go_to_care(hands, inez)
    page.add()
    form = hands.find(EpisodeForm)
    assert form.checks["has_ended"].isChecked()
    assert form.days["last_contact"].value() is None
    assert not form.banner.isVisible()
    for name, day in (("opened", 1), ("last_contact", 2), ("ended", 3)):
        form.days[name].set_value(date(2020, 1, day))
    form.finish()
    hands.settle()
    assert [each.opened for each in kept(hands, inez)] == [date(2020, 1, 1), date(2026, 1, 1)]
    assert ask(hands, lambda v: v.clients.get(inez.id)).status is ClientStatus.ACTIVE


def test_what_was_decided_about_one_is_not_shown_under_another(
    hands: Hands, inez: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.conflicts.decide([inez.name], Decision.NO_CONFLICT, "A secret.", file=inez.id)
    vault.close()
    hands.unlock()
    page = go_to_care(hands, inez)
    assert len(page.conflicts.checks.rows()) == 1
    page.clear()
    assert not page.conflicts.checks.rows()
    page.conflicts.look()
    hands.settle()
    assert hands.shell.findChildren(ConflictDialog) == []
