"""A draft that two hands wrote into keeps every line of both."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import a_client, a_note
from vault.model.note import Note, Section
from vault.model.template import templates
from vault.model.two_hands import with_both

CLIENT = a_client()
LINES = st.lists(st.sampled_from(["Slept.", "Ate.", "Left early.", "", "Came on time. "]))


def a_draft(text: str) -> Note:
    """Return a draft in the free template that says this."""
    return replace(a_note(CLIENT, ""), sections=(Section("note", text),))


def both(mine: str, known: str, kept: str) -> str:
    """Return what becomes of three states of one text."""
    (section,) = with_both(a_draft(mine), a_draft(known), a_draft(kept))
    return section.text


@pytest.mark.parametrize(
    ("mine", "known", "kept", "expected"),
    [
        ("a b", "a", "a", "a b"),
        ("a b", "a", "a\nmoved", "a b\nmoved"),
        ("typed", "", "moved", "typed\nmoved"),
        ("", "a", "a\nmoved", "moved"),
        ("a  b ", "a  ", "a\nmoved", "a  b \nmoved"),
        ("a\n", "a", "a\nmoved", "a\nmoved"),
        ("a\nmoved b", "a\nmoved", "a", "a\nmoved b"),
        ("b", "a\nmoved", "a\nmoved", "b"),
        ("a\nmoved", "a", "a\nmoved", "a\nmoved"),
        ("a\r\nb c", "a\r\nb", "a\nb", "a\r\nb c"),
    ],
)
def test_what_came_stands_behind_what_is_mine(
    mine: str, known: str, kept: str, expected: str
) -> None:
    assert both(mine, known, kept) == expected


@given(LINES, LINES, LINES)
def test_no_line_of_either_is_lost(mine: list[str], known: list[str], kept: list[str]) -> None:
    after = both(*("\n".join(lines) for lines in (mine, known, kept)))
    assert after.startswith("\n".join(mine))
    stand = {line.rstrip() for line in after.split("\n")}
    came = {line.rstrip() for line in kept} - {line.rstrip() for line in known}
    assert came - {""} <= stand


@pytest.mark.parametrize("template", list(templates()))
def test_what_came_goes_with_a_change_of_template(template: str) -> None:
    mine = replace(
        a_draft(""),
        template=template,
        sections=tuple(Section(n, n) for n in templates()[template].sections),
    )
    sections = with_both(mine, a_draft("Slept."), a_draft("Slept.\nmoved"))
    assert [section.name for section in sections] == list(templates()[template].sections)
    words = [line for section in sections for line in section.text.split("\n")]
    assert words.count("moved") == 1
    assert set(templates()[template].sections) <= set(words)
