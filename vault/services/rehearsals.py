"""What one does with rehearsals: keep what they proved, and see which paper waits for one."""

from collections.abc import Callable, Iterator
from datetime import datetime

from vault.format.key_slots import IdentitySlot
from vault.format.vault_header import RECORDS, Header
from vault.model.audit import Action, Entry, Fact
from vault.model.rehearsal import PaperWay, RehearsalKept, Rehearsed
from vault.storage.records_store import RecordsStore

_Key = tuple[str, str]


class Rehearsals:
    """Backups that were restored to see that they can be: the chain tells of each."""

    def __init__(self, store: RecordsStore, header: Callable[[], Header]) -> None:
        self._store = store
        self._header = header

    def record(self, done: Rehearsed) -> None:
        """Keep that a backup was restored, proved whole, and wiped again, and what opened it."""
        route = {"compartment": done.compartment, "way_in": done.way_in} if done.way_in else {}
        with self._store.write(Fact(Action.BACKUP_REHEARSED, done.snapshot, detail=route)):
            pass

    def last(self) -> RehearsalKept | None:
        """Return the newest rehearsal, whatever opened the backup; None when there was none."""
        newest = None
        for entry in self._store.audit.of_rehearsals():
            if entry.action == Action.BACKUP_REHEARSED:
                newest = RehearsalKept(_rehearsed(entry), datetime.fromisoformat(entry.at))
        return newest

    def papers(self) -> tuple[PaperWay, ...]:
        """Return every way in that is on paper, the records' first, and when it was rehearsed.

        When a recovery key of process notes was added is told by their own chain, which is closed:
        it counts as there since process notes are.
        """
        return tuple(self._papers())

    def _papers(self) -> Iterator[PaperWay]:
        header = self._header()
        begun: dict[str, datetime] = {}
        made: dict[_Key, datetime] = {}
        rehearsed: dict[_Key, datetime] = {}
        for entry in self._store.audit.of_rehearsals():
            at = datetime.fromisoformat(entry.at)
            key = (entry.subject, str(entry.detail.get("way_in")))
            if entry.action == Action.BACKUP_REHEARSED:
                route = _rehearsed(entry)
                rehearsed[route.compartment, route.way_in] = at
            elif "way_in" in entry.detail:
                made[key] = at
                rehearsed.pop(key, None)  # another one had this number
            else:
                begun.setdefault(entry.subject, at)
        names = self._store.tables.way_names.all()
        zone = self._store.clock.now().tzinfo
        for name, slot in header.slots():
            if isinstance(slot, IdentitySlot):
                key = (name, f"{slot.type}:{slot.id}")
                since = made.get(key) or begun.get(name) or begun[RECORDS]
                proved = rehearsed.get(key)
                yield PaperWay(
                    *key,
                    made=since.astimezone(zone).date(),
                    rehearsed=proved.astimezone(zone).date() if proved is not None else None,
                    name=names.get(key, ""),
                    k=slot.k,
                    n=slot.n,
                )


def _rehearsed(entry: Entry) -> Rehearsed:
    """Return what an entry tells; those that name no way in were made with the key in hand."""
    return Rehearsed(
        entry.subject,
        str(entry.detail.get("compartment", "")),
        str(entry.detail.get("way_in", "")),
    )
