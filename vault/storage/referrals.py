"""The table of the referral directory."""

from collections.abc import Sequence

from vault.errors import NotFound
from vault.model.dates import parse_date
from vault.model.ids import ReferralId, is_id
from vault.model.referral import ReferralEntry, Taking
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = (
    "id, name, profession, specialities, languages, place, phone, way, taking, note, confirmed, "
    "away"
)


class ReferralTable:
    """To whom the licensee refers; no note depends on it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, entry: ReferralId) -> ReferralEntry:
        """Return one entry. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM referral_entry WHERE id = ?", (entry if is_id(entry) else "",)
        )
        if row is None:
            raise NotFound(_("There is no entry of this id in the referral directory."))
        return _entry(row)

    def has(self, entry: ReferralId) -> bool:
        """Tell whether there is one of this id."""
        found = self._database.row("SELECT 1 FROM referral_entry WHERE id = ?", (entry,))
        return found is not None

    def ids(self) -> Sequence[str]:
        """Return the ids of all."""
        return [str(row[0]) for row in self._database.rows("SELECT id FROM referral_entry")]

    def list_all(self) -> list[ReferralEntry]:
        """Return all by name, those put away too."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM referral_entry ORDER BY name COLLATE NOCASE, id"
        )
        return [_entry(row) for row in rows]

    def put(self, each: ReferralEntry) -> None:
        """Add one, or keep a changed one."""
        self._database.change(
            f"INSERT OR REPLACE INTO referral_entry ({_COLUMNS}) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                each.id,
                each.name,
                each.profession,
                each.specialities,
                each.languages,
                each.place,
                each.phone,
                each.way,
                each.taking,
                each.note,
                each.confirmed.isoformat() if each.confirmed else None,
                int(each.away),
            ),
        )

    def remove(self, entry: ReferralId) -> None:
        """Take one out."""
        self._database.change("DELETE FROM referral_entry WHERE id = ?", (entry,))


def _entry(row: Row) -> ReferralEntry:
    known = dict(zip(_COLUMNS.split(", "), row, strict=True))
    known["taking"], known["away"] = Taking(known["taking"]), bool(known["away"])
    known["confirmed"] = parse_date(known["confirmed"]) if known["confirmed"] else None
    return ReferralEntry(**known)
