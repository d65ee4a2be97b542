"""Who is in clients' files beside them, found by name: no index, for they are few."""

import re
from collections.abc import Iterator

from vault.model.hit import PersonHit
from vault.model.ids import ClientId, is_id
from vault.model.names_in_text import folded
from vault.model.participant import Role
from vault.model.representative import RepresentativeKind
from vault.storage.database import Database, Row
from vault.storage.search import words_of

_ASCII_WORDS = re.compile("[a-z0-9]+")

_ABOUT = "(instr(lower({name}), ?) OR {name} GLOB '*[^ -~]*')"
"""What every name that holds a word fulfils: SQLite knows nothing of case and accents elsewhere."""

_WHOSE = "json_extract(each.value, '$.whose')"
_TAKING_PART = f"SELECT unit, name, role FROM participant WHERE {_ABOUT.format(name='name')}"
_ACTING = f"SELECT client, name, kind FROM representative WHERE {_ABOUT.format(name='name')}"
_CONTACTS = (
    f"SELECT c.id, {_WHOSE} FROM client AS c, json_each(c.contacts, '$.contacts') AS each "
    f"WHERE {_WHOSE} NOT IN ('', c.name) AND {_ABOUT.format(name=_WHOSE)}"
)


def search_people(
    database: Database, text: str, client: ClientId | None, limit: int
) -> list[PersonHit]:
    """Return at most `limit` of those whose names hold every word, by name; of one file, or of all.

    Each word begins a word of the name, without regard to case and accents, as clients are found.
    Every name is looked at: some 20 ms for 3,000 clients with three people around each.
    """
    words = words_of(folded(text))
    if not words or not (client is None or is_id(client)):
        return []
    found: dict[tuple[ClientId, str], PersonHit] = {}
    for hit in _about(database, max(words, key=len), client):
        plain = hit.name.lower() if hit.name.isascii() else folded(hit.name)
        # A contact may be of somebody who stands there as more than that, and have several lines.
        if _holds(plain, words):
            found.setdefault((hit.client, plain), hit)
    return sorted(found.values(), key=lambda hit: (hit.name.casefold(), hit.client))[:limit]


def _about(database: Database, word: str, client: ClientId | None) -> Iterator[PersonHit]:
    values = (word,) if client is None else (word, client)

    def of(sql: str, column: str) -> list[Row]:
        return database.rows(sql if client is None else f"{sql} AND {column} = ?", values)

    for unit, name, role in of(_TAKING_PART, "unit"):
        yield PersonHit(unit, name, Role(role))
    for theirs, name, kind in of(_ACTING, "client"):
        yield PersonHit(theirs, name, RepresentativeKind(kind))
    for theirs, name in of(_CONTACTS, "c.id"):
        yield PersonHit(theirs, name)


def _holds(plain: str, words: list[str]) -> bool:
    if not all(word in plain for word in words):
        return False
    parts = _ASCII_WORDS.findall(plain) if plain.isascii() else words_of(plain)
    return all(any(part.startswith(word) for part in parts) for word in words)
