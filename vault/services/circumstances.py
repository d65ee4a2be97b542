"""What one does with the answers given in set-up: read them and give others."""

from vault.model.audit import Action, Fact
from vault.model.circumstances import Circumstances
from vault.storage.records_store import RecordsStore


class PracticeCircumstances:
    """The licenses, and which law applies to the practice by its own answers."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def get(self) -> Circumstances:
        """Return what was answered; every question is open at first."""
        return self._store.tables.circumstances.get()

    def set(self, circumstances: Circumstances) -> Circumstances:
        """Keep what was answered; unchanged, nothing is written.

        Raises BadInput as `Circumstances.cleaned` does.
        """
        circumstances = circumstances.cleaned()
        if circumstances != self.get().cleaned():
            with self._store.write(Fact(Action.CIRCUMSTANCES_CHANGED, "practice")) as tables:
                tables.circumstances.put(circumstances)
        return circumstances
