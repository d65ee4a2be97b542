"""A text of a record as it is set: paragraphs of lines, and the blank lines between them."""

from vault.model.direction import runs_leftward

Prose = list[list[str] | int]
"""Paragraphs, each a list of its lines, and between them numbers of blank lines."""

_LINES_OF_A_PARAGRAPH = 40
"""A paragraph of more lines is set in parts: line breaking takes quadratic time."""

_MOST_BLANK_LINES = 30
"""Most of a page; a longer gap says no more and would only bury what follows."""


def prose_of(text: str) -> Prose:
    """Return a text as paragraphs (lists of lines) and, between them, numbers of blank lines.

    Blank lines at either end are dropped. A section that says nothing becomes a dash: a reader
    then sees that it was left empty, and need not wonder whether it was taken out of the copy.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    filled = [index for index, line in enumerate(lines) if line]
    if not filled:
        return [["—"]]
    prose: Prose = []
    for line in lines[filled[0] : filled[-1] + 1]:
        _append(prose, line)
    return prose


def _append(prose: Prose, line: str) -> None:
    last: list[str] | int = prose[-1] if prose else []
    if line and isinstance(last, list) and _goes_on(last, line):
        last.append(line)
    elif line:
        prose.append([line])
    elif isinstance(last, int):
        prose[-1] = min(last + 1, _MOST_BLANK_LINES)
    else:
        prose.append(1)


def _goes_on(lines: list[str], line: str) -> bool:
    """Tell whether a line belongs to the paragraph above: all of one run in one direction."""
    return 0 < len(lines) < _LINES_OF_A_PARAGRAPH and runs_leftward(lines[0]) == runs_leftward(line)


def lines_of(prose: Prose) -> list[str]:
    """Return the lines of a prose in order, without what is blank."""
    return [line for item in prose if isinstance(item, list) for line in item]
