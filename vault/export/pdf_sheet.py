"""Renders a printed sheet as a PDF, in the child process that sets every page."""

from vault.export.page_setting import set_pages
from vault.export.sheet import Sheet
from vault.progress import Progress


def render_sheet(sheet: Sheet, progress: Progress | None = None) -> bytes:
    """Return the sheet as a tagged PDF (PDF/UA-1 and PDF/A-2a, US Letter).

    Raises VaultError when it cannot be set, Damaged when the installation lacks a font or the
    template, and Cancelled.
    """
    pdf, _replaced = set_pages("sheet", sheet, progress or Progress())
    return pdf
