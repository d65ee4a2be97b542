"""Reads everything of one client, or of the practice beside its clients, from the records."""

from vault.model.addendum import mark_of
from vault.model.client_record import (
    CameWith,
    ClientRecord,
    KeptAppointment,
    KeptNote,
    MarkedSession,
    OfSession,
    PracticeRecord,
    Released,
)
from vault.model.ids import ClientId
from vault.model.note import Note
from vault.storage.audit import AuditTable
from vault.storage.database import Database
from vault.storage.fees import ChargeTable, PaymentTable
from vault.storage.records_store import RecordsTables


def read_client_record(tables: RecordsTables, audit: AuditTable, client: ClientId) -> ClientRecord:
    """Return the whole record of a client: notes by day, documents in the order they came.

    Raises NotFound, and Damaged for what is not what was sealed.
    """
    terms = tables.participants.terms(client)
    return ClientRecord(
        tables.clients.get(client),
        notes=tuple(_note(tables, each) for each in tables.notes.of_client(client)),
        documents=tuple(reversed(tables.documents.of_client(client))),
        episodes=tuple(tables.episodes.of_client(client)),
        appointments=_appointments(tables, client),
        participants=tuple(tables.participants.of_unit(client)),
        terms=terms if terms.key else None,
        representatives=tuple(tables.representatives.of_client(client)),
        onset=tuple(tables.onset.of_client(client)),
        measures=tuple(tables.administrations.of_client(client)),
        charges=tuple(ChargeTable(tables.database).of_client(client)),
        payments=tuple(PaymentTable(tables.database).of_client(client)),
        amendments=tuple(tables.amendments.of_client(client)),
        holds=tuple(tables.holds.of_client(client)),
        reviews=tuple(tables.reviews.read(client)),
        conflict_checks=tuple(tables.conflict_checks.of_client(client)),
        destructions=tuple(tables.destructions.of_client(client)),
        taken_out=tuple(tables.refilings.out_of(client)),
        earlier_values=tuple(tables.earlier_values.of_client(client)),
        released=tuple(Released(each.at, each.detail) for each in audit.releases_of(client)),
        came_with=tuple(CameWith(*each) for each in tables.imports.of_client(client)),
    )


def read_practice_record(tables: RecordsTables) -> PracticeRecord:
    """Return what is kept of the practice beside its clients."""
    there = {each.id for each in tables.clients.list_all()}
    return PracticeRecord(
        tables.practice.get(),
        tables.circumstances.get(),
        tables.settings.get(),
        supervisors=tuple(tables.supervisors.list_all()),
        acquaintances=tuple(tables.acquaintances.list_all()),
        conflict_checks=tuple(tables.conflict_checks.of_nobody()),
        referrals=tuple(tables.referrals.list_all()),
        own_templates=tuple(tables.own_templates.list_all()),
        own_rules=tuple(tables.own_rules.list_all()),
        rule_files=tuple(tables.rule_files.list_all()),
        rule_keys=tuple(tables.rule_keys.list_all()),
        confirmations=tuple(tables.confirmations.list_all()),
        destructions=tuple(
            each for each in tables.destructions.list_all() if each.client not in there
        ),
        imports=tuple(tables.imports.list_all()),
        set_aside=tuple(tables.set_aside.list_all()),
        emergency=tables.emergency.plan(),
    )


def counted_whole(database: Database) -> dict[str, int]:
    """Return how many notes, addenda and documents there are, whoever's they are."""
    found = {}
    for name, sql in (
        ("notes", "SELECT count(*) FROM note"),
        ("addenda", "SELECT count(*) FROM addendum"),
        ("documents", "SELECT count(*) FROM document"),
    ):
        row = database.row(sql)
        found[name] = int(row[0]) if row is not None else 0
    return found


def _note(tables: RecordsTables, note: Note) -> KeptNote:
    addenda = tables.addenda.of_note(note.id)
    session = tables.appointments.session_of(note.id)
    marked = session is not None and session in tables.appointments.marks_of(session[0])
    return KeptNote(
        note,
        addenda,
        tuple(tables.cosignatures.of_note(note.id).values()),
        tuple(tables.refilings.of_note(note.id)),
        OfSession(*session, marked) if session is not None else None,
        mark_of(addenda) is not None,
    )


def _appointments(tables: RecordsTables, client: ClientId) -> tuple[KeptAppointment, ...]:
    return tuple(
        KeptAppointment(
            each,
            tuple(
                MarkedSession(day, status, by)
                for (_id, day), (status, by) in sorted(
                    tables.appointments.marks_of(each.id).items()
                )
            ),
        )
        for each in tables.appointments.list_all(client)
    )
