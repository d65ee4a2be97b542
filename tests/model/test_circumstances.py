"""What nobody knows about a practice counts as the stricter answer, and is asked again."""

import re
from pathlib import Path

import pytest

from vault.errors import BadInput
from vault.model.circumstances import (
    Answer,
    Circumstances,
    License,
    Question,
    answer_words,
    question_words,
)

ROOT = Path(__file__).resolve().parents[2]


def answered(question: Question, answer: Answer) -> Circumstances:
    """Return circumstances with one answer."""
    return Circumstances(answers={question: answer})


@pytest.mark.parametrize(
    ("question", "unknown_counts_as"),
    [
        (Question.PRIVATE_PRACTICE, False),
        (Question.COVERED_ENTITY, True),
        (Question.MEDICARE, True),
        (Question.SUBSTANCE_USE, True),
    ],
)
def test_what_is_unknown_is_the_stricter_answer(
    question: Question, unknown_counts_as: bool
) -> None:
    assert answered(question, Answer.YES).holds(question)
    assert not answered(question, Answer.NO).holds(question)
    assert answered(question, Answer.UNKNOWN).holds(question) == unknown_counts_as
    assert Circumstances().holds(question) == unknown_counts_as
    assert question in Circumstances().open_questions
    assert question not in answered(question, Answer.NO).open_questions


def test_only_a_substance_use_program_is_not_supported() -> None:
    assert Circumstances().supported
    assert Circumstances().why_not_supported() == ""
    everything = Circumstances(answers=dict.fromkeys(Question, Answer.YES))
    assert not everything.supported
    assert "42 CFR Part 2" in everything.why_not_supported()
    assert answered(Question.SUBSTANCE_USE, Answer.NO).supported
    assert Question.SUBSTANCE_USE in Circumstances().open_questions


@pytest.mark.parametrize("question", list(Question))
def test_each_question_has_words_and_names_its_source(question: Question) -> None:
    words = question_words(question)
    assert words.ask.endswith("?")
    assert "I don't know" in words.explain
    assert re.search(r"\d+ (?:CFR|CSR|TAC)", words.source)
    assert words.ask not in repr(words)
    assert {answer_words(answer) for answer in Answer} == {"Yes", "No", "I don't know"}


def test_what_is_not_confirmed_says_so() -> None:
    for question in (Question.COVERED_ENTITY, Question.SUBSTANCE_USE):
        assert "to be confirmed before release" in question_words(question).source
    assert "secondary sources" in question_words(Question.MEDICARE).source


def test_licenses_are_cleaned() -> None:
    given = Circumstances(licenses=(License(" MA ", "LMHC", "MH-1"), License(), License(" ")))
    cleaned = given.cleaned()
    assert cleaned.licenses == (License("MA", "LMHC", "MH-1"),)
    assert set(cleaned.answers) == set(Question)
    assert cleaned.cleaned() == cleaned
    assert "MH-1" not in repr(cleaned)
    for bad in ("a\nb", "\0", "x" * 1_001, "\ud800"):
        for license in (License(state=bad), License(kind=bad), License(number=bad)):
            with pytest.raises(BadInput):
                Circumstances(licenses=(license,)).cleaned()
    with pytest.raises(BadInput):
        Circumstances(licenses=(License("MA"),) * 101).cleaned()
