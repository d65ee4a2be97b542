"""A sheet of facts, set as a page and written where the person chose. No Qt: on any thread."""

from pathlib import Path
from typing import Protocol

from vault.lifecycle.paper_key import paper_key_file, write_page
from vault.progress import Progress


class Sheet(Protocol):
    """What is put together from the vault, and can be set without it."""

    def render(self, progress: Progress | None = None) -> bytes:
        """Return the page as a PDF."""


def save_sheet(sheet: Sheet, chosen: Path) -> str:
    """Set a sheet and write it to a new file; return its name. Raises StorageFailed."""
    file = paper_key_file(chosen)
    write_page(file, sheet.render())
    return file.name
