"""What is under way when the person goes elsewhere, fails, or is done twice: no word is lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen
from ui.screens.unlock.return_screen import ReturnScreen
from vault.errors import NotAllowed, StorageFailed
from vault.model.addendum import AddendumWords
from vault.model.client import Client
from vault.model.ids import NoteId
from vault.model.note import Note
from vault.open_vault import OpenVault
from vault.services.desk import Desk
from vault.services.notes.writing import Notes
from vault.services.releases import Releases

CTRL = Qt.KeyboardModifier.ControlModifier
DAY = date(2026, 5, 1)


@pytest.fixture
def two(unlocked: Unlock) -> tuple[Client, Client]:
    """Two clients, each with a signed note and a draft."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    dana, marcus = vault.clients.add([a_client("Dana Whitfield"), a_client("Marcus Bell")])
    for client in (dana, marcus):
        vault.notes.begin_and_sign([a_note(client, f"Signed of {client.name}.", service_date=DAY)])
        vault.notes.begin([a_note(client, f"Draft of {client.name}.")])
    vault.close()
    return dana, marcus


def notes_of(hands: Hands, client: Client) -> tuple[NoteId, NoteId]:
    """Return the signed note and the draft of a client."""

    def read(vault: OpenVault) -> tuple[NoteId, NoteId]:
        draft, signed = vault.notes.page(client.id, 0, 2)
        return signed.id, draft.id

    return ask(hands, read)


def words(hands: Hands, note: NoteId) -> str:
    """Return the words of a note in the vault."""
    return ask(hands, lambda v: v.notes.get(note).sections[0].text)


def go(hands: Hands, client: Client, note: NoteId) -> ClientScreen:
    """Go to a note."""
    hands.tools.navigation.go("client", client=client.id, note=note)
    hands.settle()
    return hands.find(ClientScreen)


def stands(screen: ClientScreen, name: str, note: NoteId) -> bool:
    """Tell whether this note stands under this name."""
    return (screen.header.name.text(), screen.record.pane.note_id) == (name, note)


def test_a_note_begun_for_one_client_is_not_opened_under_another(
    hands: Hands, two: tuple[Client, Client]
) -> None:
    dana, marcus = two
    hands.unlock()
    signed, _draft = notes_of(hands, dana)
    _other, his = notes_of(hands, marcus)
    screen = go(hands, dana, signed)
    with hands.held():
        screen.new_note()
        hands.tools.navigation.go("client", client=marcus.id, note=his)
    assert stands(screen, "Marcus Bell", his)
    hands.type("About Marcus. ")
    hands.lock()
    hands.unlock()
    assert "About Marcus." in words(hands, his)
    rows = ask(hands, lambda v: v.notes.page(dana.id, 0, 9))
    assert not any("About Marcus" in words(hands, row.id) for row in rows)


def test_what_was_signed_is_not_shown_under_another(
    hands: Hands, two: tuple[Client, Client]
) -> None:
    dana, marcus = two
    hands.unlock()
    _signed, draft = notes_of(hands, dana)
    his, _other = notes_of(hands, marcus)
    screen = go(hands, dana, draft)
    with hands.held():
        screen.record.pane.editor.sign()
        hands.tools.navigation.go("client", client=marcus.id, note=his)
    assert stands(screen, "Marcus Bell", his)
    assert ask(hands, lambda v: v.notes.get(draft).signed)


@pytest.mark.parametrize("is_held", [False, True])
def test_signing_and_locking_in_one_breath_locks(
    hands: Hands, two: tuple[Client, Client], is_held: bool
) -> None:
    hands.unlock()
    _signed, draft = notes_of(hands, two[0])
    screen = go(hands, two[0], draft)
    field = screen.record.pane.editor.sections.fields()[0]
    field.setFocus()
    QTest.keyClicks(field, "More. ")
    if is_held:
        with hands.held():
            QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
            QTest.keyClick(field, Qt.Key.Key_L, CTRL)
    else:
        QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
        QTest.keyClick(field, Qt.Key.Key_L, CTRL)
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    assert "More." in words(hands, draft)
    assert ask(hands, lambda v: v.notes.get(draft).signed)


def test_a_signature_refused_in_the_breath_of_a_lock_holds_nothing_up(
    hands: Hands, two: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.unlock()
    _signed, draft = notes_of(hands, two[0])
    screen = go(hands, two[0], draft)
    field = screen.record.pane.editor.sections.fields()[0]
    field.setFocus()
    QTest.keyClicks(field, "More. ")

    def refuse(_notes: Notes, _note: NoteId) -> Note:
        raise NotAllowed("Signing needs the licensee's own passphrase.")

    monkeypatch.setattr(Notes, "sign", refuse)
    with hands.held():
        QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
        QTest.keyClick(field, Qt.Key.Key_L, CTRL)
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    assert "More." in words(hands, draft)


def test_a_draft_that_cannot_be_saved_to_be_signed_is_kept_through_a_lock(
    hands: Hands, two: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.unlock()
    _signed, draft = notes_of(hands, two[0])
    screen = go(hands, two[0], draft)
    field = screen.record.pane.editor.sections.fields()[0]
    field.setFocus()
    QTest.keyClicks(field, "More. ")

    def refuse(_notes: Notes, _note: Note) -> Note:
        raise StorageFailed("full")

    with monkeypatch.context() as patched:
        patched.setattr(Notes, "save_draft", refuse)
        QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
        QTest.keyClick(field, Qt.Key.Key_L, CTRL)
        hands.until(lambda: bool(hands.shell.findChildren(ReturnScreen)))
    assert hands.locks == 0
    hands.find(ReturnScreen).try_again.emit()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    assert "More." in words(hands, draft)


def test_what_can_be_done_with_one_draft_is_not_done_with_another(
    hands: Hands, two: tuple[Client, Client]
) -> None:
    hands.unlock()
    _signed, draft = notes_of(hands, two[0])
    _his, other = notes_of(hands, two[1])
    screen = go(hands, two[0], draft)
    (sign,) = [each for each in screen.commands() if each.words == "Sign"]
    go(hands, two[1], other)
    sign.run()
    hands.settle()
    assert not ask(hands, lambda v: v.notes.get(other).signed)
    go(hands, two[0], draft)
    sign.run()
    hands.settle()
    assert ask(hands, lambda v: v.notes.get(draft).signed)


def test_going_there_and_back_at_once_stays(hands: Hands, two: tuple[Client, Client]) -> None:
    hands.unlock()
    signed, draft = notes_of(hands, two[0])
    screen = go(hands, two[0], draft)
    QTest.keyClicks(screen.record.pane.editor.sections.fields()[0], "More. ")
    with hands.held():
        screen.record.pane.open(signed)
        screen.record.pane.open(draft)
    assert screen.record.pane.note_id == draft
    assert not screen.record.pane.editor.sections.fields()[0].isReadOnly()


def test_an_addendum_that_could_not_be_kept_is_kept_at_lock(
    hands: Hands, two: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.unlock()
    signed, draft = notes_of(hands, two[0])
    screen = go(hands, two[0], signed)
    view = screen.record.pane.view
    view.add_button.click()

    def refuse(_desk: Desk, _name: str, _value: object) -> None:
        raise StorageFailed("full")

    with monkeypatch.context() as patched:
        patched.setattr(Desk, "keep", refuse)
        QTest.keyClicks(view.addendum.field, "Precious words")
        screen.record.pane.open(draft)
        hands.settle()
    hands.lock()
    hands.unlock()
    screen = go(hands, two[0], signed)
    assert screen.record.pane.view.addendum.field.text() == "Precious words"


def test_a_signed_addendum_does_not_lie_half_written_again(
    hands: Hands, two: tuple[Client, Client]
) -> None:
    hands.unlock()
    signed, _draft = notes_of(hands, two[0])
    screen = go(hands, two[0], signed)
    view = screen.record.pane.view
    view.add_button.click()
    QTest.keyClicks(view.addendum.field, "She moved.")
    QTest.keyClick(view.addendum.field, Qt.Key.Key_Return, CTRL)
    QTest.keyClick(view.addendum.field, Qt.Key.Key_L, CTRL)
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    assert [each.text for each in ask(hands, lambda v: v.notes.addenda(signed))] == ["She moved."]
    screen = go(hands, two[0], signed)
    assert not screen.record.pane.view.addendum.is_open


def test_undo_of_an_addendum_keeps_the_one_begun_since(
    hands: Hands, two: tuple[Client, Client]
) -> None:
    hands.unlock()
    signed, _draft = notes_of(hands, two[0])
    screen = go(hands, two[0], signed)
    view = screen.record.pane.view
    view.add_button.click()
    QTest.keyClicks(view.addendum.field, "First try")
    view.addendum.cancel_button.click()
    hands.settle()
    view.add_button.click()
    QTest.keyClicks(view.addendum.field, "Second")
    view.addendum._bring_back(AddendumWords(signed, "First try"))
    hands.settle()
    assert view.addendum.field.text() == "First try\nSecond"
    hands.lock()
    hands.unlock()
    screen = go(hands, two[0], signed)
    assert screen.record.pane.view.addendum.field.text() == "First try\nSecond"


def test_an_addendum_discarded_while_it_is_kept_stays_discarded(
    hands: Hands, two: tuple[Client, Client]
) -> None:
    hands.unlock()
    signed, _draft = notes_of(hands, two[0])
    screen = go(hands, two[0], signed)
    addendum = screen.record.pane.view.addendum
    screen.record.pane.view.add_button.click()
    QTest.keyClicks(addendum.field, "Not this")
    with hands.held():
        addendum.keep()
        addendum.cancel_button.click()
    hands.lock()
    hands.unlock()
    screen = go(hands, two[0], signed)
    assert not screen.record.pane.view.addendum.is_open


def test_details_undone_while_they_are_kept_stay_undone(
    hands: Hands, two: tuple[Client, Client]
) -> None:
    hands.unlock()
    signed, _draft = notes_of(hands, two[0])
    screen = go(hands, two[0], signed)
    screen.show_tab(1)
    QTest.keyClicks(screen.details.form.preferred, "Dee")
    with hands.held():
        screen.details.keep()
        screen.details.undo_button.click()
    hands.lock()
    hands.unlock()
    assert go(hands, two[0], signed).details.clean


def test_details_saved_while_the_window_locks_are_not_half_changed(
    hands: Hands, two: tuple[Client, Client]
) -> None:
    hands.unlock()
    signed, _draft = notes_of(hands, two[0])
    screen = go(hands, two[0], signed)
    screen.show_tab(1)
    screen.details.form.preferred.setText("")
    QTest.keyClicks(screen.details.form.preferred, "Dee")
    with hands.held():
        screen.details.save()
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    assert ask(hands, lambda v: v.clients.get(two[0].id)).preferred_name == "Dee"
    assert go(hands, two[0], signed).details.clean


def test_details_of_one_client_do_not_stand_under_another_who_cannot_be_read(
    hands: Hands, two: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    dana, marcus = two
    hands.unlock()
    signed, _draft = notes_of(hands, dana)
    his, _other = notes_of(hands, marcus)
    screen = go(hands, dana, signed)
    assert screen.details.form.name.text() == "Dana Whitfield"

    def refuse(_releases: Releases) -> int:
        raise StorageFailed("This part of the disk cannot be read.")

    with monkeypatch.context() as patched:
        patched.setattr(Releases, "age_of_majority", refuse)
        screen = go(hands, marcus, his)
        screen.show_tab(1)
        assert screen.details.form.name.text() == ""
        assert not screen.details.form.isEnabled()
        assert "cannot be read" in screen.banner.text()
        hands.lock()
    hands.unlock()
    screen = go(hands, marcus, his)
    screen.show_tab(1)
    assert screen.details.form.name.text() == "Marcus Bell"
    assert screen.details.form.isEnabled()


def test_details_typed_while_they_are_saved_stay(hands: Hands, two: tuple[Client, Client]) -> None:
    hands.unlock()
    signed, _draft = notes_of(hands, two[0])
    screen = go(hands, two[0], signed)
    screen.show_tab(1)
    form = screen.details.form
    form.preferred.setText("")
    QTest.keyClicks(form.preferred, "Dee")
    with hands.held():
        screen.details.save()
        QTest.keyClicks(form.preferred, "dee")
    assert form.preferred.text() == "Deedee"
    assert ask(hands, lambda v: v.clients.get(two[0].id)).preferred_name == "Dee"
    assert not screen.details.clean
