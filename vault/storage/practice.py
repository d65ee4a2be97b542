"""The tables of the practice: the licensee's profile and signing key."""

import json

from vault.model.canonical import canonical
from vault.model.practice import Licensee
from vault.storage.database import Database


class PracticeTable:
    """The licensee's profile, and the signing key as each of the licensee's ways in has it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> Licensee:
        """Return the licensee; all empty until entered."""
        row = self._database.row("SELECT profile FROM practice")
        return licensee_from(row[0]) if row else Licensee()

    def put(self, licensee: Licensee) -> None:
        """Keep the licensee's profile."""
        self._database.change(
            "INSERT INTO practice VALUES (1, ?) "
            "ON CONFLICT (id) DO UPDATE SET profile = excluded.profile",
            (licensee_text(licensee),),
        )

    def public_key(self) -> str | None:
        """Return the public signing key in hex, or None before there is one."""
        row = self._database.row("SELECT public_key FROM signing_key")
        return str(row[0]) if row else None

    def put_public_key(self, public_key: str) -> None:
        """Keep the public half of a fresh signing key."""
        self._database.change("INSERT INTO signing_key VALUES (?)", (public_key,))

    def wrapped_key(self, opens_with: str) -> bytes | None:
        """Return the signing key as one way in has it, or None when it has none."""
        row = self._database.row(
            "SELECT wrapped FROM signing_key_wrap WHERE opens_with = ?", (opens_with,)
        )
        return bytes(row[0]) if row else None

    def put_wrapped_key(self, opens_with: str, public_key: str, wrapped: bytes) -> None:
        """Keep the signing key for one way in."""
        self._database.change(
            "INSERT OR REPLACE INTO signing_key_wrap VALUES (?, ?, ?)",
            (opens_with, public_key, wrapped),
        )

    def keep_wraps_of(self, ways_in: list[str]) -> None:
        """Forget the signing key of every way in but these."""
        marks = ", ".join("?" * len(ways_in))
        self._database.change(
            f"DELETE FROM signing_key_wrap WHERE opens_with NOT IN ({marks})",
            ways_in,
        )


def licensee_text(licensee: Licensee) -> str:
    """Return a licensee as the JSON that rows hold."""
    return canonical(vars(licensee)).decode("ascii")


def licensee_from(text: str) -> Licensee:
    """Return the licensee that a row holds."""
    return Licensee(**json.loads(text))
