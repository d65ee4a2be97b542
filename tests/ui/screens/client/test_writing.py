"""Writing a note in the window: no word is lost, whatever happens."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.conftest import Unlock
from tests.practice import LICENSEE, FixedClock, a_client, a_note, an_appointment
from tests.ui.record import ask, unnamed
from tests.ui.window import Hands
from ui.screens.client.editor import DraftEditor
from ui.screens.client.note_view import NoteView
from ui.screens.client.screen import ClientScreen
from ui.screens.client.times_popup import TimesPopup
from vault.model.client import Client
from vault.model.ids import NoteId
from vault.model.note import Note
from vault.open_vault import OpenVault

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def client(unlocked: Unlock) -> Client:
    """A client with one signed note and one draft, in a vault that is locked again."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    signed = a_note(client, "Signed words.")
    vault.notes.begin([signed])
    vault.notes.sign(signed.id)
    dap = {"data": "Came.", "assessment": "", "plan": ""}
    draft = a_note(client, template="dap", sections=dap, service_date=date(2026, 5, 21))
    vault.notes.begin([draft])
    vault.close()
    return client


def editor_of(screen: ClientScreen) -> DraftEditor:
    """Return the editor, which must be what is shown."""
    assert screen.record.pane.currentWidget() is screen.record.pane.editor
    return screen.record.pane.editor


def view_of(screen: ClientScreen) -> NoteView:
    """Return the signed note, which must be what is shown."""
    assert screen.record.pane.currentWidget() is screen.record.pane.view
    return screen.record.pane.view


def write(screen: ClientScreen, text: str, section: int = 0) -> None:
    """Type into a section of the draft, at its end."""
    field = editor_of(screen).sections.fields()[section]
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClicks(field, text)


def newest(hands: Hands, client: Client) -> Note:
    """Return the client's newest note as the vault has it."""
    return ask(hands, lambda v: v.notes.get(v.notes.page(client.id, 0, 1)[0].id))


def words_of(note: Note) -> str:
    """Return all that a note says."""
    return "|".join(section.text for section in note.sections)


def test_a_client_opens_with_the_newest_draft(screen: ClientScreen, hands: Hands) -> None:
    assert editor_of(screen).sections.texts()["data"] == "Came."
    assert screen.record.list.current_row() == 0
    assert screen.record.model.rowCount() == 2
    here = hands.tools.navigation.here
    assert here is not None
    assert here.note == editor_of(screen).note_id


def test_a_pause_in_typing_saves_and_says_when(
    screen: ClientScreen, hands: Hands, client: Client, clock: FixedClock
) -> None:
    saved = editor_of(screen).chips.saved
    assert saved.text() == ""
    write(screen, " Slept well.")
    assert saved.text() == ""
    hands.until(lambda: saved.text() != "")
    assert saved.text() == f"Saved {clock.now():%H:%M:%S}"
    assert newest(hands, client).sections[0].text == "Came. Slept well."
    assert editor_of(screen).clean


def test_what_a_pause_saved_outlives_a_crash(
    screen: ClientScreen, hands: Hands, client: Client, unlocked: Unlock
) -> None:
    write(screen, " Slept well.")
    hands.until(lambda: editor_of(screen).clean)
    # The process ends here: nobody puts anything down.
    closed: list[object] = []
    hands.tools.worker.close(owner=screen, done=closed.append)
    hands.until(lambda: bool(closed))
    second = unlocked()
    assert "Slept well." in words_of(second.notes.get(second.notes.page(client.id, 0, 1)[0].id))
    second.close()
    hands.ended.append(0)


def test_a_lock_in_the_middle_of_a_word_keeps_it(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    write(screen, " Unfin")
    assert not editor_of(screen).clean
    hands.lock()
    hands.unlock()
    again = hands.find(ClientScreen)
    assert editor_of(again).sections.texts()["data"] == "Came. Unfin"
    # It is in the index, too.
    assert ask(hands, lambda v: len(v.notes.search("Unfin", client.id, 5))) == 1


def test_leaving_the_field_or_the_screen_saves(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    write(screen, " One.")
    hands.press(Qt.Key.Key_Tab)
    assert newest(hands, client).sections[0].text == "Came. One."
    hands.type("Two.")
    hands.tools.navigation.go("clients")
    hands.settle()
    assert newest(hands, client).sections[1].text == "Two."


def test_going_to_another_note_saves_first(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    write(screen, " One.")
    screen.record.focus_list()
    hands.press(Qt.Key.Key_Down)
    hands.until(lambda: screen.record.pane.currentWidget() is screen.record.pane.view)
    assert view_of(screen).sections.texts() == {"note": "Signed words."}
    assert newest(hands, client).sections[0].text == "Came. One."


def test_what_cannot_be_saved_stays_and_says_why(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    note = editor_of(screen).note_id
    assert note is not None
    ask(hands, lambda v: v.notes.sign(note))
    write(screen, " Too late.")
    screen.record.pane.open(ask(hands, lambda v: v.notes.page(client.id, 1, 1)[0].id))
    hands.settle()
    editor = editor_of(screen)
    assert "This note is signed" in editor.banner.text()
    assert "Your words are still here." in editor.banner.text()
    assert editor.sections.texts()["data"] == "Came. Too late."
    assert editor.chips.saved.text() == ""
    editor._version = editor._saved_version  # so that the window may end without them


def test_the_everyday_note_of_a_returning_client_takes_few_keys(
    hands: Hands, client: Client, unlocked: Unlock, clock: FixedClock
) -> None:
    vault = unlocked()
    today = clock.now().date()
    words = {"data": "Slept.", "assessment": "Stable.", "plan": "A diary."}
    earlier = a_note(client, template="dap", service_date=today - timedelta(7), sections=words)
    vault.notes.begin([earlier])
    vault.notes.sign(earlier.id)
    vault.appointments.add([an_appointment(client, day=today, start=time(11, 0))])
    vault.close()
    hands.unlock()
    hands.press(Qt.Key.Key_Return)  # on the session that is now, where Today opens
    screen = hands.find(ClientScreen)
    here = hands.tools.navigation.here
    assert here is not None
    assert here.client == client.id
    begun = NoteId(here.note or "")
    note = ask(hands, lambda v: v.notes.get(begun))
    assert (note.service_date, note.template) == (today, "dap")  # as it was the last time
    keys = 1
    for number, prose in enumerate(("Came on time.", "Better.", "Next week.")):
        if number:
            hands.press(Qt.Key.Key_Tab)
            keys += 1
        hands.type(prose)
    hands.press(Qt.Key.Key_Return, CTRL)
    keys += 1
    assert keys <= 8
    signed = ask(hands, lambda v: v.notes.get(note.id))
    assert signed.signed
    assert words_of(signed) == "Came on time.|Better.|Next week.|Office"  # as it was planned
    assert view_of(screen).note_id == note.id
    assert signed.start == time(11, 0)


def test_a_signed_note_is_read_and_not_written(
    screen: ClientScreen, hands: Hands, clock: FixedClock
) -> None:
    write(screen, " Done.")
    editor_of(screen).sign_button.click()
    hands.settle()
    view = view_of(screen)
    assert view.sections.texts()["data"] == "Came. Done."
    assert all(field.isReadOnly() for field in view.sections.fields())
    focused = QApplication.focusWidget()
    assert focused is view.sections.fields()[0]
    hands.type("x")
    assert view.sections.fields()[0].text() == "Came. Done."
    hands.press(Qt.Key.Key_A, CTRL)
    assert view.sections.fields()[0].textCursor().selectedText() == "Came. Done."
    said = [label.text() for label in view.findChildren(type(view._when)) if label.isVisible()]
    assert any(text.startswith("Signed by Jordan Rivera, LMHC · ") for text in said)


def test_an_empty_note_is_not_signed(screen: ClientScreen, hands: Hands) -> None:
    screen.new_note()
    hands.settle()
    editor_of(screen).sign()
    hands.settle()
    assert "An empty note cannot be signed." in editor_of(screen).banner.text()


def test_a_new_note_has_the_last_template_and_the_cursor(
    screen: ClientScreen, hands: Hands, client: Client, clock: FixedClock
) -> None:
    hands.press(Qt.Key.Key_N, CTRL)
    hands.type("Phoned.")
    hands.lock()
    hands.unlock()
    note = newest(hands, client)
    assert (note.template, note.service_date) == ("dap", clock.now().date())
    assert (note.start, note.stop) == (None, None)
    assert note.sections[0].text == "Phoned."


def test_new_sections_take_the_keyboard_in_the_same_turn(
    screen: ClientScreen, hands: Hands
) -> None:
    screen.new_note()
    hands.settle()
    sections = screen.record.pane.editor.sections
    sections.show_texts({"subjective": "", "plan": ""})
    sections.focus_first()
    # Not a turn later: by then something else may have taken it.
    assert sections.fields()[0].hasFocus()


def test_a_draft_that_was_discarded_comes_back(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    write(screen, " Unsaved yet.")
    undo: list[Callable[[], object]] = []
    hands.tools.notices.said.connect(lambda notice: undo.append(notice.run))
    editor_of(screen).discard_button.click()
    hands.settle()
    assert QApplication.focusWidget() is screen.record.list
    assert hands.answers.asked == ["Discard this draft?"]
    assert ask(hands, lambda v: v.notes.count(client.id)) == 1
    assert view_of(screen).sections.texts() == {"note": "Signed words."}
    undo[0]()
    hands.settle()
    assert editor_of(screen).sections.texts()["data"] == "Came. Unsaved yet."
    assert screen.record.list.current_row() == 0


def test_who_says_no_discards_nothing(screen: ClientScreen, hands: Hands, client: Client) -> None:
    hands.answers.yes = False
    editor_of(screen).discard_button.click()
    hands.settle()
    assert ask(hands, lambda v: v.notes.count(client.id)) == 2
    assert editor_of(screen).sections.texts()["data"] == "Came."


def test_another_template_keeps_every_word(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    write(screen, " One.")
    write(screen, "Two.", 1)
    write(screen, "Three.", 2)
    for template, expected in (
        ("soap", "Came. One.||Two.|Three."),
        ("free", "Came. One.\n\nTwo.\n\nThree."),
        ("birp", "Came. One.\n\nTwo.\n\nThree.|||"),
    ):
        editor_of(screen).chips.template_chosen.emit(template)
        hands.settle()
        note = newest(hands, client)
        assert note.template == template
        assert words_of(note) == expected


def test_times_are_changed_or_refused_beside_the_field(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    editor_of(screen).chips.times.click()
    popup = screen.findChild(TimesPopup)
    assert popup is not None
    popup.stop.setText("4:50 pm")
    popup.accept()
    assert "needs its start time" in popup._start_form.error("time")
    popup.start.setText("noonish")
    popup.accept()
    assert "not a time" in popup._start_form.error("time")
    assert newest(hands, client).stop is None
    popup.start.setText("1600")
    popup.accept()
    hands.settle()
    note = newest(hands, client)
    assert (note.start, note.stop) == (time(16, 0), time(16, 50))
    assert "16:50" in editor_of(screen).chips.times.text()


def test_a_fact_from_elsewhere_leaves_the_text_being_typed_alone(
    screen: ClientScreen, hands: Hands, client: Client
) -> None:
    write(screen, " Half a sen")
    field = editor_of(screen).sections.fields()[0]
    place = field.textCursor().position()

    def elsewhere(vault: OpenVault) -> None:
        vault.notes.begin([a_note(client, "Another.", service_date=date(2026, 6, 1))])
        vault.clients.change(a_client("Dana Whitmore", id=client.id))

    ask(hands, elsewhere)
    hands.settle()
    assert screen.record.model.rowCount() == 3
    assert screen.record.list.current_row() == 1
    assert screen.header.name.text_in_full() == "Dana Whitmore"
    assert editor_of(screen).sections.fields()[0] is field
    assert field.text() == "Came. Half a sen"
    assert field.textCursor().position() == place


def test_escape_and_enter_lead_to_the_list_and_back(screen: ClientScreen, hands: Hands) -> None:
    editor_of(screen).focus_first()
    hands.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is screen.record.list
    hands.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() in editor_of(screen).sections.fields()


def test_another_client_never_shows_the_words_of_the_one_before(
    screen: ClientScreen, hands: Hands
) -> None:
    write(screen, " Last words.")
    other = ask(hands, lambda v: v.clients.add([a_client("Boris Cole")])[0])
    note = editor_of(screen).note_id
    hands.tools.navigation.go("client", client=other.id)
    hands.until(lambda: screen._client == other.id)
    assert screen.record.pane.note_id is None
    assert screen.record.pane.currentWidget() is not screen.record.pane.editor
    hands.settle()
    assert screen.record.pane.currentWidget() is screen.record.pane.empty
    assert note is not None
    assert "Last words." in words_of(ask(hands, lambda v: v.notes.get(note)))


def test_the_width_of_the_list_is_remembered(screen: ClientScreen, hands: Hands) -> None:
    screen.record.setSizes([260, 700])
    screen.record.splitterMoved.emit(260, 1)
    hands.lock()
    hands.unlock()
    assert hands.find(ClientScreen).record.sizes()[0] == 260


def test_everything_the_keyboard_reaches_has_a_name(screen: ClientScreen, hands: Hands) -> None:
    assert unnamed(screen) == []
    screen.record._enter(1)
    hands.settle()
    view_of(screen).begin_addendum()
    assert unnamed(screen) == []
    screen.show_tab(1)
    assert unnamed(screen) == []


def test_the_palette_offers_what_can_be_done_with_the_note(
    screen: ClientScreen, hands: Hands
) -> None:
    offered = {command.words: command for command in screen.commands()}
    assert offered["Sign"].shortcut == "Ctrl+Enter"
    assert "Discard draft" in offered
    offered["Sign"].run()
    hands.settle()
    offered = {command.words: command for command in screen.commands()}
    assert "Sign" not in offered
    offered["Add addendum"].run()
    hands.settle()
    assert view_of(screen).addendum.is_open
    assert "Add addendum" not in {command.words for command in screen.commands()}
