"""What is done in the process compartment when a client's record ends."""

from vault.model.audit import Action, Detail, Fact
from vault.model.destruction import Destruction, ids_digest
from vault.storage.process_destroying import ProcessDestructions
from vault.storage.process_store import ProcessStore


class ProcessEndings:
    """Destroys the process notes about one client, by the order that stands in the records."""

    def __init__(self, store: ProcessStore) -> None:
        self._store = store

    def count(self, each: Destruction) -> int:
        """Return how many process notes about the client there are."""
        return len(ProcessDestructions(self._store.database).ids_of(each.client))

    def destroy(self, each: Destruction) -> None:
        """Destroy them, and the draft; done before, it does nothing."""
        table = ProcessDestructions(self._store.database)
        if table.has(each.id):
            return
        ids = table.ids_of(each.client)
        detail: Detail = {"ids": ids_digest(ids), "notes": len(ids)}
        with self._store.write(Fact(Action.PROCESS_NOTES_DESTROYED, each.id, each.client, detail)):
            table.destroy(each.id, each.client, self._store.clock.now())
