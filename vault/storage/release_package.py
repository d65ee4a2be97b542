"""Puts together what a copy of a record says, from its tables."""

from dataclasses import replace
from datetime import date

from vault.model.addendum import Addendum, mark_of
from vault.model.cosignature import Cosigning
from vault.model.ids import ClientId
from vault.model.late_entry import days_late
from vault.model.note import Note, Signature
from vault.model.release import (
    ReleasedAddendum,
    ReleasedNote,
    ReleasedSignature,
    ReleasePackage,
    released_cosignature,
    released_disputes,
    released_documents,
    released_measures,
)
from vault.model.template import kind_of
from vault.storage.records_store import RecordsTables


def release_package(tables: RecordsTables, client_id: ClientId, today: date) -> ReleasePackage:
    """Return what a copy of a record says: every signed note of the record and its addenda.

    Whether it may leave is not asked here. Raises NotFound, and Damaged when a note's words are
    not what was sealed.
    """
    client = tables.clients.get(client_id)
    notes = [note for note in tables.notes.of_client(client_id) if kind_of(note.template).release]
    most_late = tables.settings.get().late_entry_days
    filed = {each.note: each.at.date() for each in tables.refilings.into(client_id)}
    waiting = {each.note: each.texts for each in tables.waiting_notes()}
    return ReleasePackage(
        licensee=tables.practice.get(),
        name=client.name,
        preferred_name=client.preferred_name,
        birth_date=client.birth_date,
        contacts=client.contacts,
        made_on=today,
        notes=tuple(
            replace(
                _released(
                    note,
                    note.signature,
                    tables.addenda.of_note(note.id),
                    most_late,
                    Cosigning(tables.cosignatures.of_note(note.id), waiting.get(note.id, ())),
                ),
                filed_on=filed.get(note.id),
            )
            for note in notes
            if note.signature is not None
        ),
        unsigned=tuple(note.service_date for note in notes if not note.signed),
        documents=released_documents(tables.documents.of_client(client_id)),
        disputes=released_disputes(tables.amendments.of_client(client_id)),
        measures=released_measures(tables.administrations.of_client(client_id)),
        taken_out=tuple(each.at.date() for each in tables.refilings.out_of(client_id)),
    )


def _released(
    note: Note,
    signature: Signature,
    addenda: tuple[Addendum, ...],
    most_late: int,
    cosigning: Cosigning,
) -> ReleasedNote:
    return ReleasedNote(
        template=note.template,
        service_date=note.service_date,
        start=note.start,
        stop=note.stop,
        sections=note.sections,
        written_at=note.begun_at,
        signature=ReleasedSignature(signature.by, signature.at),
        addenda=tuple(
            ReleasedAddendum(
                text=each.text,
                written_at=each.written_at,
                signature=ReleasedSignature(each.signature.by, each.signature.at),
                mark=each.mark,
                cosigned=released_cosignature(cosigning.made.get(each.id)),
                waits=each.id in cosigning.waiting,
            )
            for each in addenda
            if each.signature is not None
        ),
        late=days_late(note, signature.at.date(), most_late) is not None,
        in_error=mark_of(addenda) is not None,
        cosigned=released_cosignature(cosigning.made.get(note.id)),
        waits=note.id in cosigning.waiting,
    )
