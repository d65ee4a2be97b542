"""A list of the practice that is in nobody's record: what one does with each such list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from vault.model.audit import Action, Fact
from vault.model.ids import check_new
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore, RecordsTables


class Listed(Protocol):
    """One of a list, which has an id."""

    @property
    def id(self) -> str:
        """The id."""


Thing = TypeVar("Thing", bound=Listed)


class ListTable(Protocol[Thing]):
    """What the tables of all lists can do."""

    def get(self, thing: Any, /) -> Thing:
        """Return one by its id. Raises NotFound."""

    def has(self, thing: Any, /) -> bool:
        """Tell whether there is one of this id."""

    def list_all(self) -> list[Thing]:
        """Return all in the order in which they are read."""

    def put(self, thing: Thing, /) -> None:
        """Add one, or keep a changed one."""

    def remove(self, thing: Any, /) -> None:
        """Take one out, by its id."""


@dataclass(frozen=True)
class ListActions:
    """What the list leaves in the chain."""

    added: Action
    changed: Action
    removed: Action


class KeptList(Generic[Thing]):
    """Each change is one write; what is taken out can be put back for the rest of the sitting.

    A list says by `cleaned` how one of it is normalised, beside the others that there are.
    """

    def __init__(
        self,
        store: RecordsStore,
        actions: ListActions,
        table: Callable[[RecordsTables], ListTable[Thing]],
        cleaned: Callable[[Thing, Sequence[Thing]], Thing],
    ) -> None:
        self._store, self._actions = store, actions
        self._table, self._cleaned = table, cleaned
        self._removed = TakenOut[str, Thing]()

    def list_all(self) -> list[Thing]:
        """Return all in the order in which they are read."""
        return self._listed.list_all()

    def get(self, thing: str) -> Thing:
        """Return one by its id. Raises NotFound."""
        return self._listed.get(thing)

    def add(self, things: Sequence[Thing]) -> list[Thing]:
        """Add new ones, all or none.

        Raises BadInput for what is wrong with one, NotAllowed for an id that is taken.
        """
        kept, cleaned = self.list_all(), list[Thing]()
        for each in things:
            cleaned.append(self._cleaned(each, [*kept, *cleaned]))
        check_new([each.id for each in cleaned], self._listed.has)
        if cleaned:
            facts = [Fact(self._actions.added, each.id) for each in cleaned]
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    self._table(tables).put(each)
        return cleaned

    def change(self, thing: Thing) -> Thing:
        """Keep what is now known of one; unchanged, nothing is written.

        Raises NotFound, and BadInput as `add` does.
        """
        kept = self.get(thing.id)
        cleaned = self._cleaned(thing, [each for each in self.list_all() if each.id != kept.id])
        if cleaned != kept:
            with self._store.write(Fact(self._actions.changed, kept.id)) as tables:
                self._table(tables).put(cleaned)
        return cleaned

    def remove(self, thing: str) -> Thing:
        """Take one out, by its id, and return it; it can be undone for the rest of the sitting.

        Raises NotFound.
        """
        kept = self.get(thing)
        with self._store.write(Fact(self._actions.removed, kept.id)) as tables:
            self._table(tables).remove(kept.id)
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, thing: str) -> Thing:
        """Put back what was taken out in this sitting.

        Raises NotAllowed when none of this id was, or it is back, and BadInput as `add` does.
        """
        return self.add([self._removed.to_put_back(thing, self._listed.has)])[0]

    @property
    def _listed(self) -> ListTable[Thing]:
        return self._table(self._store.tables)
