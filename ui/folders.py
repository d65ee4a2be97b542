"""Where a person's own files go first on this computer."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents() -> Path:
    """Return the person's documents, or their home where there is no such folder."""
    places = QStandardPaths.StandardLocation
    for each in (places.DocumentsLocation, places.HomeLocation):
        folder = Path(QStandardPaths.writableLocation(each))
        if folder.is_dir():
            return folder
    return Path.home()


def holds_vault(folder: Path) -> bool:
    """Tell whether a folder is a vault's: it has its header, or the header's mirror."""
    return any((folder / name).is_file() for name in ("vault.json", "vault.json.2"))
