"""What was found of process notes, put together again and held against seals and chain."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from vault.lifecycle.salvage_records import Record, not_read, not_sealed
from vault.model.ids import ClientId, ProcessNoteId
from vault.model.process_note import ProcessNote
from vault.model.seal import Seal
from vault.storage.finds import Finds, Loss, Row
from vault.translation import _

_OF_DRAFT = ("client", "day", "text")


class FoundProcessNotes:
    """The process notes and drafts of a damaged vault. `losses` grows while they are asked for."""

    def __init__(self, finds: Finds) -> None:
        self._finds = finds
        self.losses: list[Loss] = []
        self._notes = finds.by_id("process_note", "process_note_of_client")
        client_of = finds.chain.there_must_be("process-note")
        client_of |= {each: pair[1] for each, pair in finds.owners("process_text").items()}
        client_of |= {each: row["client"] for each, row in self._notes.items()}
        self._by_client: dict[str, list[str]] = defaultdict(list)
        for note, client in client_of.items():
            self._by_client[client].append(note)
        # One without a word is there for what can be undone in it, which is no record.
        rows = (row for row in finds.tables["process_draft"] if row["text"].strip())
        self._drafts = {row["client"]: row for row in rows}

    @property
    def clients(self) -> set[str]:
        """The ids of the clients there are process notes or drafts about."""
        return set(self._by_client) | set(self._drafts)

    def notes(self, client: str) -> Iterator[Record]:
        """Yield a client's process notes, oldest first, and what is being written."""
        for note in sorted(self._by_client[client], key=self._when):
            record = self._note(note, client)
            if record is not None:
                yield record
        if client in self._drafts:
            draft = self._drafts[client]
            # What its writer took away again is no part of it.
            yield {"kind": "process-draft"} | {name: draft[name] for name in _OF_DRAFT}

    def _when(self, note: str) -> tuple[str, str, str]:
        row = self._notes.get(note, {})
        return str(row.get("day", "")), str(row.get("written_at", "")), note

    def _note(self, note_id: str, client: str) -> Record | None:
        row = self._notes.get(note_id, {})
        day = str(row.get("day", ""))
        words = self._finds.words("process_text", note_id)
        if words is None:
            self.losses.append(Loss("process-note", note_id, not_read(), client, day))
            return None
        proved = self._is_proved(note_id, row, words)
        if not proved:
            message = not_sealed() if row else _("Its day could not be read.")
            self.losses.append(Loss("process-note", note_id, message, client, day))
        return {
            "kind": "process-note",
            "id": note_id,
            "client": client,
            "day": row.get("day"),
            "written_at": row.get("written_at"),
            "text": words["text"],
            "seal": words["seal"],
            "salt": words["salt"].hex(),
            "proved": proved,
        }

    def _is_proved(self, note_id: str, row: Row, words: Row) -> bool:
        seal = Seal(words["salt"], words["seal"])
        try:
            note = ProcessNote(
                id=ProcessNoteId(note_id),
                client=ClientId(row["client"]),
                day=date.fromisoformat(row["day"]),
                text=words["text"],
                written_at=datetime.fromisoformat(row["written_at"]),
                seal=seal,
            )
        except (LookupError, ValueError):
            return False
        known = self._finds.chain.seals.get(note_id, seal.digest)
        return seal.fits(note.content) and known == seal.digest
