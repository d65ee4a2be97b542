"""Printed sheets: tagged, repeatable, in every script, their key or words in a QR code too."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import segno
from pypdf import PdfReader

from tests.export import pdf_tools
from tests.practice import NOON
from vault.crypto import age
from vault.crypto.shares import split
from vault.errors import Damaged
from vault.export.key_sheets import call_card_sheet, card_sheet, kit_sheet
from vault.export.pdf_sheet import render_sheet
from vault.export.sheet import Part, Sheet
from vault.export.sheet_text import card_on, key_on, sheet_text, words_on
from vault.lifecycle.cards import words_in
from vault.model.audit import Mark
from vault.model.call_sheet import CallCard
from vault.model.direction import isolated
from vault.model.secret import PaperKey
from vault.model.share import Card, Holder

KEY = age.new_identity()
VAULT = "5a" * 16
MARGIN = 72
"""Points from the left edge of the paper to what stands on it."""
DOTS = 6
"""Dots of a rendered page for a point: enough for the smallest module of a code."""


def said(pdf: bytes) -> str:
    """Return the words of a sheet without the spaces between them."""
    return "".join(sheet_text(pdf).split())


def a_card(number: int = 1) -> Card:
    """Return a card of a set of sixteen."""
    words = split(KEY, 3, 16)[number - 1]
    recipient = age.recipient_of(KEY)
    return Card(VAULT, "process", "executor:16", recipient, number, 3, 16, Holder("Ash"), words)


SHEETS = {
    "kit": kit_sheet(PaperKey("records", VAULT, Mark(12345, "cd" * 32, 1), NOON.date(), KEY)),
    "kit of process notes": kit_sheet(
        PaperKey("process", VAULT, Mark(2, "cd" * 32, 1), NOON.date(), KEY)
    ),
    "card": card_sheet(a_card(), NOON.date()),
    "call card": call_card_sheet(CallCard(VAULT, age.recipient_of(KEY), NOON.date(), KEY)),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_key_is_one_page_that_other_programs_accept(name: str) -> None:
    pdf = render_sheet(SHEETS[name])
    assert pdf == render_sheet(SHEETS[name])
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    metadata = reader.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]
    assert b"pdfuaid:part" in metadata
    assert b"pdfaid:part" in metadata
    assert KEY.encode() not in metadata
    pdf_tools.run("qpdf", "--check", pdf_tools.FILE, pdf=pdf)


@pytest.mark.parametrize("compartment", ["records", "process"])
def test_the_longest_card_is_one_page(compartment: str) -> None:
    """Of a set with as many cards as there may be, whose number is long too."""
    recipient = age.recipient_of(KEY)
    words = split(KEY, 16, 16)[15]
    holder = Holder("Ash")
    card = Card(VAULT, compartment, "executor:1234", recipient, 16, 16, 16, holder, words)
    pdf = render_sheet(card_sheet(card, date(2026, 9, 30)))
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


def test_the_key_and_the_words_are_read_back() -> None:
    for name in ("kit", "kit of process notes", "call card"):
        assert key_on(render_sheet(SHEETS[name])) == KEY
    card = a_card()
    pdf = render_sheet(card_sheet(card, NOON.date()))
    assert words_in(words_on(pdf)) == card.words
    assert "Ash" not in said(pdf), "a card does not say who holds it"
    with pytest.raises(Damaged):
        key_on(pdf)
    with pytest.raises(Damaged):
        words_on(render_sheet(SHEETS["kit"]))


def test_a_word_with_a_number_behind_it_is_no_recipient() -> None:
    """Between what is set apart nothing stands: "vintage", 17 and what follows read as age17…."""
    card = replace(a_card(), words=" ".join(["vintage"] * 33))
    read = card_on(render_sheet(card_sheet(card, NOON.date()))).splitlines()
    assert read[:2] == ["1 vintage", "2 vintage"]
    assert read[33:] == [card.recipient]


@pytest.mark.parametrize("name", ["kit", "card", "call card"])
def test_the_code_on_the_page_is_the_one_that_says_it(name: str) -> None:
    sheet = SHEETS[name]
    part = next(part for part in sheet.parts if part.code)
    assert part.code == "".join(part.groups) + " ".join(part.words).upper()
    assert shows_code(render_sheet(sheet), part.code)


def shows_code(pdf: bytes, code: str) -> bool:
    """Tell whether a QR code is on a page: its dark and light modules, looked up on a picture."""
    wanted = [[bool(dark) for dark in row] for row in segno.make_qr(code, error="m").matrix]
    bitmap = pypdfium2.PdfDocument(pdf)[0].render(scale=DOTS, grayscale=True)
    page = bytes(bitmap.buffer)
    rows = [
        page[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height)
    ]
    module = min(2.6, 112 / len(wanted)) * DOTS
    return any(
        modules(rows, top, module, len(wanted)) == wanted
        for top in range(int(bitmap.height - len(wanted) * module))
        if rows[top][MARGIN * DOTS + 3] < 128  # the corner of a finder pattern
    )


def modules(rows: list[bytes], top: int, module: float, side: int) -> list[list[bool]]:
    """Return what the middle of each module is, for a code whose upper edge is at `top`."""
    middles = [int((number + 0.5) * module) for number in range(side)]
    return [[rows[top + y][MARGIN * DOTS + x] < 128 for x in middles] for y in middles]


def test_names_of_every_script_stand_on_a_sheet() -> None:
    sheet = Sheet(
        kind="A sheet",
        title="If נועה לוי cannot work",
        lead="Ελένη Παππά · Олена · 田中",
        foot="Foot",
        made_on=date(2026, 11, 26),
        parts=(
            Part(title="Who", rows=(("Card 1", isolated("مريم حداد")), ("Card 2", "Zoë \u0f56"))),
        ),
    )
    words = said(render_sheet(sheet))
    for text in ("נועה"[::-1], "Ελένη", "Олена", "田中", "مريم"[::-1], "Zoë[U+0F56]"):
        assert text in words, text
    assert words.count("[U+") == 1, (
        "what isolates a name in a sentence is no letter that is missing"
    )
