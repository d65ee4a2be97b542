"""What is no note in the timeline of a client: by its day, narrowed to, and opened from there."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    a_client,
    a_note,
    an_administration,
    an_amendment,
    an_appointment,
    an_episode,
    in_order,
)
from tests.services.test_documents import attach
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.screens.client.amendments_page import AmendmentsPage
from ui.screens.client.care import CarePage
from ui.screens.client.days_dialog import DaysDialog
from ui.screens.client.documents_page import DocumentsPage
from ui.screens.client.measures_page import MeasuresPage
from ui.screens.client.onset_page import OnsetPage
from ui.screens.client.screen import ClientScreen
from ui.screens.today.screen import TodayScreen
from vault.model.appointment import SessionStatus
from vault.model.client import Client
from vault.model.document import Document
from vault.model.timeline_row import Days

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def dana(unlocked: Unlock, tmp_path: Path) -> tuple[Client, Document]:
    """A client with a note before and one after a letter; and another with a letter alone."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client, other = vault.clients.add([a_client(), a_client("Maria Alvarez")])
    in_order(vault)
    days = (date(2026, 5, 4), date(2026, 5, 8))
    vault.notes.begin_and_sign([a_note(client, f"Of {day}.", service_date=day) for day in days])
    (tmp_path / "letter.txt").write_text("Dear Jordan.")
    letter = attach(
        vault,
        client,
        tmp_path / "letter.txt",
        title="Letter of the school",
        kind="letter",
        day=date(2026, 5, 6),
        source="Mill Street School",
        author="A. Moreno",
    )
    attach(vault, other, tmp_path / "letter.txt", title="Of Maria")
    vault.close()
    return client, letter


@pytest.fixture
def screen(hands: Hands, dana: tuple[Client, Document]) -> ClientScreen:
    """Her record."""
    hands.unlock()
    return go(hands, ClientScreen, "client", client=dana[0].id)


def titles(screen: ClientScreen) -> list[str]:
    """Return what the list says of each row, but for its day, and for what the onset asks for."""
    model = screen.record.model
    rows = [model.row(number) for number in range(model.rowCount())]
    said = [model.words(row).split(", ", 1)[1] for row in rows if row is not None]
    return [words for words in said if not words.startswith("Given at the onset")]


def test_a_document_stands_by_its_day_and_is_opened_by_keys(
    hands: Hands, screen: ClientScreen, dana: tuple[Client, Document]
) -> None:
    letter = dana[1]
    record = screen.record
    assert titles(screen) == [
        "Progress, free note, Of 2026-05-08.",
        "Letter or message, Letter of the school",
        "Progress, free note, Of 2026-05-04.",
    ]
    record.focus_list()
    hands.press(Qt.Key.Key_Down)
    hands.until(lambda: record.beside.other == letter.id)
    assert record.pane.note_id is None
    assert record.beside.card.said.text().startswith("of 6 May 2026 · by A. Moreno · received")
    assert QApplication.focusWidget() is record.list
    assert unnamed(record) == []
    hands.press(Qt.Key.Key_Down)
    hands.until(lambda: record.pane.note_id is not None)
    assert record.beside.currentWidget() is record.pane
    hands.press(Qt.Key.Key_Up)
    hands.until(lambda: record.beside.other == letter.id)
    hands.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is record.beside.card.show_button
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    view = hands.find(DocumentsPage).view
    hands.until(lambda: view.document is not None and view.document.id == letter.id)
    hands.press(Qt.Key.Key_Left, ALT)
    hands.settle()
    assert record.isVisible()
    assert record.beside.other == letter.id
    assert record.list.current_row() == 1


def test_the_timeline_is_filtered_and_follows_its_documents(
    hands: Hands, screen: ClientScreen, dana: tuple[Client, Document], tmp_path: Path
) -> None:
    client, letter = dana
    combo = screen.record.kinds
    assert [combo.itemText(at) for at in range(combo.count())] == [
        "Everything",
        "All notes",
        "Progress note",
        "Documents",
        "Given at the onset",
    ]
    combo.setCurrentIndex(3)
    combo.activated.emit(3)
    hands.until(lambda: screen.record.beside.other == letter.id)
    assert titles(screen) == ["Letter or message, Letter of the school"]
    ask(hands, lambda v: v.documents.mark_in_error(letter.id, "Of another school."))
    hands.until(lambda: not screen.record.beside.card.in_error.isHidden())
    (tmp_path / "new.txt").write_text("new")
    ask(hands, lambda v: attach(v, client, tmp_path / "new.txt", title="New"))
    hands.until(lambda: len(titles(screen)) == 2)
    assert combo.currentData() == "document"
    assert screen.record.beside.other == letter.id
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    hands.settle()
    assert len(titles(screen)) == 2
    assert screen.record.beside.currentWidget() is screen.record.pane


def test_words_are_saved_and_no_document_of_another_stays(
    hands: Hands, screen: ClientScreen, dana: tuple[Client, Document]
) -> None:
    client, letter = dana
    other = ask(hands, lambda v: v.clients.page("Maria", 0, 1)[0].id)
    screen.new_note()
    hands.settle()
    hands.type("Called about the letter.")
    record = screen.record
    record.list.setCurrentIndex(record.model.index(2, 0))
    hands.until(lambda: record.beside.other == letter.id)
    kept = ask(hands, lambda v: v.notes.page(client.id, 0, 1)[0])
    assert kept.opening == "Called about the letter."
    hands.tools.navigation.go("client", client=other)
    hands.settle()
    assert record.beside.other == ""
    assert record.beside.card.title.text() == ""
    assert titles(screen) == ["Another document of the record, Of Maria"]
    assert record.pane.currentWidget() is record.pane.empty


def test_measures_sessions_and_care_lead_to_their_places(
    hands: Hands, screen: ClientScreen, dana: tuple[Client, Document]
) -> None:
    client = dana[0]
    came = an_appointment(client, day=date(2026, 5, 11))
    ask(hands, lambda v: v.appointments.add([came]))
    ask(hands, lambda v: v.appointments.mark(came.id, came.day, SessionStatus.MISSED))
    ask(hands, lambda v: v.measures.add([an_administration(client, day=date(2026, 5, 12))]))
    care = an_episode(client, opened=date(2026, 5, 1))
    ask(hands, lambda v: v.episodes.add([care]))
    asked = an_amendment(client, received=date(2026, 5, 13))
    ask(hands, lambda v: v.amendments.add([asked]))
    record, combo = screen.record, screen.record.kinds
    hands.until(lambda: combo.findData("episode") >= 0 and len(titles(screen)) == 7)
    assert titles(screen)[:3] == [
        "Request to amend, Received: It was six hours of sleep, not three.",
        "Outcome measure, PHQ-9: 8 of 27, mild",
        "Session, Missed",
    ]
    assert titles(screen)[-1] == "Episode of care, Care began"
    assert [combo.itemText(at) for at in range(combo.count())] == [
        "Everything",
        "All notes",
        "Progress note",
        "Documents",
        "Outcome measures",
        "Sessions",
        "Episodes of care",
        "Requests to amend",
        "Given at the onset",
    ]
    places: dict[str, type[QWidget]] = {
        "measure": MeasuresPage,
        "session": TodayScreen,
        "episode": CarePage,
        "amendment": AmendmentsPage,
        "onset": OnsetPage,
    }
    for kind, place in places.items():
        combo.setCurrentIndex(combo.findData(kind))
        combo.activated.emit(combo.currentIndex())
        count = 2 if kind == "onset" else 1
        hands.until(
            lambda count=count: record.model.rowCount() == count and bool(record.beside.other)  # type: ignore[misc]
        )
        assert unnamed(record) == []
        record.focus_list()
        hands.press(Qt.Key.Key_Return)
        assert QApplication.focusWidget() is record.beside.card.show_button
        hands.press(Qt.Key.Key_Return)
        hands.until(lambda place=place: hands.find(place).isVisible())  # type: ignore[misc]
        if kind == "session":
            assert hands.find(TodayScreen)._day == came.day
        hands.press(Qt.Key.Key_Left, ALT)
        hands.until(record.isVisible)
        assert record.beside.card.isVisible()


def test_days_are_narrowed_and_emptied_by_keys(
    hands: Hands, screen: ClientScreen, dana: tuple[Client, Document]
) -> None:
    record = screen.record
    narrowed = record.filter

    def ask_days() -> DaysDialog:
        hands.come_to_front()
        narrowed.days_button.setFocus()
        hands.press(Qt.Key.Key_Space)
        return hands.find(DaysDialog)

    record.kinds.setFocus()
    hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is narrowed.days_button
    dialog = ask_days()
    assert QApplication.focusWidget() is dialog.first.line
    assert unnamed(dialog) == []
    hands.type("2026-05-05")
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: len(titles(screen)) == 2)
    assert narrowed.said.text() == "From 5 May 2026."
    dialog = ask_days()
    for _step in range(2):
        hands.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.last.line
    hands.type("2026-05-04")
    hands.press(Qt.Key.Key_Return)
    assert dialog.form.error("last") == "The last day is before the first."
    dialog.last.line.selectAll()
    hands.type("2026-05-06")
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: titles(screen) == ["Letter or message, Letter of the school"])
    assert record.beside.other == dana[1].id
    assert narrowed.said.text() == "From 5 May 2026 to 6 May 2026."
    dialog = ask_days()
    dialog.first.line.selectAll()
    hands.press(Qt.Key.Key_Delete)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: len(titles(screen)) == 2)
    assert narrowed.said.text() == "To 6 May 2026."
    dialog = ask_days()
    hands.press(Qt.Key.Key_Escape)
    assert len(titles(screen)) == 2
    ask_days().all_button.click()
    hands.until(lambda: len(titles(screen)) == 3)
    assert narrowed.said.isHidden()


def test_days_of_which_nothing_is_say_so_and_a_new_note_lists_all_again(
    hands: Hands, screen: ClientScreen, dana: tuple[Client, Document]
) -> None:
    record = screen.record
    record.filter.ask_days()
    hands.settle()
    dialog = hands.find(DaysDialog)
    hands.type("Nov 2026")
    hands.press(Qt.Key.Key_Return)
    assert dialog.form.error("first").startswith("This is not a date.")
    assert len(titles(screen)) == 3
    dialog.first.line.selectAll()
    hands.type("1 Nov 2026")
    hands.press(Qt.Key.Key_Return)
    empty = "From 1 Nov 2026. Nothing here is of these days."
    hands.until(lambda: record.filter.said.text() == empty)
    assert titles(screen) == []
    screen.new_note()
    hands.settle()
    assert len(titles(screen)) == 4
    assert not record.filter.narrows
    assert record.filter.said.isHidden()
    record.filter._choose_days(Days(date(2026, 5, 6)))
    hands.until(lambda: len(titles(screen)) == 3)
    other = ask(hands, lambda v: v.clients.page("Maria", 0, 1)[0].id)
    hands.tools.navigation.go("client", client=other)
    hands.settle()
    assert not record.filter.narrows
    assert len(titles(screen)) == 1
