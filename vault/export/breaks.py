"""Where the lines of printable text may break, so that no word ends beyond the paper's edge."""

import re
from collections.abc import Iterator

from vault.export.clusters import clusters
from vault.export.coverage import Coverage

BREAK = "\u200b"
"""Where a line may break inside a run that has no space (a zero width space)."""

LONGEST_RUN = 20.0
"""Widest run without a space, in em, that fits every column of the page as it is."""

_PIECE = 2.0
"""Width in em after which an over-long run may break: narrow, so that lines fill evenly."""

_FREE = (
    "\u3041-\u3096\u30a1-\u30fa"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Kana, Bopomofo, ideographs, Hangul: the typesetter breaks lines between them by their rules."""

_SMALL = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
"""Kana that may not begin a line."""

# A run is as long as it has no such letter. Its widest glyphs, 7 at 2.85 em each, make LONGEST_RUN.
_RUN = re.compile(rf"(?:[^ \n{_FREE}]|[{_SMALL}]){{7,}}")
_MARK = re.compile(r"(\[U\+[0-9A-F]{4,6}\])")


def breakable(text: str, coverage: Coverage) -> str:
    """Return printable text with places to break inside runs that are wider than a column.

    Without them the end of a very long word would lie beyond the edge of the paper. A letter keeps
    its combining marks; a mark such as `[U+0F56]` and an emoji of several characters stay whole.
    """
    # Hardly any text has a word that could be too wide: to measure each would cost as much as all
    # the rest of preparing a page.
    widest = max(map(coverage.width, set(text) - {"\n"}), default=0.0)
    longest = max(map(len, text.replace("\n", " ").split(" ")))
    if longest * widest <= LONGEST_RUN:
        return text
    return _RUN.sub(
        lambda match: (
            match[0] if len(match[0]) * widest <= LONGEST_RUN else _broken(match[0], coverage)
        ),
        text,
    )


def _broken(run: str, coverage: Coverage) -> str:
    if sum(map(coverage.width, run)) <= LONGEST_RUN:
        return run
    out: list[str] = []
    width = 0.0
    for atom in _atoms(run, coverage):
        if width >= _PIECE:
            out.append(BREAK)
            width = 0.0
        out.append(atom)
        width += sum(map(coverage.width, atom))
    return "".join(out)


def _atoms(run: str, coverage: Coverage) -> Iterator[str]:
    for number, part in enumerate(_MARK.split(run)):
        yield from [part] if number % 2 else clusters(part, coverage)


def shortened(text: str, room: float, coverage: Coverage) -> str:
    """Return printable text cut to `room` em, with an ellipsis where it was cut."""
    width, kept = 0.0, ""
    for cluster in clusters(text, coverage):
        width += sum(map(coverage.width, cluster))
        if width > room:
            return kept.rstrip() + "…"
        kept += cluster
    return text
