"""What one does with the vault's settings: read them and choose others."""

from vault.model.audit import Action, Fact
from vault.model.settings import VaultSettings
from vault.storage.records_store import RecordsStore


class Settings:
    """How the vault behaves, on whatever computer it is opened."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def get(self) -> VaultSettings:
        """Return the settings, the defaults until any were chosen."""
        return self._store.tables.settings.get()

    def set(self, settings: VaultSettings) -> VaultSettings:
        """Keep settings; unchanged, nothing is written.

        Raises BadInput as `VaultSettings.cleaned` does.
        """
        settings = settings.cleaned()
        if settings != self.get():
            with self._store.write(Fact(Action.SETTINGS_CHANGED, "settings")) as tables:
                tables.settings.put(settings)
        return settings
