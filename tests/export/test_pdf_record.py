"""A copy of a record says all of it, as it was written, on pages that anyone can read."""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.export.packages import (
    CANARY,
    USUAL,
    free,
    licensee_of,
    many_notes,
    note,
    package,
)
from tests.export.pdf_tools import FILE, info_of, pages_of, pdf_text, run, words_of
from vault.export.pdf_record import RenderedRecord, render_record
from vault.export.pdf_verify import verify_record
from vault.export.render_child import typeset
from vault.model.practice import Licensee

PROCESS_NOTES = (
    "Psychotherapy notes (process notes): if any are kept, they are kept apart from this record "
    "and are not part of this copy (45 CFR 164.501; 45 CFR 164.524(a)(1)(i))."
)


@pytest.fixture(scope="module")
def usual() -> RenderedRecord:
    return render_record(USUAL)


@pytest.fixture(scope="module")
def text(usual: RenderedRecord) -> str:
    return " ".join(pdf_text(usual.pdf).split())


def test_independent_programs_find_it_whole(usual: RenderedRecord) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", FILE, pdf=usual.pdf)
    info = info_of(usual.pdf)
    assert int(info["Pages"]) == usual.pages
    assert info["Page size"] == "612 x 792 pts (letter)"
    assert info["Tagged"] == "yes"
    assert info["Encrypted"] == info["JavaScript"] == info["Suspects"] == "no"
    assert info["Form"] == "none"
    assert info["PDF version"] == "1.7"
    verify_record(usual.pdf, USUAL, None)


def test_it_tells_nothing_about_who_made_it(usual: RenderedRecord) -> None:
    info = info_of(usual.pdf)
    assert info["Title"] == "Copy of the record"
    assert re.fullmatch(r"Typst [\d.]+", info["Creator"])
    assert not {"Author", "Producer", "Subject", "Keywords"} & set(info)
    with pikepdf.open(BytesIO(usual.pdf)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261122000000Z"
        assert not list(pdf.attachments)
        assert "/Info" in pdf.trailer
    for word in ("Whitfield", "Dana", "Rivera", "dc:creator", str(Path.home()), "/tmp"):
        assert word not in metadata


def test_it_is_pdf_ua_1_and_pdf_a_2a(usual: RenderedRecord) -> None:
    with pikepdf.open(BytesIO(usual.pdf)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1<" in metadata
        assert "<pdfaid:part>2<" in metadata
        assert "<pdfaid:conformance>A<" in metadata
        assert str(pdf.Root.Lang) == "en-US"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        kinds = {str(element.get("/S")) for element in _structure(pdf.Root.StructTreeRoot)}
        assert {"/H1", "/H2", "/H3", "/P", "/TOC", "/Link"} <= kinds
        assert all("/StructParents" in page.obj for page in pdf.pages)


def _structure(element: Any) -> Iterator[Any]:
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _structure(child)


def test_every_font_is_ours_and_embedded(usual: RenderedRecord) -> None:
    lines = run("pdffonts", FILE, pdf=usual.pdf).splitlines()[2:]
    names = {re.sub(r"^[A-Z]{6}\+|-Identity-H$", "", line.split()[0]) for line in lines}
    assert names == {"Inter-Regular", "Inter-SemiBold", "NotoSerif-Regular", "NotoSerif-Bold"}
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in lines)


def test_the_same_package_gives_the_same_bytes(usual: RenderedRecord) -> None:
    """In another process, on another day, in another place."""
    again = render_record(USUAL)
    assert again == usual
    assert typeset(USUAL) == (usual.pdf, usual.replaced)


def test_the_cover_says_whose_copy_it_is_and_what_it_holds(usual: RenderedRecord) -> None:
    cover = " ".join(pages_of(usual.pdf)[0].split())
    for words in (
        "Copy of the record Dana Whitfield",
        "Preferred name Dee",
        "Birth date 9 March 1988",
        "617-555-0142 · Dana's own: may be called; a message may be left",
        "7 Sample Street Exampleton, MA 00000 Home: may be written to; mail must be in a plain",
        "dana@whitfield.example · Ask before using",
        "617-555-0177 · T. Whitfield: must never be used",
        "Practice Rivera Counseling",
        "Clinician Jamie Rivera, LMHC",
        "License 000000, MA",
        "12 Invented Lane, Suite 4 Exampleton, MA 00000",
        "Phone 617-555-0100",
        "Made on 22 November 2026",
        "3 signed notes",
        "14 May 2026 to 28 May 2026",
        "2 addenda, each under its note",
        "2 drafts that are not signed yet: 3 November 2026, 10 November 2026.",
        PROCESS_NOTES,
        "This program informs. It is not legal advice.",
    ):
        assert words in cover
    assert "could not be shown" not in cover


def test_what_was_never_entered_is_said_plainly() -> None:
    bare_package = package(birth_date=None, contacts=(), licensee=Licensee())
    rendered = render_record(bare_package)
    assert (rendered.pages, rendered.replaced) == (1, 0)
    cover = " ".join(pdf_text(rendered.pdf).split())
    for label in ("Practice", "Clinician", "License", "Address", "Phone", "Contacts"):
        assert f"{label} Not entered" in cover
    assert "Birth date Unknown" in cover
    assert "No signed notes." in cover
    assert PROCESS_NOTES in cover
    assert "draft" not in cover
    verify_record(rendered.pdf, bare_package, None)


def test_half_of_a_licence_is_said_to_be_half() -> None:
    half = Licensee(name="Jamie Rivera", state="MA")
    rendered, _replaced = typeset(package(note(by=half), licensee=half))
    text = " ".join(pdf_text(rendered).split())
    assert "Clinician Jamie Rivera, credential not entered" in text
    assert "License MA, number not entered" in text
    assert "Signed by Jamie Rivera, 14 May 2026 at 11:20 · Licensed in MA, license number" in text
    nobody, _replaced = typeset(package(note(by=Licensee())))
    text = " ".join(pdf_text(nobody).split())
    assert "Signed 14 May 2026 at 11:20, name not entered · License number not entered" in text


def test_a_note_says_when_it_was_held_written_and_signed(text: str) -> None:
    assert "Progress note (SOAP) · 14 May 2026, 10:00 – 10:50" in text
    assert "Signed by Jamie Rivera, LMHC, 14 May 2026 at 11:20 · License 000000, MA" in text
    assert "Progress note (DAP) · 21 May 2026 Signed by" in text
    assert "Written 23 May 2026 at 09:01; signed 3 days after the session." in text
    assert "Progress note · 28 May 2026, 23:30 – 00:20 the next day" in text
    assert text.count("after the session") == 1


def test_addenda_stand_under_their_note_with_their_own_signature(text: str) -> None:
    order = [
        "Subjective Reports",
        "Objective — Assessment",
        f"Plan See {CANARY} again. Jamie Rivera, LMHC License 000000, MA Signed 14 May 2026",
        "Addendum · 20 May 2026 First addition. Jamie Rivera, LMHC License 000000, MA Signed 20",
        "Addendum · 1 June 2026 Written 28 May 2026 at 09:05. Second addition.",
        "Signed 1 June 2026 at 08:00",
        "Progress note (DAP) · 21 May 2026 Signed",
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_contents_page_names_the_page_of_each_note() -> None:
    many = many_notes(60)
    rendered, _replaced = typeset(many)
    pages = [" ".join(page.split()) for page in pages_of(rendered)]
    contents = " ".join(page for page in pages[1:4])
    rows = re.findall(
        r"(\d+ \w+ \d{4}) 10:00 – 10:50 (Progress note \(\w+\)) (\d+)(?= \d+ \w+ \d{4} 10| Prog|$)",
        contents,
    )
    assert len(rows) == 60
    for day, title, page in rows:
        assert f"{title} · {day}, 10:00 – 10:50 Signed by" in pages[int(page) - 1]
    with pikepdf.open(BytesIO(rendered)) as pdf:
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", ())]
        assert len(links) == 60
        assert all(set(link.keys()) & {"/A", "/AA"} == set() for link in links)


def test_headers_and_footers_stand_on_every_page_but_the_cover_has_no_header() -> None:
    rendered = render_record(many_notes(6))
    pages = run("pdftotext", "-layout", FILE, "-", pdf=rendered.pdf).split("\f")[:-1]
    assert len(pages) == rendered.pages > 3
    for number, page in enumerate(pages, 1):
        lines = [line.split() for line in page.splitlines() if line.strip()]
        assert lines[-1] == f"Made on 22 November 2026 {number} of {rendered.pages}".split()
        header = ["Dana", "Whitfield", "Copy", "of", "the", "record"]
        assert (lines[0] == header) == (number > 1)


def test_lines_and_blank_lines_stay() -> None:
    written = "One\nTwo\n\nThree\n\n\n\nFour\n    indented\n\ttabbed"
    rendered, _replaced = typeset(package(free(written)))
    boxes = dict(_line_tops(rendered))
    step = boxes["Two"] - boxes["One"]
    assert 15 < step < 18
    assert boxes["Three"] - boxes["Two"] == pytest.approx(2 * step, abs=0.5)
    assert boxes["Four"] - boxes["Three"] == pytest.approx(4 * step, abs=0.5)
    lefts = {word: left for word, left, _right, _top in words_of(rendered)}
    assert lefts["indented"] > lefts["One"] + 8
    assert lefts["tabbed"] == pytest.approx(lefts["indented"], abs=0.1)


def _line_tops(pdf: bytes) -> Iterator[tuple[str, float]]:
    return ((word, top) for word, _left, _right, top in words_of(pdf))


@pytest.mark.parametrize(
    "text",
    [
        "#set page(width: 1cm) $x$ *bold* _slanted_ <b>&amp; \\ // [ ] \"quotes\" 'single'",
        "= heading\n- list\n+ enumeration\n/ Term: words\n@reference <label>",
        "-> => 2x4 -- --- ... `code` ~ %%EOF http://example.invalid/a?b#c",
        "office waffle fjord ﬁ ﬂ",
        "Ελληνικά: Η κυρία ήρθε νωρίς. Русский: Пациентка пришла вовремя. Việt: Bà ấy",
    ],
)
def test_text_comes_out_literally(text: str) -> None:
    rendered, replaced = typeset(package(free(text)))
    assert replaced == 0
    # Ligatures of the page must be read as letters, so both sides are compared in NFKC.
    expected = unicodedata.normalize("NFKC", " ".join(text.split()))
    assert expected in unicodedata.normalize("NFKC", " ".join(pdf_text(rendered).split()))


def test_what_cannot_be_shown_is_marked_and_counted_on_the_cover() -> None:
    rendered = render_record(package(free("ཨོཾ 𒀀 🙂"), name="Dana 𐤀漢"))
    assert rendered.replaced == 5
    text = " ".join(pdf_text(rendered.pdf).split())
    assert "5 characters could not be shown with the fonts of this program; each is" in text
    assert "Dana [U+10900]漢" in text
    assert "[U+0F68][U+0F7C][U+0F7E] [U+12000] 🙂" in text
    one, _replaced = typeset(package(free("𒀀")))
    assert "1 character could not be shown" in " ".join(pdf_text(one).split())


def test_a_licensee_that_changed_is_shown_as_of_the_day_of_signing() -> None:
    before = licensee_of("Earlier")
    rendered, _replaced = typeset(package(note(by=before), note()))
    text = " ".join(pdf_text(rendered).split())
    assert "Signed by Earlier, Earlier, 14 May 2026 at 11:20 · License Earlier, Earlier" in text
    assert "Signed by Jamie Rivera, LMHC, 14 May 2026" in text
