"""Writing, keeping, reading, finding, moving and taking back, in the open room of a real vault."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.practice import a_hold, a_note
from tests.ui.record import ask
from tests.ui.screens.process_notes.rooms import (
    CONTROL,
    LEFT,
    MISPLACED,
    MOVED,
    enter,
    go_to_door,
    in_process,
    move,
    progress_notes,
    with_a_client,
    words_of,
    write,
)
from tests.ui.window import Hands
from ui.main_window import MainWindow
from vault.model.client import Client
from vault.model.own_template import OwnTemplate, own_section
from vault.model.process_note import ProcessDraft, ProcessNoteRow
from vault.model.settings import VaultSettings
from vault.model.template import new_own_id, section_title
from vault.open_vault import OpenVault


def kept(vault: OpenVault, client: Client) -> list[ProcessNoteRow]:
    """Return the kept process notes of a client."""
    return in_process(vault, lambda v: v.process.notes.page(client.id, 0, 9) if v.process else [])


def draft_of(vault: OpenVault, client: Client) -> ProcessDraft | None:
    """Return the draft in the open process database."""
    assert vault.process is not None
    return vault.process.notes.draft(client.id)


def test_a_pause_in_typing_saves_and_says_when(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, "He looked away")
    writing = screen.work.room.writing
    hands.until(lambda: writing.state.text_in_full().startswith("Saved "))
    draft = ask(hands, lambda v: draft_of(v, client))
    assert draft is not None
    assert draft.text == "He looked away"
    assert draft.day == date(2026, 11, 22)


def test_a_note_is_kept_by_the_keyboard_and_read_again(hands: Hands) -> None:
    client = with_a_client(hands, "An older thought.")
    screen = enter(hands, client)
    room = screen.work.room
    write(hands, screen, "He looked away")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert room.writing.editor.text() == ""
    assert [room.model.index(row, 0).data() for row in range(room.model.rowCount())]
    room.list.setFocus()
    hands.press(Qt.Key.Key_Home)
    assert room.writing.editor.text() == "He looked away"
    assert not room.writing.is_draft
    hands.type("no more")
    assert room.writing.editor.text() == "He looked away"
    hands.press(Qt.Key.Key_End)
    assert room.writing.editor.text() == "An older thought."
    screen.lock()
    hands.settle()
    assert [row.opening for row in ask(hands, lambda v: kept(v, client))] == [
        "He looked away",
        "An older thought.",
    ]


def test_reading_an_old_note_keeps_the_draft(hands: Hands) -> None:
    client = with_a_client(hands, "An older thought.")
    screen = enter(hands, client)
    room = screen.work.room
    write(hands, screen, "Half a thought")
    room.list.setCurrentIndex(room.model.index(1, 0))
    hands.settle()
    assert room.writing.editor.text() == "An older thought."
    assert room.model.row_of("") == 0
    hands.press(Qt.Key.Key_N, CONTROL)
    assert room.writing.editor.text() == "Half a thought"
    assert room.writing.is_draft


def test_search_finds_in_this_room_alone(hands: Hands) -> None:
    client = with_a_client(hands, "The silence was long.", "He laughed.")
    ask(hands, lambda v: v.notes.begin([a_note(client, "Silence in the progress note.")]))
    screen = enter(hands, client)
    room = screen.work.room
    room.search.setFocus()
    hands.type("silen")
    hands.until(lambda: room.model.rowCount() == 1)
    assert "The silence was long." in room.model.index(0, 0).data()
    hands.press(Qt.Key.Key_Return)
    assert room.writing.editor.text() == "The silence was long."
    room.search.setText("")
    hands.until(lambda: room.model.rowCount() == 2)
    room.search.setText("nowhere")
    hands.until(lambda: room.nothing.isVisible())


def test_a_discarded_draft_can_be_brought_back(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, "Not for long")
    screen.work.room.writing.discard.click()
    hands.settle()
    assert screen.work.room.writing.editor.text() == ""
    assert ask(hands, lambda v: draft_of(v, client)) is None
    hands.find(QPushButton, "Undo").click()
    hands.settle()
    assert screen.work.room.writing.editor.text() == "Not for long"
    draft = ask(hands, lambda v: draft_of(v, client))
    assert draft is not None
    assert draft.text == "Not for long"


def test_a_draft_about_a_file_on_hold_is_not_discarded(hands: Hands) -> None:
    client = with_a_client(hands)
    ask(hands, lambda v: v.holds.add([a_hold(client)]))
    screen = enter(hands, client)
    write(hands, screen, "Not for long")
    screen.work.save()
    screen.work.room.writing.discard.click()
    hands.settle()
    assert screen.work.room.writing.editor.text() == "Not for long"
    said = [each.text() for each in screen.findChildren(QLabel) if each.isVisible()]
    assert any("This file is on hold" in words for words in said)
    draft = ask(hands, lambda v: draft_of(v, client))
    assert draft is not None
    assert draft.text == "Not for long"


def test_the_whole_draft_about_a_file_on_hold_may_be_moved(hands: Hands) -> None:
    client = with_a_client(hands)
    ask(hands, lambda v: v.holds.add([a_hold(client)]))
    screen = enter(hands, client)
    write(hands, screen, MOVED)
    move(hands, screen)
    assert screen.work.room.writing.editor.text() == ""
    (note,) = ask(hands, lambda v: progress_notes(v, client))
    assert words_of(note) == MOVED
    draft = ask(hands, lambda v: draft_of(v, client))
    assert draft is not None
    assert (draft.text, bool(draft.history)) == ("", True)


def test_after_the_lock_nothing_can_be_brought_back(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, "Not for long")
    screen.work.room.writing.discard.click()
    hands.settle()
    undo = hands.find(QPushButton, "Undo")
    screen.lock()
    assert not undo.isVisible()
    hands.settle()
    screen.work._bring_back_discarded()
    hands.settle()
    assert screen.work.room.writing.editor.text() == ""


def test_the_offer_to_move_back_goes_with_the_room(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, MISPLACED)
    move(hands, screen)
    assert hands.find(QPushButton, "Undo").isVisible()
    hands.tools.navigation.go("today")
    hands.settle()
    with pytest.raises(LookupError):
        hands.find(QPushButton, "Undo")


def test_another_notice_stays_when_process_notes_are_locked(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, MISPLACED)
    move(hands, screen)
    hands.tools.notices.say("Something else.", action="Do it")
    screen.lock()
    hands.settle()
    assert hands.find(QPushButton, "Do it").isVisible()


def test_ctrl_n_is_listed_once_in_the_open_room(hands: Hands) -> None:
    enter(hands, with_a_client(hands))
    listed = [each for each in hands.find(MainWindow).commands() if each.shortcut == "Ctrl+N"]
    assert [each.words for each in listed] == ["New process note"]


def test_a_sentence_is_moved_into_a_new_progress_note_and_back(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, MISPLACED)
    move(hands, screen)
    assert screen.work.room.writing.editor.hasFocus()
    assert screen.work.room.writing.editor.text() == LEFT
    draft = ask(hands, lambda v: draft_of(v, client))
    assert draft is not None
    assert draft.text == LEFT
    notes = ask(hands, lambda v: progress_notes(v, client))
    assert [(words_of(note), note.service_date) for note in notes] == [(MOVED, draft.day)]
    assert not notes[0].signed
    hands.find(QPushButton, "Undo").click()
    hands.settle()
    assert screen.work.room.writing.editor.text() == MISPLACED
    assert ask(hands, lambda v: progress_notes(v, client)) == []
    draft = ask(hands, lambda v: draft_of(v, client))
    assert draft is not None
    assert draft.text == MISPLACED


@pytest.mark.parametrize(
    ("headings", "takes"), [(("Nights", "Substance"), "Substance"), (("Nights", "Plan"), "Nights")]
)
def test_a_sentence_is_moved_into_a_note_of_an_own_template(
    hands: Hands, headings: tuple[str, ...], takes: str
) -> None:
    client = with_a_client(hands)
    own = OwnTemplate(
        new_own_id("progress-note"),
        "Sleep",
        tuple(own_section(each, "progress-note") for each in headings),
    )
    ask(hands, lambda v: v.own_templates.add([own]))
    day = date(2026, 5, 14)
    earlier = a_note(client, template=own.id, sections={own.names[0]: "Slept."}, service_date=day)
    ask(hands, lambda v: v.notes.begin([earlier]))
    screen = enter(hands, client)
    write(hands, screen, MISPLACED)
    move(hands, screen)
    note = ask(hands, lambda v: progress_notes(v, client))[0]
    assert note.template == own.id
    assert {section_title(each.name): each.text for each in note.sections if each.text} == {
        takes: MOVED
    }
    hands.find(QPushButton, "Undo").click()
    hands.settle()
    assert len(ask(hands, lambda v: progress_notes(v, client))) == 1


def test_a_sentence_joins_the_draft_of_that_day_and_leaves_it_whole(hands: Hands) -> None:
    client = with_a_client(hands)
    today = date(2026, 11, 22)
    begun = a_note(client, template="dap", sections={"data": "Came on time."}, service_date=today)
    ask(hands, lambda v: v.notes.begin([begun]))
    screen = enter(hands, client)
    write(hands, screen, MISPLACED)
    move(hands, screen)
    notes = ask(hands, lambda v: progress_notes(v, client))
    assert [words_of(note) for note in notes] == [f"Came on time.\n{MOVED}"]
    assert [hit.note for hit in ask(hands, lambda v: v.notes.search("PHQ"))] == [begun.id]
    write(hands, screen, " More.")
    hands.find(QPushButton, "Undo").click()
    hands.settle()
    assert screen.work.room.writing.editor.text().endswith(MOVED)
    notes = ask(hands, lambda v: progress_notes(v, client))
    assert [words_of(note) for note in notes] == ["Came on time."]


def test_a_hint_waved_away_stays_away_and_hinders_nothing(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, MISPLACED)
    hints = screen.work.room.writing.hints
    hints.look()
    hands.find(QPushButton, "Close").click()
    hints.look()
    assert hints.banner.text() == ""
    hands.press(Qt.Key.Key_Return, CONTROL)
    screen.lock()
    hands.settle()
    assert len(ask(hands, lambda v: kept(v, client))) == 1


def test_a_hint_of_risk_says_whose_advice_it_is(hands: Hands) -> None:
    screen = enter(hands, with_a_client(hands))
    write(hands, screen, "I went quiet. She seems suicidal.")
    hints = screen.work.room.writing.hints
    hints.look()
    assert "She seems suicidal" in hints.banner.text()
    assert "own advice and no rule" in hints.banner.text()
    assert "still part of the record" not in hints.banner.text()


def test_what_was_moved_meets_the_open_draft_of_the_record(hands: Hands) -> None:
    client = with_a_client(hands)
    begun = a_note(client, "Came on time.", service_date=date(2026, 11, 22))
    ask(hands, lambda v: v.notes.begin([begun]))
    hands.tools.navigation.go("client", client=client.id, note=begun.id)
    hands.settle()
    screen = enter(hands, client)
    write(hands, screen, MISPLACED)
    move(hands, screen)
    hands.tools.navigation.back()
    hands.settle()
    hands.type(" ")
    hands.tools.navigation.go("clients")
    hands.settle()
    notes = ask(hands, lambda v: progress_notes(v, client))
    assert MOVED in words_of(notes[0])


def test_the_room_counts_down_its_own_time_while_it_is_shown(hands: Hands) -> None:
    client = with_a_client(hands)
    settings = VaultSettings(records_idle_minutes=20, process_idle_minutes=7)
    ask(hands, lambda v: v.settings.set(settings))
    screen = go_to_door(hands, client)
    assert screen.open_actions.pill.isHidden()
    screen = enter(hands, client)
    assert screen.open_actions.pill.text() in {
        f"Process notes open · locks in {left}" for left in ("7:00", "6:59", "6:58")
    }
    assert screen.open_actions.is_counting
    assert screen.room == "process"
    hands.tools.navigation.go("today")
    hands.settle()
    assert not screen.open_actions.is_counting


def test_escape_goes_from_the_page_to_the_list_to_the_record(hands: Hands) -> None:
    client = with_a_client(hands, "An older thought.")
    screen = enter(hands, client)
    room = screen.work.room
    assert room.writing.editor.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    assert room.list.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    here = hands.tools.navigation.here
    assert here is not None
    assert here.screen == "client"
    assert ask(hands, lambda v: v.process is None)
