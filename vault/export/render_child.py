"""The process that sets pages: JSON on standard input, a PDF on standard output.

It gets a finished package and nothing else, so text that was left out cannot be in its memory,
and it ends with the pages it set (X5 of the security page).
"""

import json
import os
import struct
import sys
from typing import Any, Final

from vault.errors import Damaged
from vault.export.coverage import Coverage
from vault.export.sheet import Sheet
from vault.model.release import ReleasePackage
from vault.no_dumps import forbid_memory_dumps

HEADER: Final = struct.Struct(">IQ")
"""Before the PDF: how many characters became marks, and the length of the PDF in bytes."""

STACK: Final = 64 << 20
"""Bytes for each thread of the typesetter, taken only when needed.

It compresses each picture inside the one before: a record with every emoji needs more than the
2 MiB that its threads have by themselves, and less than 3 (`tests/export/test_scripts.py`).
"""


def typeset(package: ReleasePackage) -> tuple[bytes, int]:
    """Return the PDF of a package, and how many characters became marks.

    The bytes depend on nothing but the package and the installed fonts. Raises Damaged when the
    fonts or the template are missing.
    """
    from vault.export.printable import printable_package
    from vault.export.record_words import record_words
    from vault.export.shipped_fonts import shipped_coverage

    coverage = shipped_coverage()
    shown, replaced = printable_package(package, coverage)
    return _compiled("record", record_words(shown, replaced, coverage), coverage), replaced


def typeset_sheet(sheet: Sheet) -> tuple[bytes, int]:
    """Return the PDF of a printed sheet, as `typeset` does of a record."""
    from vault.export.sheet_words import sheet_words
    from vault.export.shipped_fonts import shipped_coverage

    coverage = shipped_coverage()
    words, replaced = sheet_words(sheet, coverage)
    return _compiled("sheet", words, coverage), replaced


def _compiled(template: str, words: dict[str, Any], coverage: Coverage) -> bytes:
    os.environ["RUST_MIN_STACK"] = str(STACK)  # read when its first thread begins
    import typst

    from vault.export.pieces import with_pieces
    from vault.export.shipped_fonts import fonts_folder
    from vault.resource_files import read_resource, resource_path

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts_folder())],
    )
    compiler = typst.Compiler(
        read_resource(f"templates/{template}.typ"),
        root=str(resource_path("templates")),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={template: json.dumps(with_pieces(words, coverage))},
    )
    # UA-1 for people who listen to it, A-2a for people who open it in thirty years.
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"])
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter gave something else than one PDF")
    return pdf


def main() -> int:
    """Set the package on standard input. Returns 0, or 4 when the installation is incomplete.

    Any other failure ends the process with a traceback that the parent does not read.
    """
    forbid_memory_dumps()
    import msgspec

    kind, package = json.load(sys.stdin.buffer)
    try:
        if kind == "sheet":
            pdf, replaced = typeset_sheet(msgspec.convert(package, Sheet))
        else:
            pdf, replaced = typeset(msgspec.convert(package, ReleasePackage))
    except Damaged as error:
        return error.exit_code
    sys.stdout.buffer.write(HEADER.pack(replaced, len(pdf)) + pdf)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
