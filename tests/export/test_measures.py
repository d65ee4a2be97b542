"""Outcome measures stand in the copy after the last note, with every answer, and are proved."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from tests.export.packages import free, package
from tests.export.pdf_tools import NAUGHTY, pdf_text
from vault.errors import Damaged
from vault.export.pdf_record import render_record
from vault.export.pdf_verify import verify_record
from vault.export.render_child import typeset
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.measure import measures
from vault.model.release import ReleasedDispute, ReleasedMeasure, ReleasePackage

SOME = ReleasedMeasure("phq-9", date(2026, 11, 1), (1, 2, 1, 1, 0, 2, None, 3, 0), 2, "")
ALL = ReleasedMeasure("phq-9", date(2026, 11, 8), (2,) * 9, None, "Ana Duarte")
ANXIETY = ReleasedMeasure("gad-7", date(2026, 11, 8), (0, 1, 2, 3, 0, 0, 0), None, "")


def measured(*released: ReleasedMeasure) -> ReleasePackage:
    """Return the package of one note, and these measures."""
    return replace(package(free("Came late.")), measures=released)


def test_each_stands_after_the_last_note_with_every_answer() -> None:
    whole = measured(SOME, ALL, ANXIETY)
    rendered = render_record(whole)
    verify_record(rendered.pdf, whole, None)
    text = " ".join(pdf_text(rendered.pdf).split())
    assert "Outcome measures 3 filled in, after the notes" in text
    before, _title, after = text.rpartition("Outcome measures")
    assert "Came late." in before
    for said in (
        "PHQ-9, 1 November 2026 Score: 8 of 9 answered, no score. Over the last 2 weeks",
        "1. Little interest or pleasure in doing things 1 Several days",
        "on things, such as reading the newspaper or watching television not answered",
        "PHQ-9, 8 November 2026 Score: 18 of 27. Band, as published: moderately severe. "
        "Filled in by Ana Duarte.",
        "GAD-7, 8 November 2026 Score: 6 of 21. Band, as published: mild.",
        "4. Trouble relaxing 3 Nearly every day",
        "A band is no diagnosis.",
    ):
        assert said in after
    for each in ("phq-9", "gad-7"):
        assert after.count(measures()[each].source) == 1


def test_without_one_the_copy_says_nothing_of_it() -> None:
    pdf, _replaced = typeset(measured())
    assert "measure" not in pdf_text(pdf)


def test_it_stands_in_a_copy_without_notes_and_before_what_is_disputed() -> None:
    denied = AmendmentDecision(date(2026, 11, 20), Outcome.DENIED, "not-accessible")
    dispute = ReleasedDispute(date(2026, 11, 1), "Take out the score.", denied, None)
    whole = replace(package(), measures=(SOME,), disputes=(dispute,))
    pdf = typeset(whole)[0]
    verify_record(pdf, whole, None)
    text = pdf_text(pdf)
    assert text.rindex("Score:") < text.rindex("Take out the score.")


OTHERS = {
    "one less": measured(SOME, ALL),
    "none": measured(),
    "another order": measured(ALL, SOME, ANXIETY),
    "another answer": measured(replace(SOME, answers=(1, 2, 1, 1, 0, 2, None, 2, 0)), ALL, ANXIETY),
    "another day": measured(replace(SOME, day=date(2026, 11, 2)), ALL, ANXIETY),
    "another difficulty": measured(replace(SOME, difficulty=1), ALL, ANXIETY),
    "another person": measured(SOME, replace(ALL, filled_in_by="Ana D."), ANXIETY),
    "another measure": measured(replace(SOME, measure="phq-a", difficulty=None), ALL, ANXIETY),
}


@pytest.fixture(scope="module")
def whole() -> bytes:
    return typeset(measured(SOME, ALL, ANXIETY))[0]


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_a_copy_with_another_is_refused(whole: bytes, other: ReleasePackage) -> None:
    with pytest.raises(Damaged):
        verify_record(whole, other, None)


def test_many_of_them_run_over_pages_whole() -> None:
    whole = measured(*(replace(SOME, day=date(2026, 1, day)) for day in range(1, 29)))
    verify_record(typeset(whole)[0], whole, None)


def test_whoever_filled_it_in_stands_there() -> None:
    """Every naughty string; what no font shows is marked."""
    who = reduce(lambda left, right: f"{left} {right}", NAUGHTY)
    odd = replace(SOME, filled_in_by=f" {who.replace(chr(10), ' ')} ")
    rendered = render_record(measured(odd))
    verify_record(rendered.pdf, measured(odd), None)
    assert rendered.replaced > 1


def test_blanks_alone_name_nobody_who_filled_it_in() -> None:
    blank = measured(replace(SOME, filled_in_by="  "))
    pdf, _replaced = typeset(blank)
    verify_record(pdf, blank, None)
    assert "Filled in by" not in pdf_text(pdf)


def test_its_words_stay_out_of_the_repr() -> None:
    said = repr(measured(SOME, ALL))
    assert "Ana" not in said
    assert "2, 1, 1" not in said
