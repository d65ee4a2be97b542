"""Fills the style sheets of resources/style with a palette's colors and the reader's sizes."""

import math
import re

from ui.palette import Palette
from vault.resource_files import read_resource, resource_path

SHEETS = ("1-surfaces", "2-labels", "3-buttons", "4-fields", "5-lists")

_FONT_SIZE = re.compile(r"font-size: ([\d.]+)px")
_RADIUS = re.compile(r"border-radius: ([\d.]+)px")
_PIXELS = re.compile(r"(?<![\w.])([\d.]+)px")
_IMAGE = re.compile(r"@image\(([\w-]+)\)")
_TOKEN = re.compile(r"@(\w+)")


def read_sheets() -> str:
    """Return the style sheets as they are written, tokens unfilled.

    Raises Damaged when the installation lacks one.
    """
    return "\n".join(read_resource(f"style/{name}.qss").decode() for name in SHEETS)


def style_sheet(palette: Palette, scale: float, dots_per_inch: float) -> str:
    """Return the application's style sheet.

    `scale` is what one design pixel is multiplied by. Font sizes are written in points, because
    Qt rounds those in pixels to whole ones. Raises KeyError for a token that is none.
    """
    text = read_sheets()
    text = _FONT_SIZE.sub(lambda m: f"font-size: {_points(m[1], scale, dots_per_inch)}pt", text)
    # Qt draws square corners when a radius is more than half the height, so it rounds down.
    text = _RADIUS.sub(lambda m: f"border-radius: {math.floor(float(m[1]) * scale)}px", text)
    text = _PIXELS.sub(lambda m: f"{_whole(float(m[1]), 1 if _is_set(m) else scale)}px", text)
    folder = resource_path(f"style/{palette.name}").as_posix()
    text = _IMAGE.sub(lambda m: f'url("{folder}/{m[1]}.svg")', text)
    return _TOKEN.sub(lambda m: palette[m[1]], text)


def _points(pixels: str, scale: float, dots_per_inch: float) -> str:
    return f"{float(pixels) * scale * 72 / dots_per_inch:.3f}"


def _is_set(match: re.Match[str]) -> bool:
    """Return whether this size is a radius, which has its scale already."""
    return match.string[: match.start()].endswith("border-radius: ")


def _whole(pixels: float, scale: float) -> int:
    """Return whole pixels: what is drawn stays drawn, no hairline becomes nothing."""
    return max(1, round(pixels * scale)) if pixels else 0
