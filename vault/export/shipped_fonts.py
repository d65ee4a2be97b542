"""The fonts that documents are set in: where they are, and which characters they can show."""

from pathlib import Path
from typing import Final

from vault.export.printable import Coverage, Family
from vault.resource_files import read_resource, resource_path

FAMILIES: Final = (
    ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf"),
    ("Inter-Regular.otf", "Inter-SemiBold.otf"),
)
"""One line for each family, with every weight that a document uses."""


def fonts_folder() -> Path:
    """Return the folder that holds the fonts and nothing a document must not use."""
    return resource_path("fonts")


def shipped_coverage() -> Coverage:
    """Return which characters each family can show in all its weights, and how wide they are.

    Reads the fonts' own tables. Raises Damaged when the installation lacks one.
    """
    return Coverage(tuple(_family(files) for files in FAMILIES))


def _family(files: tuple[str, ...]) -> Family:
    weights = [_advances(name) for name in files]
    shared = set(weights[0]).intersection(*weights[1:])
    return Family({code: max(weight[code] for weight in weights) for code in shared})


def _advances(name: str) -> dict[int, float]:
    """Return the code points that a font file can show, with their widths in em."""
    from io import BytesIO

    # Imported here because most commands of the program never set a page.
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(read_resource(f"fonts/{name}")), lazy=True) as font:
        widths, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}
