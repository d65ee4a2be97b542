"""The cells of a table of somebody else's, as text: separators and letters are found out.

It runs in the child process alone.
"""

import csv
import io
from datetime import date, datetime, time
from typing import Any

from vault.foreign.words import decoded
from vault.model.media import ODS, XLSX

_SEPARATORS = ",;\t|"
_LOOKED_AT = 64_000
_MOST_CELL = 200_000_000
_MOST_REPEATED = 1_000
"""Cells, and rows, of an OpenDocument sheet that repeat are no more: the last fill the sheet."""

Grid = dict[str, Any]
"""{"name", "rows": [[text]], "formulas": [[row, column]]}, counted from 0."""


def grids_of(media: str, data: bytes) -> list[Grid]:
    """Return the sheets of a file. Raises what its library raises."""
    if media == XLSX:
        return _of_workbook(data)
    if media == ODS:
        return _of_open_document(data)
    return [{"name": "", "rows": _of_text(_text(data)), "formulas": []}]


def _text(data: bytes) -> str:
    from charset_normalizer import from_bytes

    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:3] == b"\xef\xbb\xbf":
        return decoded(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data[:_MOST_CELL], cp_isolation=["cp1252", "mac_roman", "latin_1"]).best()
        return str(best) if best is not None else decoded(data)


def _of_text(text: str) -> list[list[str]]:
    csv.field_size_limit(_MOST_CELL)
    text = text.replace("\0", "\ufffd")
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), _dialect(text))]


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        found = csv.Sniffer().sniff(text[:_LOOKED_AT], _SEPARATORS)
    except csv.Error:
        return csv.excel
    top = text.partition("\n")[0]
    # Words of notes have more commas than a table has columns: the header counts.
    best = max(_SEPARATORS, key=top.count)

    class _Found(csv.excel):
        delimiter = best if top.count(best) else found.delimiter

    return _Found


def _of_workbook(data: bytes) -> list[Grid]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    found = []
    for sheet in book.worksheets:
        rows: list[list[str]] = []
        formulas = []
        for number, row in enumerate(sheet.iter_rows()):
            for column, cell in enumerate(row):
                if getattr(cell, "data_type", "") == "f":
                    formulas.append([number, column])
            rows.append([_said(cell.value) for cell in row])
        found.append({"name": str(sheet.title), "rows": rows, "formulas": formulas})
    return found


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        plain = value.time() == time()
        return value.date().isoformat() if plain else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _of_open_document(data: bytes) -> list[Grid]:
    import zipfile

    from vault.foreign.words import packed_part, tree_of

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        root = tree_of(packed_part(packed, "content.xml"))
    found = []
    for sheet in root.iter("{*}table"):
        rows: list[list[str]] = []
        formulas = []
        for row in sheet.iter("{*}table-row"):
            cells: list[str] = []
            for cell in row.iter("{*}table-cell", "{*}covered-table-cell"):
                values = {key.rpartition("}")[2]: value for key, value in cell.attrib.items()}
                if "formula" in values:
                    formulas.append([len(rows), len(cells)])
                words = "\n".join("".join(each.itertext()) for each in cell.iter("{*}p"))
                said = values.get("date-value") or values.get("value") or words
                times = min(int(values.get("number-columns-repeated", 1)), _MOST_REPEATED)
                cells += [said] * (times if said else min(times, _MOST_REPEATED))
            while cells and not cells[-1]:
                cells.pop()
            said_of = {key.rpartition("}")[2]: value for key, value in row.attrib.items()}
            repeated = int(said_of.get("number-rows-repeated", 1))
            rows += [cells] * (min(repeated, _MOST_REPEATED) if cells else 1)
        names = {key.rpartition("}")[2]: value for key, value in sheet.attrib.items()}
        found.append({"name": names.get("name", ""), "rows": rows, "formulas": formulas})
    return found
