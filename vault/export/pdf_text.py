"""Reads the words back out of a tagged PDF of ours, apart from what is only furniture of the page.

In a tagged PDF running headers and footers are marked as artifacts (ISO 32000-1, 14.8.2.2), and
letters that share a glyph say what they stand for (`ActualText`, 14.9.4; `ToUnicode`, 9.10.3). So
the text of a note comes out in one piece, over page breaks and through ligatures. Only what our
typesetter writes is understood; anything else is Damaged, because then it is not our file.

A letter with a mark of its own height stands there once for each of its glyphs, each time whole. It
counts as often as there are glyphs that take room among them; the marks take none. A word that runs
leftward is read backwards, as it stands there, because the stream alone does not say where it
begins (`pieces.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from vault.export.clusters import combines
from vault.export.pdf_fonts import Font, FontReader
from vault.export.pdf_stream import refuse, unpacked
from vault.export.pieces import backwards
from vault.model.direction import has_leftward
from vault.translation import _

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


@dataclass(frozen=True)
class PageText:
    """The words of a page: what is read (`content`), and headers and footers (`furniture`)."""

    content: str = field(repr=False)
    furniture: str = field(repr=False)


class TextReader:
    """Reads page after page, and each font once."""

    def __init__(self) -> None:
        self._fonts = FontReader()

    def page(self, page: Any) -> PageText:
        """Return the words of a page (a pypdf PageObject).

        Raises Damaged for a stream that does not unpack, a font that is not embedded whole, and a
        page that is built in another way than ours.
        """
        resources = page["/Resources"].get_object()
        if "/XObject" in resources or "/Pattern" in resources:
            refuse(_("A page holds something that is not text."))
        return _PageWords(self._fonts.of(resources)).read(unpacked(page["/Contents"]))


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
                yield "string", bytes.fromhex(token[1:-1].decode("ascii"))
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
            return (
                text[2:].decode("utf-16-be")
                if text.startswith(b"\xfe\xff")
                else text.decode("latin-1")
            )
    return None


@dataclass
class _Mark:
    """An open mark of the content: whether it is furniture, and what its glyphs stand for.

    `shown` is whether it has a glyph, and `wide` whether one takes room.
    """

    furniture: bool
    stated: str | None = field(default=None, repr=False)
    shown: bool = False
    wide: bool = False


class _Words:
    """What was read, cluster by cluster."""

    def __init__(self) -> None:
        self._read: list[str] = []
        # The letter with marks that was read last, and whether a glyph of it took room.
        self._last, self._wide = "", False

    def __str__(self) -> str:
        return "".join(self._read)

    def add_plain(self, letters: str) -> None:
        """Add letters of which each stands for itself, as almost all do."""
        self._last = ""
        self._read.append(letters)

    def add(self, cluster: str, *, wide: bool) -> None:
        """Add what a glyph, or a mark around several, stands for."""
        if not any(map(combines, cluster)):
            self._last = ""
        elif cluster != self._last:
            self._last, self._wide = cluster, wide
        elif not wide or not self._wide:
            self._wide = self._wide or wide
            return
        self._read.append(backwards(cluster) if has_leftward(cluster) else cluster)


class _PageWords:
    """What one content stream shows, token by token."""

    def __init__(self, fonts: dict[bytes, Font]) -> None:
        self._fonts = fonts
        self._font = Font({})
        self._content, self._furniture = _Words(), _Words()
        self._marks = [_Mark(furniture=False)]

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
        return PageText(str(self._content), str(self._furniture))

    def _operate(self, operator: bytes, operands: list[tuple[str, bytes]]) -> None:
        if operator in _SHOWS:
            self._show(b"".join(token for kind, token in operands if kind == "string"))
        elif operator == b"Tf":
            self._font = self._fonts[operands[-1][1]]
        elif operator in (b"BDC", b"BMC"):
            self._begin(operands[0][1], _stated(operands))
        elif operator == b"EMC":
            self._end(self._marks.pop())
        elif operator in _DRAWS:
            refuse(_("A page holds something that is not text."))

    def _begin(self, tag: bytes, stated: str | None) -> None:
        outer = self._marks[-1]
        if outer.stated is not None:
            # What is inside a mark that says what it stands for, says nothing more.
            self._marks.append(outer)
        else:
            self._marks.append(_Mark(outer.furniture or tag == b"Artifact", stated))

    def _show(self, codes: bytes) -> None:
        font, mark = self._font, self._marks[-1]
        split = [codes[at : at + font.size] for at in range(0, len(codes), font.size)]
        if font.plain and mark.stated is None:
            self._words(mark).add_plain("".join([font.texts[code] for code in split]))
            return
        for code in split:
            wide = code not in font.narrow
            if mark.stated is None:
                self._words(mark).add(font.texts[code], wide=wide)
            else:
                mark.shown, mark.wide = True, mark.wide or wide

    def _end(self, mark: _Mark) -> None:
        if mark.shown and mark.stated is not None and mark is not self._marks[-1]:
            self._words(mark).add(mark.stated, wide=mark.wide)

    def _words(self, mark: _Mark) -> _Words:
        return self._furniture if mark.furniture else self._content
