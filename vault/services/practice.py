"""What one does with the practice: enter who the licensee is."""

from vault.model.audit import Action, Fact
from vault.model.practice import Licensee
from vault.storage.records_store import RecordsStore


class Practice:
    """The licensee's profile, which stands on every document."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def get(self) -> Licensee:
        """Return the licensee; empty until entered."""
        return self._store.tables.practice.get()

    def set(self, licensee: Licensee) -> Licensee:
        """Keep who the licensee is; documents from now on show it, signed notes keep theirs.

        Raises BadInput for text that no document can show.
        """
        licensee = licensee.cleaned()
        if licensee != self.get():
            with self._store.write(Fact(Action.PRACTICE_CHANGED, "practice")) as tables:
                tables.practice.put(licensee)
        return licensee
