"""Keeps a field of one line to one line, whatever is pasted into it."""

import re

from PySide6.QtWidgets import QLineEdit

_BREAK = re.compile(r"\s*[\n\r\t\v\f\u0085\u2028\u2029]+\s*")


def keep_to_one_line(field: QLineEdit) -> None:
    """Turn line breaks that come into a field into spaces: it would hide them and the vault refuse.

    Undo works as before.
    """

    def keep(text: str) -> None:
        joined = _BREAK.sub(" ", text)
        if joined != text:
            field.selectAll()
            field.insert(joined)

    field.textChanged.connect(keep)
