"""What is written beside the sessions: in its time, grammatical, and as the therapy ended."""

from datetime import date

import pytest

from tests.demo.test_prose import odd
from vault.demo.beside import beside, material
from vault.demo.cast import DemoSize, cast_of
from vault.demo.ending import ending_of
from vault.demo.invented import Invented, invented_clients
from vault.demo.people import DemoNote
from vault.demo.prose import course_of
from vault.demo.sentence import Line
from vault.demo.week import NOTES_OF_TODAY
from vault.model.episode import EndReason
from vault.model.measure import measures
from vault.model.template import kinds, template, templates

TODAY = date(2026, 11, 25)
SEED = 11

Written = list[tuple[Invented, list[DemoNote]]]


@pytest.fixture(scope="module")
def written() -> Written:
    return [
        (client, beside(client, SEED, course_of(client, SEED)))
        for client in invented_clients(SEED, 150, TODAY)
    ]


def test_it_is_grammatical_and_of_its_template(written: Written) -> None:
    for _, notes in written:
        for note in notes:
            assert len(note.sections) == len(templates()[note.template].sections)
            for text in note.sections:
                assert not odd.search(text), text
                assert text[0].isupper() or text[0] in "$0123456789", text


def test_it_is_written_in_its_time(written: Written) -> None:
    for client, notes in written:
        assert notes == sorted(notes, key=lambda note: (note.day, note.start))
        days = [day for day, _ in course_of(client, SEED)]
        for note in notes:
            assert days[0] <= note.day <= TODAY
            assert note.day.weekday() < 5
            if note.template in ("contact", "missed-appointment"):
                assert note.day not in days


def test_the_end_is_as_the_last_session_says(written: Written) -> None:
    reasons = set()
    for client, notes in written:
        ending = ending_of(client, course_of(client, SEED))
        last = [note for note in notes if note.template == "termination-letter"]
        assert len(last) == (ending is not None and bool(notes) and ending.letter)
        if ending is not None and notes:
            assert ending.last <= ending.day <= TODAY
            reasons.add(ending.reason)
    assert {EndReason.COMPLETED, EndReason.LOST_CONTACT} < reasons


def test_who_calls_for_a_child_is_another(written: Written) -> None:
    marked = set()
    for _, notes in written:
        for note in (each for each in notes if each.template == "contact"):
            others = ("mother", "father", "school counselor")
            is_other = any(each in note.sections[0] for each in others)
            assert (note.particulars.get("with-another") == "yes") is is_other
            marked.add(is_other)
    assert marked == {True, False}


def test_every_line_has_the_sections_of_its_template() -> None:
    for part in ("individual", "child", "pair", "circle"):
        for use, lines in material(part).items():
            name = {"closing": "closing-summary"}.get(use.partition("-")[0], use)
            name = name.removesuffix("-new").removesuffix("-school")
            for line in lines.strip().split("\n"):
                assert line.count(" => ") + 1 == len(template(name).sections), line
    for part, name in (
        ("referrals", "referral"),
        ("medications", "medication"),
        ("diagnoses", "diagnosis"),
    ):
        for line in material(part).values():
            assert line.count(" => ") + 1 == len(template(name).sections), line
            assert Line(line, {}).needs <= {"He", "His", "he", "his", "work", "says/say"}, line
    assert set(material("diagnosis-codes")) == set(material("diagnoses"))
    assert set(material("measures").values()) <= set(measures())


def test_a_usual_practice_has_most_kinds_and_a_measured_one_its_number() -> None:
    usual = cast_of(DemoSize(), TODAY)
    notes = [note for _, note in usual.sessions()]
    assert len(notes) == usual.total
    found = {template(note.template).kind for note in notes}
    lacking = {"mandated-report", "evaluative-report", "role-change", "disagreement"}
    lacking |= {"administrative-call", "supervision", "imported-note"}
    assert found == set(kinds()) - lacking
    measured = cast_of(DemoSize(notes=300), TODAY)
    assert len(list(measured.sessions())) == measured.total == 300 - NOTES_OF_TODAY
