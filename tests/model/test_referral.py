"""An entry of the referral directory: its words, what is found in it, what it refuses."""

from dataclasses import replace
from datetime import date

import pytest

from tests.practice import a_referral
from vault.errors import BadInput
from vault.model.referral import found

TODAY = date(2026, 11, 22)
INES = a_referral()
CLINIC = a_referral("Harbor clinic", phone="", specialities="Eating disorders", languages="")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", [INES.name, CLINIC.name]),
        ("ines araujo", [INES.name]),
        ("PORTUGUESE grief", [INES.name]),
        ("555-0142", [INES.name]),
        ("sliding", [INES.name, CLINIC.name]),
        ("eating disord", [CLINIC.name]),
        ("grief eating", []),
    ],
)
def test_every_word_that_is_typed_stands_somewhere_in_it(typed: str, names: list[str]) -> None:
    assert [each.name for each in found([INES, CLINIC], typed, away=False)] == names


def test_what_is_put_away_is_found_only_among_what_is_put_away() -> None:
    gone = replace(INES, away=True)
    assert found([gone, CLINIC], "", away=False) == [CLINIC]
    assert found([gone, CLINIC], "ines", away=True) == [gone]


def test_the_words_for_a_note_are_name_and_phone() -> None:
    assert INES.words == "Inês Araújo, 555-0142"
    assert CLINIC.words == replace(CLINIC, phone="  ").words == "Harbor clinic"
    assert CLINIC.said == ("psychologist", "Eating disorders", "Quincy", "office@harbor.example")
    assert replace(CLINIC, languages=" ").said == CLINIC.said


def test_what_cannot_be_is_refused() -> None:
    assert replace(INES, name=" Inês Araújo ", note=" x\r\ny ").cleaned(TODAY) == replace(
        INES, name=" Inês Araújo ", note=" x\ny "
    )
    for wrong in (
        replace(INES, name="  "),
        replace(INES, phone="555\n0142"),
        replace(INES, confirmed=date(2026, 11, 23)),
    ):
        with pytest.raises(BadInput):
            wrong.cleaned(TODAY)
