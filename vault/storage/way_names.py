"""The table of names of ways in: what the licensee calls each."""

from collections.abc import Collection

from vault.storage.database import Database

Key = tuple[str, str]
"""A compartment, and a way in such as "recovery:2"."""


class WayNameTable:
    """Names of the ways into both compartments; no secret ever stands here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, compartment: str, way_in: str, name: str) -> None:
        """Keep a name in place of the one before; "" takes it away."""
        self._forget(compartment, way_in)
        if name:
            self._database.change(
                "INSERT INTO way_in_name (compartment, way_in, name) VALUES (?, ?, ?)",
                (compartment, way_in, name),
            )

    def all(self) -> dict[Key, str]:
        """Return every name, also of ways in that are gone."""
        rows = self._database.rows("SELECT compartment, way_in, name FROM way_in_name")
        return {(compartment, way_in): name for compartment, way_in, name in rows}

    def keep_names_of(self, known: Collection[Key]) -> None:
        """Forget the names of ways in that are gone: the next one may get the same number."""
        for compartment, way_in in self.all().keys() - set(known):
            self._forget(compartment, way_in)

    def _forget(self, compartment: str, way_in: str) -> None:
        self._database.change(
            "DELETE FROM way_in_name WHERE compartment = ? AND way_in = ?", (compartment, way_in)
        )
