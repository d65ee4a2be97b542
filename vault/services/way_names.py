"""What one does with the names of ways in: give one, take it away, list the ways in by them."""

from collections.abc import Callable

from vault.errors import NotFound
from vault.format.vault_header import Header
from vault.model.audit import Action, Fact
from vault.model.way_in import WayIn, clean_way_name
from vault.storage.records_store import RecordsStore
from vault.translation import _


class WayNames:
    """The ways into both compartments by name: the names are kept in the records."""

    def __init__(self, store: RecordsStore, header: Callable[[], Header]) -> None:
        self._store = store
        self._header = header

    def list_all(self) -> list[WayIn]:
        """Return every way in that the header has, the records' first, each with its name."""
        names = self._store.tables.way_names.all()
        return [
            WayIn(place, slot.id, slot.type, names.get((place, f"{slot.type}:{slot.id}"), ""))
            for place, slot in self._header().slots()
        ]

    def name(self, compartment: str, way_in: str, name: str) -> None:
        """Call a way in something; an empty name takes it away.

        Raises NotFound for a way in that is not there, BadInput for a name that cannot be.
        """
        name = clean_way_name(name)
        known = {(each.compartment, each.way_in) for each in self.list_all()}
        if (compartment, way_in) not in known:
            raise NotFound(
                _("There is no such way in."), hint=_("The list of the ways in names them.")
            )
        fact = Fact(Action.WAY_IN_NAMED, compartment, detail={"way_in": way_in})
        with self._store.write(fact) as tables:
            tables.way_names.put(compartment, way_in, name)
