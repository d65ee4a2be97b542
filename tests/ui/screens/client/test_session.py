"""What a note tells of its session: entered under the chip, shown, signed, and by which goals."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note, in_order
from tests.ui.record import ask, go
from tests.ui.window import Hands
from ui.screens.client.editor import DraftEditor
from ui.screens.client.goal_lines import GoalLines
from ui.screens.client.note_pane import NotePane
from ui.screens.client.release_choice import ReleaseChoice
from ui.screens.client.release_dialog import ReleaseDialog
from ui.screens.client.screen import ClientScreen
from ui.screens.client.session_dialog import SessionDialog
from vault.model.client import Client
from vault.model.ids import NoteId
from vault.model.note import Section


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client with a signed plan of two goals, and a draft."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    goals = {"goals": "1. Sleep through the night\n2. Back to school"}
    plan = a_note(client, template="treatment-plan", sections=goals, service_date=date(2026, 11, 2))
    earlier = a_note(client, sections={"note": "Before.", "modality": "CBT", "place": "Phone"})
    for note in vault.notes.begin([plan, earlier]):
        vault.notes.sign(note.id)
    vault.notes.begin([a_note(client, "Slept six hours.", service_date=date(2026, 11, 20))])
    in_order(vault)
    vault.close()
    return client


def opened(hands: Hands, client: Client) -> tuple[DraftEditor, NoteId]:
    """Go to the draft."""
    hands.unlock()
    draft = ask(hands, lambda v: v.notes.unsigned(9)[1])[0].id
    go(hands, ClientScreen, "client", client=client.id, note=draft)
    editor = hands.find(DraftEditor)
    hands.until(lambda: editor.note_id == draft)
    return editor, draft


def begun(hands: Hands, client: Client, template: str) -> DraftEditor:
    """Begin a note of another kind."""
    hands.unlock()
    go(hands, ClientScreen, "client", client=client.id)
    hands.find(ClientScreen).begin_other(template)
    hands.settle()
    return hands.find(DraftEditor)


def asked(hands: Hands, editor: DraftEditor) -> SessionDialog:
    """Open what is asked of the session, its goals read."""
    editor.chips.how.click()
    dialog = hands.find(SessionDialog)
    hands.until(lambda: dialog.goals_read)
    return dialog


def test_what_is_told_is_saved_shown_and_signed(hands: Hands, dana: Client) -> None:
    editor, draft = opened(hands, dana)
    dialog = asked(hands, editor)
    service, location = dialog.lines["service"], dialog.lines["location"]
    assert isinstance(service, QComboBox)
    assert isinstance(location, QLineEdit)
    hands.type("Individual therapy")
    assert service.currentText() == "Individual therapy"
    place = dialog.lines["place"]
    assert isinstance(place, QComboBox)
    place.setCurrentText("Telehealth")
    location.setFocus()
    hands.type("At her sister's")
    assert [(each, box.isChecked()) for each, box in dialog.goals.items()] == [
        ("Sleep through the night", False),
        ("Back to school", False),
    ]
    dialog.goals["Back to school"].click()
    dialog.done_button.click()
    hands.until(lambda: editor.clean)
    assert editor.chips.how.text() == "Individual · telehealth"
    words = (
        "Type of service: Individual therapy · Where the client was: At her sister's · "
        "Goals worked on: Back to school"
    )
    assert editor.told_line.text() == words
    editor.sign()
    view = hands.find(NotePane).view
    hands.until(lambda: view.note_id == draft)
    assert view.told_line.text() == words
    found = ask(hands, lambda v: v.notes.goals(dana.id))
    assert [(each.text, each.sessions) for each in found] == [
        ("Sleep through the night", 0),
        ("Back to school", 1),
    ]


def test_what_is_entered_keeps_its_outer_blanks(hands: Hands, dana: Client) -> None:
    editor, draft = opened(hands, dana)
    dialog = asked(hands, editor)
    location, modality = dialog.lines["location"], dialog.lines["modality"]
    assert isinstance(location, QLineEdit)
    location.setText(" At her sister's  ")
    line = modality.lineEdit() if isinstance(modality, QComboBox) else modality
    assert line is not None
    line.setText("  ")
    dialog.done_button.click()
    hands.until(lambda: editor.clean)
    told = ask(hands, lambda v: v.notes.get(draft)).particulars
    assert [(each.name, each.text) for each in told] == [("location", " At her sister's  ")]


def test_a_plan_shows_its_goals_and_leads_to_their_last_session(hands: Hands, dana: Client) -> None:
    hands.unlock()
    told = {"note": "Words.", "goals-worked-on": "Back to school"}
    worked = ask(hands, lambda v: v.notes.begin([a_note(dana, sections=told)]))[0].id
    ask(hands, lambda v: v.notes.sign(worked))
    plan = ask(hands, lambda v: v.notes.list_rows(dana.id, "treatment-plan"))[0].id
    go(hands, ClientScreen, "client", client=dana.id, note=plan)
    pane = hands.find(NotePane)
    hands.until(lambda: pane.note_id == plan)
    said = [each.text() for each in hands.find(GoalLines).findChildren(QLabel)]
    assert said[1:] == [
        "Sleep through the night",
        "no session yet",
        "Back to school",
        "1 session, last on 14 May 2026",
    ]
    hands.find(GoalLines).findChildren(QAbstractButton)[0].click()
    hands.until(lambda: pane.note_id == worked)


def test_carried_forward_and_taken_back(hands: Hands, dana: Client) -> None:
    editor, draft = opened(hands, dana)
    hands.find(NotePane).carry_forward()
    hands.until(lambda: "CBT" in editor.told_line.text())
    assert editor.chips.how.text() == "Individual · phone"
    dialog = asked(hands, editor)
    for field in dialog.lines.values():
        line = field.lineEdit() if isinstance(field, QComboBox) else field
        assert line is not None
        line.clear()
    dialog.accept()
    hands.until(lambda: editor.clean)
    assert editor.told_line.isHidden()
    assert ask(hands, lambda v: v.notes.get(draft)).particulars == ()


def test_particulars_changed_in_the_window_are_undone_to_what_they_were(
    hands: Hands, dana: Client
) -> None:
    """Entered by the command line before, they are steps of the draft's history."""
    hands.unlock()
    note = ask(hands, lambda v: v.notes.unsigned(9)[1])[0].id
    draft = ask(hands, lambda v: v.notes.get(note))
    told = draft.changed(sections=(*draft.sections, Section("place", "Office")))
    ask(hands, lambda v: v.notes.save_draft(told))
    go(hands, ClientScreen, "client", client=dana.id, note=note)
    editor = hands.find(DraftEditor)
    hands.until(lambda: editor.note_id == note)
    place = asked(hands, editor).lines["place"]
    assert isinstance(place, QComboBox)
    place.setCurrentText("Office in Quincy")
    hands.find(SessionDialog).accept()
    hands.until(lambda: editor.clean)
    undone = [ask(hands, lambda v: v.notes.undo(note)).particulars for _time in range(2)]
    assert undone == [(Section("place", "Office"),), ()]


def test_what_stands_in_the_dialog_at_a_lock_is_in_the_draft(hands: Hands, dana: Client) -> None:
    editor, draft = opened(hands, dana)
    asked(hands, editor).goals["Back to school"].click()
    hands.type("Individual therapy")
    hands.lock()
    hands.unlock()
    assert ask(hands, lambda v: v.notes.get(draft)).particulars == (
        Section("service", "Individual therapy"),
        Section("goals-worked-on", "Back to school"),
    )


def test_a_note_of_any_kind_is_marked_and_looked_at_before_it_leaves(
    hands: Hands, dana: Client
) -> None:
    editor = begun(hands, dana, "contact")
    assert editor.chips.how.accessibleName() == "Tell more of this note, now Contact · Individual"
    hands.type("Her sister called.")
    editor.ask_session()
    dialog = hands.find(SessionDialog)
    assert (list(dialog.lines), list(dialog.marks)) == ([], ["with-another", "in-confidence"])
    hands.until(dialog.marks["with-another"].hasFocus)
    hands.press(Qt.Key.Key_Space)
    dialog.marks["in-confidence"].setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: editor.clean and bool(editor.told_line.text()))
    told = "With somebody other than the client: yes · Received in confidence: yes"
    assert editor.told_line.text() == told
    draft = editor.note_id
    editor.sign()
    hands.until(lambda: hands.find(NotePane).view.note_id == draft)
    assert hands.find(NotePane).view.told_line.text() == told
    hands.find(ClientScreen).release()
    hands.until(lambda: hands.find(ReleaseDialog).choice.isVisible())
    (box,) = hands.find(ReleaseChoice).looked_at.values()
    assert box.accessibleName() == "Contact, 22 Nov 2026"
    assert box.accessibleDescription() == (
        "With somebody other than the client. Received in confidence."
    )


def test_a_mandated_report_asks_whom_it_is_about(hands: Hands, dana: Client) -> None:
    editor = begun(hands, dana, "mandated-report")
    assert editor.chips.how.text() == "Mandated report · child or elder?"
    editor.chips.how.click()
    dialog = hands.find(SessionDialog)
    about = dialog.lines["report-about"]
    assert isinstance(about, QComboBox)
    about.setCurrentIndex(1)
    dialog.done_button.click()
    hands.until(lambda: editor.clean)
    assert editor.told_line.text() == "Whom the report is about: An elder"
    assert editor.chips.how.text() == "Mandated report · Individual"
    draft = editor.note_id
    assert draft is not None
    assert ask(hands, lambda v: v.notes.get(draft)).particulars == (
        Section("report-about", "An elder"),
    )
