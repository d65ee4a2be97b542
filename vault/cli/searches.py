"""search, and saved-search list, add, change, remove and run."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import (
    Shape,
    answer_ids,
    check_limit,
    parse_day,
    printed_schema,
    read_input,
    read_single,
)
from vault.model.client_row import ClientRow
from vault.model.hit import DocumentHit, Hit, PersonHit
from vault.model.hit_words import person_words
from vault.model.ids import ClientId, SearchId, new_id
from vault.model.search import Filters, SavedSearch
from vault.open_vault import OpenVault
from vault.translation import _

Found = ClientRow | PersonHit | Hit | DocumentHit
Names = Mapping[ClientId, str]
"""What those clients are called in whose records people were found."""

_ANY = "any"


class SearchShape(Shape):
    """A search that is kept: its name of at most 60 letters, its words, and what narrows it.

    `kind` is client, person, note, document or a kind of note such as contact, empty for
    everything; `author` is the name of the licensee who signed, or of who wrote a document.
    """

    name: str
    words: str
    kind: str = ""
    client: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    author: str = ""

    def noun(self, search: SearchId) -> SavedSearch:
        """Return the search. Raises BadInput for what is no day."""
        client = ClientId(self.client) if self.client else None
        filters = Filters(parse_day(self.from_), parse_day(self.to), self.kind, client, self.author)
        return SavedSearch(search, self.name, self.words, filters)


def search(options: argparse.Namespace, output: Output) -> None:
    """Find what holds every word, newest first; notes alone if no kind is named."""
    check_limit(options.limit)
    filters = Filters(
        parse_day(options.first),
        parse_day(options.last),
        "" if options.kind == _ANY else options.kind,
        ClientId(options.client) if options.client else None,
        options.author,
    )
    with open_vault(options, output) as vault:
        found, more = _find(vault, options.text, filters, options.limit)
        names = _whose(vault, found)
    _answer(found, names, output, more=more)


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List the kept searches by name."""
    with open_vault(options, output) as vault:
        saved = vault.searches.saved()
    lines = [f"{each.id}  {each.name}: {each.words}" for each in saved]
    empty = _("There are none yet. Add one with: strongroom saved-search add VAULT")
    output.answer([each.as_json() for each in saved], "\n".join(lines) or empty)


def add(options: argparse.Namespace, output: Output) -> None:
    """Keep the search, or the array of them, on standard input: all or none."""
    if printed_schema(SearchShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(SearchShape)
        added = [each.noun(SearchId(new_id())) for each in entered]
        vault.searches.save(*added)
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace a kept search by the object on standard input."""
    if printed_schema(SearchShape, options, output):
        return
    with open_vault(options, output) as vault:
        known = vault.searches.get(SearchId(options.id)).id
        vault.searches.save(read_single(SearchShape).noun(known))
        changed = vault.searches.get(known)
    output.answer(changed.as_json(), changed.id)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Keep a search no more."""
    with open_vault(options, output) as vault:
        removed = vault.searches.remove(SearchId(options.id))
    output.answer({"id": removed.id}, _("Removed."))


def run(options: argparse.Namespace, output: Output) -> None:
    """Find what a kept search asks for."""
    check_limit(options.limit)
    with open_vault(options, output) as vault:
        kept = vault.searches.get(SearchId(options.id))
        found, more = _find(vault, kept.words, kept.filters, options.limit)
        names = _whose(vault, found)
    _answer(found, names, output, more=more)


def _find(vault: OpenVault, words: str, filters: Filters, limit: int) -> tuple[list[Found], bool]:
    """Return what was found, at most so many of each family, and whether there are more."""
    hits = vault.searches.find(words, filters, notes=limit, documents=limit, people=limit)
    clients = vault.clients.page(words, 0, limit + 1) if filters.seeks_clients else []
    found: list[Found] = [*clients[:limit], *hits.people, *hits.notes, *hits.documents]
    return found, hits.more or len(clients) > limit


def _whose(vault: OpenVault, found: Sequence[Found]) -> Names:
    return vault.clients.names([each.client for each in found if isinstance(each, PersonHit)])


def _answer(found: Sequence[Found], names: Names, output: Output, *, more: bool) -> None:
    lines = [_line(each, names) for each in found]
    lines += [_("There are more: narrow the search, or ask for more with --limit.")] if more else []
    output.answer([*map(_json, found)], "\n".join(lines) or _("Nothing was found."))


def _json(each: Found) -> dict[str, Any]:
    if isinstance(each, ClientRow):
        return {"client": each.id, "name": each.name}
    if isinstance(each, PersonHit):
        return {"client": each.client, "person": each.name, "standing": each.standing or "contact"}
    if isinstance(each, Hit):
        return {"client": each.client, "note": each.note, "snippet": each.snippet}
    return {"client": each.client, "document": each.document, "snippet": each.snippet}


def _line(each: Found, names: Names) -> str:
    if isinstance(each, ClientRow):
        return f"{each.id}  {each.name}"
    if isinstance(each, PersonHit):
        return f"{each.client}  {each.name}: {person_words(each, names[each.client])}"
    words = " ".join(each.snippet.split())
    if isinstance(each, Hit):
        return f"{each.note}  {words}"
    return f"{each.document}  {each.title}: {words}".removesuffix(": ")
