"""The letters of the window, from resources/fonts, and the reader's size.

Inter and Noto Serif hold Latin, Greek and Cyrillic. What they lack is taken from the fonts of the
further scripts, the same on every computer: Qt would otherwise ask the system for any font it has.
"""

import sys

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

from vault.errors import Damaged
from vault.resource_files import resource_path
from vault.translation import _

INTERFACE = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
SERIF = ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf")
HEBREW = ("NotoSansHebrew-Regular.ttf", "NotoSerifHebrew-Regular.ttf")
FURTHER = ("NotoNaskhArabic-Regular.ttf", "NotoSansCJKsc-Regular.otf", "NotoColorEmoji.ttf")

USUAL_PIXELS = {"darwin": (13.0, 13.0), "win32": (12.0, 12.0)}
"""The interface font of a system whose owner changed nothing, at one display scale."""

USUAL_PIXELS_ELSEWHERE = (12.0, 14.7)
"""From bare Qt (9 pt) to GNOME (11 pt); the desktops in between each have their own."""

LEAST_SCALE, GREATEST_SCALE = 0.75, 3.0


def load_fonts(files: tuple[str, ...]) -> str:
    """Make font files of resources/fonts known to Qt, and return the name of their family.

    Raises Damaged when one is missing or is no font.
    """
    family = ""
    for file in files:
        number = QFontDatabase.addApplicationFont(str(resource_path(f"fonts/{file}")))
        if number < 0:
            raise Damaged(
                _("Strongroom's own font {file} is missing or damaged.").format(file=file),
                hint=_("Install Strongroom again."),
            )
        family = family or QFontDatabase.applicationFontFamilies(number)[0]
    return family


def load_further_fonts() -> None:
    """Let Inter and Noto Serif take letters of further scripts from our own fonts.

    Maps the files and reads their tables of contents, 3 ms for all; a letter is read when it is
    drawn. Raises Damaged when one is missing.
    """
    sans, serif = (load_fonts((file,)) for file in HEBREW)
    others = [load_fonts((file,)) for file in FURTHER]
    # Each asks the other first, as documents do: a heart that Inter has stays one of Inter's.
    for family, other, hebrew in (("Inter", "Noto Serif", sans), ("Noto Serif", "Inter", serif)):
        QFont.removeSubstitutions(family)
        QFont.insertSubstitutions(family, [other, hebrew, *others])


def system_scale() -> float:
    """Return how much larger than usual this system's owner wants letters: 1.0 is as usual."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return scale_of(float(QFontInfo(font).pixelSize()), sys.platform)


def scale_of(pixels: float, platform: str) -> float:
    """Return the scale for an interface font of so many pixels on a platform."""
    least, most = USUAL_PIXELS.get(platform, USUAL_PIXELS_ELSEWHERE)
    scale = pixels / least if pixels < least else pixels / most if pixels > most else 1.0
    return min(max(scale, LEAST_SCALE), GREATEST_SCALE)


def dots_per_inch() -> float:
    """Return what Qt turns points into pixels by."""
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY() if screen is not None else 96.0


def font_of(family: str, pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font whose letters are so many pixels high, fractions included."""
    font = QFont(family)
    font.setPointSizeF(pixels * 72 / dots_per_inch())
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
