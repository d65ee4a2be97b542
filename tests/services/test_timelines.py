"""The timeline of a client: measures, sessions and care among notes, by their days, by pages."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.practice import (
    LICENSEE,
    a_client,
    a_note,
    an_administration,
    an_appointment,
    an_ending,
    an_episode,
)
from vault.errors import NotFound
from vault.model.appointment import CancelledBy, SessionStatus
from vault.model.client import Client
from vault.model.measure import Administration
from vault.model.note_row import NoteRow
from vault.model.timeline_row import EpisodeTurn, PastSession, TimelineRow
from vault.open_vault import OpenVault

MAY = date(2026, 5, 4)


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """A client with weekly sessions, one kept with its note, two without; a measure; an episode."""
    vault.practice.set(LICENSEE)
    client, other = vault.clients.add([a_client(), a_client("Kim Okafor")])
    weekly = an_appointment(client, day=MAY, weekly=True)
    vault.appointments.add([weekly, an_appointment(other, day=MAY)])
    days = [date(2026, 5, day) for day in (4, 11, 18, 25)]
    vault.appointments.mark(weekly.id, days[0], SessionStatus.KEPT)
    vault.appointments.mark(weekly.id, days[1], SessionStatus.MISSED)
    vault.appointments.mark(weekly.id, days[2], SessionStatus.CANCELLED, CancelledBy.CLIENT)
    note = vault.appointments.begin_note(weekly.id, days[0])
    vault.notes.save_draft(
        replace(note, sections=a_note(client, "Words.").sections, template="free")
    )
    measures = [an_administration(each, day=days[1]) for each in (client, other)]
    vault.measures.add(measures)
    ended = an_ending(day=date(2026, 5, 18), last_contact=MAY)
    vault.episodes.add([an_episode(client, opened=MAY, ending=ended)])
    return client


def told(row: TimelineRow) -> str:
    """Return what a row is, in a word."""
    if isinstance(row, PastSession):
        return str(row.status)
    if isinstance(row, EpisodeTurn):
        return "ended" if row.ended else "opened"
    if isinstance(row, Administration):
        return row.measure
    return "note" if isinstance(row, NoteRow) else "document"


def test_everything_stands_by_its_day_and_no_session_twice(vault: OpenVault, dana: Client) -> None:
    def rows(kind: str | None = None, size: int = 2) -> list[str]:
        pages = [vault.timelines.page(dana.id, at, size, kind) for at in range(0, 12, size)]
        listed = [row for page in pages for row in page]
        assert vault.timelines.count(dana.id, kind) == len(listed)
        for number, row in enumerate(listed):
            assert vault.timelines.position(dana.id, row.id, kind) == number
            assert row.client == dana.id
        return [told(row) for row in listed]

    everything = ["ended", "cancelled", "missed", "phq-9", "note", "opened"]
    assert rows() == rows(size=1) == rows(size=12) == everything
    assert rows("session") == ["cancelled", "missed", "kept"]
    assert rows("measure") == ["phq-9"]
    assert rows("episode") == ["ended", "opened"]
    assert rows("document") == []
    assert rows("note") == ["note"]
    kinds = vault.timelines.kinds(dana.id)
    assert kinds == ("progress-note", "measure", "session", "episode")


def test_a_session_tells_what_became_of_it(vault: OpenVault, dana: Client) -> None:
    cancelled = vault.timelines.page(dana.id, 0, 1, "session")[0]
    assert isinstance(cancelled, PastSession)
    assert (cancelled.day, cancelled.start) == (date(2026, 5, 18), time(10))
    assert cancelled.cancelled_by is CancelledBy.CLIENT
    vault.appointments.mark(cancelled.appointment, cancelled.day, SessionStatus.PLANNED)
    assert vault.timelines.count(dana.id, "session") == 2
    with pytest.raises(NotFound):
        vault.timelines.position(dana.id, cancelled.id)


def test_what_is_of_another_file_stands_in_none(vault: OpenVault, dana: Client) -> None:
    kim = vault.clients.page("Kim", 0, 1)[0].id
    assert [told(row) for row in vault.timelines.page(kim, 0, 9)] == ["phq-9"]
    note = vault.timelines.page(dana.id, 0, 9, "note")[0]
    with pytest.raises(NotFound):
        vault.timelines.position(kim, note.id)
