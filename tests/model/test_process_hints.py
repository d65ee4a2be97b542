"""The hints find what 45 CFR 164.501 leaves out of psychotherapy notes, and little else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.model.process_hints import (
    Misplaced,
    MisplacedKind,
    misplaced,
    sentence_around,
    without,
)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Take to consultation. PHQ-A 11 this week.", "PHQ-A 11", MisplacedKind.TEST_RESULT),
        ("PHQ-9: 14/27 again", "PHQ-9: 14/27", MisplacedKind.TEST_RESULT),
        ("the GAD-7 score was 9 today", "GAD-7 score was 9", MisplacedKind.TEST_RESULT),
        ("phq9 of 21", "phq9 of 21", MisplacedKind.TEST_RESULT),
        ("PCL-5 = 38.", "PCL-5 = 38", MisplacedKind.TEST_RESULT),
        ("AUDIT 12", "AUDIT 12", MisplacedKind.TEST_RESULT),
        ("She had 17 on the PHQ-9.", "17 on the PHQ-9", MisplacedKind.TEST_RESULT),
        ("I keep thinking F43.10 fits", "F43.10", MisplacedKind.DIAGNOSIS),
        ("Would F32 do?", "F32", MisplacedKind.DIAGNOSIS),
        ("on sertraline 50 mg now", "sertraline 50 mg", MisplacedKind.MEDICATION),
        (
            "raised to 0.5 mg of lorazepam",
            "raised to 0.5 mg of lorazepam",
            MisplacedKind.MEDICATION,
        ),
        ("levothyroxine 75mcg", "levothyroxine 75mcg", MisplacedKind.MEDICATION),
        ("We met from 10:00 to 10:50.", "from 10:00 to 10:50", MisplacedKind.SESSION_TIMES),
        ("10:00–10:50, late", "10:00–10:50", MisplacedKind.SESSION_TIMES),
        ("between 2 pm and 3:30 pm", "between 2 pm and 3:30 pm", MisplacedKind.SESSION_TIMES),
        ("The session started at 10:05 for once", "started at 10:05", MisplacedKind.SESSION_TIMES),
        ("Treatment plan: weekly", "Treatment plan: weekly", MisplacedKind.SUMMARY),
    ],
)
def test_what_belongs_in_the_progress_note_is_found(
    text: str, words: str, kind: MisplacedKind
) -> None:
    found = misplaced(text)
    assert [(text[each.start : each.end], each.kind) for each in found] == [(words, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "We did the PHQ-9 again and he sighed.",
        "I will audit 12 of my own assumptions.",
        "The silence lasted 11 minutes. I filled it too early.",
        "He was scared 3 times this week.",
        "Ace 5 of hearts, he said, and laughed.",
        "Their flat is F-16 in the old block, room 4.",
        "Since 2019 he writes 10 or 11 pages.",
        "The score of the game, 3 to 2, mattered more than I did.",
        "My own plan: wait. I find myself wanting him to do well.",
        "",
        "\n\n",
    ],
)
def test_a_clinicians_own_thoughts_are_left_alone(text: str) -> None:
    assert misplaced(text) == []


def test_several_are_found_in_order_and_apart() -> None:
    text = "PHQ-9 11, F32.1.\nSertraline 50 mg; from 10:00 to 10:50.\n\nWait next time."
    found = misplaced(text)
    assert [text[each.start : each.end] for each in found] == [
        "PHQ-9 11",
        "F32.1",
        "Sertraline 50 mg",
        "from 10:00 to 10:50",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Next time wait. PHQ-A 11 this week. He left.", "PHQ-A 11 this week."),
        ("Dr. Osei gave 20 mg of fluoxetine. I wonder.", "Dr. Osei gave 20 mg of fluoxetine."),
        ("From 9 a.m. to 10 a.m. and he wept. I too.", "From 9 a.m. to 10 a.m. and he wept."),
        ("Silence.\nIs it F43.10? Perhaps.", "Is it F43.10?"),
        ("no end, F43.10 all the same", "no end, F43.10 all the same"),
    ],
)  # fmt: skip
def test_the_sentence_around_is_whole(text: str, sentence: str) -> None:
    start, end = sentence_around(text, misplaced(text)[0])
    assert text[start:end] == sentence


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Next time wait. PHQ-A 11 this week. He left.", "Next time wait. He left."),
        ("Next time wait. PHQ-A 11 this week.", "Next time wait."),
        ("PHQ-A 11 this week. He left.", "He left."),
        ("One.\n\nPHQ-A 11 this week.\n\nTwo.", "One.\n\nTwo."),
        ("One.\nPHQ-A 11 this week.\nTwo.", "One.\nTwo."),
        ("PHQ-A 11 this week.", ""),
    ],
)
def test_what_is_taken_out_leaves_no_gap(text: str, rest: str) -> None:
    assert without(text, *sentence_around(text, misplaced(text)[0])) == rest


PIECES = [
    "PHQ-9 ",
    "PHQ",
    "11",
    " ",
    ":",
    "10:00",
    " to ",
    "mg",
    "50",
    "F32",
    ".",
    "\n",
    "a",
    "from ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_places_lie_within_their_paragraph_and_sentence(text: str) -> None:
    last = 0
    for place in misplaced(text):
        assert last <= place.start < place.end <= len(text)
        assert "\n" not in text[place.start : place.end]
        start, end = sentence_around(text, place)
        assert start <= place.start
        assert place.end <= end
        last = place.end


@pytest.mark.parametrize("piece", PIECES)
def test_the_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        best = 9.0
        for _round in range(3):
            begun = time.perf_counter()
            misplaced(text)
            best = min(best, time.perf_counter() - begun)
        return best

    assert seconds(16_000) < 20 * seconds(2_000) + 0.05


def test_a_place_is_what_it_says() -> None:
    assert misplaced("F32")[0] == Misplaced(0, 3, MisplacedKind.DIAGNOSIS)
