"""What the search field asks of the vault, and which actions fit what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ui.commands import Command
from ui.search.found_words import found_spans
from vault.model.client_row import ClientRow
from vault.model.hit import DocumentHit, Hit
from vault.model.ids import ClientId
from vault.open_vault import OpenVault

MOST_CLIENTS = 5
MOST_NOTES = 20
MOST_DOCUMENTS = 8
ASKED_CLIENTS = 12
LEAST_FOR_NOTES = 2
"""Letters from which on notes are searched; one letter stands in nearly all of them."""


@dataclass(frozen=True)
class Found:
    """Clients by name, and notes and documents with the names of whom they are about."""

    clients: Sequence[ClientRow]
    notes: Sequence[Hit]
    names: dict[ClientId, str]
    today: date
    documents: Sequence[DocumentHit] = ()


def find(vault: OpenVault, words: str, today: date) -> Found:
    """Return the clients, the notes and the documents that hold the words."""
    clients = vault.clients.page(words, 0, MOST_CLIENTS)
    long_enough = len(words) >= LEAST_FOR_NOTES
    notes = vault.notes.search(words, limit=MOST_NOTES) if long_enough else []
    documents = vault.documents.search(words, limit=MOST_DOCUMENTS) if long_enough else []
    whose = [hit.client for hit in notes] + [hit.client for hit in documents]
    names = vault.clients.names([ClientId(client) for client in whose])
    return Found(clients, notes, names, today, documents)


def find_clients(vault: OpenVault, words: str, today: date) -> Found:
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
