"""What was said of a thing before it was changed: kept by every write, and read again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from vault.errors import NotFound
from vault.model.audit import Action, Fact
from vault.model.earlier_value import (
    REMOVALS,
    REPLACES,
    RETURNS,
    SEAL,
    THINGS,
    EarlierValue,
    Past,
    client_of,
    replaced,
    says_nothing,
)
from vault.model.ids import ClientId
from vault.model.participant import Participant
from vault.model.template import TERMINATION_LETTER
from vault.storage.database import Row
from vault.storage.records_store import RecordsStore, RecordsTables
from vault.storage.store import Entered
from vault.translation import _

_TABLES: Mapping[str, Callable[[RecordsTables], Any]] = {
    "client": lambda tables: tables.clients,
    "participant": lambda tables: tables.participants,
    "representative": lambda tables: tables.representatives,
    "episode": lambda tables: tables.episodes,
    "document": lambda tables: tables.documents,
    "onset": lambda tables: tables.onset,
    "amendment": lambda tables: tables.amendments,
    "hold": lambda tables: tables.holds,
    "measure": lambda tables: tables.administrations,
}
"""Where the things of each kind are, but for terms, which a unit has."""

_TERMS = "terms"

Before = dict[tuple[str, str], Any]
"""What things were before a write, by kind and id."""


class EarlierValues:
    """Nobody enters them: whatever a write replaces is kept in the same transaction."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._entered: set[str] = set()
        self._taken_out: dict[str, list[Row]] = {}
        self._removed: dict[str, int] = {}

    def of(self, thing: str) -> Past:
        """Return the earlier values of a thing, by its id; the view is logged.

        Raises NotFound for what is no such thing, Damaged.
        """
        values = tuple(self._store.tables.earlier_values.of_thing(thing))
        now = {kind: self._read(kind, thing) for kind in THINGS}
        now = {kind: noun for kind, noun in now.items() if noun is not None}
        if not values and not now:
            raise NotFound(_("There is nothing of this id whose earlier values are kept."))
        nouns = [*(each.value for each in values), *now.values()]
        client = client_of(nouns[0])
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        return Past(values, now, self._names(client, nouns))

    def changed(self, client: ClientId) -> dict[str, datetime]:
        """Return the things of a client's file that were changed, and when for the last time."""
        return self._store.tables.earlier_values.changed(client)

    def removed(self, client: ClientId, kind: str = "") -> list[EarlierValue]:
        """Return what things were that are in a client's file no more, each at last; a view.

        Of one kind or of all, by the entry. Raises NotFound, Damaged.
        """
        tables = self._store.tables
        tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        last = tables.earlier_values.last_of_client(client)
        mine = [each for each in last if kind in ("", each.kind)]
        return [each for each in mine if not self._is_there(each.kind, each.subject)]

    def watch(self, facts: Sequence[Fact]) -> Entered:
        """Read what a write is to replace; return what keeps that, once it is done.

        What was entered in this sitting and is taken out takes its earlier values with it, and
        brings them back when that is undone. Of anything else that is taken out the last is kept.
        """
        before: Before = {}
        for fact in facts:
            kind = REPLACES.get(fact.action)
            if kind is not None and (kind, fact.subject) not in before:
                before[kind, fact.subject] = self._read(kind, fact.subject)
        return partial(self._keep, before)

    def _keep(self, before: Before, facts: list[Fact], last: int, now: datetime) -> list[Fact]:
        table, entered = self._store.tables.earlier_values, []
        for number, fact in enumerate(facts, last + 1):
            kind = REPLACES.get(fact.action, "")
            was = before.pop((kind, fact.subject), None)
            if fact.action in RETURNS:
                self._bring_back(fact.subject)
            elif fact.action in REMOVALS and fact.subject in self._entered:
                self._taken_out[fact.subject] = table.take_out(fact.subject)
            elif not says_nothing(was) and self._read(kind, fact.subject) != was:
                kept = replaced(fact, kind, was, number, now)
                table.add(kept)
                fact = replace(fact, detail={**fact.detail, SEAL: kept.seal.digest})
                if fact.action in REMOVALS:
                    self._removed[fact.subject] = number
            entered.append(fact)
        return entered

    def _bring_back(self, subject: str) -> None:
        """Take back what the removal of a thing did in this sitting; else it is a new one."""
        table = self._store.tables.earlier_values
        if subject in self._removed:
            table.remove(subject, self._removed[subject])
        elif subject in self._taken_out:
            table.put_back(self._taken_out[subject])
        elif not table.has(subject):
            self._entered.add(subject)

    def _read(self, kind: str, thing: str) -> Any:
        tables = self._store.tables
        if not self._is_there(kind, thing):
            return None
        if kind == _TERMS:
            return tables.participants.terms(ClientId(thing))
        return _TABLES[kind](tables).get(thing)

    def _is_there(self, kind: str, thing: str) -> bool:
        # A unit that chose no terms has such ones all the same.
        found: bool = _TABLES["client" if kind == _TERMS else kind](self._store.tables).has(thing)
        return found

    def _names(self, client: ClientId, nouns: Sequence[Any]) -> dict[str, str | date]:
        """Return what other things of the file, which nouns can name, are called."""
        tables = self._store.tables
        files = [each.file for each in nouns if isinstance(each, Participant) and each.file]
        called = tables.client_lists.names(files)
        names: dict[str, str | date] = {each: called[each] for each in called}
        names |= {each.id: each.name for each in tables.participants.of_unit(client)}
        names |= {each.id: each.title for each in tables.documents.of_client(client)}
        letters = tables.note_lists.list_rows(client, TERMINATION_LETTER)
        return names | {row.id: row.service_date for row in letters}
