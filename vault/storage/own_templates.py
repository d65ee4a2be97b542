"""The table of the user's own templates."""

import json
from collections.abc import Sequence

from vault.errors import NotFound
from vault.model.own_template import OwnSection, OwnTemplate
from vault.model.template import own_kind
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = "id, title, sections"


class OwnTemplateTable:
    """Own templates; what is written in notes does not depend on it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, template: str) -> OwnTemplate:
        """Return one. Raises NotFound."""
        found = self.find(template)
        if found is None:
            raise NotFound(_("There is no own template of this id."))
        return found

    def find(self, template: str) -> OwnTemplate | None:
        """Return one, or None for a template of the program and one that was removed."""
        if not own_kind(template):
            return None
        row = self._database.row(f"SELECT {_COLUMNS} FROM own_template WHERE id = ?", (template,))
        return _template(row) if row is not None else None

    def has(self, template: str) -> bool:
        """Tell whether there is one of this id."""
        found = self._database.row("SELECT 1 FROM own_template WHERE id = ?", (template,))
        return found is not None

    def ids(self) -> Sequence[str]:
        """Return the ids of all."""
        return [str(row[0]) for row in self._database.rows("SELECT id FROM own_template")]

    def list_all(self) -> list[OwnTemplate]:
        """Return all by title."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM own_template ORDER BY trim(title) COLLATE NOCASE, id"
        )
        return [_template(row) for row in rows]

    def put(self, each: OwnTemplate) -> None:
        """Add one, or keep a changed one."""
        sections = [[section.name, section.hint] for section in each.sections]
        text = json.dumps(sections, ensure_ascii=False, separators=(",", ":"))
        self._database.change(
            f"INSERT INTO own_template ({_COLUMNS}) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET title = excluded.title, sections = excluded.sections",
            (each.id, each.title, text),
        )

    def remove(self, template: str) -> None:
        """Take one out."""
        self._database.change("DELETE FROM own_template WHERE id = ?", (template,))


def _template(row: Row) -> OwnTemplate:
    template, title, sections = row
    return OwnTemplate(template, title, tuple(OwnSection(*each) for each in json.loads(sections)))
