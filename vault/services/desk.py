"""What one does with the desk: leave things lying when the vault is locked, and find them again."""

import json
import re
from collections.abc import Mapping
from typing import Any

from vault.errors import BadInput
from vault.model.audit import Action, Fact
from vault.model.canonical import canonical
from vault.storage.records_store import RecordsStore
from vault.translation import _

_ID = re.compile(r"[0-9a-f]{32}")

DESK_LIMIT = 1_048_576
"""Bytes of the JSON of one thing on the desk."""


class Desk:
    """The place that was open and the forms that were half filled in, by name.

    It lies in the records, so nothing of process notes may be left on it: their own drafts lie in
    their own compartment.
    """

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def keep(self, name: str, value: Mapping[str, Any]) -> None:
        """Leave something under a name, in place of what lay there; unchanged, nothing is written.

        What is named after something that was destroyed is not kept: a window may still have it.
        `value` is what JSON can hold, keys being text. Raises BadInput above 1 MB.
        """
        if any(self._store.tables.destructions.took(each) for each in _ID.findall(name)):
            return
        text = canonical(value).decode("ascii")
        if len(text) > DESK_LIMIT:
            raise BadInput(_("What is left unfinished here is longer than 1 MB."))
        if text != self._store.tables.desk.get(name):
            with self._store.write(Fact(Action.DESK_KEPT, name)) as tables:
                tables.desk.put(name, text)

    def get(self, name: str) -> dict[str, Any] | None:
        """Return what lies under a name, or None."""
        text = self._store.tables.desk.get(name)
        value: dict[str, Any] | None = None if text is None else json.loads(text)
        return value

    def all(self) -> dict[str, dict[str, Any]]:
        """Return everything on the desk by its name."""
        return self._store.tables.desk.all()

    def clear(self, name: str) -> None:
        """Take away what lies under a name; where nothing lies, nothing is written."""
        if self._store.tables.desk.get(name) is not None:
            with self._store.write(Fact(Action.DESK_KEPT, name)) as tables:
                tables.desk.remove(name)
