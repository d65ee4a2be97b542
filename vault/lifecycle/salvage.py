"""Bringing what can still be read out of a damaged vault, into plain files.

For a vault that the ordinary opening refuses and no backup replaces. The vault is not written to:
a copy of its databases is read, page by page, and removed again.
"""

import contextlib
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from vault.errors import (
    Damaged,
    NewerFormat,
    NotAllowed,
    NotFound,
    StorageFailed,
    VaultError,
    WrongSecret,
)
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.compartments import CompartmentPlace, find_key
from vault.lifecycle.salvage_files import (
    PlainFile,
    administrative_lines,
    appointment_lines,
    client_lines,
    file_lines,
    note_lines,
    process_lines,
    report_lines,
    warning,
)
from vault.lifecycle.salvage_process import FoundProcessNotes
from vault.lifecycle.salvage_records import FoundRecords, not_read
from vault.model.ids import DocumentId
from vault.model.secret import Secret
from vault.progress import Progress
from vault.services.ways_in import HeaderFile
from vault.storage.database import Database
from vault.storage.documents_folder import DocumentsFolder, SealedDocument
from vault.storage.files import PRIVATE_FOLDER, explained, new_file, sync_folder
from vault.storage.finds import Finds, Loss, Row
from vault.storage.folder import FolderLock, VaultFolder
from vault.storage.found_rows import PROCESS_SHAPES, RECORDS_SHAPES, Shape, object_in
from vault.storage.migrate import scripts_of
from vault.storage.page_file import PageFile, copy_what_is_readable
from vault.translation import _, count_of

REPORT = "report.txt"
_ADMINISTRATIVE = "administrative.txt"
_RECORDS_JSON, _PROCESS_JSON = "records.jsonl", "process-notes.jsonl"
_PROCESS_FOLDER = "process-notes"
_DOCUMENTS = "documents"
_ASIDE = "set-aside"
_ENDING = re.compile(r"[a-z0-9]{1,8}\Z")
_SCRATCH = "copy-being-read"


@dataclass(frozen=True)
class SalvagedDatabase:
    """One database that was read: its pages, how many are damaged, and whether all were proved."""

    name: str
    pages: int
    damaged: int
    proved: bool


@dataclass(frozen=True)
class Salvaged:
    """What a salvage wrote to `folder`: how many of each kind, and every record not whole."""

    folder: Path = field(repr=False)
    databases: tuple[SalvagedDatabase, ...]
    counts: dict[str, int] = field(repr=False)
    losses: tuple[Loss, ...]


def salvage(
    path: Path,
    out: Path,
    secret: Secret,
    process_secret: Secret | None = None,
    *,
    progress: Progress | None = None,
) -> Salvaged:
    """Write everything that can be read of a damaged vault to the new folder `out`, in the clear.

    Process notes only with their own secret, in files of their own. Raises NotFound, WrongSecret,
    OpenElsewhere, NewerFormat, NotAllowed when something is at `out` already, StorageFailed,
    Cancelled, and Damaged when the header or a whole database leaves nothing to read; nothing is
    then left at `out`.
    """
    folder = VaultFolder(path)
    folder.require()
    header = HeaderFile(folder).current
    if out.resolve().is_relative_to(path.resolve()):
        raise NotAllowed(_("What is salvaged does not go into the vault's own folder."))
    places = [find_key(folder, header, RECORDS, secret)]
    if process_secret is not None:
        if header.process is None:
            raise NotFound(_("This vault has no process notes yet."))
        places.append(find_key(folder, header, PROCESS, process_secret))
    lock = _lock(folder)
    try:
        return _Salvage(out, progress or Progress()).run(places)
    finally:
        if lock is not None:
            lock.release()


def _lock(folder: VaultFolder) -> FolderLock | None:
    """Keep other programs out; where nothing can be written, or there is no lock, none is in."""
    try:
        return FolderLock.take(folder) if folder.lock_file.exists() else None
    except StorageFailed:
        return None


class _Salvage:
    """One salvage on its way: the folder it writes to, and what it has counted."""

    def __init__(self, out: Path, progress: Progress) -> None:
        self._out = out
        self._scratch = out / _SCRATCH
        self._progress = progress
        self._databases: list[SalvagedDatabase] = []
        self._counts: dict[str, int] = {}
        self._losses: list[Loss] = []
        self._names: dict[str, str] = {}

    def run(self, places: list[CompartmentPlace]) -> Salvaged:
        with explained():
            try:
                self._out.mkdir(mode=PRIVATE_FOLDER)
            except FileExistsError:
                raise NotAllowed(
                    _("There is something at this place already. It was left as it is.")
                ) from None
        try:
            with explained():
                self._scratch.mkdir(mode=PRIVATE_FOLDER)
            for place in places:
                try:
                    self._database(place)
                except Damaged as error:
                    self._losses.append(Loss("database", place.name, error.sentence))
            if not self._databases:
                raise Damaged(
                    _("Nothing in the databases of this vault can be read."),
                    hint=_("Restore the vault from your newest backup."),
                )
            with explained():
                shutil.rmtree(self._scratch)
            self._report()
            with explained():
                sync_folder(self._out)
        except BaseException:
            with contextlib.suppress(OSError):
                shutil.rmtree(self._out)
            raise
        found = tuple(self._losses)
        return Salvaged(self._out, tuple(self._databases), self._counts, found)

    def _database(self, place: CompartmentPlace) -> None:
        pages = PageFile(self._copied(place), place.subkey("sqlcipher"))
        records = place.name == RECORDS
        shapes = RECORDS_SHAPES if records else PROCESS_SHAPES
        file = PlainFile(self._out / (_RECORDS_JSON if records else _PROCESS_JSON))
        try:
            file.record({"kind": "about", "vault": place.header.vault_id, "warning": warning()})
            finds = self._finds(place, pages, shapes, file)
            if records:
                documents = _Documents(self._out, place, self._progress)
                self._records(FoundRecords(finds), file, documents)
            else:
                self._process_notes(FoundProcessNotes(finds), file)
            self._entries(place, finds)
            file.finish()
        finally:
            file.close()
            pages.close()
        self._databases.append(
            SalvagedDatabase(place.name, pages.count, len(pages.damaged), pages.proved)
        )

    def _copied(self, place: CompartmentPlace) -> Path:
        """Copy a database and its journal, and let SQLite put back what a crash left half done."""
        source = place.folder.database(place.name, place.compartment.epoch)
        if not source.exists():
            raise Damaged(_("A database of this vault is missing."))
        copy = self._scratch / source.name
        copy_what_is_readable(source, copy)
        journal = source.with_name(f"{source.name}-journal")
        if journal.exists() and journal.stat().st_size:
            copy_what_is_readable(journal, copy.with_name(journal.name))
            # The journal is played back before anything of a damaged database is looked at.
            with contextlib.suppress(VaultError):
                Database(copy, place.subkey("sqlcipher")).close()
        return copy

    def _finds(
        self,
        place: CompartmentPlace,
        pages: PageFile,
        shapes: tuple[Shape, ...],
        file: PlainFile,
    ) -> Finds:
        def on_entry(entry: Row) -> None:
            file.record({"kind": "entry"} | entry | {"detail": object_in(entry["detail"])})

        finds = Finds(pages, shapes, self._progress, on_entry)
        if finds.schema > scripts_of(place.name)[-1][0]:
            raise NewerFormat(
                _("This vault was used with a newer version of Strongroom. Nothing was changed."),
                hint=_("Install the newer version and salvage it there."),
            )
        return finds

    def _records(self, found: FoundRecords, file: PlainFile, documents: "_Documents") -> None:
        practice = found.practice()
        if practice is not None:
            self._write(file, practice)
        self._administrative(found, file, documents)
        for number, client in enumerate(found.clients(), 1):
            name = f"client-{number:03}.txt"
            self._names[client["id"]] = name
            text = PlainFile(self._out / name)
            try:
                self._write(file, {"file": name} | client)
                text.lines(client_lines(client))
                for each in found.of_file(client["id"]):
                    if each["kind"] == "document":
                        each["file"] = documents.write(found, each)
                    self._write(file, each)
                    text.lines(file_lines(each))
                for appointment in found.appointments(client["id"]):
                    self._write(file, appointment)
                    text.lines(appointment_lines(appointment))
                for note in found.notes(client["id"]):
                    self._write_note(file, note)
                    text.lines(note_lines(note))
                text.finish()
            finally:
                text.close()
        for session in found.sessions():
            self._write(file, session)
        found.missing()
        self._losses += found.losses

    def _administrative(
        self, found: FoundRecords, file: PlainFile, documents: "_Documents"
    ) -> None:
        """Write what is in nobody's record, in a file of its own, if there is any."""
        rows = list(found.administrative())
        if not rows:
            return
        text = PlainFile(self._out / _ADMINISTRATIVE)
        try:
            text.lines([warning(), ""])
            for each in rows:
                if each["kind"] == "set_aside":
                    each["file"] = documents.copy(found, each)
                self._write(file, each)
                text.lines(administrative_lines(each))
            text.finish()
        finally:
            text.close()

    def _write_note(self, file: PlainFile, note: Row) -> None:
        addenda = note["addenda"]
        if note["sections"] is not None:
            self._write(file, {name: note[name] for name in note if name != "addenda"})
        for addendum in addenda:
            self._write(file, addendum)

    def _process_notes(self, found: FoundProcessNotes, file: PlainFile) -> None:
        folder = self._out / _PROCESS_FOLDER
        with explained():
            folder.mkdir(mode=PRIVATE_FOLDER)
        for client in sorted(found.clients):
            # The number that the client has among the records.
            name = self._names.setdefault(client, f"client-{len(self._names) + 1:03}.txt")
            text = PlainFile(folder / name)
            try:
                text.lines([warning(), "", _("Record {id}").format(id=client or "?")])
                for note in found.notes(client):
                    self._write(file, note)
                    text.lines(process_lines(note))
                text.finish()
            finally:
                text.close()
        self._losses += found.losses

    def _entries(self, place: CompartmentPlace, finds: Finds) -> None:
        numbers = finds.chain.numbers
        last = max(numbers, default=0)
        with contextlib.suppress(VaultError):
            head = place.read_head()
            last = max(last, head.mark.seq if head is not None else 0)
        for first, end in finds.chain.gaps(last):
            self._losses.append(Loss("entry", f"{place.name} {first}–{end}", not_read()))
        self._counts["entry"] = self._counts.get("entry", 0) + len(numbers)

    def _write(self, file: PlainFile, record: Row) -> None:
        file.record(record)
        self._counts[record["kind"]] = self._counts.get(record["kind"], 0) + 1

    def _report(self) -> None:
        report = PlainFile(self._out / REPORT)
        try:
            pages = (words_of(each) for each in self._databases)
            report.lines(report_lines(self._losses, sorted(self._counts.items()), pages))
            report.finish()
        finally:
            report.close()


class _Documents:
    """The documents of a damaged vault, opened into a folder of their own."""

    def __init__(self, out: Path, place: CompartmentPlace, progress: Progress) -> None:
        self._out, self._progress = out, progress
        self._sealed = DocumentsFolder(place.folder.documents)

    def write(self, found: FoundRecords, document: Row) -> str:
        """Write a document's plain file, named by its id; return the name, "" if that failed."""
        identity, file = found.opener(document["id"])
        ending = file.name.rpartition(".")[2].lower()
        name = f"{document['id']}.{ending if _ENDING.match(ending) else 'bin'}"
        path = self._out / _DOCUMENTS / name
        try:
            with explained():
                path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            with new_file(path, file.size) as out:
                known = DocumentId(document["id"])
                self._sealed.write_to(out, known, identity, file, self._progress)
        except (Damaged, WrongSecret, StorageFailed) as error:
            found.lose("document", document["id"], error.sentence, document["client"])
            return ""
        return f"{_DOCUMENTS}/{name}"

    def copy(self, found: FoundRecords, aside: Row) -> str:
        """Copy what is set aside as it lies, sealed; return its name, "" if it is not here."""
        if not aside["identity"]:
            return ""
        sealed = DocumentId(aside["id"]), aside["sealed_size"], aside["sealed_sha256"]
        known = SealedDocument(*sealed)
        try:
            DocumentsFolder(self._out / _ASIDE).take(known, self._sealed, self._progress)
        except (Damaged, StorageFailed) as error:
            found.lose("set_aside", aside["id"], error.sentence, "")
            return ""
        return f"{_ASIDE}/{known.name}"


def words_of(database: SalvagedDatabase) -> str:
    """Return what is to be known of a database that was read, in a sentence or two."""
    count = count_of("{n} damaged page", "{n} damaged pages", database.damaged)
    said = _("{name}: {count} of {all}.").format(
        name=database.name, count=count, all=database.pages
    )
    if not database.proved:
        said += " " + _(
            "Its first page is lost, so no page could be proved. What has a seal is proved by it; "
            "clients, people, appointments and entries are not."
        )
    return said
