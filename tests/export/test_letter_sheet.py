"""Letters on paper: what was decided, what its clause asks to be said, names of every script."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from tests.export import pdf_tools
from tests.export.test_notice_sheet import said, together
from tests.practice import LICENSEE, a_client, an_amendment, an_ending, an_episode
from vault.export.letter_sheet import letter_sheet
from vault.export.pdf_sheet import render_sheet
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.circumstances import License
from vault.model.episode import EndReason
from vault.model.practice import Licensee
from vault.model.printed_letter import PrintedLetter, denial_letter, termination_letter

DAY = date(2026, 11, 22)
MA = License("MA", "LMHC", "MH-000000")
DANA = a_client()


def printed(letter: PrintedLetter, licensee: Licensee = LICENSEE) -> bytes:
    """Return a letter as a PDF."""
    return render_sheet(letter_sheet(letter, licensee, [MA], DAY))


def denied(name: str, outcome: Outcome = Outcome.DENIED) -> PrintedLetter:
    """Return the denial of a request of two lines."""
    decision = AmendmentDecision(DAY, outcome, "accurate-and-complete", "The tape says three.")
    asked = "Six hours, not three.\n\nAnd not “hostile”."
    return denial_letter(an_amendment(DANA, asked=asked, decision=decision), name, bound=True)


def test_a_denial_is_one_page_with_its_basis_and_what_its_clause_asks() -> None:
    letter = denied("Dana Whitfield")
    pdf = printed(letter)
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 1
    words = said(pdf)
    for text in (
        "To Dana Whitfield",
        "Practice Rivera Counseling, 12 Made-up Lane, Exampleton, MA 00000",
        "Contact 617-555-0100",
        "Date 22 November 2026",
        "1 November 2026",
        "Six hours, not three.",
        "And not “hostile”.",
        "Your request is denied.",
        "The basis for the denial, of what you asked to have amended: it is accurate and complete.",
        "The tape says three.",
        *(one.text for one in letter.wording.said()),
        "How to file a statement of disagreement",
        "Licensee: Jordan Rivera, LMHC Signature Printed name Date",
    ):
        assert together(text) in words, text
    page = together(reader.pages[0].extract_text())
    assert together("worded from 45 CFR 164.526(d)(1), read in a copy of 2019") in page
    assert reader.metadata is not None
    assert reader.metadata.title == letter.wording.title, "the properties of the file name nobody"
    pdf_tools.run("qpdf", "--check", pdf_tools.FILE, pdf=pdf)
    in_part = said(printed(denied("Dana Whitfield", Outcome.IN_PART)))
    assert together("A part of your request is denied, and a part is accepted.") in in_part


def test_an_end_names_its_day_its_reason_and_help() -> None:
    ending = an_ending(reason=EndReason.CONFLICT, words="A kinship we found late")
    episode = an_episode(DANA, ending=ending)
    letter = termination_letter(episode, "Dana Whitfield", ["Dear Dana,\n\nWe end in May."])
    pdf = printed(letter)
    words = said(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    for text in (
        "Service ends on 1 May 2026",
        "Reason Conflict of interest or roles: A kinship we found late",
        "Dear Dana, We end in May.",
        "Your therapist assists you in obtaining services from another professional.",
        "Where you can find help",
    ):
        assert together(text) in words, text
    plain = said(printed(termination_letter(an_episode(DANA, ending=an_ending()), "Rui Duarte")))
    assert "assistsyou" not in plain
    assert together("Where you can find help") in plain


def test_names_of_every_script_are_set_rightly() -> None:
    words = said(printed(denied("נועה לוי"), Licensee(name="رامي حداد", credential="LMHC")))
    for name in ("נועה לוי", "رامي حداد"):
        for word in name.split():
            assert word[::-1] in words, "a word that runs leftward is written from its end"
    other = said(printed(denied("田中 花子")))
    assert "田中花子" in other
    assert "[U+" not in words + other
