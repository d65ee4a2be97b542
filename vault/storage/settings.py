"""The table of the vault's settings."""

import json
from dataclasses import asdict, fields

from vault.model.canonical import Json, canonical
from vault.model.ids import ClientId
from vault.model.search import search_of
from vault.model.settings import VaultSettings
from vault.model.snippet import Snippet
from vault.storage.database import Database


class SettingsTable:
    """The one row of settings; what is not in it has its default."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> VaultSettings:
        """Return the settings, the defaults until any were chosen."""
        row = self._database.row("SELECT value FROM settings")
        kept = json.loads(row[0]) if row else {}
        known = {each.name for each in fields(VaultSettings)}
        values = {name: value for name, value in kept.items() if name in known}
        snippets = tuple(Snippet(**each) for each in values.pop("snippets", ()))
        words = tuple(values.pop("words", ()))
        searches = tuple(search_of(each) for each in values.pop("searches", ()))
        pinned = tuple(ClientId(each) for each in values.pop("pinned", ()))
        return VaultSettings(
            **values, snippets=snippets, words=words, searches=searches, pinned=pinned
        )

    def put(self, settings: VaultSettings) -> None:
        """Keep the settings."""
        self._database.change(
            "INSERT INTO settings VALUES (1, ?) "
            "ON CONFLICT (id) DO UPDATE SET value = excluded.value",
            (canonical(_as_json(settings)).decode("ascii"),),
        )


def _as_json(settings: VaultSettings) -> Json:
    return asdict(settings) | {
        "snippets": [asdict(each) for each in settings.snippets],
        "words": list(settings.words),
        "searches": [each.as_json() for each in settings.searches],
        "pinned": list(settings.pinned),
    }
