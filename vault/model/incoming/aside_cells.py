"""What of a table looks like psychotherapy notes: cells that are set aside before any is read.

They are written as JSON of our own, so that nothing of them goes through what reads notes, shows
the first rows, or indexes words.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from vault.model.incoming.columns import Column, Columns, TableKind, is_kind_of_process_notes
from vault.model.incoming.set_aside import AsideIn
from vault.model.incoming.table import Table
from vault.translation import _

_Cells = list[tuple[int, int]]


def set_aside_sheet(table: Table, index: int) -> AsideIn:
    """Return a whole sheet that is called as psychotherapy notes are; `index` as in the other."""
    cells = [(row, at) for row in range(len(table.rows)) for at in range(len(table.header))]
    return AsideIn(table.name, index, _written(table, cells))


def set_aside_cells(table: Table, columns: Columns, index: int) -> tuple[Table, list[AsideIn]]:
    """Return a table without the cells that are set aside, and those; `index` is that of its file.

    These are the columns that are ASIDE, one of a file each, and the rows of notes whose kind says
    that they are psychotherapy notes. What is set aside is empty in the table, and its rows keep
    their numbers.
    """
    found, out = [], set[tuple[int, int]]()
    rows = _rows_aside(table, columns)
    if rows:
        cells = [(row, at) for row in rows for at in range(len(table.header))]
        name = _("{table}: rows of psychotherapy notes").format(table=table.name)
        found.append(AsideIn(name, index, _written(table, cells)))
        out.update(cells)
    for at in columns.at(Column.ASIDE):
        cells = [(row, at) for row in range(len(table.rows)) if row not in rows]
        cells = [each for each in cells if _cell(table, each).strip()]
        if cells:
            header = table.header[at] or _("column {n}").format(n=at + 1)
            name = _("{table}: column {column}").format(table=table.name, column=header)
            found.append(AsideIn(name, index, _written(table, cells)))
            out.update(cells)
    return (_without(table, out) if out else table), found


def _rows_aside(table: Table, columns: Columns) -> Sequence[int]:
    kinds = columns.at(Column.TITLE) if columns.kind is TableKind.NOTES else []
    return [
        number
        for number, row in enumerate(table.rows)
        if any(is_kind_of_process_notes(row[at]) for at in kinds)
    ]


def _written(table: Table, cells: _Cells) -> bytes:
    """Return cells as JSON: each with its row, as a person counts, the column's name, and words."""
    said = [
        {"row": table.place(row).row, "column": table.header[at], "words": table.rows[row][at]}
        for row, at in cells
        if table.rows[row][at]
    ]
    value = {"table": table.name, "cells": said}
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"


def _cell(table: Table, at: tuple[int, int]) -> str:
    return table.rows[at[0]][at[1]]


def _without(table: Table, out: set[tuple[int, int]]) -> Table:
    rows = tuple(
        tuple("" if (number, at) in out else cell for at, cell in enumerate(row))
        for number, row in enumerate(table.rows)
    )
    return replace(table, rows=rows, formulas=frozenset(table.formulas - out))
