"""What was found of the records, put together again and held against seals and chain."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from vault.errors import Damaged
from vault.lifecycle.salvage_earlier import FoundEarlier
from vault.lifecycle.salvage_tables import ADMINISTRATIVE, SINCE, WHOSE
from vault.model.addendum import Addendum, Mark
from vault.model.document import AttachedFile, Document
from vault.model.ids import AddendumId, ClientId, DocumentId, NoteId
from vault.model.note import Note, Section
from vault.model.seal import Seal
from vault.storage.finds import Finds, Loss, Row
from vault.storage.found_rows import object_in
from vault.storage.note_texts import StoredText
from vault.storage.notes import time_from
from vault.translation import _

Record = dict[str, Any]


def not_read() -> str:
    """Return the sentence for what lay on a damaged page."""
    return _("It could not be read.")


def not_sealed() -> str:
    """Return the sentence for words that do not fit their seal; they are written all the same."""
    return _("Its words are not what was sealed.")


class FoundRecords:
    """The clients, participants, notes, addenda and appointments of a damaged vault.

    `losses` grows while records are asked for; `missing` adds what nothing was found of.
    """

    def __init__(self, finds: Finds) -> None:
        self._finds = finds
        self._earlier = FoundEarlier(finds)
        self.losses: list[Loss] = []
        texts = finds.owners("note_text")
        self._clients = finds.by_id("client", "client_by_name")
        self._notes = finds.by_id("note", "note_of_client", "note_by_day")
        self._addenda = finds.by_id("addendum", "addendum_of_note")
        self._appointments = finds.by_id("appointment", "appointment_of_client")
        self._administrative = {kind: finds.by_id(kind) for kind in ADMINISTRATIVE}
        self._of_files = {kind: finds.by_id(kind) for kind in WHOSE}
        # An index of what moved looks the same, and only a signed note moves.
        unsigned = {each for each, row in self._notes.items() if not row.get("signed_at")}
        self._cosignatures = finds.by_id("cosignature")
        self._cosigned = {row["subject"]: row for row in self._cosignatures.values()}
        self._drafts = {row["note"] for row in finds.tables["draft_of_note"]} & unsigned
        self._client_of_note = dict.fromkeys(finds.owners("draft"), "")
        self._client_of_note |= finds.chain.there_must_be("note")
        self._note_of_addendum = {each: "" for each in finds.chain.there_must_be("addendum")}
        for owner, (note, client) in texts.items():
            if owner == note:
                self._client_of_note[owner] = client
            else:
                self._note_of_addendum[owner] = note
                self._client_of_note.setdefault(note, client)
        self._client_of_note |= {each: row["client"] for each, row in self._notes.items()}
        self._note_of_addendum |= {each: row["note"] for each, row in self._addenda.items()}
        self._by_client: dict[str, list[str]] = defaultdict(list)
        for note, client in self._client_of_note.items():
            self._by_client[client].append(note)
        self._by_note: dict[str, list[str]] = defaultdict(list)
        for addendum, note in self._note_of_addendum.items():
            self._by_note[note].append(addendum)

    def practice(self) -> Record | None:
        """Return the licensee's profile, or None when it was not found."""
        for row in self._finds.tables["practice"]:
            return {"kind": "practice"} | object_in(row["profile"])
        if self._finds.chain.has_practice:
            self._lose("practice", "", not_read())
        return None

    def clients(self) -> list[Record]:
        """Return every client by name, those of whom only the id is known last."""
        named = [self._client(row) for row in self._clients.values()]
        named.sort(key=lambda each: (each["name"].casefold(), each["id"]))
        chain = self._finds.chain.there_must_be("client")
        others = set(chain) | set(self._by_client) | self._earlier.clients()
        others |= {row["client"] for row in self._appointments.values()}
        for kind, whose in WHOSE.items():
            others |= {row[whose] for row in self._of_files[kind].values()}
        for each in sorted(others - set(self._clients)):
            if each:
                self._lose("client", each, not_read(), client=each)
            named.append({"kind": "client", "id": each, "name": "", "complete": False})
        return named

    def notes(self, client: str) -> Iterator[Record]:
        """Yield a client's notes with their addenda, oldest session first."""
        for note in sorted(self._by_client[client], key=self._when):
            record = self._note(note, client)
            theirs = sorted(self._by_note[note], key=self._written)
            addenda = [self._addendum(each, note, client) for each in theirs]
            kept = [each for each in addenda if each is not None]
            if record is None and kept:
                record = {"kind": "note", "id": note, "client": client, "sections": None}
            if record is not None:
                yield record | {"addenda": kept}

    def of_file(self, client: str) -> Iterator[Record]:
        """Yield who takes part in a unit and its terms, who acts for a client, and their care.

        Each kind by its first day.
        """
        for kind, whose in WHOSE.items():
            rows = [row for row in self._of_files[kind].values() if row[whose] == client]
            for row in sorted(rows, key=lambda row: (row[SINCE[kind]], row["id"])):
                if kind == "document":
                    yield self._document(row)
                else:
                    acts_as = {"acts_as": row["kind"]} if "kind" in row else {}
                    yield row | {"kind": kind} | acts_as
        for row in self._finds.tables["unit_terms"]:
            if row["unit"] == client:
                yield {"kind": "terms"} | row
        out = (row for row in self._finds.tables["refiling"] if row["from_client"] == client)
        for row in sorted(out, key=lambda row: int(row["id"])):
            yield {"kind": "taken-out", "note": row["note"], "at": row["at"]}
        for found in self._earlier.of_file(client):
            if not found["proved"]:
                self._lose("earlier-value", found["id"], not_sealed(), client=client)
            yield found

    def administrative(self) -> Iterator[Record]:
        """Yield what is in nobody's record, such as the own list, each kind in its order."""
        for kind, told_by in ADMINISTRATIVE.items():
            rows = self._administrative[kind].values()
            for row in sorted(rows, key=lambda row: (row[told_by], row["id"])):
                said = {name: each for name, each in row.items() if not isinstance(each, bytes)}
                said.pop("wrapped", None)
                yield {"kind": kind} | said

    def appointments(self, client: str) -> Iterator[Record]:
        """Yield a client's appointments by day, each with what became of its sessions."""
        rows = [row for row in self._appointments.values() if row["client"] == client]
        for row in sorted(rows, key=lambda row: (row["day"], row["start"])):
            if "minutes" not in row:
                self._lose("appointment", row["id"], not_read(), client=client, day=row["day"])
            yield {"kind": "appointment", "complete": "minutes" in row} | row

    def sessions(self) -> Iterator[Record]:
        """Yield what became of sessions."""
        found = set()
        for row in self._finds.tables["appointment_session"]:
            found.add((row["appointment"], row["day"]))
            yield {"kind": "session"} | row
        for row in self._finds.tables["appointment_session_of"]:
            if (row["appointment"], row["day"]) not in found:
                known = self._appointments.get(row["appointment"], {})
                client = str(known.get("client", ""))
                self._lose("session", row["appointment"], not_read(), client=client, day=row["day"])

    def missing(self) -> None:
        """Name what the chain knows and nothing was found of, and addenda without their note."""
        chain = self._finds.chain
        for each in sorted(set(chain.there_must_be("appointment")) - set(self._appointments)):
            self._lose("appointment", each, not_read(), client=chain.subjects[each][2])
        for kind, found in (self._of_files | self._administrative).items():
            for each in sorted(set(chain.there_must_be(kind)) - set(found)):
                self._lose(kind, each, not_read(), client=chain.subjects[each][2])
        for each in sorted(set(chain.there_must_be("cosignature")) - set(self._cosignatures)):
            self._lose("cosignature", each, not_read(), client=chain.subjects[each][2])
        for thing, client in self._earlier.missing():
            self._lose("earlier-value", thing, not_read(), client=client)
        for each in sorted(self._by_note[""]):
            self._lose("addendum", each, not_read(), client=chain.subjects[each][2])

    def opener(self, document: str) -> tuple[str, AttachedFile]:
        """Return the identity that opens a document that was found, and what its file is."""
        row = self._of_files["document"][document]
        return row["identity"], _file_of(row)

    def lose(self, kind: str, subject: str, message: str, client: str) -> None:
        """Add to the losses what only its file told."""
        self._lose(kind, subject, message, client=client)

    def _document(self, row: Row) -> Record:
        """Return what is said of a document, without what opens its file."""
        seal = Seal(row["salt"], row["seal"])
        proved = self._is_proved(row["id"], seal, lambda: _content_of_document(row))
        if not proved:
            message = _("What is said of it is not what was sealed.")
            self._lose("document", row["id"], message, client=row["client"])
        said = {name: row[name] for name in row if name not in ("identity", "salt", "seal")}
        return said | {"kind": "document", "is_a": row["kind"]} | _seal_record(seal, proved=proved)

    def _client(self, row: Row) -> Record:
        complete = "contacts" in row
        if not complete:
            message = _("Only name, birth date, kind and status could be read.")
            self._lose("client", row["id"], message, client=row["id"])
        record = {"kind": "client", "complete": complete} | row
        record["unit"] = row["kind"]
        record["kind"] = "client"
        record["contacts"] = object_in(row.get("contacts")).get("contacts", [])
        return record

    def _when(self, note: str) -> tuple[str, str, str]:
        row = self._notes.get(note, {})
        return str(row.get("service_date", "")), str(row.get("start") or ""), note

    def _written(self, addendum: str) -> tuple[int, str]:
        """Return where an addendum stands among others: words are numbered as they came."""
        words = self._finds.words("note_text", addendum)
        return int(words["id"]) if words is not None else 0, addendum

    def _note(self, note_id: str, client: str) -> Record | None:
        row = self._notes.get(note_id, {})
        day = str(row.get("service_date", ""))
        draft = self._finds.words("draft", note_id)
        words = draft or self._finds.words("note_text", note_id)
        if words is None:
            self._lose("note", note_id, not_read(), client=client, day=day)
            return None
        if draft is None and note_id in self._drafts:
            message = _("Its newest words could not be read; older ones could.")
            self._lose("note", note_id, message, client=client, day=day)
        stored = _stored(words, note_id, note_id, client)
        proved = self._is_proved(note_id, stored.seal, lambda: _content_of_note(row, stored))
        if not proved:
            message = not_sealed() if row else _("Its day, times and signature could not be read.")
            self._lose("note", note_id, message, client=client, day=day)
        if row.get("signed_at") and not row.get("signature"):
            message = _("Its words are whole, but its signature could not be read.")
            self._lose("signature", note_id, message, client=client, day=day)
        sections = _divided(stored)
        return {
            "kind": "note",
            "id": note_id,
            "client": client,
            "first_client": row.get("first_client"),
            **{name: row.get(name) for name in ("template", "service_date", "start", "stop")},
            "sections": dict(sections),
            "begun_at": row.get("begun_at"),
            **_signature_record(row),
            **_seal_record(stored.seal, proved=proved),
            "cosignature": self._cosignature(note_id),
        }

    def _addendum(self, addendum_id: str, note: str, client: str) -> Record | None:
        row = self._addenda.get(addendum_id, {})
        day = str(self._notes.get(note, {}).get("service_date", ""))
        words = self._finds.words("note_text", addendum_id)
        if words is None:
            self._lose("addendum", addendum_id, not_read(), client=client, day=day)
            return None
        stored = _stored(words, addendum_id, note, client)
        proved = self._is_proved(
            addendum_id, stored.seal, lambda: _content_of_addendum(row, stored)
        )
        if not proved:
            self._lose("addendum", addendum_id, not_sealed(), client=client, day=day)
        if not row.get("signature"):
            message = _("Its words are whole, but its signature could not be read.")
            self._lose("signature", addendum_id, message, client=client, day=day)
        return {
            "kind": "addendum",
            "id": addendum_id,
            "note": note,
            "client": client,
            "text": stored.text,
            "mark": row.get("mark"),
            "written_at": row.get("written_at"),
            **_signature_record(row),
            **_seal_record(stored.seal, proved=proved),
            "cosignature": self._cosignature(addendum_id),
        }

    def _cosignature(self, subject: str) -> Record | None:
        """Return who co-signed a text and when, as it was found, or None."""
        row = self._cosigned.get(subject)
        return row | {"cosigned_by": object_in(row["cosigned_by"])} if row is not None else None

    def _is_proved(self, owner: str, seal: Seal, content: Callable[[], Any]) -> bool:
        try:
            fits = seal.fits(content())
        except (Damaged, LookupError, TypeError, ValueError):
            return False
        # Only signed words are in the chain; of a draft it knows nothing.
        return fits and self._finds.chain.seals.get(owner, seal.digest) == seal.digest

    def _lose(
        self, kind: str, subject: str, message: str, *, client: str = "", day: str = ""
    ) -> None:
        self.losses.append(Loss(kind, subject, message, client, day))


def _stored(words: Row, owner: str, note: str, client: str) -> StoredText:
    seal = Seal(words["salt"], words["seal"])
    return StoredText(owner, note, client, date.min, words["text"], words["parts"], seal)


def _divided(stored: StoredText) -> list[tuple[str, str]]:
    """Return the sections of a text, or all of it as one where it does not divide."""
    try:
        return stored.sections([str(part[0]) for part in json.loads(stored.parts)])
    except (Damaged, LookupError, TypeError, ValueError):
        return [("note", stored.text)]


def _content_of_note(row: Row, stored: StoredText) -> Any:
    return Note(
        id=NoteId(stored.owner),
        client=ClientId(row["client"]),
        template=row["template"],
        service_date=date.fromisoformat(row["service_date"]),
        start=time_from(row["start"]),
        stop=time_from(row["stop"]),
        sections=tuple(Section(*part) for part in _divided(stored)),
        begun_at=datetime.fromisoformat(row["begun_at"]),
        first_client=row.get("first_client"),
    ).content


def _file_of(row: Row) -> AttachedFile:
    parts = ("name", "media", "size", "sha256", "sealed_size", "sealed_sha256", "recipient")
    return AttachedFile(**{part: row[part] for part in parts})


def _content_of_document(row: Row) -> Any:
    return Document(
        id=DocumentId(row["id"]),
        client=ClientId(row["client"]),
        title=row["title"],
        kind=row["kind"],
        day=None,
        received=date.min,
        file=_file_of(row),
        added_at=datetime.fromisoformat(row["added_at"]),
    ).content


def _content_of_addendum(row: Row, stored: StoredText) -> Any:
    return Addendum(
        id=AddendumId(stored.owner),
        note=NoteId(stored.note),
        client=ClientId(stored.client),
        text=stored.sections(["addendum"])[0][1],
        written_at=datetime.min,
        seal=stored.seal,
        mark=Mark(row["mark"]) if row.get("mark") else None,
        first_client=row.get("first_client"),
    ).content


def _signature_record(row: Row) -> Record:
    by = row.get("signed_by")
    known = {name: row.get(name) for name in ("signed_at", "public_key", "signature")}
    return known | {"signed_by": object_in(by) if by else None}


def _seal_record(seal: Seal, *, proved: bool) -> Record:
    return {"seal": seal.digest, "salt": seal.salt.hex(), "proved": proved}
