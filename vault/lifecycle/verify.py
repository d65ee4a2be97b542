"""Proving a vault whole, and naming what is not: every page, seal, signature, chain and head.

The order matters: another one gives false alarms (docs/formats/vault.md, "Checking").
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from vault.errors import Damaged, NotFound
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.compartments import CompartmentPlace, find_key
from vault.lifecycle.computer_state import ComputerState
from vault.lifecycle.findings import Findings, VerifyReport
from vault.lifecycle.rollback import rolled_back
from vault.lifecycle.verify_content import (
    ASIDE_SINCE,
    DOCUMENTS_SINCE,
    check_new_records,
    check_process,
    check_records,
)
from vault.model.audit import Action, Mark, first_broken
from vault.model.secret import Secret
from vault.progress import Progress
from vault.services.ways_in import HeaderFile
from vault.storage.audit import AuditTable
from vault.storage.database import Database
from vault.storage.documents import DocumentTable
from vault.storage.documents_folder import DocumentsFolder, SealedDocument
from vault.storage.folder import FolderLock, VaultFolder
from vault.storage.migrate import schema_version
from vault.storage.page_file import damaged_pages
from vault.storage.set_aside import SetAsideTable
from vault.storage.vault_meta import VaultMeta
from vault.translation import _


def verify(
    path: Path,
    secret: Secret,
    process_secret: Secret | None = None,
    *,
    state: Path | None = None,
    progress: Progress | None = None,
) -> VerifyReport:
    """Prove a closed vault whole. Without `process_secret` process notes are left unchecked.

    Raises NotFound, WrongSecret, OpenElsewhere, NewerFormat, StorageFailed, Cancelled, and
    Damaged when the header leaves nothing to check.
    """
    folder = VaultFolder(path)
    folder.require()
    HeaderFile(folder)  # a newer vault must not even get a lock file
    lock = FolderLock.take(folder)
    try:
        header_file = HeaderFile(folder)
        findings = Findings(progress or Progress())
        check_header(findings, header_file, folder)
        computer = ComputerState(state, header_file.current.vault_id)
        place = find_key(folder, header_file.current, RECORDS, secret)
        records = check_compartment(findings, place, computer, check_records)
        check_documents(findings, place, DocumentsFolder(folder.documents))
        _check_process_named(findings, place)
        if process_secret is not None:
            if header_file.current.process is None:
                raise NotFound(_("This vault has no process notes yet."))
            place = find_key(folder, header_file.current, PROCESS, process_secret)
            check_compartment(findings, place, computer, check_process)
        return VerifyReport(findings.checked, tuple(findings.problems), records)
    finally:
        lock.release()


def check_header(findings: Findings, header_file: HeaderFile, folder: VaultFolder) -> None:
    """Check that both copies of the header are whole."""
    for path in (folder.header, folder.mirror):
        broken = path.name in header_file.broken
        message = _("This copy of the header is damaged or missing; the other one is whole.")
        findings.check("header", path.name, partial(str, message) if broken else _nothing)


def check_compartment(
    findings: Findings,
    place: CompartmentPlace,
    computer: ComputerState,
    check_content: Callable[[Findings, Database], None],
) -> Mark | None:
    """Check a compartment's database: its pages, structure, content, chain and head.

    Returns how far it had come, or None when it could not be opened.
    """
    file = place.folder.database(place.name, place.compartment.epoch).name
    before = len(findings.problems)
    database = _opened(findings, place, file)
    if database is None:
        return None
    try:
        # Each on its own connection, so that no page in a cache hides one on the disk; and both at
        # once, for they take nearly all of the time and no Python.
        with ThreadPoolExecutor(2) as pool:
            pages = pool.submit(_asked, place, Database.cipher_problems)
            structure = pool.submit(_asked, place, Database.structure_problems)
        findings.check("pages", file, lambda: _pages_problem(pages.result()))
        findings.check("structure", file, lambda: _pages_problem(structure.result()))
        check_content(findings, database)
        findings.check("chain", place.name, lambda: _chain_problem(place, database))
        if len(findings.problems) == before:
            _check_head(findings, place, database, computer)
        return _mark(place, database)
    finally:
        database.close()


def check_documents(findings: Findings, place: CompartmentPlace, folder: DocumentsFolder) -> None:
    """Check every sealed file that the records name, byte by byte."""
    files: list[SealedDocument] = []

    def collect() -> None:
        database = place.open_database()
        try:
            if schema_version(database) >= DOCUMENTS_SINCE:
                files.extend(DocumentTable(database).files())
            if schema_version(database) >= ASIDE_SINCE:
                files.extend(SetAsideTable(database).files())
        finally:
            database.close()

    findings.check("documents", "records", collect)
    for each in files:
        problem = partial(folder.problem, each, findings.progress)
        findings.check("document-file", each.id, problem)


def check_growth(
    findings: Findings, place: CompartmentPlace, since: Mark, new: Iterable[tuple[int, int]]
) -> None:
    """Check what is new in the records since they had come to a mark that their chain goes through.

    The pages in `new` places of the file (where each begins and how long it is, in bytes), the
    entries after the mark, what they say was begun or signed, and the head file.
    """
    path = place.folder.database(place.name, place.compartment.epoch)
    before = len(findings.problems)
    key = place.subkey("sqlcipher")
    findings.check("pages", path.name, lambda: _pages_problem(damaged_pages(path, key, new)))
    database = _opened(findings, place, path.name)
    if database is None:
        return
    try:
        check_new_records(findings, database, since.seq)
        findings.check("chain", place.name, lambda: _chain_problem(place, database, since))
        if len(findings.problems) == before:
            _check_head(findings, place, database, nothing_seen(place))
    finally:
        database.close()


def goes_through(place: CompartmentPlace, database: Database, mark: Mark) -> bool:
    """Tell whether a chain goes through a mark. Raises Damaged."""
    return (AuditTable(database).hash_at(mark.seq) if mark.seq else place.start) == mark.chain_head


def nothing_seen(place: CompartmentPlace) -> ComputerState:
    """Return what is known of a copy: where it was made, nobody has seen it before."""
    return ComputerState(None, place.header.vault_id)


def _asked(place: CompartmentPlace, question: Callable[[Database], list[str]]) -> list[str]:
    database = place.open_database()
    try:
        return question(database)
    finally:
        database.close()


def _check_head(
    findings: Findings, place: CompartmentPlace, database: Database, computer: ComputerState
) -> None:
    seen = computer.seen(place.name)
    findings.check("head", place.name, lambda: _raised(rolled_back(place, database, seen)))


def _mark(place: CompartmentPlace, database: Database) -> Mark | None:
    try:
        seq, head = AuditTable(database).last() or (0, place.start)
        return Mark(seq, head, VaultMeta(database).generation)
    except Damaged:
        return None


def _check_process_named(findings: Findings, place: CompartmentPlace) -> None:
    def problem() -> str | None:
        if place.header.process is not None:
            return None
        database = place.open_database()
        try:
            begun = AuditTable(database).has(Action.PROCESS_NOTES_BEGUN)
        finally:
            database.close()
        return _("The header does not name the process notes of this vault.") if begun else None

    findings.check("header", PROCESS, problem)


def _opened(findings: Findings, place: CompartmentPlace, file: str) -> Database | None:
    databases: list[Database] = []

    def open_it() -> None:
        databases.append(place.open_database())

    findings.check("database", file, open_it)
    return databases[0] if databases else None


def _pages_problem(found: Sequence[object]) -> str | None:
    return _("{n} places of this file are damaged.").format(n=len(found)) if found else None


def _chain_problem(
    place: CompartmentPlace, database: Database, since: Mark | None = None
) -> str | None:
    seq, head = (since.seq, since.chain_head) if since is not None else (0, place.start)
    broken = first_broken(AuditTable(database).links(seq), head, seq)
    if broken is None:
        return None
    return _("The audit chain is broken at entry {n}.").format(n=broken)


def _nothing() -> None:
    """Find nothing wrong."""


def _raised(error: Exception | None) -> None:
    if error is not None:
        raise error
