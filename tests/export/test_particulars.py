"""What a note tells of the session beside its template stands in a copy, row by row."""

from dataclasses import replace

import pytest

from tests.export.packages import free, package
from tests.export.pdf_tools import NAUGHTY, bare, is_read, pdf_text
from vault.errors import Damaged
from vault.export.pdf_record import render_record
from vault.export.pdf_verify import verify_record
from vault.export.shipped_fonts import shipped_coverage
from vault.model.note import Section

TOLD = (
    Section("place", "Telehealth"),
    Section("location", "At her sister’s in Worcester"),
    Section("goals-worked-on", "Sleep through four nights a week\nGo to school on Mondays"),
)


def test_each_stands_by_its_title_above_the_words_and_is_proved() -> None:
    note = free("She came in late.")
    whole = package(replace(note, sections=(*note.sections, *TOLD)))
    rendered = render_record(whole)
    verify_record(rendered.pdf, whole, None)
    text = pdf_text(rendered.pdf)
    said = ["Place", "Telehealth", "Where the client was", "Goals worked on", "Sleep through"]
    at = [text.index(each) for each in (*said, "Go to school", "She came in late.")]
    assert at == sorted(at)
    other = package(replace(note, sections=(*note.sections, *TOLD[:2])))
    with pytest.raises(Damaged):
        verify_record(rendered.pdf, other, None)


def test_naughty_strings_in_them() -> None:
    fonts = shipped_coverage()
    lines = [line for text in NAUGHTY for line in text.splitlines() if line.strip()]
    note = free("Words.")
    location = Section("location", "\n".join(lines))
    whole = package(replace(note, sections=(*note.sections, location)))
    rendered = render_record(whole)
    verify_record(rendered.pdf, whole, None)
    said = bare(pdf_text(rendered.pdf))
    for line in lines:
        assert is_read(line.strip(), fonts, said), ascii(line)
