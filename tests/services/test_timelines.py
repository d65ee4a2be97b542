"""The timeline of a client: measures, sessions and care among notes, by their days, by pages."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.practice import (
    LICENSEE,
    a_client,
    a_note,
    an_administration,
    an_amendment,
    an_appointment,
    an_ending,
    an_episode,
)
from vault.errors import BadInput, NotFound
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.appointment import CancelledBy, SessionStatus
from vault.model.client import Client
from vault.model.ids import OnsetId, new_id
from vault.model.measure import Administration
from vault.model.note_row import NoteRow
from vault.model.onset import Given
from vault.model.timeline_row import (
    ALL_DAYS,
    AmendmentTurn,
    Days,
    EpisodeTurn,
    OnsetGiven,
    PastSession,
    TimelineRow,
)
from vault.model.timeline_words import given_words, turn_words
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
    if isinstance(row, AmendmentTurn):
        return str(row.step)
    if isinstance(row, OnsetGiven):
        return row.given.item
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


@pytest.fixture
def asked(vault: OpenVault, dana: Client) -> Client:
    """The same client, who asked for an amendment, disagreed, and was given two notices."""
    denied = AmendmentDecision(date(2026, 5, 12), Outcome.DENIED, words="It is accurate.")
    denied = replace(denied, ground="accurate-and-complete")
    vault.amendments.add(
        [
            an_amendment(
                dana, received=date(2026, 5, 11), decision=denied, disagreed=date(2026, 5, 20)
            ),
            an_amendment(dana, received=date(2026, 5, 12)),
        ]
    )
    days = {"records-notice": MAY, "consultation": MAY, "recording": None}
    vault.onset.add(
        [Given(OnsetId(new_id()), dana.id, item, day, version="2") for item, day in days.items()]
    )
    return dana


def test_requests_to_amend_and_what_was_given_stand_by_their_days(
    vault: OpenVault, asked: Client
) -> None:
    rows = vault.timelines.page(asked.id, 0, 20)
    words = [told(row) for row in rows]
    assert words[:8] == [
        "disagreed",
        "ended",
        "cancelled",
        "decided",
        "received",
        "missed",
        "phq-9",
        "received",
    ]
    assert words[8] == "note"
    assert sorted(words[9:11]) == ["consultation", "records-notice"]
    assert words[11:] == ["opened"]
    assert [vault.timelines.position(asked.id, row.id) for row in rows] == list(range(12))
    requests = vault.timelines.page(asked.id, 0, 9, "amendment")
    assert [turn_words(row) for row in requests if isinstance(row, AmendmentTurn)] == [
        "Statement of disagreement received",
        "Decided: denied",
        "Received: It was six hours of sleep, not three.",
        "Received: It was six hours of sleep, not three.",
    ]
    given = vault.timelines.page(asked.id, 0, 9, "onset")
    assert "Records are kept" in " ".join(
        given_words(row) for row in given if isinstance(row, OnsetGiven)
    )
    assert vault.timelines.kinds(asked.id)[-2:] == ("amendment", "onset")
    assert "six hours" not in repr(requests)


def test_any_days_of_any_kind_leave_what_is_of_them(vault: OpenVault, asked: Client) -> None:
    def day_of(row: TimelineRow) -> date:
        return row.service_date if isinstance(row, NoteRow) else row.day

    ends = (None, date(2026, 5, 3), MAY, date(2026, 5, 11), date(2026, 5, 12), date(2026, 5, 20))
    kinds = (None, "note", "progress-note", *vault.timelines.kinds(asked.id), "document")
    for kind in dict.fromkeys(kinds):
        everything = vault.timelines.page(asked.id, 0, 20, kind)
        for days in (Days(first, last) for first in ends for last in ends):
            if days.first and days.last and days.last < days.first:
                with pytest.raises(BadInput):
                    vault.timelines.count(asked.id, kind, days)
                continue
            wanted = [
                row
                for row in everything
                if (days.first or date.min) <= day_of(row) <= (days.last or date.max)
            ]
            found = vault.timelines.page(asked.id, 0, 20, kind, days)
            assert found == wanted
            assert vault.timelines.count(asked.id, kind, days) == len(wanted)
            assert found[1:3] == vault.timelines.page(asked.id, 1, 2, kind, days)
            for number, row in enumerate(wanted):
                assert vault.timelines.position(asked.id, row.id, kind, days) == number
            for row in everything:
                if row not in wanted:
                    with pytest.raises(NotFound):
                        vault.timelines.position(asked.id, row.id, kind, days)
    assert vault.timelines.count(asked.id, None, ALL_DAYS) == 12
