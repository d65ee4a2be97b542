"""The fonts that documents are set in: where they are, and which characters they can show."""

import unicodedata
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from vault.export.coverage import NON_JOINER, Coverage, Family
from vault.resource_files import read_resource, resource_path

FAMILIES: Final = (
    ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf"),
    ("Inter-Regular.otf", "Inter-SemiBold.otf"),
)
"""One line for each family that every text is set in, with every weight that a document uses."""

FURTHER: Final = {
    "hebrew": ("NotoSansHebrew-Regular.ttf", "NotoSerifHebrew-Regular.ttf"),
    "arabic": ("NotoNaskhArabic-Regular.ttf",),
    "cjk": ("NotoSansCJKsc-Regular.otf",),
    "emoji": ("NotoColorEmoji.ttf",),
}
"""The families of further scripts, by what `record.typ` calls them."""

NARROWEST: Final = 0.04
"""Width in em: letters are wider, and marks that sit on letters are narrower."""

_WIDEST: Final = 3.0
"""Width in em: what is wider (a whole sentence in one Arabic character) fits no column."""


def fonts_folder() -> Path:
    """Return the folder that holds the fonts and nothing a document must not use."""
    return resource_path("fonts")


def shipped_coverage() -> Coverage:
    """Return which characters each family can show in all its weights, and how wide they are.

    Reads the fonts' own tables, those of the further scripts when a text asks for them. Raises
    Damaged, then too, when the installation lacks one.
    """
    further = tuple(cache(partial(_family, files, style)) for style, files in FURTHER.items())
    return Coverage(tuple(map(_family, FAMILIES)), further)


def _family(files: tuple[str, ...], style: str = "") -> Family:
    tables = [_tables(name) for name in files]
    weights = [widths for widths, _sequences in tables]
    shared = set(weights[0]).intersection(*weights[1:])
    widths = {code: max(weight[code] for weight in weights) for code in shared}
    return Family(widths, tables[0][1], style)


def _tables(name: str) -> tuple[dict[int, float], frozenset[str]]:
    """Return the code points that a font file can show with their widths, and its sequences."""
    from io import BytesIO

    # Imported here because most commands of the program never set a page.
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(read_resource(f"fonts/{name}")), lazy=True) as font:
        # Any names will do, and reading the real ones takes half a second for a large font.
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        glyphs, em = font.getBestCmap(), font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        widths = {code: metrics[glyph][0] / em for code, glyph in glyphs.items()}
        sequences = _sequences(font, glyphs) if "CBDT" in font else frozenset()
    return {code: wide for code, wide in widths.items() if _fits(code, wide)}, sequences


def _fits(code: int, width: float) -> bool:
    """Tell whether a glyph takes the room that its character should.

    The reader of our documents tells a letter from a mark on it by this (`pdf_text.py`).
    """
    character = chr(code)
    if character == NON_JOINER or unicodedata.category(character)[0] == "M":
        return width < NARROWEST
    return NARROWEST <= width <= _WIDEST


def _sequences(font: Any, glyphs: dict[int, str]) -> frozenset[str]:
    """Return the rows of characters for which a font of pictures has one of its own."""
    characters = {glyph: chr(code) for code, glyph in glyphs.items()}
    found = set()
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(table, "ligatures", {}).items():
                rows = ((first, *ligature.Component) for ligature in ligatures)
                found |= {"".join(characters.get(glyph, "\0") for glyph in row) for row in rows}
    return frozenset(row for row in found if "\0" not in row)
