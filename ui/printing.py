"""Prints sheets of ours. Qt's printing is imported when somebody wants it, and not before."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from vault.errors import VaultError
from vault.translation import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS_PER_INCH = 300
"""As a sheet is drawn; its QR codes and its smallest letters are clear at that."""

_POINTS_PER_INCH = 72

_PRINT_SERVICE = "/run/cups/cups.sock"


def find_printers() -> list[str]:
    """Return the names of this computer's printers. Asking them may take seconds."""
    if sys.platform == "linux":
        # Else the print service is looked for in the network when this computer has none.
        os.environ.setdefault("CUPS_SERVER", _PRINT_SERVICE)
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())


def new_printer() -> "QPrinter":
    """Return a printer that a dialog then sets; what it prints is called Strongroom."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Strongroom")
    printer.setCreator("Strongroom")
    return printer


def no_printer() -> VaultError:
    """Return what is said where there is nothing to print on."""
    return VaultError(
        _("This computer has no printer."),
        hint=_("Save the page instead, and print it on a printer that is yours."),
    )


def print_pages(pdfs: Sequence[bytes], printer: "QPrinter") -> None:
    """Print every page of these PDFs in the size they have, smaller where the paper is.

    Runs beside the window: drawing takes a second. Raises VaultError when the printer takes none.
    """
    printer.setFullPage(True)
    with _no_file_on_a_disk():
        painter = QPainter()
        if not painter.begin(printer):
            raise _not_printed()
        try:
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            for number, image in enumerate(each for pdf in pdfs for each in _drawn(pdf)):
                if number and not printer.newPage():
                    raise _not_printed()
                painter.drawImage(_place(image, printer), image)
        finally:
            ended = painter.end()
    if not ended:
        raise _not_printed()


def _drawn(pdf: bytes) -> Iterator[QImage]:
    """Yield the pages of a PDF as pictures of DOTS_PER_INCH."""
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            drawn = page.render(
                scale=DOTS_PER_INCH / _POINTS_PER_INCH, rev_byteorder=True, prefer_bgrx=True
            )
            pixels = bytes(drawn.buffer)
            kind = QImage.Format.Format_RGBX8888
            yield QImage(pixels, drawn.width, drawn.height, drawn.stride, kind).copy()
    finally:
        document.close()


def _place(image: QImage, printer: "QPrinter") -> QRectF:
    """Return where on the paper a page goes: in its middle, and whole."""
    unit = type(printer).Unit.DevicePixel
    paper = printer.paperRect(unit)
    size = QSizeF(image.size()) * (printer.resolution() / DOTS_PER_INCH)
    if size.width() > paper.width() or size.height() > paper.height():
        size.scale(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(QPointF(), size)
    place.moveCenter(paper.center())
    return place


@contextmanager
def _no_file_on_a_disk() -> Iterator[None]:
    """Let what Qt hands to the print service of Linux lie in memory: it makes a file of it."""
    before, memory = os.environ.get("TMPDIR"), os.environ.get("XDG_RUNTIME_DIR")
    if sys.platform == "linux" and memory:
        os.environ["TMPDIR"] = memory
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("TMPDIR", None)
        else:
            os.environ["TMPDIR"] = before


def _not_printed() -> VaultError:
    return VaultError(
        _("The printer did not take the page."),
        hint=_("See whether it is on and has paper, or save the page and print it elsewhere."),
    )
