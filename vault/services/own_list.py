"""What one does with the licensee's own list, which every conflict check looks through."""

from collections.abc import Sequence

from vault.model.audit import Action, Fact
from vault.model.conflict import Acquaintance
from vault.model.ids import AcquaintanceId, check_new
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore


class OwnList:
    """With whom the licensee has a relationship of another kind; it is in nobody's record."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[AcquaintanceId, Acquaintance]()

    def list_all(self) -> list[Acquaintance]:
        """Return everyone by name."""
        return self._store.tables.acquaintances.list_all()

    def add(self, people: Sequence[Acquaintance]) -> list[Acquaintance]:
        """Add people, all or none.

        Raises BadInput as `Acquaintance.cleaned` does, NotAllowed for an id that is taken.
        """
        cleaned = [each.cleaned() for each in people]
        check_new([each.id for each in cleaned], self._store.tables.acquaintances.has)
        facts = [Fact(Action.ACQUAINTANCE_ADDED, each.id) for each in cleaned]
        if facts:
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    tables.acquaintances.put(each)
        return cleaned

    def change(self, person: Acquaintance) -> Acquaintance:
        """Keep what is now known of somebody; unchanged, nothing is written.

        Raises NotFound, and BadInput as `add` does.
        """
        kept = self._store.tables.acquaintances.get(person.id)
        cleaned = person.cleaned()
        if cleaned != kept:
            with self._store.write(Fact(Action.ACQUAINTANCE_CHANGED, cleaned.id)) as tables:
                tables.acquaintances.put(cleaned)
        return cleaned

    def remove(self, person: AcquaintanceId) -> Acquaintance:
        """Take somebody out, and return them; it can be undone for the rest of the sitting.

        Raises NotFound.
        """
        kept = self._store.tables.acquaintances.get(person)
        with self._store.write(Fact(Action.ACQUAINTANCE_REMOVED, kept.id)) as tables:
            tables.acquaintances.remove(kept.id)
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, person: AcquaintanceId) -> Acquaintance:
        """Put back who was taken out in this sitting.

        Raises NotAllowed when nobody of this id was, or they are back.
        """
        kept = self._removed.to_put_back(person, self._store.tables.acquaintances.has)
        return self.add([kept])[0]
