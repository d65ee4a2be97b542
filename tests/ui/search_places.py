"""The places of the window that are about the search."""

from collections.abc import Callable

from tests.practice import LICENSEE
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.search.field import SearchField
from ui.search.filter_dialog import FilterDialog, Sought
from vault.model.ids import SearchId, new_id
from vault.model.search import Filters, SavedSearch

SEARCH = SavedSearch(SearchId(new_id()), "Notes on sleep", "sleep", Filters(author=LICENSEE.name))


def search_places(hands: Hands) -> list[tuple[str, Callable[[], None]]]:
    """Return them in the order in which a person may go."""
    return [
        ("search with filters", lambda: search_with_filters(hands)),
        ("what it found", lambda: narrowed(hands)),
    ]


def search_with_filters(hands: Hands) -> None:
    """Open the dialog for filters on a kept search, with all that can stand in it."""
    ask(hands, lambda v: v.searches.save(SEARCH))
    field = hands.find(SearchField)
    field.look_for(Sought(SEARCH.words, SEARCH.filters, SEARCH))
    field.begin_with_filters()


def narrowed(hands: Hands) -> None:
    """Close it, and show what it found."""
    hands.find(FilterDialog).reject()
    hands.find(SearchField).look_for(Sought(SEARCH.words, SEARCH.filters, SEARCH))


def people_found(hands: Hands) -> None:
    """Show who is found by name in the files of others."""
    hands.find(SearchField).look_for(Sought("duarte"))
