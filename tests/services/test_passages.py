"""Where a passage of a process note goes in the chart, and the progress note that is missing."""

from collections.abc import Callable
from datetime import date, time

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    a_client,
    a_hold,
    a_note,
    a_participant,
    an_appointment,
)
from vault.errors import BadInput, NotAllowed, NotFound, StandsTwice, StorageFailed
from vault.model.addendum import Mark
from vault.model.appointment import CancelledBy, SessionStatus
from vault.model.client import Client, ClientKind
from vault.model.ids import ClientId, new_id
from vault.model.note import Note, Section
from vault.model.passage import ChartPlace, Into, Passage
from vault.open_vault import OpenVault

DAY = date(2026, 11, 20)
PASSAGE = Passage("PHQ-9 was 14, which scares me.", "PHQ-9: 14.")


@pytest.fixture
def vault(unlocked: Unlock) -> OpenVault:
    """A practice that may sign."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    return vault


@pytest.fixture
def client(vault: OpenVault) -> Client:
    """A client without a note."""
    return vault.clients.add([a_client()])[0]


def begun(vault: OpenVault, client: Client, text: str = "Before.", day: date = DAY) -> Note:
    """Begin a note of the day in free words."""
    return vault.notes.begin([a_note(client, text, service_date=day)])[0]


def words(vault: OpenVault, place: Note | ChartPlace) -> list[str]:
    """Return the lines of a note."""
    note = vault.notes.get(place.id if isinstance(place, Note) else place.note or "")  # type: ignore[arg-type]
    return [line for each in note.body for line in each.text.splitlines()]


def test_a_draft_of_the_day_takes_it_and_gives_it_back(vault: OpenVault, client: Client) -> None:
    kept: list[list[str]] = []
    note = begun(vault, client)
    place = vault.passages.place(client.id, DAY)
    assert place == ChartPlace(Into.DRAFT, client.id, DAY, note.id, "Note")
    moved = vault.passages.move(place, PASSAGE, lambda: kept.append(words(vault, note)))
    # What gains the words is written first.
    assert kept == [["Before.", "PHQ-9: 14."]]
    vault.passages.take_back(moved, lambda: kept.append(words(vault, note)))
    assert kept[1:] == [["Before.", "PHQ-9: 14."]]
    assert words(vault, note) == ["Before."]


def test_a_signed_note_gets_an_addendum_which_stays(vault: OpenVault, client: Client) -> None:
    note = vault.notes.sign(begun(vault, client).id)
    begun(vault, client, day=date(2026, 11, 21))
    place = vault.passages.place(client.id, DAY)
    assert (place.into, place.note) == (Into.ADDENDUM, note.id)
    moved = vault.passages.move(place, PASSAGE, lambda: None)
    assert [each.text for each in vault.notes.addenda(note.id)] == ["PHQ-9: 14."]
    with pytest.raises(NotAllowed):
        vault.passages.take_back(moved, lambda: pytest.fail("kept"))
    assert vault.notes.count(client.id) == 2


def test_a_new_draft_is_begun_and_goes_with_what_it_was_begun_for(
    vault: OpenVault, client: Client
) -> None:
    place = vault.passages.place(client.id, DAY)
    assert place == ChartPlace(Into.NEW, client.id, DAY)
    moved = vault.passages.move(place, PASSAGE, lambda: None)
    note = vault.notes.get(moved.note)
    assert (note.service_date, words(vault, note)) == (DAY, ["PHQ-9: 14."])
    vault.passages.take_back(moved, lambda: None)
    assert vault.notes.count(client.id) == 0


def test_the_session_of_the_day_gets_it_as_its_note(vault: OpenVault, client: Client) -> None:
    appointment = an_appointment(client, day=DAY, start=time(11, 0))
    vault.appointments.add([appointment])
    moved = vault.passages.move(vault.passages.place(client.id, DAY), PASSAGE, lambda: None)
    assert [each.note for each in vault.appointments.day(DAY)] == [moved.note]
    assert vault.notes.get(moved.note).start == time(11, 0)


def test_a_file_on_hold_keeps_the_draft_that_was_begun_for_it(
    vault: OpenVault, client: Client
) -> None:
    place = vault.passages.place(client.id, DAY)
    moved = vault.passages.move(place, PASSAGE, lambda: None)
    vault.holds.add([a_hold(client)])
    vault.passages.take_back(moved, lambda: None)
    assert vault.notes.get(moved.note).blank


def test_a_note_that_is_marked_in_error_takes_nothing(vault: OpenVault, client: Client) -> None:
    note = vault.notes.sign(begun(vault, client).id)
    vault.notes.addend(note.id, "Of somebody else.", Mark.IN_ERROR)
    assert vault.passages.place(client.id, DAY).into is Into.NEW


@pytest.mark.parametrize("change", ["sign", "discard"])
def test_another_place_than_was_shown_is_refused(
    vault: OpenVault, client: Client, change: str
) -> None:
    note = begun(vault, client)
    place = vault.passages.place(client.id, DAY)
    getattr(vault.notes, change)(note.id)
    with pytest.raises(NotAllowed):
        vault.passages.move(place, PASSAGE, lambda: pytest.fail("kept"))
    if change == "sign":
        assert vault.notes.addenda(note.id) == ()


def no_room() -> None:
    """Fail as keeping a process note does on a full disk."""
    raise StorageFailed("No room is left.")


def test_a_process_note_that_cannot_be_kept_leaves_a_draft_as_it_was(
    vault: OpenVault, client: Client
) -> None:
    place = vault.passages.place(client.id, DAY)
    with pytest.raises(StorageFailed, match="No room"):
        vault.passages.move(place, PASSAGE, no_room)
    assert vault.notes.count() == 0, "the draft that was begun for it goes with it"
    note = begun(vault, client)
    with pytest.raises(StorageFailed):
        vault.passages.move(vault.passages.place(client.id, DAY), PASSAGE, no_room)
    assert words(vault, note) == ["Before."]


def test_a_draft_that_cannot_be_put_back_either_is_told(
    vault: OpenVault, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = begun(vault, client)

    def gone() -> None:
        monkeypatch.setattr(vault.notes, "save_draft", lambda _note: no_room())
        no_room()

    with pytest.raises(StandsTwice, match="in the progress note and in the process note"):
        vault.passages.move(vault.passages.place(client.id, DAY), PASSAGE, gone)
    assert words(vault, note) == ["Before.", "PHQ-9: 14."]


def test_line_ends_of_another_system_are_found_again(vault: OpenVault, client: Client) -> None:
    note = begun(vault, client)
    place = vault.passages.place(client.id, DAY)
    with pytest.raises(StorageFailed):
        vault.passages.move(place, Passage("Said.", "One.\r\nTwo."), no_room)
    assert words(vault, note) == ["Before."]


def test_an_addendum_stays_and_says_so_when_the_process_note_cannot_be_kept(
    vault: OpenVault, client: Client
) -> None:
    note = vault.notes.sign(begun(vault, client).id)
    with pytest.raises(StandsTwice, match="The addendum is signed"):
        vault.passages.move(vault.passages.place(client.id, DAY), PASSAGE, no_room)
    assert [each.text for each in vault.notes.addenda(note.id)] == ["PHQ-9: 14."]


def test_words_of_which_none_is_left_and_nobodys_chart_are_refused(
    vault: OpenVault, client: Client
) -> None:
    place = vault.passages.place(client.id, DAY)
    with pytest.raises(BadInput):
        vault.passages.move(place, Passage("Said.", " \n"), lambda: pytest.fail("kept"))
    with pytest.raises(NotFound):
        vault.passages.place(ClientId(new_id()), DAY)
    assert vault.notes.count() == 0


def test_an_addendum_that_is_refused_moves_nothing(vault: OpenVault) -> None:
    """A note of a group names no member, nor does what is added to it."""
    group = vault.clients.add([a_client("Tuesday group", kind=ClientKind.GROUP)])[0]
    vault.participants.add([a_participant(group, "Dana Whitfield")])
    vault.notes.sign(begun(vault, group).id)
    place = vault.passages.place(group.id, DAY)
    with pytest.raises(NotAllowed):
        vault.passages.move(place, Passage("Said.", "Dana cried."), lambda: pytest.fail("kept"))


def test_a_missing_progress_note_becomes_a_task_once(vault: OpenVault, client: Client) -> None:
    missing = vault.passages.begin_missing(client.id, DAY)
    assert missing is not None
    assert vault.notes.unsigned(9)[0] == 1
    # Left without a word it stays, as one that somebody began does not.
    assert not vault.begun_here(missing.id)
    assert vault.begun_here(begun(vault, client, "").id)
    assert vault.passages.begin_missing(client.id, DAY) is None
    vault.notes.discard(missing.id)
    vault.notes.discard(vault.notes.unsigned(9)[1][0].id)
    assert vault.passages.begin_missing(client.id, DAY) is None


def _draft(vault: OpenVault, client: Client) -> None:
    begun(vault, client)


def _signed(vault: OpenVault, client: Client) -> None:
    vault.notes.sign(begun(vault, client).id)


def _session(vault: OpenVault, client: Client) -> None:
    vault.appointments.add([an_appointment(client, day=DAY)])


@pytest.mark.parametrize("there", [_draft, _signed, _session])
def test_nothing_is_missing_where_there_is_a_note_or_a_session(
    vault: OpenVault, client: Client, there: Callable[[OpenVault, Client], None]
) -> None:
    there(vault, client)
    assert vault.passages.begin_missing(client.id, DAY) is None


def test_a_session_that_today_does_not_show_is_missing_its_note(
    vault: OpenVault, client: Client
) -> None:
    old = date(2026, 10, 2)
    appointment, off = (an_appointment(client, day=day) for day in (old, DAY))
    vault.appointments.add([appointment, off])
    vault.appointments.mark(off.id, DAY, SessionStatus.CANCELLED, CancelledBy.CLIENT)
    missing = vault.passages.begin_missing(client.id, old)
    assert missing is not None
    assert [each.note for each in vault.appointments.day(old)] == [missing.id]
    assert vault.passages.begin_missing(client.id, DAY) is not None
    assert NOON.date() > DAY
    assert Section("note", "") not in missing.particulars
