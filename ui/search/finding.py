"""What the search field asks of the vault, and which actions fit what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ui.commands import Command
from ui.search.found_words import found_spans
from vault.model.client_row import ClientRow
from vault.model.hit import DocumentHit, Hit, Hits, PersonHit
from vault.model.ids import ClientId
from vault.model.search import Filters, SavedSearch
from vault.open_vault import OpenVault

MOST_CLIENTS = 5
MOST_PEOPLE = 5
MOST_NOTES = 20
MOST_DOCUMENTS = 8
ASKED_CLIENTS = 12
LEAST_FOR_NOTES = 2
"""Letters from which on notes are searched; one letter stands in nearly all of them."""


@dataclass(frozen=True)
class Found:
    """Clients by name, and notes, documents and people with the names of whose records they are in.

    `saved` are the searches that are kept, where nothing is looked for.
    """

    clients: Sequence[ClientRow]
    notes: Sequence[Hit]
    names: dict[ClientId, str]
    today: date
    documents: Sequence[DocumentHit] = ()
    saved: Sequence[SavedSearch] = ()
    people: Sequence[PersonHit] = ()
    more: bool = False
    """Whether more hold the words than are shown."""


def find(vault: OpenVault, words: str, filters: Filters, today: date) -> Found:
    """Return what holds the words and passes the filters: clients, people, notes, documents.

    Without words, the clients who are pinned and the searches that are kept.
    """
    if not words and not filters.any:
        return Found(vault.clients.pinned(), (), {}, today, saved=vault.searches.saved())
    if not words:
        return Found((), (), _names(vault, filters, Hits()), today)
    clients = vault.clients.page(words, 0, MOST_CLIENTS + 1) if filters.seeks_clients else []
    hits = Hits()
    if len(words) >= LEAST_FOR_NOTES:
        hits = vault.searches.find(
            words, filters, notes=MOST_NOTES, documents=MOST_DOCUMENTS, people=MOST_PEOPLE
        )
    names = _names(vault, filters, hits)
    return Found(
        clients[:MOST_CLIENTS],
        hits.notes,
        names,
        today,
        hits.documents,
        people=hits.people,
        more=hits.more or len(clients) > MOST_CLIENTS,
    )


def _names(vault: OpenVault, filters: Filters, hits: Hits) -> dict[ClientId, str]:
    whose = hits.whose + ([filters.client] if filters.client is not None else [])
    return vault.clients.names(whose)


def find_clients(vault: OpenVault, words: str, _filters: Filters, today: date) -> Found:
    """Return the clients whose names hold the words; without words, the first by name."""
    return Found(vault.clients.page(words, 0, ASKED_CLIENTS), (), {}, today)


def matching(commands: Sequence[Command], words: str) -> list[Command]:
    """Return the actions that have every word, those that begin with the first one before others.

    Each action is named once: the present place's comes before the frame's.
    """
    once = {command.words: command for command in reversed(commands)}
    kept = [command for command in commands if once.get(command.words) is command]
    wanted = words.split()
    fitting = [each for each in kept if all(found_spans(each.words, word) for word in wanted)]
    first = wanted[0].casefold() if wanted else ""
    return sorted(fitting, key=lambda each: not each.words.casefold().startswith(first))
