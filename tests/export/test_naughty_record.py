"""Text that was made to break documents comes out on paper as it was written."""

import unicodedata
from dataclasses import replace

import pytest

from tests.export import pdf_tools
from tests.export.packages import LICENSEE, free, many_notes, note, package
from tests.export.pdf_tools import NAUGHTY, bare, pages_of, pdf_text, words_of
from vault.export.coverage import Coverage
from vault.export.pdf_record import render_record
from vault.export.pdf_verify import verify_record
from vault.export.render_child import typeset
from vault.export.shipped_fonts import shipped_coverage
from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.practice import Licensee
from vault.model.release import ReleasePackage


@pytest.fixture(scope="module")
def fonts() -> Coverage:
    return shipped_coverage()


def test_naughty_strings_in_every_field_of_a_note(fonts: Coverage) -> None:
    naughty = package(*(pdf_tools.note_of(text) for text in NAUGHTY))
    rendered = render_record(naughty)
    verify_record(rendered.pdf, naughty, None)
    said = bare(pdf_text(rendered.pdf))
    for text in NAUGHTY:
        assert pdf_tools.is_read(text, fonts, said), ascii(text[:40])
    edges = [(left, right) for _word, left, right, _top in words_of(rendered.pdf)]
    assert min(left for left, _right in edges) > 80
    assert max(right for _left, right in edges) < 612 - 80


LINES = [text for text in NAUGHTY if "\n" not in text and len(text) <= 1000 and text.strip()]


@pytest.mark.parametrize("shard", range(6))
def test_naughty_strings_in_every_field_of_the_cover(
    shard: int, fonts: Coverage, long: bool
) -> None:
    """Each string in one field of a cover; in each field of its own cover with --long."""
    texts = LINES[shard::6]
    covers = (
        [pdf_tools.everywhere(text) for text in texts]
        if long
        else [_cover(texts[at : at + 10]) for at in range(0, len(texts), 10)]
    )
    for cover in covers:
        rendered, _replaced = typeset(cover)
        verify_record(rendered, cover, None)
        said = bare(pdf_text(rendered))
        for text in (cover.name, *vars(cover.licensee).values(), cover.contacts[0].whose):
            assert pdf_tools.is_read(text, fonts, said), ascii(text[:40])
        assert max(right for _word, _left, right, _top in words_of(rendered)) < 612 - 80


def _cover(texts: list[str]) -> ReleasePackage:
    name, preferred, *others = (texts * 10)[:10]
    contacts = (
        Contact(ContactKind.PHONE, name, preferred, (ContactUse.CALL,)),
        Contact(ContactKind.EMAIL, preferred, name),
    )
    licensee = Licensee(**dict(zip(vars(LICENSEE), others, strict=True)))
    return package(name=name, preferred_name=preferred, contacts=contacts, licensee=licensee)


def test_every_character_that_the_fonts_show_is_read_back_as_itself(fonts: Coverage) -> None:
    codes = sorted(set().union(*(family.widths for family in fonts.families)))
    characters = [chr(code) for code in codes if fonts.shows(chr(code))]
    assert len(characters) > 2900
    letters = [letter for letter in characters if unicodedata.category(letter)[0] != "M"]
    marked = [f"a{mark}е{mark}" for mark in characters if mark not in set(letters)]
    bold = replace(LICENSEE, name=f"{' '.join(letters)} {' '.join(marked)}")
    everything = package(
        free(" ".join(letters)),
        free("".join(letters)),
        free(" ".join(marked)),
        note({"note": "o"}, template="free", by=bold),
        name="o",
    )
    rendered, _replaced = typeset(everything)
    verify_record(rendered, everything, None)


@pytest.mark.parametrize("text", ["x" * 50_000, "W" * 5_000, "ש" * 5_000, "a\u00a0" * 20_000])
def test_a_word_without_end_stays_on_the_paper(text: str, fonts: Coverage) -> None:
    endless = package(free(text))
    rendered, _replaced = typeset(endless)
    verify_record(rendered, endless, None)
    edges = [right for _word, _left, right, _top in words_of(rendered)]
    assert max(edges) < 612 - 80
    assert pdf_tools.shown(text, fonts) in bare(pdf_text(rendered))


def test_a_section_of_a_megabyte() -> None:
    large = package(free("word " * 209_715))
    rendered = render_record(large)
    assert rendered.pages > 300
    verify_record(rendered.pdf, large, None)


def test_four_hundred_notes() -> None:
    rendered = render_record(many_notes(400))
    assert rendered.pages > 400
    assert b"400 signed notes" not in rendered.pdf
    assert "400 signed notes" in " ".join(pages_of(rendered.pdf)[0].split())


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d of an emoji", "a\rb", "\udc00\ud800"])
def test_even_what_no_field_accepts_becomes_a_mark(text: str, fonts: Coverage) -> None:
    """The model refuses these; a package that holds one all the same is set and says so."""
    odd = package(free(text), name=f"Dana{text}")
    rendered = render_record(odd)
    assert rendered.replaced > 1
    verify_record(rendered.pdf, odd, None)
    assert pdf_tools.shown(text, fonts) in bare(pdf_text(rendered.pdf))
