"""Takes the pictures of docs/screenshots from the real window on the made-up practice.

`python -m tests.screenshots.take FOLDER` runs itself once for each theme and scale, because the
display scale is a matter of a whole process; and once more for letters of twice the size in the
smallest window, of the places in LARGE.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QImage

from tests.screenshots.visit import Visit

THEMES = ("light", "dark")
SCALES = (1, 2)
LETTERS = "letters"
"""Instead of a scale of the display: letters twice as large, as the system's settings have it."""
LARGE = ("unlock", "today", "clients", "client", "client-signed", "process-notes", "settings")
RUNS = (*((theme, str(scale)) for theme in THEMES for scale in SCALES), ("light", LETTERS))
NOW = datetime(2026, 11, 25, 15, 57, 12, tzinfo=UTC)


def main(folder: Path) -> int:
    """Take all of them; return the exit code of the first run that fails, or 0."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="strongroom-screens-") as place:
        for theme, scale in RUNS:
            env = os.environ | {
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": "1" if scale == LETTERS else scale,
                "HOME": "/home/rivera",
            }
            command = [sys.executable, "-m", "tests.screenshots.take", str(folder), theme, scale]
            home = str(Path(place) / f"{theme}-{scale}")
            code = subprocess.run([*command, home], env=env, check=False).returncode
            if code:
                return code
    return 0


def take(folder: Path, theme: str, scale: str, home: Path) -> None:
    """Take the pictures of one theme at one scale, or of large letters."""
    large = scale == LETTERS
    visit = Visit(home, theme, NOW, 2.0 if large else 1.0)
    suffix = f"{theme}{'-large' if large else '' if scale == '1' else '-200'}"
    for name, go in visit.places():
        if large and name not in LARGE:
            go()
            visit.settle()
        else:
            _shoot(visit, go, folder / f"{name}-{suffix}.png")


def _shoot(visit: Visit, go: Callable[[], object], path: Path) -> None:
    go()
    visit.picture().convertToFormat(QImage.Format.Format_RGB888).save(str(path), None, 0)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        sys.exit(main(Path(sys.argv[1])))
    take(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    sys.stdout.flush()
    os._exit(0)
