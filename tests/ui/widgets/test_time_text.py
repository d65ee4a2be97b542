"""Times as people type them."""

from datetime import time

import pytest

from ui.widgets.time_text import read_time


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("16:00", time(16)),
        ("16.30", time(16, 30)),
        ("1600", time(16)),
        ("9", time(9)),
        ("4 pm", time(16)),
        ("4:50PM", time(16, 50)),
        ("12 am", time(0)),
        ("12:05 p.m.", time(12, 5)),
        (" 08:05 ", time(8, 5)),
    ],
)
def test_a_time_is_understood(typed: str, read: time) -> None:
    assert read_time(typed) == read


@pytest.mark.parametrize("typed", ["", "noon", "25:00", "16:60", "13 pm", "0 am", "16:00:00", "-4"])
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert read_time(typed) is None
