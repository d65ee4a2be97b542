"""Notes of other kinds over a real vault: what counts as a session, and what leaves."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.practice import LICENSEE, NOON, a_client, a_note, an_appointment
from tests.storage.test_database import derive_once
from vault.errors import NotAllowed
from vault.model.client import Client
from vault.model.ids import NoteId, new_id
from vault.model.note import Note
from vault.model.template import kinds, templates
from vault.open_vault import OpenVault

WORDS = "Zanzibar words"
MAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """An adult who may have a copy of her record."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


def of_template(client: Client, template: str, day: date, words: str = WORDS) -> Note:
    """Return a draft in a template, its first section written."""
    first = templates()[template].sections[0]
    return a_note(client, template=template, service_date=day, sections={first: words})


def test_every_template_is_written_signed_and_found_again(vault: OpenVault, dana: Client) -> None:
    signed = []
    for number, template in enumerate(templates(), 1):
        note = vault.notes.begin([of_template(dana, template, date(2026, 4, number))])[0]
        signed.append(vault.notes.sign(note.id))
    assert [vault.notes.get(each.id) for each in signed] == signed
    assert len(vault.notes.search("zanzibar", None, 99)) == len(templates())


def test_only_sessions_and_contacts_count_as_such(vault: OpenVault, dana: Client) -> None:
    vault.notes.begin([of_template(dana, "soap", MAY)])
    later = date(2026, 6, 1)
    vault.notes.begin(
        [
            of_template(dana, each, later)
            for each in ("administrative-call", "treatment-plan", "consultation")
        ]
    )
    assert vault.clients.row(dana.id).last_session == MAY
    assert vault.episodes.care(dana.id).last_contact == MAY
    vault.notes.begin([of_template(dana, "contact", date(2026, 6, 2))])
    assert vault.clients.row(dana.id).last_session == MAY
    assert vault.episodes.care(dana.id).last_contact == date(2026, 6, 2)
    assert vault.notes.last_template(dana.id) == "soap"
    assert vault.notes.glance(dana.id).lines[0].day == MAY


def test_a_note_of_another_kind_is_not_the_note_of_a_session(
    vault: OpenVault, dana: Client
) -> None:
    vault.appointments.add([an_appointment(dana, day=MAY)])
    vault.notes.begin([of_template(dana, "contact", MAY)])
    assert vault.appointments.day(MAY)[0].note is None
    note = vault.notes.begin([of_template(dana, "dap", MAY)])[0]
    assert vault.appointments.day(MAY)[0].note == note.id


def test_administrative_notes_do_not_change_a_copy_by_one_byte(
    vault: OpenVault, dana: Client
) -> None:
    vault.notes.begin_and_sign([of_template(dana, "dap", MAY)])
    before = vault.releases.prepare(dana.id)
    call = vault.notes.begin_and_sign([of_template(dana, "administrative-call", MAY, "Insurer")])
    vault.notes.begin([of_template(dana, "administrative-call", MAY, "A draft")])
    after = vault.releases.prepare(dana.id)
    assert call[0].signed
    assert after == before
    assert after.render().pdf == before.render().pdf


def test_what_must_be_looked_at_first_never_leaves_unseen(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    first = [name for name in templates() if kinds()[templates()[name].kind].look_first]
    safety, report, received = vault.notes.begin_and_sign(
        [of_template(dana, name, MAY) for name in first]
    )
    prepared = vault.releases.prepare(dana.id)
    assert [each.note for each in prepared.to_look_at] == [safety.id, report.id, received.id]
    rendered = prepared.render()
    chain = len(vault.audit.export())
    for looked_at in ((), [safety.id, report.id], [NoteId(new_id())]):
        with pytest.raises(NotAllowed):
            vault.releases.write(prepared, rendered, tmp_path / "out", looked_at=looked_at)
    assert not (tmp_path / "out").exists()
    assert len(vault.audit.export()) == chain + 1
    ids = [safety.id, report.id, received.id]
    assert vault.releases.write(prepared, rendered, tmp_path / "out", looked_at=ids).path.exists()


def test_a_draft_that_must_be_looked_at_is_none_yet(vault: OpenVault, dana: Client) -> None:
    vault.notes.begin([of_template(dana, "safety", NOON.date())])
    prepared = vault.releases.prepare(dana.id)
    assert prepared.to_look_at == ()
    assert prepared.package.unsigned == (NOON.date(),)


def test_titles_stand_in_the_copy(vault: OpenVault, dana: Client) -> None:
    from vault.export.record_words import template_title

    assert [template_title(each) for each in ("dap", "free", "session", "contact", "intake")] == [
        "Progress note (DAP)",
        "Progress note",
        "Progress note (Full session)",
        "Contact",
        "Intake",
    ]
    vault.notes.begin_and_sign([replace(of_template(dana, "consultation", MAY))])
    assert vault.releases.prepare(dana.id).package.notes[0].template == "consultation"
