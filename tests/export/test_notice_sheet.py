"""Notices on paper: one for each item, with its clause, its client, and lines to sign on."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.export import pdf_tools
from tests.practice import LICENSEE
from vault.export.date_words import day_words
from vault.export.notice_sheet import notice_sheet
from vault.export.pdf_sheet import render_sheet
from vault.export.sheet_text import sheet_text
from vault.model.circumstances import License
from vault.model.ids import ParticipantId, new_id
from vault.model.onset import binding_license
from vault.model.onset_notice import NoticePage, onset_notices
from vault.model.practice import Licensee

BOTH = [License("MA", "LMHC", "MH-000000"), License("MO", "LCSW", "SW-777777")]
DAY = date(2026, 11, 22)


def printed(page: NoticePage, licensee: Licensee = LICENSEE) -> bytes:
    """Return a notice as a PDF."""
    license = binding_license(page.notice.item, BOTH)
    return render_sheet(notice_sheet(page, licensee, license, DAY))


def together(text: str) -> str:
    """Return a text without the spaces between its words."""
    return "".join(text.split())


def said(pdf: bytes) -> str:
    """Return the words of a notice, but for its foot, without the spaces between them."""
    return together(sheet_text(pdf))


@pytest.mark.parametrize("item", onset_notices())
def test_a_notice_is_one_page_with_its_clause_its_client_and_lines_to_sign(item: str) -> None:
    notice = onset_notices()[item]
    people = ("Dana Whitfield", "Rui Duarte") if notice.item.each else ()
    pdf = printed(NoticePage(item, "Whitfield and Duarte", people))
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 1
    words = said(pdf)
    license = BOTH[0] if "CMR" in notice.item.cite else BOTH[1]
    for text in (
        notice.title,
        notice.lead,
        *(one.text for one in notice.said),
        *(label for blank in notice.blanks for label in blank.labels(people)),
        notice.signed,
        "Client Whitfield and Duarte",
        "Rivera Counseling",
        "Licensee Jordan Rivera",
        f"{license.kind}, {license.number}, {license.state}",
        f"Licensee: Jordan Rivera, {license.kind}",
    ):
        assert together(text) in words, text
    signing = [f"Participant: {name}" for name in people] or ["Client: Whitfield and Duarte"]
    for whose in [*signing, f"Licensee: Jordan Rivera, {license.kind}"]:
        assert together(f"{whose} Signature Printed name Date") in words
    assert words.count("PrintednameDate") == len(signing) + 1
    foot = f"{'; '.join(notice.cites)}, read through {day_words(notice.item.through)}"
    page = together(reader.pages[0].extract_text())
    assert together(f"{foot} · version 2026-11") in page
    assert reader.metadata is not None
    assert reader.metadata.title == notice.title, "the properties of the file name nobody"
    pdf_tools.run("qpdf", "--check", pdf_tools.FILE, pdf=pdf)


def test_a_page_of_a_group_names_the_member_beside_the_group() -> None:
    page = NoticePage("shared-confidence", "Grief, Mondays", ("Ana",), ParticipantId(new_id()))
    words = said(printed(page))
    assert "ClientGrief,Mondays" in words
    assert "ParticipantAna" in words


def test_a_family_of_many_signs_on_further_pages() -> None:
    names = tuple(f"Person {number} Duarte" for number in range(1, 15))
    pdf = printed(NoticePage("relationship", "The Duarte family", names))
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) > 1
    words = said(pdf)
    for name in names:
        assert together(f"The nature of the relationship with {name}") in words
        assert together(f"Participant: {name} Signature") in words
    for number, each in enumerate(reader.pages, 1):
        text = together(each.extract_text())
        assert "262CMR8.02(2)(d)" in text, "the clause stands at the foot of every page"
        assert f"{number}of{len(reader.pages)}" in text


def test_names_of_every_script_stand_rightly_within_sentences() -> None:
    names = ("נועה לוי", "مريم حداد", "田中 花子", "Ελένη Παππά", "Олена")
    pdf = printed(
        NoticePage("relationship", "نور & Dana", names),
        Licensee(name="רותם כהן", credential="LMHC", state="MA", license_number="MH-1"),
    )
    words = said(pdf)
    for name in names[2:]:
        assert together(f"relationship with {name}") in words
        assert together(f"Participant: {name}") in words
    for name in (*names[:2], "נועה לוי", "רותם כהן"):
        for word in name.split():
            assert word[::-1] in words, "a word that runs leftward is written from its end"
    assert "[U+" not in words


def test_a_licensee_without_a_name_or_a_number_is_said_to_have_none() -> None:
    page = NoticePage("limits", "Dana Whitfield")
    license = License("MO", "LCSW")
    words = said(render_sheet(notice_sheet(page, Licensee(), license, DAY)))
    assert together("Licensee Name not entered License LCSW, number not entered, MO") in words
    words = said(render_sheet(notice_sheet(page, Licensee(), None, DAY)))
    assert together("License Not entered") in words
