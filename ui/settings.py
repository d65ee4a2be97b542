"""What the window remembers on this computer: its place on the screen, the theme, the last vault.

Never client data. Kept in the clear in the user's configuration folder, for the user alone.
"""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

_LIMIT = 65_536


@dataclass(frozen=True)
class WindowSettings:
    """The settings of this computer, each with its default.

    `theme` is "system", "light" or "dark". `geometry` is x, y, width and height of the window,
    empty before it was ever shown. `last_vault` is the folder that was opened last. `panes` are
    the widths a person gave to panes, by name. `told` is a sentence of the program's own that the
    next lock screen says: what was done while it was closed. `backup_rate` is how many bytes of a
    vault the last backup took in a second, 0 when none was measured.
    """

    theme: str = "system"
    geometry: tuple[int, ...] = ()
    maximized: bool = False
    last_vault: str = ""
    panes: tuple[tuple[str, int], ...] = ()
    told: str = ""
    backup_rate: int = 0


class SettingsFile:
    """Keeps the settings in one file. Best effort: a lost file loses nothing but comfort."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "window.json"
        self.current = self._read()

    def change(self, **fields: Any) -> None:
        """Keep changed settings; unchanged, nothing is written."""
        changed = replace(self.current, **fields)
        if changed == self.current:
            return
        self.current = changed
        temporary = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with os.fdopen(os.open(temporary, flags, 0o600), "w", encoding="utf-8") as file:
                json.dump(asdict(changed), file)
            os.replace(temporary, self._path)
        except OSError:
            return

    def _read(self) -> WindowSettings:
        try:
            with self._path.open("rb") as file:
                value = json.loads(file.read(_LIMIT))
            return _checked(value)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return WindowSettings()


def settings_folder() -> Path:
    """Return the folder for settings of this user on this computer."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "strongroom"


def _checked(value: Any) -> WindowSettings:
    geometry = tuple(int(number) for number in value["geometry"])
    theme = value["theme"] if value["theme"] in ("system", "light", "dark") else "system"
    return WindowSettings(
        theme=theme,
        geometry=geometry if len(geometry) == 4 else (),
        maximized=bool(value["maximized"]),
        last_vault=str(value["last_vault"]),
        panes=tuple((str(name), int(width)) for name, width in value["panes"]),
        told=str(value.get("told", "")),
        backup_rate=max(0, int(value.get("backup_rate", 0))),
    )
