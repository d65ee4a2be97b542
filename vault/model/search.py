"""What is looked for: words, narrowed by days, kind, client and author; and kept searches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from vault.errors import BadInput
from vault.model.ids import ClientId, SearchId
from vault.model.template import kinds
from vault.model.text import clean_line, clean_name, unless_blank
from vault.translation import _

CLIENTS, PEOPLE, NOTES, DOCUMENTS = "client", "person", "note", "document"
"""What can be looked for, beside the one kind of note."""

MOST_SEARCHES = 50
LONGEST_NAME = 60
"""Letters that the name of a kept search may have."""


@dataclass(frozen=True)
class Filters:
    """What is found must also be so; None and "" ask for nothing.

    `first` and `last` are days, both counted in: of a note its session, of a document its own date
    or else when it came. `kind` is CLIENTS, PEOPLE, NOTES, DOCUMENTS or the id of a kind of note;
    `author` the name of the licensee who signed a note, or of whoever wrote a document.
    """

    first: date | None = None
    last: date | None = None
    kind: str = ""
    client: ClientId | None = None
    author: str = field(default="", repr=False)

    def cleaned(self) -> "Filters":
        """Return these as they are kept: their text as it was entered, no author for blanks alone.

        Raises BadInput for days in an order that cannot be, a kind that does not exist, and what
        no client or person has.
        """
        if self.first is not None and self.last is not None and self.last < self.first:
            raise BadInput(_("The last day is before the first."))
        if self.kind and self.kind not in search_kinds():
            raise BadInput(
                _("There is no such kind."),
                hint=_("Kinds: {names}.").format(names=", ".join(search_kinds())),
            )
        cleaned = replace(self, author=unless_blank(clean_line(self.author, _("The author"))))
        if cleaned.kind == CLIENTS and cleaned != Filters(kind=CLIENTS):
            raise BadInput(_("Clients are found by their names alone: they have no day or author."))
        if cleaned.kind == PEOPLE and not cleaned.seeks_people:
            raise BadInput(_("People are found by their names alone: they have no day or author."))
        return cleaned

    @property
    def any(self) -> bool:
        """Whether anything is asked beside the words."""
        return self != Filters()

    @property
    def seeks_clients(self) -> bool:
        """Whether clients are looked for: they have no day, and nobody signed them."""
        narrowed = self.first or self.last or self.author or self.client
        return self.kind == CLIENTS or (not self.kind and not narrowed)

    @property
    def seeks_people(self) -> bool:
        """Whether those around clients are looked for, of all files or of one."""
        return self.kind in (PEOPLE, "") and not (self.first or self.last or self.author)

    @property
    def seeks_notes(self) -> bool:
        """Whether notes are looked for."""
        return self.kind not in (CLIENTS, PEOPLE, DOCUMENTS)

    @property
    def seeks_documents(self) -> bool:
        """Whether documents are looked for."""
        return self.kind in (DOCUMENTS, "")

    @property
    def note_kind(self) -> str | None:
        """The one kind of note that is looked for, or None."""
        return self.kind if self.kind in kinds() else None


EVERYTHING = Filters()


@dataclass(frozen=True)
class SavedSearch:
    """A search that is kept under a name. Any of it may hold a client's name."""

    id: SearchId
    name: str = field(repr=False)
    words: str = field(repr=False)
    filters: Filters = EVERYTHING

    def cleaned(self) -> "SavedSearch":
        """Return this as it is kept: its text as it was entered.

        Raises BadInput for a name that is empty or longer than 60 letters, for no word to look for,
        and as `Filters.cleaned` does.
        """
        name = clean_name(self.name, _("The name of the search"))
        if len(name) > LONGEST_NAME:
            raise BadInput(
                _("The name of the search has at most {n} letters.").format(n=LONGEST_NAME)
            )
        words = clean_name(self.words, _("What is looked for"))
        return SavedSearch(self.id, name, words, self.filters.cleaned())

    def as_json(self) -> dict[str, Any]:
        """Return this as the settings keep it."""
        asked = self.filters
        return {
            "id": self.id,
            "name": self.name,
            "words": self.words,
            "from": asked.first.isoformat() if asked.first else None,
            "to": asked.last.isoformat() if asked.last else None,
            "kind": asked.kind,
            "client": asked.client,
            "author": asked.author,
        }


def search_of(kept: Mapping[str, Any]) -> SavedSearch:
    """Return the search that the settings keep."""
    first, last = (date.fromisoformat(kept[each]) if kept[each] else None for each in _DAYS)
    filters = Filters(first, last, kept["kind"], kept["client"], kept["author"])
    return SavedSearch(SearchId(kept["id"]), kept["name"], kept["words"], filters)


_DAYS = ("from", "to")


def search_kinds() -> tuple[str, ...]:
    """Return what can be looked for alone."""
    return (CLIENTS, PEOPLE, NOTES, *kinds(), DOCUMENTS)


def cleaned_searches(searches: Iterable[SavedSearch]) -> tuple[SavedSearch, ...]:
    """Return searches as they are kept, by name.

    Raises BadInput as `SavedSearch.cleaned` does, for two of one name, and for more than 50.
    """
    cleaned = sorted((each.cleaned() for each in searches), key=_folded)
    if len(cleaned) > MOST_SEARCHES:
        raise BadInput(_("There are more than {n} kept searches.").format(n=MOST_SEARCHES))
    if len(set(map(_folded, cleaned))) < len(cleaned):
        raise BadInput(_("Two kept searches have the same name."))
    return tuple(cleaned)


def _folded(search: SavedSearch) -> str:
    """Return a name as it is compared: without regard to case and outer blanks."""
    return search.name.strip().casefold()
