"""What one does when a computer is lost: put together what the vault knows of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from vault.format.told_ways import way_of
from vault.format.vault_header import Header
from vault.model.audit import Action, Entry
from vault.model.backup import moment_of
from vault.model.loss import FileOut, LossFacts
from vault.progress import Progress
from vault.storage.records_store import RecordsStore

_ENTRIES_OF_OPENING = 6
"""At most so many entries does opening a vault leave before that it was restored."""


@dataclass(frozen=True)
class PreparedLossSheet:
    """The facts, as a sheet that can be set without the vault, on any thread."""

    facts: LossFacts

    def render(self, progress: Progress | None = None) -> bytes:
        """Return the sheet as a PDF. Raises as `render_sheet` does."""
        from vault.export.loss_sheet import loss_sheet
        from vault.export.pdf_sheet import render_sheet

        return render_sheet(loss_sheet(self.facts), progress)


class Losses:
    """The vault as it stood on a computer that is gone, normally told by a copy of it."""

    def __init__(self, store: RecordsStore, vault_id: str, header: Callable[[], Header]) -> None:
        self._store = store
        self._vault_id = vault_id
        self._header = header

    def prepare(self) -> PreparedLossSheet:
        """Return what is known: no name of a client, and nothing of what it means in law.

        Where this copy was restored from a backup, its last moments are those before that.
        """
        audit, tables = self._store.audit, self._store.tables
        header, now = self._header(), self._store.clock.now()
        restored = audit.last_of(Action.VAULT_RESTORED)
        end = self._end_before(restored) if restored is not None else self._store.mark.seq
        opened = audit.last_of(Action.VAULT_UNLOCKED, up_to=end)
        last = next(audit.after(end - 1, 1))
        latest = tables.backups.latest()
        backed_up = latest.made_at if latest is not None else None
        if restored is not None:
            backed_up = moment_of(str(restored.detail.get("snapshot", ""))) or backed_up
        facts = LossFacts(
            vault_id=self._vault_id,
            clients=tables.client_lists.count(""),
            notes=tables.note_lists.count(None),
            has_process_notes=header.process is not None,
            ways=tuple(way_of(name, slot) for name, slot in header.slots()),
            opened=_at(opened),
            last_entry=datetime.fromisoformat(last.at),
            backed_up=backed_up,
            restored=_at(restored),
            since=self._store.mark.seq - end,
            files=tuple(reversed([_file(each) for each in audit.of_files()])),
            made_at=now,
        )
        return PreparedLossSheet(facts)

    def _end_before(self, restored: Entry) -> int:
        """Return the number of the last entry that the backup had: restoring begins with a few."""
        made = moment_of(str(restored.detail.get("snapshot", "")))
        first = max(0, restored.seq - 1 - _ENTRIES_OF_OPENING)
        ends = [
            each.seq
            for each in self._store.audit.after(first, restored.seq - 1 - first)
            if made is not None and datetime.fromisoformat(each.at) <= made
        ]
        return max(ends, default=restored.seq - 1)


def _file(entry: Entry) -> FileOut:
    notes = entry.detail.get("notes")
    return FileOut(
        datetime.fromisoformat(entry.at),
        str(entry.detail.get("manifest") or entry.detail.get("sha256", "")),
        notes if isinstance(notes, int) else None,
        everything=entry.action == Action.PRACTICE_EXPORTED,
    )


def _at(entry: Entry | None) -> datetime | None:
    return datetime.fromisoformat(entry.at) if entry is not None else None
