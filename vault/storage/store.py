"""One open compartment: its tables, its chain, and the one way to change them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Generic, TypeVar

from vault.errors import StorageFailed, VaultError
from vault.model.audit import Action, Fact, Mark, chained
from vault.model.dates import Clock, utc_text
from vault.storage.audit import AuditTable
from vault.storage.database import Database
from vault.storage.vault_meta import VaultMeta

Tables = TypeVar("Tables")

Entered = Callable[[list[Fact], int, datetime], list[Fact]]
"""Gets what a write did, the number of the last entry before, and when; returns what is entered."""


class Store(Generic[Tables]):
    """The database of a compartment, open: records and process notes have the same shape.

    `guard` may refuse a write by its facts; `watch` sees what it replaces; `keep_head` writes the
    head file after each audited commit; `kept_in_step` follows every write after its commit, then
    `published` hears each fact. `way_in` names the slot that was used, such as "passphrase:1".
    """

    def __init__(
        self,
        database: Database,
        tables: Tables,
        *,
        start: str,
        way_in: str,
        clock: Clock,
        keep_head: Callable[[Mark], None],
    ) -> None:
        self.database = database
        self.tables = tables
        self.audit = AuditTable(database)
        self.meta = VaultMeta(database)
        self.clock = clock
        self.way_in = way_in
        self.published: Callable[[Fact], None] = lambda fact: None
        self.guard: Callable[[Sequence[Fact]], None] = lambda facts: None
        self.watch: Callable[[Sequence[Fact]], Entered] = lambda facts: _as_told
        self.kept_in_step: Callable[[Sequence[Fact]], None] = lambda facts: None
        self._keep_head = keep_head
        self._start = start
        self.closed = False
        self._viewed: set[str] = set()
        self._raise_generation_to: int | None = None
        self._together: list[Fact] | None = None

    @property
    def mark(self) -> Mark:
        """How far the compartment has come."""
        seq, head = self.audit.last() or (0, self._start)
        return Mark(seq, head, self.meta.generation)

    def catch_up(self, generation: int) -> None:
        """Let the next write raise the generation, and say so in the chain.

        The trace of a crash between the header and the database.
        """
        self._raise_generation_to = generation

    def keep_in_step(self, follow: Callable[[Sequence[Fact]], None]) -> None:
        """Name what is brought up to date with every write, after its commit, before it is told."""
        self.kept_in_step = follow

    def guard_by(self, check: Callable[[Sequence[Fact]], None]) -> None:
        """Name what may refuse a write before it begins, by raising."""
        self.guard = check

    def watch_by(self, watch: Callable[[Sequence[Fact]], Entered]) -> None:
        """Name what sees a write before it changes anything, and then what is entered of it.

        What that returns runs in the same transaction, after the change.
        """
        self.watch = watch

    def publish_to(self, heard: Callable[[Fact], None]) -> None:
        """Name who hears every fact after its commit."""
        self.published = heard

    @contextmanager
    def write(self, *facts: Fact) -> Iterator[Tables]:
        """Change the tables in one transaction that leaves one entry for each audited fact.

        Raises as `guard` does. An exception rolls everything back. After the commit the head file
        is renewed and the facts are published.
        """
        self.guard(facts)
        if self._together is not None:
            yield from self._changed(facts)
            self._together += facts
            return
        with self.database.transaction():
            yield from self._changed(facts)
        self._committed(facts)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let every write within be part of one transaction: all of them, or none.

        Each leaves its entries as ever; the head is renewed and the facts are published once, after
        the commit. An exception rolls everything back. It is not entered twice.
        """
        if self._together is not None:
            raise RuntimeError("Writes are together already.")
        told: list[Fact] = []
        self._together = told
        try:
            with self.database.transaction():
                yield
        finally:
            self._together = None
        self._committed(told)

    def _changed(self, facts: Sequence[Fact]) -> Iterator[Tables]:
        audited = [fact for fact in facts if fact.action.audited]
        entered = self.watch(facts)
        yield self.tables
        if audited:
            self._append(self._caught_up() + audited, entered)

    def _committed(self, facts: Sequence[Fact]) -> None:
        if any(fact.action.audited for fact in facts):
            self._raise_generation_to = None
            # The change is committed: a head that cannot be written now is written with the next
            # entry, and a head behind its database is the ordinary trace of a crash.
            with suppress(StorageFailed):
                self.renew_head()
        self.kept_in_step(facts)
        for fact in facts:
            self.published(fact)

    def renew_head(self) -> None:
        """Write how far the compartment has come to its head file. Raises StorageFailed."""
        self._keep_head(self.mark)

    def viewed(self, action: Action, clients: Iterable[str]) -> None:
        """Leave an entry that clients' records were read: once for each client and sitting.

        Best effort: a disk that cannot be written must not keep anyone from reading.
        """
        new = [client for client in dict.fromkeys(clients) if client not in self._viewed]
        self._viewed.update(new)
        if new:
            facts = [Fact(action, client, client) for client in new]
            with suppress(VaultError), self.write(*facts):
                pass

    def close(self) -> None:
        """Close the database; its key is forgotten. A second call does nothing."""
        self.closed = True
        self.database.close()

    def _append(self, facts: list[Fact], entered: Entered) -> None:
        seq, previous = self.audit.last() or (0, self._start)
        now = self.clock.now()
        facts = entered(facts, seq, now)
        self.audit.append(chained(facts, seq, previous, at=utc_text(now), way_in=self.way_in))

    def _caught_up(self) -> list[Fact]:
        generation = self._raise_generation_to
        if generation is None or self.meta.generation == generation:
            return []
        self.meta.set_generation(generation)
        return [Fact(Action.HEADER_CAUGHT_UP, "header", detail={"generation": generation})]


def _as_told(facts: list[Fact], _seq: int, _at: datetime) -> list[Fact]:
    return facts
