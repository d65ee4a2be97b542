"""The tables of rule files that came in, and of the keys whose rule files are trusted."""

from datetime import datetime

from vault.errors import NotFound
from vault.model.ids import RuleFileId, is_id
from vault.model.rule_file import RuleFile, RuleKey
from vault.storage.database import Database, Row
from vault.translation import _

_FILE = (
    "id, came_at, came_by, name, text, signed, key, signed_by, taken_back_at, public_key, signature"
)
_KEY = "key, number, label, trusted_at, trusted_by"


class RuleFileTable:
    """One row for each file, whole. A row is never deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, file: RuleFileId) -> RuleFile:
        """Return one. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_FILE} FROM rule_file WHERE id = ?", (file if is_id(file) else "",)
        )
        if row is None:
            raise NotFound(_("There is no rule file of this id."))
        return _rule_file(row)

    def has(self, file: RuleFileId) -> bool:
        """Tell whether there is one of this id."""
        return self._database.row("SELECT 1 FROM rule_file WHERE id = ?", (file,)) is not None

    def ids(self) -> list[RuleFileId]:
        """Return the ids of all."""
        return [RuleFileId(row[0]) for row in self._database.rows("SELECT id FROM rule_file")]

    def list_all(self) -> list[RuleFile]:
        """Return all in the order in which they came, those that were taken back too."""
        rows = self._database.rows(f"SELECT {_FILE} FROM rule_file ORDER BY number")
        return [_rule_file(row) for row in rows]

    def standing(self) -> list[RuleFile]:
        """Return those that were not taken back, in the order in which they came."""
        return [each for each in self.list_all() if each.taken_back_at is None]

    def add(self, each: RuleFile) -> None:
        """Add one."""
        self._database.change(
            f"INSERT INTO rule_file (number, {_FILE}) "
            "SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM rule_file",
            (
                each.id,
                each.came_at.isoformat(),
                each.came_by,
                each.name,
                each.text,
                each.signed,
                each.key,
                each.signed_by,
                None,
                each.public_key,
                each.signature,
            ),
        )

    def take_back(self, each: RuleFile, at: datetime) -> None:
        """Keep that one was taken back, and the licensee's signature over that."""
        self._database.change(
            "UPDATE rule_file SET taken_back_at = ?, public_key = ?, signature = ? WHERE id = ?",
            (at.isoformat(), each.public_key, each.signature, each.id),
        )


class RuleKeyTable:
    """The keys whose rule files the licensee trusts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_all(self) -> list[RuleKey]:
        """Return all by name."""
        rows = self._database.rows(f"SELECT {_KEY} FROM rule_key ORDER BY label, key")
        return [
            RuleKey(key, number, label, datetime.fromisoformat(at), by)
            for key, number, label, at, by in rows
        ]

    def add(self, each: RuleKey) -> None:
        """Add one."""
        self._database.change(
            f"INSERT INTO rule_key ({_KEY}) VALUES (?, ?, ?, ?, ?)",
            (each.key, each.number, each.label, each.trusted_at.isoformat(), each.trusted_by),
        )

    def remove(self, key: str) -> None:
        """Take one out."""
        self._database.change("DELETE FROM rule_key WHERE key = ?", (key,))


def _rule_file(row: Row) -> RuleFile:
    file, came_at, came_by, name, text, signed, key, signed_by, back, public, signature = row
    return RuleFile(
        RuleFileId(file),
        datetime.fromisoformat(came_at),
        came_by,
        name,
        text,
        signed,
        key,
        signed_by,
        datetime.fromisoformat(back) if back else None,
        public,
        signature,
    )
