"""The completeness check over a real vault: from an empty file to a complete one, and in time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from tests.practice import (
    LICENSEE,
    NOON,
    a_client,
    a_document,
    a_note,
    an_appointment,
    an_ending,
    an_episode,
)
from vault.errors import NotFound
from vault.model.addendum import Mark
from vault.model.appointment import CancelledBy, SessionStatus
from vault.model.audit import Action, Fact
from vault.model.circumstances import Answer, Circumstances, License, Question
from vault.model.client import Client, ClientStatus
from vault.model.completeness import CheckGap, CheckLine, Lack, Standing, State, Step
from vault.model.completeness_words import gap_words
from vault.model.document import Document
from vault.model.episode import EndReason, Letter
from vault.model.ids import OnsetId, new_id
from vault.model.note import Note
from vault.model.onset import Given
from vault.open_vault import OpenVault
from vault.storage.database import Row

DAY, LATER = date(2026, 5, 14), date(2026, 5, 21)
TODAY = NOON.date()
PRIVATE = Circumstances((License("MO", "LCSW"),), {Question.PRIVATE_PRACTICE: Answer.YES})


@pytest.fixture
def rui(vault: OpenVault) -> Client:
    """An adult, of a social worker in Missouri in private practice."""
    vault.practice.set(replace(LICENSEE, credential="LCSW", state="MO"))
    vault.circumstances.set(PRIVATE)
    return vault.clients.add([a_client("Rui Duarte")])[0]


def signed(vault: OpenVault, client: Client, template: str, **sections: str) -> Note:
    """Sign a note of the first day with these sections."""
    note = a_note(client, template=template, sections=sections, service_date=DAY)
    return vault.notes.sign(vault.notes.begin([note])[0].id)


def attached(vault: OpenVault, client: Client, folder: Path, **said: Any) -> Document:
    """Attach a document of a client of which this is said."""
    (folder / "scan.txt").write_text("What is on it.")
    sealed = vault.documents.to_attach(folder / "scan.txt").seal()
    return vault.documents.attach([(a_document(client, **said), sealed)])[0]


def gaps(vault: OpenVault, client: Client) -> dict[str, list[CheckGap]]:
    """Return the gaps of a record by item."""
    lines = vault.completeness.of_client(client.id)
    return {line.item.id: list(line.gaps) for line in lines if line.gaps}


def line(vault: OpenVault, client: Client, item: str) -> CheckLine:
    """Return what is found of one item."""
    lines = vault.completeness.of_client(client.id)
    return next(each for each in lines if each.item.id == item)


def test_from_an_empty_file_to_a_complete_one(vault: OpenVault, rui: Client) -> None:
    """20 CSR 2263-3.040(11)(A)-(F), each gap closed by what it says closes it."""
    lines = vault.completeness.of_client(rui.id)
    assert {each.state for each in lines} == {State.NOT_ASKED}
    assert vault.completeness.lacking() == []
    weekly = vault.appointments.add([an_appointment(rui, day=DAY, weekly=True, last_day=LATER)])[0]
    for day in (DAY, LATER):
        vault.appointments.mark(weekly.id, day, SessionStatus.KEPT)
    assert list(gaps(vault, rui)) == [
        "presenting-problem",
        "assessment",
        "plan",
        "progress-notes",
        "fees",
        "contacts",
    ]
    signed(vault, rui, "intake", presenting="Cannot sleep.", assessment="Grief.", plan=" \n")
    signed(vault, rui, "treatment-plan", goals="To sleep.")
    asked = gaps(vault, rui)
    assert list(asked) == ["progress-notes", "fees", "contacts"]
    (gap,) = asked["contacts"]
    assert (gap.step, gap.session, gap.day) == (Step.BEGIN_SESSION, weekly.id, LATER)
    assert gap.session is not None
    begun = vault.appointments.begin_note(gap.session, LATER)
    assert gaps(vault, rui)["contacts"] == [
        CheckGap(Lack.UNSIGNED, Step.SIGN, LATER, begun.template, begun.id)
    ]
    words = (replace(begun.sections[0], text="Slept."), *begun.sections[1:])
    vault.notes.save_draft(begun.changed(sections=words))
    vault.notes.sign(begun.id)
    assert list(gaps(vault, rui)) == ["fees"]
    (given,) = vault.onset.add([Given(OnsetId(new_id()), rui.id, "fees", LATER)])
    assert [gap.lack for gap in gaps(vault, rui)["fees"]] == [Lack.NO_FEES_COPY]
    vault.onset.change(replace(given, place="Paper file"))
    assert [gap.lack for gap in gaps(vault, rui)["fees"]] == [Lack.FEES_LATER]
    vault.onset.add([Given(OnsetId(new_id()), rui.id, "fees", DAY)])
    assert gaps(vault, rui) == {}
    assert vault.completeness.lacking() == []
    found = line(vault, rui, "presenting-problem").found
    assert found is not None
    assert (found.kind.id, found.day) == ("intake", DAY)


def test_a_session_of_which_nothing_says_what_became_of_it_is_named(
    vault: OpenVault, rui: Client
) -> None:
    weekly = vault.appointments.add([an_appointment(rui, day=DAY, weekly=True)])[0]
    (gap,) = gaps(vault, rui)["contacts"]
    weeks = (TODAY - DAY).days // 7 + (1 if (TODAY - DAY).days % 7 else 0)
    assert (gap.lack, gap.day, gap.count) == (Lack.SESSION_UNTOLD, DAY, weeks)
    said = gap_words(line(vault, rui, "contacts").item, gap, "May 14")
    assert said.startswith(f"{weeks} sessions were planned, the first on May 14, and nothing says")
    vault.appointments.mark(weekly.id, DAY, SessionStatus.MISSED)
    (gap,) = gaps(vault, rui)["contacts"]
    assert (gap.day, gap.count) == (LATER, weeks - 1)
    vault.appointments.end(weekly.id, LATER)
    (gap,) = gaps(vault, rui)["contacts"]
    said = gap_words(line(vault, rui, "contacts").item, gap, "May 21")
    assert said.startswith("The session of May 21 was planned, and nothing says")
    vault.appointments.mark(weekly.id, LATER, SessionStatus.CANCELLED, CancelledBy.CLIENT)
    assert gaps(vault, rui) == {}


def test_the_end_of_care_wants_its_letter_and_a_copy(vault: OpenVault, rui: Client) -> None:
    """20 CSR 2263-3.040(11)(F), for every record that was closed."""
    ended = an_episode(rui, opened=DAY, ending=an_ending(day=LATER, last_contact=LATER))
    vault.episodes.add([ended])
    assert [gap.lack for gap in line(vault, rui, "letter").gaps] == [Lack.NO_LETTER, Lack.NO_COPY]
    assert [each.count for each in vault.completeness.lacking()] == [2]
    assert ended.ending is not None
    letter = replace(ended.ending, letter=Letter(LATER, LATER))
    vault.episodes.change(replace(ended, ending=letter))
    assert [gap.lack for gap in line(vault, rui, "letter").gaps] == [Lack.NO_COPY]
    signed(vault, rui, "termination-letter", letter="Our work ends on 21 May: you moved.")
    assert line(vault, rui, "letter").state is State.HOLDS
    died = replace(ended, ending=replace(ended.ending, reason=EndReason.DIED))
    vault.episodes.change(died)
    assert line(vault, rui, "letter").state is State.NOT_ASKED


def test_a_letter_that_is_attached_is_the_copy_until_it_is_in_error(
    vault: OpenVault, rui: Client, tmp_path: Path
) -> None:
    ending = an_ending(day=LATER, last_contact=LATER, letter=Letter(LATER, LATER))
    vault.episodes.add([an_episode(rui, opened=DAY, ending=ending)])
    assert [gap.lack for gap in line(vault, rui, "letter").gaps] == [Lack.NO_COPY]
    document = attached(vault, rui, tmp_path, kind="termination", day=LATER, received=LATER)
    assert line(vault, rui, "letter").state is State.HOLDS
    vault.documents.mark_in_error(document.id, "To somebody else.")
    assert [gap.lack for gap in line(vault, rui, "letter").gaps] == [Lack.NO_COPY]


def test_a_report_is_kept_itself_and_a_note_about_it_is_no_copy(
    vault: OpenVault, rui: Client, tmp_path: Path
) -> None:
    """20 CSR 2263-3.040(11)(E): a copy of each, made or received."""
    about = signed(vault, rui, "evaluative-report", source="The court.", findings="No disorder.")
    (gap,) = line(vault, rui, "reports").gaps
    assert (gap.lack, gap.step, gap.note) == (Lack.NO_REPORT, Step.DOCUMENTS, about.id)
    letter = attached(vault, rui, tmp_path, kind="letter", received=DAY)
    assert line(vault, rui, "reports").gaps == (gap,)
    vault.documents.change(replace(letter, kind="report"))
    assert line(vault, rui, "reports").state is State.HOLDS
    vault.documents.mark_in_error(letter.id, "Of somebody else.")
    assert line(vault, rui, "reports").gaps == (gap,)
    vault.notes.addend(about.id, "The report itself:\n\nI found no disorder.")
    assert line(vault, rui, "reports").state is State.HOLDS
    signed(vault, rui, "report-in-full", about="The school.", report="He reads well.")
    assert line(vault, rui, "reports").state is State.HOLDS


def test_a_report_that_is_a_document_alone_is_in_the_record(
    vault: OpenVault, rui: Client, tmp_path: Path
) -> None:
    assert line(vault, rui, "reports").state is State.NOT_ASKED
    report = attached(vault, rui, tmp_path, kind="report")
    assert line(vault, rui, "reports").state is State.HOLDS
    vault.documents.mark_in_error(report.id, "Of somebody else.")
    assert line(vault, rui, "reports").state is State.NOT_ASKED


def test_the_fee_arrangement_is_the_copy_that_onset_names_until_that_is_in_error(
    vault: OpenVault, rui: Client, tmp_path: Path
) -> None:
    """20 CSR 2263-3.040(11)(B): what was agreed on, not only that something was."""
    signed(vault, rui, "intake", presenting="Cannot sleep.")
    (given,) = vault.onset.add([Given(OnsetId(new_id()), rui.id, "fees", DAY, version="2026")])
    assert [gap.lack for gap in gaps(vault, rui)["fees"]] == [Lack.NO_FEES_COPY]
    scan = attached(vault, rui, tmp_path, kind="consent", received=DAY)
    vault.onset.change(replace(given, document=scan.id))
    assert "fees" not in gaps(vault, rui)
    vault.documents.mark_in_error(scan.id, "Of somebody else.")
    assert [gap.lack for gap in gaps(vault, rui)["fees"]] == [Lack.NO_FEES_COPY]


def test_private_practice_is_what_set_up_was_answered(vault: OpenVault, rui: Client) -> None:
    vault.episodes.add(
        [an_episode(rui, opened=DAY, ending=an_ending(day=LATER, last_contact=LATER))]
    )
    assert not line(vault, rui, "letter").assumed
    vault.circumstances.set(replace(PRIVATE, answers={}))
    assert line(vault, rui, "letter").assumed
    assert len(line(vault, rui, "letter").gaps) == 2
    vault.circumstances.set(replace(PRIVATE, answers={Question.PRIVATE_PRACTICE: Answer.NO}))
    assert line(vault, rui, "letter").gaps == ()


def test_an_empty_section_of_a_signed_note_is_filled_by_an_addendum_that_names_it(
    vault: OpenVault, rui: Client
) -> None:
    """262 CMR and 20 CSR 2263-3.040(13): signed words stay, so only an addendum can."""
    consult = signed(vault, rui, "consultation", question="Whether to refer.", result="  ")
    assert gaps(vault, rui) == {
        "consults": [
            CheckGap(Lack.EMPTY, Step.ADD, DAY, "consultation", consult.id, sections=("result",))
        ]
    }
    vault.notes.addend(consult.id, "I looked at this note: it is complete.")
    assert list(gaps(vault, rui)) == ["consults"]
    vault.notes.addend(consult.id, "Result: a referral is not wanted.")
    assert gaps(vault, rui) == {}


def test_a_draft_is_in_no_record_yet(vault: OpenVault, rui: Client) -> None:
    words = {"about": "The school.", "report": "He reads well."}
    draft = vault.notes.begin([a_note(rui, template="report-in-full", sections=words)])[0]
    (gap,) = line(vault, rui, "reports").gaps
    assert (gap.lack, gap.note) == (Lack.UNSIGNED, draft.id)
    vault.notes.sign(draft.id)
    assert line(vault, rui, "reports").gaps == ()


def test_a_note_in_error_counts_for_nothing_and_one_in_the_right_record_counts_there(
    vault: OpenVault, rui: Client
) -> None:
    other = vault.clients.add([a_client("Ana Sá")])[0]
    weekly = vault.appointments.add([an_appointment(rui, day=DAY, weekly=True, last_day=DAY)])[0]
    vault.appointments.mark(weekly.id, DAY, SessionStatus.KEPT)
    intake = signed(vault, rui, "intake", presenting="Cannot sleep.")
    assert not {"presenting-problem", "contacts"} & set(gaps(vault, rui))
    vault.notes.addend(intake.id, "Presenting problem: of another.", Mark.IN_ERROR)
    assert gaps(vault, rui)["presenting-problem"][0].lack is Lack.NOT_FOUND
    assert [gap.day for gap in gaps(vault, rui)["contacts"]] == [DAY]
    vault.notes.addend(intake.id, "Plan: it was right.", Mark.STANDS)
    assert not {"presenting-problem", "contacts"} & set(gaps(vault, rui))
    assert "plan" in gaps(vault, rui)
    vault.refilings.refile(intake.id, other.id)
    assert {"presenting-problem", "contacts"} <= set(gaps(vault, rui))
    assert line(vault, other, "presenting-problem").state is State.HOLDS


def test_calls_about_a_case_are_not_of_the_record(vault: OpenVault, rui: Client) -> None:
    signed(vault, rui, "administrative-call", substance="Asked the insurer.", result="Yes.")
    assert {each.state for each in vault.completeness.of_client(rui.id)} == {State.NOT_ASKED}


def test_nobody_is_counted_for_what_another_lacks(vault: OpenVault, rui: Client) -> None:
    closed = vault.clients.add([a_client("Ana Sá", status=ClientStatus.CLOSED)])[0]
    signed(vault, rui, "contact", who="A call.", substance="She will come.")
    assert [(each.client, each.gaps) for each in vault.completeness.lacking()] == [
        (closed.id, {Standing.RULE: 1}),
        (rui.id, {Standing.RULE: 3}),
    ]


def test_two_licenses_have_two_lists_and_none_has_none(vault: OpenVault, rui: Client) -> None:
    signed(vault, rui, "contact", who="A call.", substance="She will come.")
    both = replace(PRIVATE, licenses=(License("MO", "LCSW"), License("MA", "LMHC")))
    vault.circumstances.set(both)
    lines = vault.completeness.of_client(rui.id)
    counted = Counter(each.item.list.standing for each in lines for _gap in each.gaps)
    assert counted == {Standing.RULE: 3, Standing.CUSTOMARY: 5}
    assert [each.gaps for each in vault.completeness.lacking()] == [counted]
    vault.practice.set(replace(LICENSEE, credential="Coach"))
    vault.circumstances.set(Circumstances())
    assert vault.completeness.of_client(rui.id) == []
    assert vault.completeness.lacking() == []


def test_a_look_is_logged_once_and_changes_nothing(vault: OpenVault, rui: Client) -> None:
    heard: list[Fact] = []
    vault.listen(heard.append)
    vault.completeness.of_client(rui.id)
    vault.completeness.of_client(rui.id)
    vault.completeness.lacking()
    assert [(fact.action, fact.client) for fact in heard] == [(Action.CLIENT_VIEWED, rui.id)]
    with pytest.raises(NotFound):
        vault.completeness.of_client(a_client().id)


def test_a_thousand_notes_are_looked_at_in_well_under_a_second(
    vault: OpenVault, rui: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every section counts; two queries read the words, whatever the number of notes."""
    vault.practice.set(LICENSEE)
    vault.circumstances.set(Circumstances())
    words = {"data": "Slept. " * 150, "assessment": "Better. " * 50, "plan": "Diary. " * 30}
    first = NOON.date() - timedelta(days=1_000)
    many = [
        a_note(rui, template="dap", sections=words, service_date=first + timedelta(days=each))
        for each in range(1_000)
    ]
    vault.notes.begin_and_sign(many)
    asked: list[str] = []
    database = vault.completeness._store.tables.database
    read = database.rows

    def rows(sql: str, values: Sequence[Any] = ()) -> list[Row]:
        asked.append(sql)
        return read(sql, values)

    monkeypatch.setattr(database, "rows", rows)
    begun = perf_counter()
    lines = vault.completeness.of_client(rui.id)
    took = perf_counter() - begun
    assert {each.item.id for each in lines if each.state is State.HOLDS} == {"progress", "further"}
    assert sum("note_text" in sql and "t.id DESC" not in sql for sql in asked) == 2
    assert len(asked) < 20
    assert took < 0.5, f"{took:.3f} s"


def contacts_of(vault: OpenVault, client: Client) -> list[Lack]:
    """Return what lacks of the contacts."""
    return [each.lack for each in gaps(vault, client).get("contacts", [])]


def test_a_call_on_the_day_of_a_session_is_no_note_of_it(vault: OpenVault, rui: Client) -> None:
    (appointment,) = vault.appointments.add([an_appointment(rui, day=DAY)])
    vault.appointments.mark(appointment.id, DAY, SessionStatus.KEPT)
    signed(vault, rui, "contact", substance="Called to say that he is late.")
    assert contacts_of(vault, rui) == [Lack.SESSION_WITHOUT_NOTE]


def test_a_signed_note_that_is_linked_tells_of_its_session_whatever_its_day(
    vault: OpenVault, rui: Client
) -> None:
    (appointment,) = vault.appointments.add([an_appointment(rui, day=DAY)])
    draft = vault.appointments.begin_note(appointment.id, DAY)
    first, *others = draft.sections
    said = (replace(first, text="Of the day before, she said."), *others)
    vault.notes.save_draft(draft.changed(sections=said, service_date=DAY - timedelta(1)))
    vault.notes.sign(draft.id)
    vault.appointments.mark(appointment.id, DAY, SessionStatus.KEPT)
    assert contacts_of(vault, rui) == []
    vault.notes.addend(draft.id, "Of another client.", Mark.IN_ERROR)
    assert contacts_of(vault, rui) == [Lack.SESSION_WITHOUT_NOTE]


def test_a_session_after_the_end_that_the_letter_names_is_a_gap(
    vault: OpenVault, rui: Client
) -> None:
    ending = an_ending(day=DAY, last_contact=DAY, letter=Letter(DAY, DAY))
    vault.episodes.add([an_episode(rui, opened=DAY - timedelta(30), ending=ending)])
    after = a_note(rui, service_date=LATER)
    vault.notes.begin_and_sign([after])
    found = [each.lack for each in gaps(vault, rui).get("letter", [])]
    assert Lack.SESSION_AFTER_LETTER in found
    # A note in error is no session that was.
    vault.notes.addend(after.id, "He never came.", Mark.IN_ERROR)
    found = [each.lack for each in gaps(vault, rui).get("letter", [])]
    assert Lack.SESSION_AFTER_LETTER not in found
    assert vault.episodes.care(rui.id).outside == ()
