"""Notes of other kinds over a real vault: what counts as a session, and what leaves."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from tests.export.pdf_tools import pdf_text
from tests.practice import (
    LICENSEE,
    NOON,
    a_client,
    a_note,
    a_participant,
    an_administration,
    an_appointment,
    an_ending,
    an_episode,
)
from tests.services.test_documents import attach
from vault.errors import BadInput, NotAllowed
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.document import Rerelease
from vault.model.ids import NoteId, new_id
from vault.model.note import Note, Section
from vault.model.template import kinds, templates
from vault.open_vault import OpenVault

WORDS = "Zanzibar words"
MAY = date(2026, 5, 1)


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
    vault.episodes.add([an_episode(dana, ending=an_ending(day=MAY))])
    assert vault.clients.get(dana.id).status is ClientStatus.CLOSED
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
    signed = vault.notes.begin_and_sign([of_template(dana, name, MAY) for name in first])
    ids = [each.id for each in signed]
    prepared = vault.releases.prepare(dana.id)
    assert [each.id for each in prepared.to_look_at] == ids
    rendered = prepared.render()
    chain = len(vault.audit.export())
    for looked_at in ((), ids[:-1], [NoteId(new_id())]):
        with pytest.raises(NotAllowed):
            vault.releases.write(prepared, rendered, tmp_path / "out", looked_at=looked_at)
    assert not (tmp_path / "out").exists()
    assert len(vault.audit.export()) == chain + 1
    assert vault.releases.write(prepared, rendered, tmp_path / "out", looked_at=ids).path.exists()


def test_what_was_received_in_confidence_never_leaves_unseen(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    """Of any kind, and of one that is looked at anyhow; the mark is under the seal."""
    said = of_template(dana, "contact", MAY)
    said = said.changed(sections=(*said.sections, Section("in-confidence", "yes")))
    others = [of_template(dana, each, MAY) for each in ("dap", "safety")]
    call, plain, danger = vault.notes.begin_and_sign([said, *others])
    assert vault.notes.get(call.id).marks == ("in-confidence",)
    prepared = vault.releases.prepare(dana.id)
    assert [(each.id, each.what, each.why) for each in prepared.to_look_at] == [
        (call.id, "Contact", "Received in confidence."),
        (danger.id, "Safety and risk", ""),
    ]
    rendered = prepared.render()
    with pytest.raises(NotAllowed) as refused:
        vault.releases.write(prepared, rendered, tmp_path / "out", looked_at=[danger.id])
    assert call.id in refused.value.hint
    assert plain.id not in refused.value.hint
    ids = [call.id, danger.id]
    assert vault.releases.write(prepared, rendered, tmp_path / "out", looked_at=ids).path.exists()


def test_a_contact_with_another_never_leaves_unseen(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    """What a parent or a teacher said is another person's words; what the client said is not."""
    calls = [of_template(dana, "contact", MAY) for _each in range(3)]
    marks = ((), ("with-another",), ("with-another", "in-confidence"))
    signed = vault.notes.begin_and_sign(
        [
            call.changed(sections=(*call.sections, *(Section(name, "yes") for name in names)))
            for call, names in zip(calls, marks, strict=True)
        ]
    )
    prepared = vault.releases.prepare(dana.id)
    assert {each.id: each.why for each in prepared.to_look_at} == {
        signed[1].id: "With somebody other than the client.",
        signed[2].id: "With somebody other than the client. Received in confidence.",
    }
    rendered = prepared.render()
    said = " ".join(pdf_text(rendered.pdf).split())
    assert said.count("With somebody other than the client yes") == 2
    with pytest.raises(NotAllowed):
        vault.releases.write(prepared, rendered, tmp_path, looked_at=[signed[2].id])
    ids = [each.id for each in signed]
    assert vault.releases.write(prepared, rendered, tmp_path, looked_at=ids).path.exists()


def test_only_a_contact_says_that_it_was_with_another(dana: Client) -> None:
    with pytest.raises(BadInput):
        a_note(dana, sections={"note": WORDS, "with-another": "yes"})
    with pytest.raises(BadInput):
        a_note(dana, template="contact", sections={"who": WORDS, "with-another": "her sister"})


def test_what_another_filled_in_never_leaves_unseen(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    alone, helped, wrong = vault.measures.add(
        [an_administration(dana, filled_in_by=who) for who in ("", "her mother", "a friend")]
    )
    vault.measures.mark_in_error(wrong.id, "Of another.")
    prepared = vault.releases.prepare(dana.id)
    assert [(each.id, each.what, each.why) for each in prepared.to_look_at] == [
        (helped.id, "PHQ-9", "Filled in by her mother.")
    ]
    rendered = prepared.render()
    with pytest.raises(NotAllowed):
        vault.releases.write(prepared, rendered, tmp_path, looked_at=[alone.id])
    assert vault.releases.write(prepared, rendered, tmp_path, looked_at=[helped.id]).path.exists()


def test_what_another_wrote_is_not_named_unseen(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    """A document's title stands in the copy: whose it is may be read there."""
    kept, file = {}, tmp_path / "came.pdf"
    file.write_bytes(b"As it came.")
    for kind, rerelease, source in product(
        ("letter", "consent", "administrative"), Rerelease, ("", "Her sister")
    ):
        title = f"{kind}, {rerelease}, {source}"
        said = {"kind": kind, "title": title, "rerelease": rerelease, "source": source}
        kept[kind, rerelease, source] = attach(vault, dana, file, **said).id
    prepared = vault.releases.prepare(dana.id)
    first = [
        ("letter", Rerelease.ASK, "Her sister"),
        *(("letter", Rerelease.NO, source) for source in ("", "Her sister")),
        *(("consent", Rerelease.NO, source) for source in ("", "Her sister")),
    ]
    assert {each.id for each in prepared.to_look_at} == {kept[each] for each in first}
    whats = {each.id: each.what for each in prepared.to_look_at}
    assert whats[kept[first[0]]] == "Letter or message: “letter, ask, Her sister”"
    rendered = prepared.render()
    ids = [kept[each] for each in first]
    with pytest.raises(NotAllowed):
        vault.releases.write(prepared, rendered, tmp_path / "out", looked_at=ids[1:])
    vault.documents.mark_in_error(ids[0], "Of another.")
    assert {each.id for each in vault.releases.prepare(dana.id).to_look_at} == set(ids[1:])
    assert vault.releases.write(prepared, rendered, tmp_path / "out", looked_at=ids).path.exists()


def test_what_another_wrote_and_the_client_brought_is_not_named_unseen(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    file = tmp_path / "came.pdf"
    file.write_bytes(b"As it came.")
    attach(vault, dana, file, kind="report", title="Nobody knows")
    by = attach(vault, dana, file, kind="report", title="Report", author="Dr. Moreno")
    both = {"author": "Dr. Moreno", "source": "Dana herself", "rerelease": Rerelease.NO}
    brought = attach(vault, dana, file, kind="report", title="Report", **both)
    why = {each.id: each.why for each in vault.releases.prepare(dana.id).to_look_at}
    assert why == {
        by.id: "Written by Dr. Moreno. The copy names it, and does not hold it.",
        brought.id: "Written by Dr. Moreno. It came from Dana herself. "
        "The copy names it, and does not hold it.",
    }


def test_a_draft_that_must_be_looked_at_is_none_yet(vault: OpenVault, dana: Client) -> None:
    vault.notes.begin([of_template(dana, "safety", NOON.date())])
    prepared = vault.releases.prepare(dana.id)
    assert prepared.to_look_at == ()
    assert prepared.package.unsigned == (NOON.date(),)


TITLED = ("dap", "free", "session", "contact", "intake", "evaluative-report", "report-in-full")


def test_titles_stand_in_the_copy(vault: OpenVault, dana: Client) -> None:
    from vault.export.record_words import template_title

    assert [template_title(each) for each in TITLED] == [
        "Progress note (DAP)",
        "Progress note",
        "Progress note (Full session)",
        "Contact",
        "Intake",
        "Evaluative report",
        "Evaluative report, word for word",
    ]
    vault.notes.begin_and_sign([replace(of_template(dana, "consultation", MAY))])
    assert vault.releases.prepare(dana.id).package.notes[0].template == "consultation"


def test_risk_is_read_in_every_note_of_the_record(vault: OpenVault, dana: Client) -> None:
    vault.notes.begin_and_sign(
        [
            of_template(dana, "dap", MAY, "Quiet."),
            of_template(dana, "safety", date(2026, 5, 3), "Suicidal ideation with a plan."),
            *(of_template(dana, "contact", date(2026, 5, 4 + n), "A call.") for n in range(6)),
        ]
    )
    vault.notes.begin([of_template(dana, "administrative-call", date(2026, 6, 1), "At risk.")])
    lines = {line.label: line for line in vault.notes.glance(dana.id).lines}
    assert lines["Last session"].day == MAY
    assert lines["Risk"].text == "Nothing about risk in the last 6 notes"
    vault.notes.begin_and_sign([of_template(dana, "intake", date(2026, 5, 20), "Self-harm once.")])
    lines = {line.label: line for line in vault.notes.glance(dana.id).lines}
    assert (lines["Last session"].day, lines["Risk"].day) == (date(2026, 5, 20), date(2026, 5, 20))


def test_what_a_note_is_stays(vault: OpenVault, dana: Client) -> None:
    note = vault.notes.begin([of_template(dana, "dap", MAY)])[0]
    moved = replace(note, template="administrative-call", sections=())
    with pytest.raises(BadInput):
        vault.notes.save_draft(moved)
    assert vault.notes.get(note.id) == note
    assert vault.notes.save_draft(replace(note, template="free", sections=())).template == "free"


def test_only_a_session_of_a_group_is_signed_for_each(vault: OpenVault, dana: Client) -> None:
    group = vault.clients.add([a_client("A group", kind=ClientKind.GROUP)])[0]
    member = a_participant(group, dana.name, file=dana.id)
    vault.participants.add([member])
    call, session = vault.notes.begin(
        [of_template(group, "administrative-call", MAY), of_template(group, "dap", MAY)]
    )
    with pytest.raises(NotAllowed):
        vault.group_notes.sign(call.id, [member.id])
    assert vault.notes.sign(call.id).signed
    assert vault.notes.count(dana.id) == 0
    assert len(vault.group_notes.sign(session.id, [member.id])) == 1


def test_a_letter_is_late_by_its_own_day(vault: OpenVault, dana: Client) -> None:
    from vault.export.remarks import late_line

    vault.notes.begin_and_sign(
        [of_template(dana, "termination-letter", MAY), of_template(dana, "dap", MAY)]
    )
    late = {
        each.template: late_line(each) for each in vault.releases.prepare(dana.id).package.notes
    }
    assert "days after that day" in str(late["termination-letter"])
    assert "days after the session" in str(late["dap"])


def test_dates_of_service_are_those_of_contacts(vault: OpenVault, dana: Client) -> None:
    from vault.export.record_words import _included_rows

    vault.notes.begin_and_sign([of_template(dana, "termination-letter", date(2026, 6, 1))])
    said = str(_included_rows(vault.releases.prepare(dana.id).package))
    assert "'Dates', '1 June 2026'" in said
    vault.notes.begin_and_sign([of_template(dana, "contact", MAY)])
    said = str(_included_rows(vault.releases.prepare(dana.id).package))
    assert "'Dates of service', '1 May 2026'" in said
