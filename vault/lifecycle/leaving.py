"""Writing everything of a practice as plain files, from one state of the vault that was put aside.

A BagIt bag: the records as tables, JSON, FHIR and PDF, the documents as they came, and what proves
that all of it is there. Nothing of it is encrypted.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import vault
from vault.errors import Damaged, NotAllowed
from vault.export.csv_tables import HEADINGS, Row, rows_of, table
from vault.export.fhir_record import fhir_record
from vault.export.json_record import (
    json_practice,
    json_record,
    practice_schema,
    record_schema,
    retention_json,
    written,
)
from vault.export.pdf_record import render_record
from vault.export.practice_index import Listed, index_page, readme
from vault.format.bag import BagWriter, check_bag
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.backup import StateAside, put_aside
from vault.lifecycle.compartments import CompartmentPlace
from vault.lifecycle.process_door import ProcessDoor
from vault.lifecycle.sitting import Sitting
from vault.model.client_record import ClientRecord, PracticeRecord
from vault.model.export import EVERY_FORMAT, Exported, Format
from vault.model.ids import ClientId, DocumentId, record_number
from vault.model.incoming.set_aside import AsideState
from vault.model.told import plain, told
from vault.progress import Progress
from vault.services.retention import Retention
from vault.storage.audit import AuditTable
from vault.storage.documents_folder import DocumentsFolder
from vault.storage.plain_folder import PlainFolder
from vault.storage.process_store import process_tables
from vault.storage.records_store import RecordsStore, RecordsTables, records_tables
from vault.storage.release_package import release_package
from vault.storage.whole_records import (
    counted_whole,
    read_client_record,
    read_practice_record,
)
from vault.translation import _

_ENDING_MOST = 10


@dataclass(frozen=True)
class Known:
    """What is known beside the records' own tables: how long each is kept, and when it is."""

    retention: Mapping[ClientId, Mapping[str, Any]] = field(repr=False)
    made_at: datetime


class PracticeAside:
    """One state of a vault, put aside to be written as plain files; run or discard it."""

    def __init__(self, state: StateAside, out: Path, documents: Path, known: Known) -> None:
        self._state, self._out = state, out
        self._documents = DocumentsFolder(documents)
        self._known = known

    def run(
        self,
        formats: frozenset[Format] = EVERY_FORMAT,
        progress: Progress | None = None,
        *,
        process_notes: bool = False,
    ) -> Exported:
        """Write everything beside its place under a temporary name, and read all of it again.

        Process notes only when asked for, and where their compartment was open when this was put
        aside: else raises NotAllowed, as for a place that something took. Raises Damaged when
        something cannot be read or is not what was written, StorageFailed, Cancelled; nothing is
        left then.
        """
        process = self._state.known.process if process_notes else None
        if process_notes and process is None:
            raise NotAllowed(_("Process notes come along only while they are open."))
        folder = PlainFolder(self._out)
        try:
            place = replace(self._state.known.records, folder=self._state.folder)
            aside = replace(process, folder=self._state.folder) if process is not None else None
            writing = _Writing(folder, place, aside, self._documents, self._known, formats)
            return writing.run(progress or Progress())
        except BaseException:
            folder.discard()
            raise

    def discard(self) -> None:
        """Take away what was put aside."""
        self._state.discard()


def put_practice_aside(
    sitting: Sitting,
    store: RecordsStore,
    place: CompartmentPlace,
    door: ProcessDoor,
    retention: Retention,
    out: Path,
) -> PracticeAside:
    """Put one state of an open vault aside, to be written to `out` as plain files.

    Raises StorageFailed.
    """
    dated = {
        each.client.id: retention_json(each.retention, store.tables.holds.of_client(each.client.id))
        for each in retention.all()
    }
    state = put_aside(sitting, store, place, door)
    return PracticeAside(state, out, sitting.folder.documents, Known(dated, store.clock.now()))


class _Writing:
    """One export on its way."""

    def __init__(
        self,
        folder: PlainFolder,
        place: CompartmentPlace,
        process: CompartmentPlace | None,
        documents: DocumentsFolder,
        known: Known,
        formats: frozenset[Format],
    ) -> None:
        self._folder, self._place, self._process = folder, place, process
        self._documents, self._known, self._formats = documents, known, formats
        self._bag = BagWriter(folder.new_file)
        self._vault_id = place.header.vault_id
        self._rows: dict[str, list[Row]] = {name: [] for name in HEADINGS}
        self._listed: list[Listed] = []
        self._counts: dict[str, int] = {}

    def run(self, progress: Progress) -> Exported:
        database = self._place.open_database()
        try:
            tables, audit = records_tables(database), AuditTable(database)
            practice = read_practice_record(tables)
            clients = sorted(tables.clients.list_all(), key=lambda each: (each.name, each.id))
            progress.start(2 * len(clients) + 1)
            titles = {each.id: each.title for each in practice.own_templates}
            for number, client in enumerate(clients, 1):
                record = read_client_record(tables, audit, client.id)
                self._record(f"records/{number:05}", record, tables, practice, titles)
                progress.step()
            self._practice(practice, audit)
        finally:
            database.close()
        if self._process is not None:
            self._process_notes(self._process, {each.id: each.name for each in clients})
        manifest = self._close(practice, len(clients))
        progress.step()
        self._prove(progress, len(clients))
        return Exported(
            self._folder,
            manifest,
            self._bag.count,
            {"clients": len(clients), **self._counts},
            process_notes=self._process is not None,
        )

    def _record(
        self,
        where: str,
        record: ClientRecord,
        tables: RecordsTables,
        practice: PracticeRecord,
        titles: Mapping[str, str],
    ) -> None:
        files = self._put_documents(where, record, tables)
        names = {each: f"{where}/{path}" for each, path in files.items()}
        data = json_record(self._vault_id, record, files, titles)
        links = [("JSON", f"{where}/record.json")]
        self._bag.put(f"{where}/record.json", data)
        made_at = self._known.made_at
        if Format.FHIR in self._formats:
            licensee = practice.licensee
            bundle = fhir_record(self._vault_id, record, licensee, made_at, files, titles)
            self._bag.put(f"{where}/record.fhir.json", bundle)
            links.append(("FHIR", f"{where}/record.fhir.json"))
        if Format.PDF in self._formats:
            package = release_package(tables, record.client.id, made_at.date())
            self._bag.put(f"{where}/record.pdf", render_record(package).pdf)
            links.insert(0, ("PDF", f"{where}/record.pdf"))
        if Format.CSV in self._formats:
            for name, rows in rows_of(record, names, titles).items():
                self._rows[name] += rows
        links += [(each.title, names[each.id]) for each in record.documents if each.id in names]
        self._list(record, links)

    def _list(self, record: ClientRecord, links: list[tuple[str, str]]) -> None:
        client = record.client
        self._listed.append(
            Listed(
                record_number(client.id),
                client.name,
                client.birth_date,
                client.kind.value,
                client.status.value,
                len(record.notes),
                len(record.documents),
                tuple(links),
            )
        )
        addenda = sum(len(each.addenda) for each in record.notes)
        for name, count in (
            ("notes", len(record.notes)),
            ("addenda", addenda),
            ("documents", len(record.documents)),
        ):
            self._counts[name] = self._counts.get(name, 0) + count

    def _put_documents(
        self, where: str, record: ClientRecord, tables: RecordsTables
    ) -> dict[DocumentId, str]:
        files = {}
        if Format.ORIGINALS not in self._formats:
            return {}
        for number, each in enumerate(record.documents, 1):
            path = f"documents/{number:04}{_ending(each.file.name)}"
            kept = tables.documents.kept(each.id)
            with self._bag.writing(f"{where}/{path}", each.file.size) as out:
                self._documents.write_to(out, each.id, kept.identity, each.file, Progress())
            files[each.id] = path
        return files

    def _practice(self, practice: PracticeRecord, audit: AuditTable) -> None:
        self._bag.put("practice.json", json_practice(self._vault_id, practice))
        retention = [{"client": client, **said} for client, said in self._known.retention.items()]
        self._bag.put("retention.json", written(plain(retention)))
        self._bag.put("audit-records.json", _chain(self._vault_id, RECORDS, audit))
        self._bag.put("schema/record.schema.json", record_schema())
        self._bag.put("schema/practice.schema.json", practice_schema())
        if Format.CSV in self._formats:
            for name, rows in self._rows.items():
                self._bag.put(f"tables/{name}", table([HEADINGS[name], *rows]))

    def _process_notes(self, place: CompartmentPlace, names: Mapping[ClientId, str]) -> None:
        database = place.open_database()
        try:
            tables, count = process_tables(database), 0
            for number, client in enumerate(names, 1):
                notes = tables.notes.of_client(client)
                count += len(notes)
                if notes:
                    said = {"format": "strongroom-process-notes", "version": 1, "client": client}
                    self._bag.put(
                        f"process-notes/{number:05}.json",
                        written({**said, "notes": [told(each) for each in notes]}),
                    )
            self._counts["process_notes"] = count
            chain = _chain(self._vault_id, PROCESS, AuditTable(database))
            self._bag.put("process-notes/audit-process.json", chain)
        finally:
            database.close()

    def _close(self, practice: PracticeRecord, clients: int) -> str:
        day = self._known.made_at.date().isoformat()
        licensee = practice.licensee
        title = licensee.practice_name or licensee.name or _("this practice")
        self._bag.put("index.html", index_page(title, day, self._listed))
        process = self._process is not None
        return self._bag.close(
            {
                "Bagging-Date": day,
                "External-Description": "Everything of one practice, not encrypted",
                "Bag-Software-Agent": f"Strongroom {vault.__version__}",
            },
            {"README.txt": readme(day, clients, process, self._left_out(practice))},
        )

    def _left_out(self, practice: PracticeRecord) -> list[str]:
        process = _("Process (psychotherapy) notes. They are in a compartment of their own.")
        waits = any(each.state is AsideState.ASIDE for each in practice.set_aside)
        aside = _("What was set aside, unread, when records were brought in.")
        formats = {
            Format.CSV: _("The tables: they were not asked for."),
            Format.FHIR: _("FHIR documents: they were not asked for."),
            Format.PDF: _("PDFs of the records: they were not asked for."),
            Format.ORIGINALS: _("The attached documents: they were not asked for."),
        }
        return [
            *([process] if self._process is None else []),
            *([aside] if waits else []),
            *(words for each, words in formats.items() if each not in self._formats),
            _("In the PDFs: drafts, fees and what is administrative. The JSON files have them."),
            _("Keys, ways in and executor cards, backups, and what can be undone in a draft."),
        ]

    def _prove(self, progress: Progress, clients: int) -> None:
        """Read everything again: every byte by its hash, every record by what is in it."""
        check_bag(self._folder, progress.check)
        counts = {"notes": 0, "addenda": 0, "documents": 0}
        for number in range(1, clients + 1):
            data = b"".join(self._folder.pieces(f"data/records/{number:05}/record.json"))
            record = json.loads(data)
            counts["notes"] += len(record["notes"])
            counts["addenda"] += sum(len(each["addenda"]) for each in record["notes"])
            counts["documents"] += len(record["documents"])
            progress.step()
        known = {name: self._counts.get(name, 0) for name in counts}
        if counts != known or counts != self._there():
            raise Damaged(_("What was written is not everything. Nothing of it was kept."))

    def _there(self) -> dict[str, int]:
        """Count what the records hold, past the reading of each record."""
        database = self._place.open_database()
        try:
            return counted_whole(database)
        finally:
            database.close()


def _chain(vault_id: str, compartment: str, audit: AuditTable) -> bytes:
    entries = [each.as_json() for each in audit.after(0)]
    said = {"format": 1, "vault_id": vault_id, "compartment": compartment, "entries": entries}
    return (json.dumps(said, ensure_ascii=True) + "\n").encode()


def _ending(name: str) -> str:
    """Return the ending of a file's name, where it is one that says what it is."""
    ending = Path(name).suffix.lower()
    return (
        ending if ending[1:].isalnum() and ending.isascii() and len(ending) <= _ENDING_MOST else ""
    )
