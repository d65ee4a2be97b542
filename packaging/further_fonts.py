"""Makes the fonts of the further scripts for resources/fonts from Debian's font packages.

    apt-get download fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
    for package in *.deb; do dpkg -x "$package" unpacked; done
    python packaging/further_fonts.py unpacked

Three files are copied as they are. Of the collection of Chinese, Japanese and Korean the face "Noto
Sans CJK SC" is taken, without the glyphs that only another language's forms or vertical lines use,
and without hinting: nobody sees these here, and they are half of its bytes. The same packages give
the same bytes.
"""

import argparse
import shutil
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTCollection

FONTS: Final = Path(__file__).parent.parent / "resources" / "fonts"
COPIED: Final = (
    "NotoSansHebrew-Regular.ttf",
    "NotoSerifHebrew-Regular.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoColorEmoji.ttf",
)
FACE: Final = "Noto Sans CJK SC"
FEATURES: Final = ["ccmp", "ljmo", "vjmo", "tjmo", "mark"]
"""What puts Hangul letters together and marks on their letters; nothing that is only taste."""


def main() -> None:
    """Write the fonts into resources/fonts, from the folder that the packages were unpacked in."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("unpacked", type=Path)
    fonts = arguments.parse_args().unpacked / "usr" / "share" / "fonts"
    for name in COPIED:
        shutil.copyfile(fonts / "truetype" / "noto" / name, FONTS / name)
    make_cjk(fonts / "opentype" / "noto" / "NotoSansCJK-Regular.ttc")


def make_cjk(collection: Path) -> None:
    """Write one face of the collection, with every character that it has a glyph for."""
    faces = TTCollection(collection, lazy=True, recalcTimestamp=False).fonts
    face = next(face for face in faces if face["name"].getDebugName(4) == FACE)
    options = subset.Options(
        layout_features=FEATURES,
        name_IDs=["*"],
        notdef_outline=True,
        hinting=False,
        glyph_names=False,
    )
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=face.getBestCmap())
    cutter.subset(face)
    face.save(FONTS / "NotoSansCJKsc-Regular.otf")


if __name__ == "__main__":
    main()
