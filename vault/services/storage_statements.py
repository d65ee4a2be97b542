"""What one does for the storage statement: put its facts together, to be set as a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from vault.format.told_ways import way_of
from vault.format.vault_header import Header
from vault.model.audit import Action, Entry
from vault.model.storage_statement import StorageFacts
from vault.progress import Progress
from vault.storage.records_store import RecordsStore


@dataclass(frozen=True)
class PreparedStatement:
    """The facts, as a page that can be set without the vault, on any thread."""

    facts: StorageFacts

    def render(self, progress: Progress | None = None) -> bytes:
        """Return the page as a PDF. Raises as `render_sheet` does."""
        from vault.export.pdf_sheet import render_sheet
        from vault.export.storage_sheet import storage_sheet

        return render_sheet(storage_sheet(self.facts), progress)


class StorageStatements:
    """How the records are kept, for an employer (20 CSR 2263-3.100(4))."""

    def __init__(self, store: RecordsStore, header: Callable[[], Header]) -> None:
        self._store = store
        self._header = header

    def prepare(self) -> PreparedStatement:
        """Return the facts of today; no client is in them, and nothing is logged."""
        tables, now = self._store.tables, self._store.clock.now()
        latest = tables.backups.latest()
        rehearsed = self._store.audit.last_of(Action.BACKUP_REHEARSED)
        return PreparedStatement(
            StorageFacts(
                licensee=tables.practice.get(),
                ways=tuple(way_of(name, slot) for name, slot in self._header().slots()),
                settings=tables.settings.get(),
                places=len(tables.backups.places()),
                backed_up=latest.made_at.astimezone(now.tzinfo).date() if latest else None,
                rehearsed=_day(rehearsed, now) if rehearsed is not None else None,
                made_on=now.date(),
            )
        )


def _day(entry: Entry, now: datetime) -> date:
    return datetime.fromisoformat(entry.at).astimezone(now.tzinfo).date()
