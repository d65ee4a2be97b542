"""Tables as CSV: no cell is ever a formula, and every text comes back."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from vault.export.csv_tables import cell, table

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "'")


def test_what_a_spreadsheet_would_compute_is_text() -> None:
    for text in FORMULAS:
        assert cell(text) == "'" + text
    assert cell("Dana - Whitfield") == "Dana - Whitfield"


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"))


@given(st.lists(st.lists(TEXT, min_size=2, max_size=4), max_size=5))
def test_every_text_comes_back_and_none_is_a_formula(rows: list[list[str]]) -> None:
    data = table(rows).decode("utf-8-sig")
    back = list(csv.reader(io.StringIO(data, newline="")))
    assert [[each.removeprefix("'") for each in row] for row in back] == rows
    assert not any(each.startswith(("=", "+", "-", "@", "\t")) for row in back for each in row)
