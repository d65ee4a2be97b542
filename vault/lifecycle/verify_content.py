"""Proving what a compartment holds: each seal, each signature, and that nothing signed is gone."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from vault.crypto.signature import is_signed
from vault.lifecycle.findings import Findings
from vault.lifecycle.verify_aside import aside_problem, check_set_aside
from vault.lifecycle.verify_destroyed import check_destroyed
from vault.lifecycle.verify_earlier import check_earlier, check_new_earlier
from vault.lifecycle.verify_rule_files import (
    RULE_FILES_SINCE,
    check_rule_files,
    rule_file_problem,
)
from vault.lifecycle.whole_chain import COSIGNED, WholeChain, read_chain
from vault.model.addendum import Addendum
from vault.model.audit import Entry
from vault.model.canonical import canonical
from vault.model.cosignature import Cosignature, How, cosigned_message
from vault.model.ids import (
    AppointmentId,
    AsideId,
    ClientId,
    CosignatureId,
    DocumentId,
    NoteId,
    ProcessNoteId,
    RuleFileId,
)
from vault.model.note import Note, Signature, signed_message
from vault.storage.database import Database
from vault.storage.fees import ChargeTable, PaymentTable
from vault.storage.migrate import schema_version
from vault.storage.process_store import process_tables
from vault.storage.records_store import RecordsTables, records_tables
from vault.translation import _

_APPOINTMENTS_SINCE = 2
_MOVES_SINCE = 13
DOCUMENTS_SINCE = 16
_COSIGNATURES_SINCE = 21
_EARLIER_SINCE = 31
ASIDE_SINCE = 35


class _KnownById(Protocol):
    """A table whose rows the chain knows by their ids."""

    def has(self, each: Any, /) -> bool:
        """Tell whether there is one of this id."""

    def ids(self) -> Sequence[str]:
        """Return the ids of all."""


def check_records(findings: Findings, database: Database) -> None:
    """Check clients, participants, notes, addenda and appointments by seal, signature and chain."""
    tables = records_tables(database)
    seen: set[str] = set()
    before = len(findings.problems)
    findings.check("clients", "records", partial(_collect_clients, tables, seen))
    if schema_version(database) >= _APPOINTMENTS_SINCE:
        collect = partial(_collect_appointments, tables, seen)
        findings.check("appointments", "records", collect)
    for since, title, those in _later_tables(tables):
        if schema_version(database) >= since:
            for table in those:
                findings.check(title, "records", partial(_collect, table, seen))
    chain = read_chain(findings, database)
    findings.check("moves", "records", partial(_collect_moves, tables, database, chain))
    ids: list[str] = []
    findings.check("notes", "records", partial(_collect_notes, tables, ids))
    if len(findings.problems) > before:
        chain.begun.clear()  # a list that cannot be read would make everything on it seem gone
    if schema_version(database) >= DOCUMENTS_SINCE:
        documents: list[DocumentId] = []
        findings.check("documents", "records", lambda: documents.extend(tables.documents.ids()))
        for each in documents:
            seen.add(each)
            findings.check("document", each, partial(_document_problem, tables, each, chain))
    if schema_version(database) >= ASIDE_SINCE:
        check_set_aside(findings, tables, chain, seen)
    for note_id in ids:
        seen.add(note_id)
        findings.check("note", note_id, partial(_note_problem, tables, note_id, chain))
        addenda: list[Addendum] = []
        findings.check("addenda", note_id, partial(_collect_addenda, tables, note_id, addenda))
        for addendum in addenda:
            seen.add(addendum.id)
            findings.check("addendum", addendum.id, partial(_addendum_problem, addendum, chain))
    if schema_version(database) >= _COSIGNATURES_SINCE:
        _check_cosignatures(findings, tables, chain, seen)
    seen.update(check_destroyed(findings, database, chain))
    if schema_version(database) >= RULE_FILES_SINCE:
        check_rule_files(findings, tables.rule_files, chain)
    if schema_version(database) >= _EARLIER_SINCE:
        check_earlier(findings, tables, chain)
    _check_missing(findings, chain, seen)


def check_new_records(findings: Findings, database: Database, since: int) -> None:
    """Check what the entries after number `since` say was begun or signed.

    That it is there, and each note and addendum against its seal, signature and entry.
    """
    tables = records_tables(database)
    chain = read_chain(findings, database, since)
    findings.check("moves", "records", partial(_collect_moves, tables, database, chain))
    gone = check_destroyed(findings, database, chain)
    named = set(chain.sealed) | chain.begun | {move[0] for move in chain.moves}
    named |= set(chain.ended_aside)
    for subject in sorted(named - gone):
        findings.check("new", subject, partial(_new_problem, tables, subject, chain))
    check_new_earlier(findings, tables, chain)


def check_process(findings: Findings, database: Database) -> None:
    """Check process notes against their seals and the chain."""
    tables = process_tables(database)
    chain = read_chain(findings, database)
    ids: list[str] = []
    findings.check("process-notes", "process", lambda: ids.extend(tables.notes.ids()))

    def problem(note_id: str) -> str | None:
        note = tables.notes.get(ProcessNoteId(note_id))
        entry = chain.sealed.get(note_id)
        known = entry is not None and entry.detail["seal"] == note.seal.digest
        return None if known else _("The chain does not know this text.")

    for note_id in ids:
        findings.check("process-note", note_id, partial(problem, note_id))
    gone = check_destroyed(findings, database, chain, signed=False)
    _check_missing(findings, chain, {*ids, *gone})


def _collect_clients(tables: RecordsTables, seen: set[str]) -> None:
    seen.update(client.id for client in tables.clients.list_all())


def _collect_appointments(tables: RecordsTables, seen: set[str]) -> None:
    seen.update(each.id for each in tables.appointments.list_all(None))


def _collect(table: _KnownById, seen: set[str]) -> None:
    seen.update(table.ids())


def _later_tables(tables: RecordsTables) -> list[tuple[int, str, tuple[_KnownById, ...]]]:
    """Return the tables beside clients, notes and appointments, and since which schema they are."""
    return [
        (9, "people", (tables.participants, tables.representatives)),
        (10, "care", (tables.episodes,)),
        (11, "conflicts", (tables.acquaintances, tables.conflict_checks)),
        (12, "onset", (tables.onset,)),
        (15, "amendments", (tables.amendments,)),
        (17, "measures", (tables.administrations,)),
        (18, "fees", (ChargeTable(tables.database), PaymentTable(tables.database))),
        (19, "templates", (tables.own_templates,)),
        (_COSIGNATURES_SINCE, "supervisors", (tables.supervisors,)),
        (22, "referrals", (tables.referrals,)),
        (28, "holds", (tables.holds,)),
        (30, "retention", (tables.own_rules, tables.confirmations, tables.reviews)),
        (30, "destructions", (tables.destructions,)),
        (RULE_FILES_SINCE, "rule files", (tables.rule_files,)),
    ]


def _collect_notes(tables: RecordsTables, ids: list[str]) -> None:
    ids.extend(tables.notes.ids())


def _collect_moves(tables: RecordsTables, database: Database, chain: WholeChain) -> None:
    if schema_version(database) >= _MOVES_SINCE:
        for each in tables.refilings.list_all():
            move = each.note, each.from_client, each.to_client, each.at.isoformat()
            chain.kept.setdefault(each.note, []).append(move)


def _collect_addenda(tables: RecordsTables, note_id: str, found: list[Addendum]) -> None:
    found.extend(tables.addenda.of_note(NoteId(note_id)))


def _note_problem(tables: RecordsTables, note_id: str, chain: WholeChain) -> str | None:
    note = tables.notes.get(NoteId(note_id))
    if not note.signed:
        known = note_id in chain.sealed or note_id in chain.kept
        return _("This note was signed and is a draft again.") if known else None
    return _proof_problem(note, chain) or _place_problem(note, chain)


def _place_problem(note: Note, chain: WholeChain) -> str | None:
    """Tell when a signed note is not in the record that the chain says.

    Of a chain that is read from its middle on, only the newest moves are known.
    """
    said = [move for move in chain.moves if move[0] == note.id]
    kept = chain.kept.get(note.id, [])
    entry = chain.sealed.get(note.id)
    first = kept[0][1] if kept else note.client
    if kept[len(kept) - len(said) :] != said or (kept and kept[-1][2] != note.client):
        return _wrong_place()
    if (note.first_client or note.client) != first or (note.first_client is not None) != bool(kept):
        return _wrong_place()
    # The entry of its signature is there only when the chain is read from before it.
    if entry is not None and (len(kept) != len(said) or entry.client != first):
        return _wrong_place()
    return None


def _new_problem(tables: RecordsTables, subject: str, chain: WholeChain) -> str | None:
    if tables.notes.has_any([NoteId(subject)]):
        if subject not in chain.sealed and any(move[0] == subject for move in chain.moves):
            return _place_problem(tables.notes.get(NoteId(subject)), chain)
        return _note_problem(tables, subject, chain)
    if subject in chain.documents and tables.documents.has(DocumentId(subject)):
        return _document_problem(tables, DocumentId(subject), chain)
    if tables.set_aside.has(subject):
        return aside_problem(tables, AsideId(subject), chain, whole=False)
    if subject in chain.rule_files and tables.rule_files.has(RuleFileId(subject)):
        return rule_file_problem(tables.rule_files, RuleFileId(subject), chain)
    addendum = tables.addenda.get(subject)
    if addendum is not None:
        return _addendum_problem(addendum, chain)
    entry = chain.sealed.get(subject)
    if entry is not None and entry.action in COSIGNED.values():
        return _cosignature_problem(tables, CosignatureId(subject), chain)
    later = (table for _since, _title, those in _later_tables(tables) for table in those)
    there = (
        tables.clients.has(ClientId(subject))
        or tables.appointments.has(AppointmentId(subject))
        or any(table.has(subject) for table in later)
    )
    return None if there else _gone()


def _document_problem(tables: RecordsTables, document: DocumentId, chain: WholeChain) -> str | None:
    seal = tables.documents.kept(document).seal
    if chain.documents.get(document) != seal.digest:
        return _("The chain does not know this document.")
    return None


def _addendum_problem(addendum: Addendum, chain: WholeChain) -> str | None:
    if addendum.signature is not None and addendum.written_at != addendum.signature.at:
        return _("This addendum was written at another time than it was signed.")
    return _proof_problem(addendum, chain)


def _check_cosignatures(
    findings: Findings, tables: RecordsTables, chain: WholeChain, seen: set[str]
) -> None:
    ids: list[CosignatureId] = []
    findings.check("cosignatures", "records", lambda: ids.extend(tables.cosignatures.ids()))
    for each in ids:
        seen.add(each)
        findings.check("cosignature", each, partial(_cosignature_problem, tables, each, chain))


def _cosignature_problem(
    tables: RecordsTables, cosignature: CosignatureId, chain: WholeChain
) -> str | None:
    """Tell when a co-signature does not fit its text, its day or who made it."""
    each = tables.cosignatures.get(cosignature)
    text: Note | Addendum | None = tables.addenda.get(each.subject)
    if each.subject == each.note:
        text = tables.notes.get(each.note)
    if text is None or text.seal is None or text.signature is None:
        return _("What this co-signature is of is not signed.")
    signature, entry = each.signature, chain.sealed.get(each.id)
    message = canonical(cosigned_message(each, text.seal.digest))
    public = bytes.fromhex(signature.public_key)
    if not is_signed(public, bytes.fromhex(signature.value), message):
        return _("The co-signature does not fit this text, who made it or its day.")
    if (
        entry is None
        or entry.action != COSIGNED[each.how]
        or entry.detail != _proof(text.seal.digest, signature)
    ):
        return _("The chain does not know this co-signature.")
    return None if _is_own_key(each, entry, chain) else _other_key()


def _is_own_key(each: Cosignature, entry: Entry, chain: WholeChain) -> bool:
    """Tell whether a co-signature was made with the key it must be: on paper, the licensee's."""
    public = each.signature.public_key
    if each.how is How.ON_PAPER:
        return chain.keys.get(public, entry.seq) < entry.seq
    key, since = chain.supervisors.get(each.supervisor, ("", entry.seq))
    return key == public and since < entry.seq


def _other_key() -> str:
    return _("This is not co-signed with the key of its supervisor.")


def _proof(seal: str, signature: Signature) -> Mapping[str, str | int]:
    return {"seal": seal, "public_key": signature.public_key, "signature": signature.value}


def _proof_problem(signed: Note | Addendum, chain: WholeChain) -> str | None:
    signature, seal, entry = signed.signature, signed.seal, chain.sealed.get(signed.id)
    if signature is None or seal is None:
        return _("This text has no signature.")
    message = canonical(signed_message(seal, signature.by, signature.at))
    public = bytes.fromhex(signature.public_key)
    if not is_signed(public, bytes.fromhex(signature.value), message):
        return _("The signature does not fit this text, its signer or its date.")
    if entry is None or entry.detail != _proof(seal.digest, signature):
        return _("The chain does not know this text and signature.")
    # Everyone who opens the records can make a key and sign with it: the licensee's is the one
    # that the chain began with.
    if chain.keys.get(signature.public_key, entry.seq) >= entry.seq:
        return _("This text is not signed with the licensee's key.")
    return None


def _check_missing(findings: Findings, chain: WholeChain, seen: set[str]) -> None:
    for subject in sorted((set(chain.sealed) | chain.begun) - seen):
        findings.check("missing", subject, _gone)


def _wrong_place() -> str:
    return _("This note is not in the record in which the chain has it.")


def _gone() -> str:
    return _("The chain knows this, and it is gone.")
