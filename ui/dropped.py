"""What is dragged over the window."""

from pathlib import Path

from PySide6.QtGui import QDropEvent


def files_in(event: QDropEvent) -> list[Path]:
    """Return the files of this computer that are dragged."""
    urls = event.mimeData().urls()
    found = [Path(each.toLocalFile()) for each in urls if each.isLocalFile()]
    return [each for each in found if each.is_file()]
