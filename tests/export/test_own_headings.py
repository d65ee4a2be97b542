"""Headings that somebody entered stand on the page as they were, in their order."""

from dataclasses import replace

from tests.export.packages import free, package
from tests.export.pdf_tools import NAUGHTY, bare, is_read, pdf_text, words_of
from vault.export.pdf_record import render_record
from vault.export.pdf_verify import verify_record
from vault.export.record_words import record_words
from vault.export.shipped_fonts import shipped_coverage
from vault.model.note import Section
from vault.model.own_template import MOST_HEADING
from vault.model.release import ReleasedNote
from vault.model.template import PROGRESS_NOTE, new_own_id, section_name

HEADINGS = dict.fromkeys(
    text
    for text in NAUGHTY
    if text.strip() and "\n" not in text and "\r" not in text and len(text) <= MOST_HEADING
)
AT_ONCE = 30


def headed(headings: list[str]) -> ReleasedNote:
    """Return a signed note in an own template, with a section under each heading."""
    sections = tuple(
        Section(section_name(heading, PROGRESS_NOTE), f"Words {number}.")
        for number, heading in enumerate(headings)
    )
    return replace(free(""), template=new_own_id(PROGRESS_NOTE), sections=sections)


def test_naughty_strings_as_headings() -> None:
    fonts, headings = shipped_coverage(), list(HEADINGS)
    notes = [headed(headings[at : at + AT_ONCE]) for at in range(0, len(headings), AT_ONCE)]
    whole = package(*notes)
    rendered = render_record(whole)
    verify_record(rendered.pdf, whole, None)
    said = bare(pdf_text(rendered.pdf))
    for heading in headings:
        assert is_read(heading, fonts, said), ascii(heading)
    edges = [(left, right) for _word, left, right, _top in words_of(rendered.pdf)]
    assert min(left for left, _right in edges) > 80
    assert max(right for _left, right in edges) < 612 - 80


def test_a_heading_that_the_page_cannot_show_is_marked_and_counted() -> None:
    rendered = render_record(package(headed(["Mood \u0f56", "plan", "Plan"])))
    assert rendered.replaced == 1
    text = pdf_text(rendered.pdf)
    at = [text.index(each) for each in ("Mood [U+0F56]", "Words 0.", "\nplan\n", "\nPlan\n")]
    assert at == sorted(at)


def test_the_heading_of_the_note_is_its_kind_alone() -> None:
    words = record_words(package(headed(["Mood"])), 0, shipped_coverage())
    assert words["notes"][0]["title"] == "Progress note"
