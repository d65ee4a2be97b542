"""What one does with searches: look through notes, documents, people; keep what is asked often."""

from collections.abc import Iterable
from dataclasses import replace

from vault.errors import NotFound
from vault.model.audit import Action, Fact
from vault.model.hit import Hits
from vault.model.ids import SearchId
from vault.model.search import EVERYTHING, Filters, SavedSearch
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Searches:
    """The one search of the records. Kept ones lie in the vault's settings: they may hold names."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def find(
        self,
        words: str,
        filters: Filters = EVERYTHING,
        *,
        notes: int = 20,
        documents: int = 20,
        people: int = 20,
    ) -> Hits:
        """Return at most so many of each that hold every word and pass the filters.

        The words around are shown, so this is a view of each client that is found. Raises BadInput
        as `Filters.cleaned` does, NotFound for a client that is none.
        """
        tables, asked = self._store.tables, filters.cleaned()
        if asked.client is not None:
            tables.clients.get(asked.client)
        # One more of each than is given: that there are more is said.
        of_notes = tables.search(words, asked, notes + 1) if asked.seeks_notes else []
        of_documents = (
            tables.search_documents(words, asked, documents + 1) if asked.seeks_documents else []
        )
        of_people = tables.search_people(words, asked, people + 1) if asked.seeks_people else []
        hits = Hits(
            tuple(of_notes[:notes]),
            tuple(of_documents[:documents]),
            tuple(of_people[:people]),
            more=len(of_notes) > notes or len(of_documents) > documents or len(of_people) > people,
        )
        self._store.viewed(Action.CLIENT_VIEWED, hits.whose)
        return hits

    def authors(self) -> list[str]:
        """Return the names of the licensees who signed notes and of who wrote documents, sorted."""
        return self._store.tables.authors()

    def saved(self) -> tuple[SavedSearch, ...]:
        """Return the searches that are kept, by name."""
        return self._store.tables.settings.get().searches

    def get(self, search: SearchId) -> SavedSearch:
        """Return one that is kept. Raises NotFound."""
        found = next((each for each in self.saved() if each.id == search), None)
        if found is None:
            raise NotFound(_("There is no such kept search."))
        return found

    def save(self, *searches: SavedSearch) -> tuple[SavedSearch, ...]:
        """Keep searches, all or none, each in place of the one of its id; return all, by name.

        Unchanged, nothing is written. Raises BadInput as `cleaned_searches` does.
        """
        given = {each.id: each for each in searches}
        others = [each for each in self.saved() if each.id not in given]
        return self._keep((*others, *given.values()))

    def remove(self, search: SearchId) -> SavedSearch:
        """Keep one no more, and return it. Raises NotFound."""
        removed = self.get(search)
        self._keep(each for each in self.saved() if each.id != search)
        return removed

    def _keep(self, searches: Iterable[SavedSearch]) -> tuple[SavedSearch, ...]:
        before = self._store.tables.settings.get()
        after = replace(before, searches=tuple(searches)).cleaned()
        if after != before:
            with self._store.write(Fact(Action.SETTINGS_CHANGED, "settings")) as tables:
                tables.settings.put(after)
        return after.searches
