"""Reads the words back out of a tagged PDF of ours, apart from what is only furniture of the page.

In a tagged PDF running headers and footers are marked as artifacts (ISO 32000-1, 14.8.2.2), and
letters that share a glyph say what they stand for (`ActualText`, 14.9.4; `ToUnicode`, 9.10.3). So
the text of a note comes out in one piece, over page breaks and through ligatures. Only what our
typesetter writes is understood; anything else is Damaged, because then it is not our file.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NoReturn

from vault.errors import Damaged
from vault.translation import _

Font = dict[bytes, str]
"""Two bytes of a shown string, and the text they stand for."""

_TOKEN = re.compile(
    rb"(?:(?P<name>/[^\s()<>\[\]{}/%]+)"
    rb"|(?P<string>\((?:[^()\\]|\\.)*+\))"
    rb"|(?P<open>\()"
    rb"|(?P<hex><[0-9A-Fa-f\s]*>)"
    rb"|(?P<word>[A-Za-z'\"*]+[0-9]?))"
    rb"[-+.0-9\s\[\]]*+",
    re.DOTALL,
)
"""A token, and the numbers behind it, which say nothing about text."""

_WITHIN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_DRAWS = frozenset({b"Do", b"BI", b"sh"})
"""Operators that put something on the page which is neither text nor a line."""
_HEARD = _SHOWS | _DRAWS | {b"Tf", b"BDC", b"BMC", b"EMC"}
"""The few operators that say something about text; a page has many others."""

_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = (
    {b"\\" + bytes((code,)): bytes((code,)) for code in range(256)}
    | {
        b"\\" + f"{code:o}".encode().zfill(n): bytes((code,))
        for n in (1, 2, 3)
        for code in range(256)
    }
    | {b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f"}
    | {b"\\\n": b"", b"\\\r": b"", b"\\\r\n": b""}
)
"""What each escape of a string stands for."""

_RARE_ESCAPE = re.compile(rb"\\(?![nrtbf]|[0-3][0-7]{2})")

_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


@dataclass(frozen=True)
class PageText:
    """The words of a page: what is read (`content`), and headers and footers (`furniture`)."""

    content: str = field(repr=False)
    furniture: str = field(repr=False)


class TextReader:
    """Reads page after page, and each font once."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}

    def page(self, page: Any) -> PageText:
        """Return the words of a page (a pypdf PageObject).

        Raises Damaged for a stream that does not unpack, a font that is not embedded whole, and a
        page that is built in another way than ours.
        """
        resources = page["/Resources"].get_object()
        if "/XObject" in resources or "/Pattern" in resources:
            refuse(_("A page holds something that is not text."))
        return _PageWords(self._fonts_of(resources)).read(unpacked(page["/Contents"]))

    def _fonts_of(self, resources: Any) -> dict[bytes, Font]:
        named = resources.get("/Font")
        if named is None:
            return {}
        named = named.get_object()
        return {name[1:].encode(): self._font(named.raw_get(name)) for name in named}

    def _font(self, reference: Any) -> Font:
        number: int = reference.idnum
        if number not in self._fonts:
            self._fonts[number] = _read_font(reference.get_object())
        return self._fonts[number]


def refuse(sentence: str) -> NoReturn:
    """Raise Damaged with what is wrong with the copy."""
    raise Damaged(sentence, hint=_("Do not use this copy. Make it again, on another disk."))


def unpacked(stream: Any) -> bytes:
    """Return the bytes of a PDF stream, whose checksum must hold.

    pypdf repairs what it can of a damaged stream; here damage must show.
    """
    stream = stream.get_object()
    if stream.get("/Filter") != "/FlateDecode" or "/DecodeParms" in stream:
        refuse(_("A part of the copy is packed in another way than it was written."))
    try:
        # The packed bytes as they stand in the file: pypdf has no public name for them.
        return zlib.decompress(stream._data)
    except zlib.error:
        refuse(_("A part of the copy does not unpack."))


def _read_font(font: Any) -> Font:
    if font["/Subtype"] != "/Type0" or font["/Encoding"] != "/Identity-H":
        refuse(_("A font of the copy is of another kind than it was written."))
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    programs = [name for name in ("/FontFile2", "/FontFile3") if name in descriptor]
    if len(programs) != 1 or not unpacked(descriptor[programs[0]]):
        refuse(_("A font of the copy is not embedded in it."))
    return read_character_map(unpacked(font["/ToUnicode"]))


def read_character_map(source: bytes) -> Font:
    """Return what a ToUnicode map says (ISO 32000-1, 9.10.3)."""
    font: Font = {}
    for block in _CHARS.findall(source):
        numbers = [_hex(number) for number in _HEX.findall(block)]
        for code, text in zip(numbers[::2], numbers[1::2], strict=True):
            font[code] = _utf16(text)
    for block in _RANGES.findall(source):
        if b"[" in block:
            refuse(_("A font of the copy is of another kind than it was written."))
        numbers = [_hex(number) for number in _HEX.findall(block)]
        triples = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        for low, high, text in triples:
            start, first = int.from_bytes(low), _utf16(text)
            for offset in range(int.from_bytes(high) - start + 1):
                code = (start + offset).to_bytes(2)
                font[code] = first[:-1] + chr(ord(first[-1]) + offset)
    return font


def _hex(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode("ascii"))


def _utf16(text: bytes) -> str:
    return text.decode("utf-16-be")


def _string_end(stream: bytes, start: int) -> int:
    """Return where the string that begins at `start` ends; it may hold balanced parentheses."""
    depth = 0
    for found in _WITHIN_STRING.finditer(stream, start):
        if found[0] == b"(":
            depth += 1
        elif found[0] == b")":
            depth -= 1
            if not depth:
                return found.end()
    refuse(_("A page of the copy is cut off."))


def _string(token: bytes) -> bytes:
    """Return the bytes that a string of a content stream stands for (ISO 32000-1, 7.3.4)."""
    body = token[1:-1]
    if b"\\" not in body:
        return body
    unfenced = body.replace(b"\\(", b"(").replace(b"\\)", b")")
    if b"\\\\" in body or _RARE_ESCAPE.search(unfenced):
        return _ESCAPE.sub(lambda match: _ESCAPES[match[0]], body)
    # What is left Python writes as PDF does, and reads many times faster than our table.
    return unfenced.decode("unicode_escape").encode("latin-1")


def _tokens(stream: bytes) -> Iterator[tuple[str, bytes]]:
    """Split a content stream into names, strings (decoded) and operators; numbers are left out."""
    at = 0
    while at < len(stream):
        for found in _TOKEN.finditer(stream, at):
            kind = found.lastgroup or ""
            token = found[kind]
            if kind == "word":
                yield kind, token
            elif kind == "string":
                yield kind, _string(token)
            elif kind == "name":
                yield kind, token[1:]
            elif kind == "hex":
                yield "string", _hex(token[1:-1])
            else:
                at = _string_end(stream, found.start())
                yield "string", _string(stream[found.start() : at])
                break
        else:
            break


def _stated(operands: list[tuple[str, bytes]]) -> str | None:
    """Return the ActualText among the operands of a mark, or None when it has none."""
    for (kind, name), (_kind, text) in pairwise(operands):
        if kind == "name" and name == b"ActualText":
            return _utf16(text[2:]) if text.startswith(b"\xfe\xff") else text.decode("latin-1")
    return None


class _PageWords:
    """What one content stream shows, token by token."""

    def __init__(self, fonts: dict[bytes, Font]) -> None:
        self._fonts = fonts
        self._font: Font = {}
        self._content: list[str] = []
        self._furniture: list[str] = []
        # For each open mark: is it furniture, and has it said what its glyphs stand for?
        self._marks: list[tuple[bool, bool]] = [(False, False)]

    def read(self, stream: bytes) -> PageText:
        operands: list[tuple[str, bytes]] = []
        for kind, token in _tokens(stream):
            if kind == "word":
                if token in _HEARD:
                    self._operate(token, operands)
                operands = []
            else:
                operands.append((kind, token))
        if len(self._marks) != 1:
            refuse(_("A page of the copy is cut off."))
        return PageText("".join(self._content), "".join(self._furniture))

    def _operate(self, operator: bytes, operands: list[tuple[str, bytes]]) -> None:
        if operator in _SHOWS:
            self._show(b"".join(token for kind, token in operands if kind == "string"))
        elif operator == b"Tf":
            self._font = self._fonts[operands[-1][1]]
        elif operator in (b"BDC", b"BMC"):
            self._begin(operands[0][1], _stated(operands))
        elif operator == b"EMC":
            self._marks.pop()
        elif operator in _DRAWS:
            refuse(_("A page holds something that is not text."))

    def _begin(self, tag: bytes, stated: str | None) -> None:
        furniture, said = self._marks[-1]
        furniture = furniture or tag == b"Artifact"
        if stated is not None and not said:
            self._write(furniture, stated)
        self._marks.append((furniture, said or stated is not None))

    def _show(self, codes: bytes) -> None:
        furniture, said = self._marks[-1]
        if not said:
            font = self._font
            letters = [font[codes[at : at + 2]] for at in range(0, len(codes), 2)]
            self._write(furniture, "".join(letters))

    def _write(self, furniture: bool, text: str) -> None:
        (self._furniture if furniture else self._content).append(text)
