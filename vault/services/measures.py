"""What one does with outcome measures: keep what was filled in, and see how it changes."""

from collections.abc import Sequence
from datetime import date

from vault.model.audit import Action, Fact
from vault.model.ids import AdministrationId, ClientId, check_new
from vault.model.measure import Administration
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore


class Measures:
    """Outcome measures that clients filled in."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[AdministrationId, Administration]()

    def of_client(self, client: ClientId) -> list[Administration]:
        """Return what a client filled in, the first day first; the view is logged.

        Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        return tables.administrations.of_client(client)

    def add(self, administrations: Sequence[Administration]) -> list[Administration]:
        """Keep what was filled in, all or none.

        Raises BadInput as `Administration.cleaned` does, NotFound for a client that is none,
        NotAllowed for an id that is taken.
        """
        for each in administrations:
            self._store.tables.clients.get(each.client)
        cleaned = [each.cleaned(self._today()) for each in administrations]
        check_new([each.id for each in cleaned], self._store.tables.administrations.has)
        facts = [Fact(Action.MEASURE_ADDED, each.id, each.client) for each in cleaned]
        if facts:
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    tables.administrations.put(each)
        return cleaned

    def change(self, administration: Administration) -> Administration:
        """Keep what was put right; unchanged, nothing is written.

        Raises NotFound, and as `Administration.cleaned` and `check_change` do.
        """
        kept = self._store.tables.administrations.get(administration.id)
        kept.check_change(administration)
        cleaned = administration.cleaned(self._today())
        if cleaned != kept:
            with self._store.write(Fact(Action.MEASURE_CHANGED, kept.id, kept.client)) as tables:
                tables.administrations.put(cleaned)
        return cleaned

    def remove(self, administration: AdministrationId) -> Administration:
        """Take out what was entered by mistake, and return it; it can be undone.

        Raises NotFound.
        """
        kept = self._store.tables.administrations.get(administration)
        with self._store.write(Fact(Action.MEASURE_REMOVED, kept.id, kept.client)) as tables:
            tables.administrations.remove(kept.id)
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, administration: AdministrationId) -> Administration:
        """Put back what was taken out in this sitting.

        Raises NotAllowed when nothing of this id was, or it is back.
        """
        has = self._store.tables.administrations.has
        return self.add([self._removed.to_put_back(administration, has)])[0]

    def _today(self) -> date:
        return self._store.clock.now().date()
