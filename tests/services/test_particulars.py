"""Particulars of a session and the goals of the plan, over a real vault."""

from dataclasses import replace
from datetime import date

import pytest

from tests.practice import LICENSEE, NOON, a_client, a_note, a_participant, an_appointment
from vault.errors import NotAllowed
from vault.model.addendum import Mark
from vault.model.appointment import Place
from vault.model.client import Client, ClientKind
from vault.model.ids import NoteId
from vault.model.note import Note, Section
from vault.open_vault import OpenVault

APRIL = date(2026, 4, 6)


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """A client."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


def signed(
    vault: OpenVault, client: Client, day: date, template: str = "free", **told: str
) -> Note:
    """Sign a note of a day."""
    sections = told if template != "free" else {"note": "Words."} | told
    note = a_note(client, template=template, service_date=day, sections=sections)
    return vault.notes.sign(vault.notes.begin([note])[0].id)


def goals(vault: OpenVault, client: Client) -> list[tuple[str, bool, int, NoteId | None]]:
    """Return each goal, whether it is planned, and its sessions."""
    found = vault.notes.goals(client.id)
    return [(each.text, each.planned, each.sessions, each.last_note) for each in found]


def test_a_note_of_a_session_knows_where_it_was_planned_and_who_comes(
    vault: OpenVault, dana: Client
) -> None:
    coming = an_appointment(dana, place=Place.TELEHEALTH, participants="with her sister")
    vault.appointments.add([coming])
    note = vault.appointments.begin_note(coming.id, coming.day)
    told = {each.name: each.text for each in note.particulars}
    assert told == {"place": "Telehealth", "participants": "with her sister"}
    assert note.blank
    assert vault.notes.get(note.id) == note


def test_they_are_signed_found_and_kept_as_they_were_entered(
    vault: OpenVault, dana: Client
) -> None:
    note = signed(vault, dana, APRIL, modality="Zanzibar method", place="Office")
    assert vault.notes.get(note.id).particulars == note.particulars
    assert [hit.note for hit in vault.notes.search("zanzibar")] == [note.id]
    assert vault.notes.page(dana.id, 0, 1)[0].opening == "Words."


def test_what_a_draft_tells_may_be_emptied_again(vault: OpenVault, dana: Client) -> None:
    draft = vault.notes.begin([a_note(dana, sections={"note": "Words.", "place": "Office"})])[0]
    vault.notes.save_draft(replace(draft, sections=draft.body))
    assert vault.notes.get(draft.id).particulars == ()
    vault.notes.save_draft(replace(draft, sections=(*draft.body, Section("place", "Phone"))))
    assert vault.notes.sign(draft.id).particulars == (Section("place", "Phone"),)


def test_goals_are_those_of_the_newest_plan_with_their_sessions(
    vault: OpenVault, dana: Client
) -> None:
    assert goals(vault, dana) == []
    plan = {"goals": "1. Sleep\n2. School"}
    signed(vault, dana, APRIL, "treatment-plan", **plan)
    first = signed(vault, dana, date(2026, 4, 13), **{"goals-worked-on": "Sleep"})
    last = signed(vault, dana, date(2026, 4, 20), **{"goals-worked-on": "Sleep\nSchool"})
    draft = a_note(dana, sections={"note": "Words.", "goals-worked-on": "School"})
    vault.notes.begin([draft])
    assert goals(vault, dana) == [("Sleep", True, 2, last.id), ("School", True, 1, last.id)]
    vault.notes.addend(last.id, "Of somebody else.", Mark.IN_ERROR)
    assert goals(vault, dana) == [("Sleep", True, 1, first.id), ("School", True, 0, None)]
    newer = signed(vault, dana, date(2026, 5, 4), "treatment-plan", goals="School")
    assert goals(vault, dana) == [("School", True, 0, None), ("Sleep", False, 1, first.id)]
    vault.notes.addend(newer.id, "Not agreed.", Mark.IN_ERROR)
    assert goals(vault, dana)[0] == ("Sleep", True, 1, first.id)


def test_a_member_of_a_group_is_not_named_in_them(vault: OpenVault, dana: Client) -> None:
    group = vault.clients.add([a_client(name="Tuesday group", kind=ClientKind.GROUP)])[0]
    member = a_participant(group, name="Ana Whitfield", joined=date(2026, 1, 1))
    vault.participants.add([member])
    told = {"note": "Words.", "participants": "Ana was late."}
    draft = vault.notes.begin([a_note(group, sections=told, begun_at=NOON)])[0]
    with pytest.raises(NotAllowed):
        vault.notes.sign(draft.id)
