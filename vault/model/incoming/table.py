"""A table of somebody else's: a sheet or a file of rows, each cell as text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

CELL_LIMIT = 1_048_576
"""Most letters of one cell: what a section of a note may be."""


@dataclass(frozen=True)
class Place:
    """Where something stands in what came: a file, and its row counted as a person counts, or 0."""

    file: str = field(repr=False)
    row: int = 0


@dataclass(frozen=True)
class Problem:
    """What did not come, and why: one sentence without a word of the record."""

    at: Place
    reason: str = field(repr=False)


@dataclass(frozen=True)
class Table:
    """A table with its header; `rows` are what stands below, none longer than the header.

    `first` is the row, as a person counts, of the first of them. `formulas` are the (row, column)
    of cells that a spreadsheet would compute, counted from 0 within `rows`.
    """

    name: str = field(repr=False)
    header: tuple[str, ...] = field(repr=False)
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    first: int = 2
    formulas: frozenset[tuple[int, int]] = frozenset()

    def place(self, index: int) -> Place:
        """Return where the row of an index stands."""
        return Place(self.name, self.first + index)

    def column(self, index: int) -> list[str]:
        """Return the cells of a column that say something."""
        return [row[index] for row in self.rows if row[index].strip()]


def as_table(
    name: str,
    grid: Sequence[Sequence[str]],
    formulas: frozenset[tuple[int, int]] = frozenset(),
) -> Table | None:
    """Return a grid of cells as a table: its first row with two names, or one alone, is the header.

    `formulas` are counted from 0 in the grid. None for a grid without a row below a header. Rows
    that say nothing are left out at the end; a cell beyond the header is under a name of none.
    """
    top = next((i for i, row in enumerate(grid) if sum(bool(cell.strip()) for cell in row) > 1), -1)
    if top < 0:
        top = next((i for i, row in enumerate(grid) if any(cell.strip() for cell in row)), -1)
    body = list(grid[top + 1 :]) if top >= 0 else []
    while body and not any(cell.strip() for cell in body[-1]):
        body.pop()
    if not body:
        return None
    width = max(len(grid[top]), *(len(row) for row in body))
    header = tuple(" ".join(cell.split()) for cell in _wide(grid[top], width))
    below = frozenset((row - top - 1, column) for row, column in formulas if row > top)
    return Table(name, header, tuple(_wide(row, width) for row in body), top + 2, below)


def _wide(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *("" for _missing in range(width - len(row))))
