"""One page as pixels."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DrawnPage:
    """One page: its pixels as RGBX, four bytes each, and how many pages there are in all."""

    pixels: bytes = field(repr=False)
    width: int
    height: int
    stride: int
    pages: int
