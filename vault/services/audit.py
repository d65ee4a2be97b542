"""What one does with the audit chain: read it, prove it, take it out."""

from vault.model.audit import (
    Action,
    ChainCheck,
    Entry,
    Fact,
    Mark,
    chain_start,
    first_broken,
)
from vault.storage.store import Store, Tables


class Audit:
    """The chain of one compartment."""

    def __init__(self, store: Store[Tables], vault_id: str, compartment: str) -> None:
        self._store = store
        self._start = chain_start(vault_id, compartment)

    @property
    def mark(self) -> Mark:
        """How far the chain has come."""
        return self._store.mark

    def first_broken(self) -> int | None:
        """Return the number of the first entry that does not follow, or None when all do."""
        return first_broken(self._store.audit.links(0), self._start, 0)

    def check(self, after: int = 0, limit: int = 1_000) -> ChainCheck:
        """Prove the `limit` entries after the one numbered `after`, which was proved before.

        Slice by slice, each going on at `checked_to`, this proves what `first_broken` proves at
        once, entries that come meanwhile too. Raises Damaged for an entry that cannot be read.
        """
        table = self._store.audit
        total = self._store.mark.seq
        if after >= total:
            return ChainCheck(total, total)
        previous = table.hash_at(after) if after else self._start
        if previous is None:
            return ChainCheck(after, total, after)
        to = min(after + limit, total)
        broken = first_broken(table.links(after, to - after), previous, after)
        return ChainCheck(to if broken is None else broken - 1, total, broken)

    def export(self) -> list[Entry]:
        """Return every entry, first to last; that it was taken out is the last one."""
        with self._store.write(Fact(Action.CHAIN_EXPORTED, "audit")):
            pass
        return list(self._store.audit.after(0))
