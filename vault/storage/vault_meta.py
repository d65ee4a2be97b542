"""What a database says of itself: which vault, compartment, key epoch, generation and schema."""

from vault.errors import Damaged
from vault.storage.database import Database
from vault.translation import _


class VaultMeta:
    """The table vault_meta of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, vault_id: str, compartment: str, epoch: int, generation: int) -> None:
        """Write what the database is, in the transaction that makes it."""
        for name, value in (
            ("vault_id", vault_id),
            ("compartment", compartment),
            ("epoch", str(epoch)),
            ("generation", str(generation)),
        ):
            self._database.change("INSERT INTO vault_meta VALUES (?, ?)", (name, value))

    def check(self, vault_id: str, compartment: str, epoch: int) -> None:
        """Check that this is the database that the header names.

        Raises Damaged when it belongs to another vault, compartment or epoch.
        """
        found = (self._get("vault_id"), self._get("compartment"), self._get("epoch"))
        if found != (vault_id, compartment, str(epoch)):
            raise Damaged(_("A database of this folder belongs to another vault."))

    @property
    def generation(self) -> int:
        """The generation of the header when the database was last told."""
        text = self._get("generation")
        if not text.isdecimal():
            raise Damaged(_("A database of this vault does not say what it is."))
        return int(text)

    def set_epoch(self, epoch: int) -> None:
        """Tell the database the number of its key."""
        self._database.change("UPDATE vault_meta SET value = ? WHERE name = 'epoch'", (str(epoch),))

    def set_generation(self, generation: int) -> None:
        """Tell the database the generation of its header."""
        self._database.change(
            "UPDATE vault_meta SET value = ? WHERE name = 'generation'", (str(generation),)
        )

    def _get(self, name: str) -> str:
        row = self._database.row("SELECT value FROM vault_meta WHERE name = ?", (name,))
        if row is None:
            raise Damaged(_("A database of this vault does not say what it is."))
        return str(row[0])
