"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.model.written_day import days_in, order_of, read_day

MAY = date(2026, 5, 4)
LATEST = date(2027, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-04",
        "2026/5/4",
        "2026.05.04",
        "2026-05-04T09:30:00Z",
        "2026-05-04 09:30",
        "5/4/2026",
        "05-04-26",
        "5.4.26",
        "May 4, 2026",
        "may 4th 2026",
        "4 May 2026",
        "04-May-26",
        "Mon, May 4, 2026",
        "Monday 4 May 2026",
        " 5/4/2026  2:30 PM ",
        "5/4/2026 14:30:00",
        "4th of May 2026",
    ],
)
def test_one_day_however_it_is_written(text: str) -> None:
    assert read_day(text, LATEST, month_first=True) == MAY


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2026-02-30", "5/4", "13/13/2026", "2026", "May 2026", "5/4/2026 and more"),
        *("1.2.3.4", "555-0104", "5/4/20265", "12026-05-04"),
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert read_day(text, LATEST, month_first=True) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.booleans())
def test_every_day_is_read_as_it_was_written(day: date, month_first: bool) -> None:
    one, other = (day.month, day.day) if month_first else (day.day, day.month)
    for text in (
        day.isoformat(),
        f"{one}/{other}/{day.year}",
        day.strftime("%d %b %Y"),
        day.strftime("%B %d, %Y"),
    ):
        assert read_day(text, LATEST, month_first=month_first) == day


@given(st.dates(date(1928, 1, 1), LATEST))
def test_a_year_of_two_figures_is_the_last_such_year(day: date) -> None:
    assert read_day(f"{day.month}/{day.day}/{day:%y}", LATEST, month_first=True) == day


@given(st.text(max_size=60))
def test_no_words_trouble_it(text: str) -> None:
    for day in days_in(text, LATEST, month_first=False):
        assert isinstance(day, date)


def test_days_are_found_among_words_in_their_order() -> None:
    text = "Agreed May 4, 2026; look again on 2026-11-04 (or 12/1/26)."
    assert days_in(text, LATEST, month_first=True) == [
        MAY,
        date(2026, 11, 4),
        date(2026, 12, 1),
    ]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["5/4/2026", "5/24/2026"], True),
        (["5/4/2026", "24.5.2026"], False),
        (["5/4/2026", "6/7/2026"], None),
        (["24/5/2026", "5/24/2026"], None),
        (["2026-05-24", "May 24, 2026"], None),
        ([], None),
    ],
)
def test_a_column_tells_which_comes_first(texts: list[str], order: bool | None) -> None:
    assert order_of(texts) is order
