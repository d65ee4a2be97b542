"""What one does with outcome measures: keep what was filled in, and see how it changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vault.errors import BadInput, NotAllowed
from vault.model.audit import Action, Fact
from vault.model.ids import AdministrationId, ClientId, check_new, new_id
from vault.model.measure import Administration
from vault.model.open_risk import OpenRisk
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Measures:
    """Outcome measures that clients filled in."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[AdministrationId, Administration]()
        self._added: set[AdministrationId] = set()

    def of_client(self, client: ClientId) -> list[Administration]:
        """Return what a client filled in, the first day first; the view is logged.

        Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        return tables.administrations.of_client(client)

    def open_risks(self) -> list[OpenRisk]:
        """Return the measures of clients in care that wait for a note on safety, oldest first.

        Item 9 was above zero, and no note on safety is of that day or a later one, be it a draft.
        """
        return self._store.tables.administrations.open_risks()

    def add(self, administrations: Sequence[Administration]) -> list[Administration]:
        """Keep what was filled in, all or none.

        Raises BadInput as `Administration.cleaned` does and for a day before the client was born,
        NotFound for a client that is none, NotAllowed for an id that is taken.
        """
        for each in administrations:
            self._check_born(each)
        cleaned = [each.cleaned(self._today()) for each in administrations]
        check_new([each.id for each in cleaned], self._store.tables.administrations.has)
        facts = [Fact(Action.MEASURE_ADDED, each.id, each.client) for each in cleaned]
        if facts:
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    tables.administrations.put(each)
            self._added.update(each.id for each in cleaned)
        return cleaned

    def added_here(self, administration: AdministrationId) -> bool:
        """Tell whether it was entered in this sitting: it can be put right as it stands."""
        return administration in self._added

    def change(self, administration: Administration) -> Administration:
        """Keep what was put right, and return it; unchanged, nothing is written.

        What was entered in another sitting is part of the record: it stays, in error, and what was
        put right stands beside it, of a new id. One that is marked in error gets that mark alone.
        Raises NotFound, NotAllowed for what is in error already, and as `Administration.cleaned`,
        `marked` and `check_change` do.
        """
        kept = self._store.tables.administrations.get(administration.id)
        kept.check_standing()
        if administration.in_error is not None:
            return self.mark_in_error(kept.id, administration.in_error.reason)
        kept.check_change(administration)
        self._check_born(administration)
        cleaned = administration.cleaned(self._today())
        if cleaned == kept:
            return kept
        changed = Fact(Action.MEASURE_CHANGED, kept.id, kept.client)
        if self.added_here(kept.id):
            with self._store.write(changed) as tables:
                tables.administrations.put(cleaned)
            return cleaned
        anew = replace(cleaned, id=AdministrationId(new_id()))
        in_error = kept.marked(_("Entered wrongly; put right."), self._store.clock.now())
        with self._store.write(changed, Fact(Action.MEASURE_ADDED, anew.id, anew.client)) as tables:
            tables.administrations.put(in_error)
            tables.administrations.put(anew)
        self._added.add(anew.id)
        return anew

    def _check_born(self, administration: Administration) -> None:
        born = self._store.tables.clients.get(administration.client).birth_date
        if born is not None and administration.day < born:
            raise BadInput(_("This day is before the client was born."))

    def mark_in_error(self, administration: AdministrationId, reason: str) -> Administration:
        """Mark what was entered in error, and why; it stays readable.

        Raises NotFound, and as `Administration.marked` does.
        """
        kept = self._store.tables.administrations.get(administration)
        marked = kept.marked(reason, self._store.clock.now())
        with self._store.write(Fact(Action.MEASURE_CHANGED, kept.id, kept.client)) as tables:
            tables.administrations.put(marked)
        return marked

    def remove(self, administration: AdministrationId) -> Administration:
        """Take out what was entered by mistake in this sitting, and return it; it can be undone.

        Raises NotFound, NotAllowed for what was entered in another sitting.
        """
        kept = self._store.tables.administrations.get(administration)
        if not self.added_here(kept.id):
            raise NotAllowed(
                _("What was filled in is part of the record."),
                hint=_("Mark it in error, with the reason."),
            )
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
