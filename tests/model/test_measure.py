"""Outcome measures: as their sources publish them, scored as they say, and nothing made up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import an_administration
from vault.errors import BadInput
from vault.model.ids import ClientId, new_id
from vault.model.measure import Administration, Answers, by_measure, measure_of, measures
from vault.model.measure_words import (
    band_words,
    chart_words,
    range_words,
    risk_words,
    score_words,
    source_words,
)

CLIENT = ClientId(new_id())
TODAY = date(2026, 11, 22)
NAMES = ("phq-9", "gad-7", "phq-a")


def filled(**fields: object) -> Administration:
    """Return a PHQ-9 of the first day of the month."""
    return an_administration(CLIENT, **fields)


def test_the_measures_are_as_published() -> None:
    assert tuple(measures()) == NAMES
    shapes = {name: (len(each.items), each.most) for name, each in measures().items()}
    assert shapes == {"phq-9": (9, 27), "gad-7": (7, 21), "phq-a": (9, 27)}
    for each in measures().values():
        assert each.answers == (
            "Not at all",
            "Several days",
            "More than half the days",
            "Nearly every day",
        )
        assert len(each.difficulties) == (4 if each.difficulty else 0)
        assert "No permission required to reproduce, translate, display or distribute" in (
            each.licence
        )
        assert each.source in source_words(each)
        assert "A band is no diagnosis." in source_words(each)
    assert [each.risk_item for each in measures().values()] == [9, 0, 9]
    assert "better off dead" in measure_of("phq-9").items[8]
    assert "better off dead" in measure_of("phq-a").items[8]
    assert "2 weeks" in measure_of("phq-9").asks
    assert "7 days" in measure_of("phq-a").asks
    assert "11 to 17" in measure_of("phq-a").whom


@pytest.mark.parametrize(
    ("measure", "bands"),
    [
        # Kroenke et al. 2001: 5, 10, 15 and 20 are mild, moderate, moderately severe and severe.
        (
            "phq-9",
            [
                (0, 4, "minimal"),
                (5, 9, "mild"),
                (10, 14, "moderate"),
                (15, 19, "moderately severe"),
                (20, 27, "severe"),
            ],
        ),
        # Spitzer et al. 2006: 5, 10 and 15 are mild, moderate and severe.
        ("gad-7", [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")]),
        # American Psychiatric Association, Child Age 11-17: 0 to 4 is none.
        (
            "phq-a",
            [
                (0, 4, "none"),
                (5, 9, "mild"),
                (10, 14, "moderate"),
                (15, 19, "moderately severe"),
                (20, 27, "severe"),
            ],
        ),
    ],
)
def test_the_bands_to_the_point(measure: str, bands: Sequence[tuple[int, int, str]]) -> None:
    each = measure_of(measure)
    assert range_words(each) == list(bands)
    for least, most, words in bands:
        assert each.band_of(least).words == words
        assert each.band_of(most).words == words


def test_a_score_is_the_sum_of_the_answers() -> None:
    score = filled(answers=(3, 2, 1, 0, 3, 2, 1, 0, 2)).score
    assert (score.total, score.most, score.prorated) == (14, 27, False)
    assert score_words(score) == "14 of 27"
    assert band_words(score) == "moderate"


@pytest.mark.parametrize("measure", ["phq-9", "gad-7"])
def test_without_a_published_rule_an_open_item_leaves_no_score(measure: str) -> None:
    items = len(measure_of(measure).items)
    score = filled(measure=measure, answers=(None, *(2,) * (items - 1))).score
    assert (score.total, score.band) == (None, None)
    assert score_words(score) == f"{items - 1} of {items} answered, no score"
    assert band_words(score) == ""


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        # The sum times 9, divided by how many were answered, rounded to the nearest whole number.
        ((2, 2, 2, 2, 2, 2, 2, 1, None), 17),  # 15 * 9 / 8 = 16.875
        ((1, 1, 1, 1, 0, 0, 0, 0, None), 5),  # 4 * 9 / 8 = 4.5
        ((3, 3, 3, 3, 3, 3, 3, None, None), 27),
        ((1, 0, 0, 0, 0, 0, 0, None, None), 1),  # 9 / 7 = 1.286
        ((3, 3, 3, 3, 3, 3, None, None, None), None),
    ],
)
def test_the_adolescents_measure_is_prorated_as_published(
    answers: Answers, total: int | None
) -> None:
    score = filled(measure="phq-a", answers=answers).score
    assert score.total == total
    assert score.prorated is (total is not None)
    if total is not None:
        counted = sum(each is not None for each in answers)
        assert score_words(score) == f"{total} of 27, prorated: {counted} of 9 answered"


@given(st.data())
def test_a_score_lies_between_nothing_and_the_most(data: st.DataObject) -> None:
    measure = measure_of(data.draw(st.sampled_from(NAMES)))
    answer = st.none() | st.integers(0, 3)
    size = len(measure.items)
    answers = tuple(data.draw(st.lists(answer, min_size=size, max_size=size)))
    score, given_answers = measure.score(answers), [a for a in answers if a is not None]
    open_items = size - len(given_answers)
    assert score.answered == len(given_answers)
    assert (score.total is None) is (not given_answers or open_items > measure.unanswered)
    assert score.prorated is (score.total is not None and open_items > 0)
    if score.total is not None and score.band is not None:
        assert sum(given_answers) <= score.total <= measure.most
        # As high as if what is open were answered by the mean of the others, to half a point.
        mean = sum(given_answers) / len(given_answers)
        assert abs(score.total - (sum(given_answers) + open_items * mean)) <= 0.5
        least = score.band.least
        assert least <= score.total
        assert not any(least < band.least <= score.total for band in measure.bands)


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9), st.integers(0, 8))
def test_a_higher_answer_never_lowers_the_score(answers: list[int], item: int) -> None:
    measure = measure_of("phq-9")
    higher = [min(3, each + (index == item)) for index, each in enumerate(answers)]
    low, high = measure.score(tuple(answers)).total, measure.score(tuple(higher)).total
    assert low is not None
    assert high is not None
    assert high - low == higher[item] - answers[item]


@pytest.mark.parametrize("measure", ["phq-9", "phq-a"])
def test_item_9_above_zero_raises_the_risk(measure: str) -> None:
    for answer, raises in ((None, False), (0, False), (1, True), (2, True), (3, True)):
        each = filled(measure=measure, answers=(0, 0, 0, 0, 0, 0, 0, 0, answer))
        assert each.raises_risk is raises
    # A score that cannot be given hides nothing.
    assert filled(measure=measure, answers=(*(None,) * 8, 1)).raises_risk
    assert not filled(measure=measure, answers=(3, 3, 3, 3, 3, 3, 3, 3, 0)).raises_risk
    assert not filled(measure="gad-7", answers=(3,) * 7).raises_risk
    assert "Item 9" in risk_words()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"measure": "ors"}, "There is no such measure."),
        ({"day": TODAY + timedelta(days=1)}, "This day is in the future."),
        ({"answers": (1,) * 8}, "PHQ-9 has 9 items; give one answer for each, or null."),
        ({"answers": (1,) * 10}, "PHQ-9 has 9 items; give one answer for each, or null."),
        ({"answers": (1, 2, 3, 4, 0, 0, 0, 0, 0)}, "An answer is 0, 1, 2 or 3, or none."),
        ({"answers": (-1, 0, 0, 0, 0, 0, 0, 0, 0)}, "An answer is 0, 1, 2 or 3, or none."),
        ({"answers": (None,) * 9}, "No item is answered."),
        ({"difficulty": 4}, "An answer is 0, 1, 2 or 3, or none."),
        (
            {"measure": "phq-a", "difficulty": 1},
            "PHQ-A does not ask how difficult it was.",
        ),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        filled(**fields).cleaned(TODAY)
    assert str(refusal.value) == sentence


def test_text_is_cleaned() -> None:
    each = filled(filled_in_by="  Ana, interpreter ")
    assert each.cleaned(TODAY) == each
    with pytest.raises(BadInput):
        filled(filled_in_by="a\0b").cleaned(TODAY)


def test_a_change_keeps_the_client_and_the_measure() -> None:
    each = filled()
    each.check_change(replace(each, answers=(3,) * 9, day=TODAY))
    with pytest.raises(BadInput, match="stays with its client"):
        each.check_change(replace(each, client=ClientId(new_id())))
    with pytest.raises(BadInput, match="stays the measure it is"):
        each.check_change(replace(each, measure="phq-a"))


def test_no_answer_and_no_score_is_in_a_repr() -> None:
    each = filled(answers=(3, 3, 3, 3, 3, 3, 3, 3, 2), difficulty=3, filled_in_by="CANARY")
    said = repr(each) + repr(each.score) + repr(measure_of("phq-9").bands)
    for told in ("3, 3", "CANARY", "=26", "severe", "difficulty", "better off"):
        assert told not in said


def test_those_of_one_measure_stand_together() -> None:
    first, second = filled(measure="phq-a"), filled()
    anxiety = filled(measure="gad-7", answers=(1,) * 7)
    assert list(by_measure([first, anxiety, second]).items()) == [
        ("phq-9", [second]),
        ("gad-7", [anxiety]),
        ("phq-a", [first]),
    ]
    assert by_measure([]) == {}


def test_a_chart_in_words() -> None:
    first, last = filled(), filled(day=TODAY, answers=(2,) * 9)
    unscored = filled(answers=(None, *(3,) * 8))
    assert chart_words([first, unscored, last], date.isoformat) == (
        "PHQ-9 over time, 2 scores. 2026-11-01: 8 of 27, mild; 2026-11-22: 18 of 27, "
        "moderately severe"
    )
