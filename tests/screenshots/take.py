"""Takes the pictures of docs/screenshots from the real window on the made-up practice.

`python -m tests.screenshots.take FOLDER` runs itself once for each theme and scale, because the
display scale is a matter of a whole process.
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
NOW = datetime(2026, 11, 25, 15, 57, 12, tzinfo=UTC)


def main(folder: Path) -> int:
    """Take all of them; return the exit code of the first run that fails, or 0."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="strongroom-screens-") as place:
        for theme in THEMES:
            for scale in SCALES:
                home = Path(place) / f"{theme}-{scale}"
                env = os.environ | {
                    "QT_QPA_PLATFORM": "offscreen",
                    "QT_SCALE_FACTOR": str(scale),
                    "HOME": "/home/rivera",
                }
                command = [sys.executable, "-m", "tests.screenshots.take"]
                code = subprocess.run(
                    [*command, str(folder), theme, str(scale), str(home)], env=env, check=False
                ).returncode
                if code:
                    return code
    return 0


def take(folder: Path, theme: str, scale: int, home: Path) -> None:
    """Take the pictures of one theme at one scale."""
    visit = Visit(home, theme, NOW)
    suffix = f"{theme}{'' if scale == 1 else '-200'}"
    for name, go in visit.places():
        _shoot(visit, go, folder / f"{name}-{suffix}.png")


def _shoot(visit: Visit, go: Callable[[], object], path: Path) -> None:
    go()
    visit.picture().convertToFormat(QImage.Format.Format_RGB888).save(str(path), None, 0)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        sys.exit(main(Path(sys.argv[1])))
    take(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    sys.stdout.flush()
    os._exit(0)
