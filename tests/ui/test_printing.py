"""Printing: what comes out of the printer is what stands on the sheet, and nothing is left over."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QApplication

from tests.export.test_sheets import SHEETS, shows_code
from ui.printing import find_printers, new_printer, print_pages
from vault.errors import VaultError
from vault.export.pdf_sheet import render_sheet

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LIGHT = 240


def printer_to(file: Path, paper: QPageSize.PageSizeId) -> "QPrinter":
    """Return a printer whose paper is a PDF."""
    printer = new_printer()
    printer.setOutputFileName(str(file))
    printer.setPageSize(QPageSize(paper))
    return printer


def dark_part(pdf: bytes, number: int) -> tuple[float, float, float, float]:
    """Return the left, upper, right and lower edge of what stands on a page, of its width."""
    page = pypdfium2.PdfDocument(pdf)[number]
    bitmap = page.render(scale=1, grayscale=True)
    pixels = bytes(bitmap.buffer)
    dark = [
        divmod(place, bitmap.stride)
        for place, value in enumerate(pixels)
        if value < LIGHT and place % bitmap.stride < bitmap.width
    ]
    rows, columns = [y for y, _x in dark], [x for _y, x in dark]
    edges = (min(columns), min(rows), max(columns), max(rows))
    left, upper, right, lower = (edge / bitmap.width for edge in edges)
    return left, upper, right, lower


def test_the_code_of_a_printed_card_can_be_read(qapp: QApplication, tmp_path: Path) -> None:
    sheet = SHEETS["card"]
    code = next(part.code for part in sheet.parts if part.code)
    file = tmp_path / "printed.pdf"
    print_pages([render_sheet(sheet)], printer_to(file, QPageSize.PageSizeId.Letter))
    assert shows_code(file.read_bytes(), code)
    assert not shows_code(file.read_bytes(), code[::-1])


def test_each_page_comes_out_once_in_its_turn(qapp: QApplication, tmp_path: Path) -> None:
    pdfs = [render_sheet(SHEETS[name]) for name in ("kit", "card", "call card")]
    file = tmp_path / "printed.pdf"
    print_pages(pdfs, printer_to(file, QPageSize.PageSizeId.Letter))
    printed = file.read_bytes()
    assert len(pypdfium2.PdfDocument(printed)) == 3
    for number, pdf in enumerate(pdfs):
        assert dark_part(printed, number) == pytest.approx(dark_part(pdf, 0), abs=0.005)


@pytest.mark.parametrize("paper", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A6])
def test_on_other_paper_it_stands_whole_and_in_the_middle(
    qapp: QApplication, tmp_path: Path, paper: QPageSize.PageSizeId
) -> None:
    file = tmp_path / "printed.pdf"
    pdf = render_sheet(SHEETS["kit"])
    print_pages([pdf], printer_to(file, paper))
    left, upper, right, lower = dark_part(file.read_bytes(), 0)
    was_left, was_upper, was_right, was_lower = dark_part(pdf, 0)
    assert left == pytest.approx(was_left, abs=0.01)
    assert right == pytest.approx(was_right, abs=0.01)
    assert lower - upper == pytest.approx(was_lower - was_upper, abs=0.01)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(qapp: QApplication, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "none" / "printed.pdf", QPageSize.PageSizeId.Letter)
    with pytest.raises(VaultError, match="did not take the page"):
        print_pages([render_sheet(SHEETS["kit"])], printer)


@pytest.mark.skipif(sys.platform != "linux", reason="the print service of Linux")
def test_what_goes_to_the_print_service_lies_in_memory_meanwhile(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    find_printers()
    assert os.environ["CUPS_SERVER"].startswith("/"), "a socket of this computer, no host"
    seen: list[str | None] = []

    def drawn(_pdf: bytes) -> list[object]:
        seen.append(os.environ.get("TMPDIR"))
        return []

    monkeypatch.setattr("ui.printing._drawn", drawn)
    print_pages([b""], printer_to(tmp_path / "printed.pdf", QPageSize.PageSizeId.Letter))
    assert seen == [str(tmp_path)]
    assert "TMPDIR" not in os.environ


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_printers_are_not_looked_for_in_a_network(tmp_path: Path) -> None:
    """Left to itself, the library of the print service would, where there is no service."""
    code = (
        "from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]); "
        "from ui.printing import find_printers; find_printers()"
    )
    trace = tmp_path / "trace"
    strace = ["strace", "-f", "-e", "trace=socket", "-o", str(trace)]
    env = {name: value for name, value in os.environ.items() if name != "CUPS_SERVER"}
    subprocess.run(
        [*strace, sys.executable, "-c", code],
        env=env | {"QT_QPA_PLATFORM": "offscreen"},
        check=True,
        timeout=60,
    )
    assert "AF_INET" not in trace.read_text()


def test_nothing_of_printing_is_loaded_before_it_is_wanted() -> None:
    code = (
        "import sys; import ui.screens.succession.screen, ui.widgets.recovery_key_panel; "
        "print('PySide6.QtPrintSupport' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() == "False"
