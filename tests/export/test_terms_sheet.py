"""The terms of a record on paper: what each agrees to, its source, and a line for each to sign."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.export import pdf_tools
from tests.export.test_notice_sheet import said, together
from tests.practice import LICENSEE
from vault.export.pdf_sheet import render_sheet
from vault.export.terms_sheet import terms_sheet
from vault.model.circumstances import License
from vault.model.participant import RecordBasis
from vault.model.participant_words import basis_words
from vault.model.practice import Licensee
from vault.model.terms_notice import VERSION, TermsNotice, TermsSigner

DAY = date(2026, 11, 22)
MA = License("MA", "LMHC", "MH-000000")
ANA, WEI, RUI = TermsSigner("Ana Duarte"), TermsSigner("Wei Chen"), TermsSigner("Rui", minor=True)
JOINT = TermsNotice("Duarte and Chen", RecordBasis.JOINT, "", (ANA, WEI))
OF_ONE = TermsNotice("Duarte family", RecordBasis.IDENTIFIED, "Rui", (ANA, RUI))


def printed(
    notice: TermsNotice, licensee: Licensee = LICENSEE, licenses: Sequence[License] = (MA,)
) -> bytes:
    """Return terms as a PDF."""
    return render_sheet(terms_sheet(notice, licensee, licenses, DAY))


@pytest.mark.parametrize("notice", [JOINT, OF_ONE], ids=str)
def test_the_terms_are_one_page_with_their_words_and_a_line_for_each(notice: TermsNotice) -> None:
    pdf = printed(notice)
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 1
    words = said(pdf)
    for text in (
        f"Record {notice.unit}",
        "Practice Rivera Counseling",
        "Licensee Jordan Rivera",
        "License LMHC, MH-000000, MA",
        "Date 22 November 2026",
        basis_words(notice.basis).title,
        basis_words(notice.basis).terms,
        "Participant: Ana Duarte Signature Printed name Date",
    ):
        assert together(text) in words, text
    assert words.count("PrintednameDate") == len(notice.signers)
    page = together(reader.pages[0].extract_text())
    source = basis_words(notice.basis).source or "an agreement between those who sign"
    assert together(f"{source} · version {VERSION}") in page
    assert reader.metadata is not None
    assert reader.metadata.title == "The terms of this record", "it names nobody"
    pdf_tools.run("qpdf", "--check", pdf_tools.FILE, pdf=pdf)


def test_the_identified_client_is_named_and_for_a_minor_somebody_signs() -> None:
    words = said(printed(OF_ONE))
    assert together("Identified client Rui") in words
    line = "Parent or guardian, for Rui, who is a minor Signature Printed name Date"
    assert together(line) in words
    assert together("Identified client") not in said(printed(JOINT))


def test_what_is_not_entered_is_said_and_a_large_family_goes_on_to_a_second_page() -> None:
    words = said(printed(JOINT, Licensee(), ()))
    for text in ("Licensee Name not entered", "License Not entered"):
        assert together(text) in words
    assert "Practice" not in words
    names = [f"Member {n} of the נועה family" for n in range(9)]
    large = TermsNotice("A family", RecordBasis.JOINT, "", tuple(map(TermsSigner, names)))
    pdf = printed(large)
    assert len(PdfReader(BytesIO(pdf)).pages) == 2
    assert said(pdf).count("PrintednameDate") == len(names)


def test_no_name_is_in_what_a_notice_says_of_itself() -> None:
    assert "Duarte" not in repr(JOINT)
    assert "Rui" not in repr(OF_ONE)
