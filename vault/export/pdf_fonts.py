"""Reads the fonts of our own PDFs: what each code stands for, and whether it is only a mark."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from vault.export.clusters import combines
from vault.export.pdf_stream import refuse, unpacked
from vault.export.shipped_fonts import NARROWEST
from vault.model.direction import has_leftward
from vault.translation import _

_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_PICTURE = re.compile(rb"\s*[\d.]+ 0 d0/(x\d+) Do\s*")
_FORM = re.compile(rb"\s*q(?: -?[\d.]+){6} cm/(x\d+) Do\s+Q\s*")


@dataclass(frozen=True)
class Font:
    """What the codes of a font stand for, each of `size` bytes.

    `narrow` are the codes that take no room of their own: marks, but also an alef in its lam.
    `plain` is whether no code stands for a letter with marks, or one that runs leftward.
    """

    texts: Mapping[bytes, str] = field(repr=False)
    narrow: frozenset[bytes] = field(default=frozenset(), repr=False)
    size: int = 2
    plain: bool = True


class FontReader:
    """Reads the fonts that pages name, each once."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}

    def of(self, resources: Any) -> dict[bytes, Font]:
        """Return the fonts of a page's resources by their names in its content.

        Raises Damaged for a font that is not embedded whole, or is built in another way than ours.
        """
        named = resources.get("/Font")
        if named is None:
            return {}
        named = named.get_object()
        return {name[1:].encode(): self._font(named.raw_get(name)) for name in named}

    def _font(self, reference: Any) -> Font:
        number: int = reference.idnum
        if number not in self._fonts:
            font = reference.get_object()
            pictures = font["/Subtype"] == "/Type3"
            self._fonts[number] = _read_pictures(font) if pictures else _read_letters(font)
        return self._fonts[number]


def _read_letters(font: Any) -> Font:
    if font["/Subtype"] != "/Type0" or font["/Encoding"] != "/Identity-H":
        _refuse_kind()
    glyphs = font["/DescendantFonts"][0].get_object()
    descriptor = glyphs["/FontDescriptor"].get_object()
    programs = [name for name in ("/FontFile2", "/FontFile3") if name in descriptor]
    if len(programs) != 1 or not unpacked(descriptor[programs[0]]):
        refuse(_("A font of the copy is not embedded in it."))
    texts, widths = read_character_map(unpacked(font["/ToUnicode"])), _widths(glyphs)
    narrow = (code for code in texts if widths[int.from_bytes(code)] < NARROWEST)
    letters = "".join(texts.values())
    plain = not has_leftward(letters) and not any(map(combines, set(letters)))
    return Font(texts, frozenset(narrow), plain=plain)


def _widths(glyphs: Any) -> dict[int, float]:
    """Return the widths of a font's codes in em (ISO 32000-1, 9.7.4.3).

    The table has codes of their own widths, `first [width ...]`, and of one, `first last width`.
    """
    widths = defaultdict(lambda: float(glyphs.get("/DW", 1000)) / 1000)
    table = iter(glyphs["/W"].get_object())
    for first in table:
        second = next(table).get_object()
        alike = not isinstance(second, list)
        row = [next(table)] * (int(second) - int(first) + 1) if alike else second
        for code, width in enumerate(row, int(first)):
            widths[code] = float(width) / 1000
    return widths


def _read_pictures(font: Any) -> Font:
    """Read a font of pictures: each character draws one bitmap and nothing else."""
    forms = font["/Resources"].get_object()["/XObject"].get_object()
    for drawing in font["/CharProcs"].get_object().values():
        named = _PICTURE.fullmatch(unpacked(drawing))
        if named is None:
            _refuse_kind()
        form = forms["/" + named[1].decode()].get_object()
        named = _FORM.fullmatch(unpacked(form))
        if named is None:
            _refuse_kind()
        images = form["/Resources"].get_object()["/XObject"].get_object()
        image = images["/" + named[1].decode()].get_object()
        if image["/Subtype"] != "/Image" or not unpacked(image):
            _refuse_kind()
    return Font(read_character_map(unpacked(font["/ToUnicode"])), size=1, plain=False)


def _refuse_kind() -> NoReturn:
    refuse(_("A font of the copy is of another kind than it was written."))


def read_character_map(source: bytes) -> dict[bytes, str]:
    """Return what a ToUnicode map says (ISO 32000-1, 9.10.3)."""
    font: dict[bytes, str] = {}
    for block in _CHARS.findall(source):
        numbers = [_hex(number) for number in _HEX.findall(block)]
        for code, text in zip(numbers[::2], numbers[1::2], strict=True):
            font[code] = _utf16(text)
    for block in _RANGES.findall(source):
        if b"[" in block:
            _refuse_kind()
        numbers = [_hex(number) for number in _HEX.findall(block)]
        triples = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        for low, high, text in triples:
            start, first = int.from_bytes(low), _utf16(text)
            for offset in range(int.from_bytes(high) - start + 1):
                code = (start + offset).to_bytes(len(low))
                font[code] = first[:-1] + chr(ord(first[-1]) + offset)
    return font


def _hex(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode("ascii"))


def _utf16(text: bytes) -> str:
    return text.decode("utf-16-be")
