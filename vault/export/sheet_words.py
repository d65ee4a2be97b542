"""What a printed sheet says, as the template takes it: printable, breakable, its QR codes drawn."""

import re
from typing import Any

from vault.export.breaks import breakable
from vault.export.coverage import Coverage
from vault.export.printable import printable
from vault.export.sheet import Part, Sheet
from vault.model.direction import FIRST_STRONG_ISOLATE, POP_ISOLATE
from vault.translation import _

Words = dict[str, Any]

_ISOLATED = re.compile(
    f"({FIRST_STRONG_ISOLATE}[^{FIRST_STRONG_ISOLATE}{POP_ISOLATE}]*{POP_ISOLATE})"
)


def sheet_words(sheet: Sheet, coverage: Coverage) -> tuple[Words, int]:
    """Return the data of `sheet.typ`, and how many characters became visible marks in it."""
    counter = _Shown(coverage)
    words: Words = {
        "kind": sheet.kind,
        "title": counter.text(sheet.title),
        "lead": counter.text(sheet.lead),
        "foot": counter.text(sheet.foot),
        "page_of": _("{page} of {pages}"),
        "code_alt": _("A QR code that says what stands beside it"),
        "signing": [_("Signature"), _("Printed name"), _("Date")],
        "made": [sheet.made_on.year, sheet.made_on.month, sheet.made_on.day],
        "room": sheet.room,
        "size": sheet.size,
        "parts": [counter.part(part) for part in sheet.parts],
    }
    return words, counter.count


class _Shown:
    """Makes the texts of one sheet fit for the page and keeps the count of marks."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.count = 0

    def text(self, text: str) -> str:
        return breakable("".join(map(self._printable, _ISOLATED.split(text))), self._coverage)

    def _printable(self, text: str) -> str:
        """Return a part of a text; what was isolated for its sentence stays so."""
        if _ISOLATED.fullmatch(text):
            return f"{text[0]}{self._printable(text[1:-1])}{text[-1]}"
        shown, count = printable(text, self._coverage)
        self.count += count
        return shown

    def part(self, part: Part) -> Words:
        return {
            "title": self.text(part.title),
            "paragraphs": [self.text(each) for each in part.paragraphs],
            "rows": [[self.text(label), self.text(value)] for label, value in part.rows],
            "steps": [self.text(each) for each in part.steps],
            "commands": list(part.commands),
            "groups": list(part.groups),
            "words": list(part.words),
            "code": _drawn(part.code) if part.code else None,
            "code_says": self.text(part.code_says),
            "blanks": [[self.text(label), lines] for label, lines in part.blanks],
            "signatures": [self.text(each) for each in part.signatures],
            "table": [[self.text(cell) for cell in row] for row in part.table],
            "amounts": part.amounts,
            "new_page": part.new_page,
        }


def _drawn(text: str) -> list[str]:
    """Return a QR code (ISO/IEC 18004, level M) as rows of 0 and 1, without its quiet zone."""
    import segno

    code = segno.make_qr(text, error="m", boost_error=False)
    return ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
