"""The JSON that `add` reads and `show` prints: its shapes, and the nouns they become."""

from datetime import datetime
from typing import Any

import msgspec

from vault.cli.reading import Shape, parse_day
from vault.model.addendum import Addendum, mark_of
from vault.model.appointment import Appointment, Place
from vault.model.client import Client, ClientKind, ClientStatus, Contact, ContactKind, ContactUse
from vault.model.cosignature import Cosignature, Cosigning
from vault.model.dates import parse_date, parse_time
from vault.model.emergency import EmergencyPlan
from vault.model.ids import (
    AppointmentId,
    ClientId,
    DocumentId,
    NoteId,
    ParticipantId,
    RepresentativeId,
    new_id,
)
from vault.model.note import Note, Signature, new_note, time_text
from vault.model.participant import Participant, Role
from vault.model.practice import Licensee
from vault.model.representative import Power, Representative, RepresentativeKind
from vault.model.share import Holder


class ContactShape(Shape):
    """A contact: `may` lists what the client agreed to; empty means ask before using."""

    kind: ContactKind
    value: str
    whose: str = ""
    may: list[ContactUse] = msgspec.field(default_factory=list)


class ClientShape(Shape):
    """A client. `birth_date` null means unknown; `call_*` stand on the call sheet.

    `no_conflict` says why there is none with whoever is known by a name that is new in the file.
    """

    name: str
    preferred_name: str = ""
    birth_date: str | None = None
    kind: ClientKind = ClientKind.INDIVIDUAL
    status: ClientStatus = ClientStatus.ACTIVE
    contacts: list[ContactShape] = msgspec.field(default_factory=list)
    call_first: bool = False
    call_line: str = ""
    no_conflict: str | None = None

    def noun(self, client_id: ClientId, added_at: datetime) -> Client:
        """Return the client. Raises BadInput for a date that is none."""
        return Client(
            id=client_id,
            name=self.name,
            preferred_name=self.preferred_name,
            birth_date=parse_day(self.birth_date),
            kind=self.kind,
            status=self.status,
            contacts=tuple(
                Contact(each.kind, each.value, each.whose, tuple(each.may))
                for each in self.contacts
            ),
            added_at=added_at,
            call_first=self.call_first,
            call_line=self.call_line,
        )


class NoteShape(Shape):
    """A progress note. Times are HH:MM or null; `sections` by the names of the template."""

    client: str
    template: str
    service_date: str
    sections: dict[str, str]
    start: str | None = None
    stop: str | None = None

    def noun(self, begun_at: datetime) -> Note:
        """Return the draft. Raises BadInput as `new_note` does."""
        return new_note(
            note_id=NoteId(new_id()),
            client=ClientId(self.client),
            template=self.template,
            service_date=parse_date(self.service_date),
            start=parse_time(self.start) if self.start is not None else None,
            stop=parse_time(self.stop) if self.stop is not None else None,
            sections=self.sections,
            begun_at=begun_at,
        )


class AppointmentShape(Shape):
    """An appointment on one day, or weekly from it on. `last_day` null means no end yet."""

    client: str
    day: str
    start: str
    minutes: int = 50
    place: Place = Place.OFFICE
    weekly: bool = False
    participants: str = ""
    last_day: str | None = None

    def noun(self, appointment_id: AppointmentId) -> Appointment:
        """Return the appointment. Raises BadInput for a day or a time that is none."""
        return Appointment(
            id=appointment_id,
            client=ClientId(self.client),
            day=parse_date(self.day),
            start=parse_time(self.start),
            minutes=self.minutes,
            place=self.place,
            weekly=self.weekly,
            participants=self.participants,
            last_day=parse_day(self.last_day),
        )


class ParticipantShape(Shape):
    """Who takes part in a unit. `file` is their own record; `agreed` the day they signed its terms.

    `document` is the signed page of the terms among the unit's documents.
    `left` null means still there, `birth_date` null unknown. `no_conflict` says why there is none
    with whoever is known by a name that is new in the file; empty where only a family's is shared.
    """

    unit: str
    name: str
    role: Role
    joined: str
    left: str | None = None
    birth_date: str | None = None
    file: str | None = None
    agreed: str | None = None
    signed_by: str = ""
    document: str | None = None
    no_conflict: str | None = None

    def noun(self, participant_id: ParticipantId) -> Participant:
        """Return the participant. Raises BadInput for a day that is none."""
        return Participant(
            id=participant_id,
            unit=ClientId(self.unit),
            name=self.name,
            role=self.role,
            joined=parse_date(self.joined),
            left=parse_day(self.left),
            birth_date=parse_day(self.birth_date),
            file=ClientId(self.file) if self.file is not None else None,
            agreed=parse_day(self.agreed),
            signed_by=self.signed_by,
            document=DocumentId(self.document) if self.document else None,
        )


class RepresentativeShape(Shape):
    """Who may act for a client. `until` null means that no end is known.

    `document` is the paper among the client's documents; `scope` what the paper limits them to.
    `no_conflict` is as for a participant.
    """

    client: str
    name: str
    kind: RepresentativeKind
    since: str
    powers: list[Power] = msgspec.field(default_factory=list)
    until: str | None = None
    paper: str = ""
    paper_day: str | None = None
    document: str | None = None
    scope: str = ""
    no_conflict: str | None = None

    def noun(self, representative_id: RepresentativeId) -> Representative:
        """Return the representative. Raises BadInput for a day that is none."""
        return Representative(
            id=representative_id,
            client=ClientId(self.client),
            name=self.name,
            kind=self.kind,
            powers=tuple(self.powers),
            since=parse_date(self.since),
            until=parse_day(self.until),
            paper=self.paper,
            paper_day=parse_day(self.paper_day),
            document=DocumentId(self.document) if self.document else None,
            scope=self.scope,
        )


class PracticeShape(Shape):
    """The licensee, as documents show them."""

    name: str = ""
    credential: str = ""
    license_number: str = ""
    state: str = ""
    practice_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""

    def noun(self) -> Licensee:
        """Return the licensee."""
        return Licensee(**msgspec.structs.asdict(self))


class EmergencyShape(Shape):
    """What the emergency page says; one line each."""

    executor: str = ""
    executor_license: str = ""
    executor_phone: str = ""
    backup: str = ""
    backup_phone: str = ""
    computer: str = ""
    login: str = ""
    disk: str = ""
    phone: str = ""
    paper: str = ""

    def noun(self) -> EmergencyPlan:
        """Return the plan."""
        return EmergencyPlan(**msgspec.structs.asdict(self))


class HolderShape(Shape):
    """Who keeps an executor card: a name, a phone number, and where the card lies."""

    name: str
    phone: str = ""
    place: str = ""

    def noun(self) -> Holder:
        """Return the holder."""
        return Holder(self.name, self.phone, self.place)


def client_json(client: Client) -> dict[str, Any]:
    """Return a client as `show --json` prints it."""
    return {
        "id": client.id,
        "name": client.name,
        "preferred_name": client.preferred_name,
        "birth_date": client.birth_date.isoformat() if client.birth_date else None,
        "kind": client.kind,
        "status": client.status,
        "contacts": [
            {"kind": each.kind, "value": each.value, "whose": each.whose, "may": list(each.may)}
            for each in client.contacts
        ],
        "call_first": client.call_first,
        "call_line": client.call_line,
        "added_at": client.added_at.isoformat(),
    }


def note_json(
    note: Note, addenda: tuple[Addendum, ...], cosigning: Cosigning | None = None
) -> dict[str, Any]:
    """Return a note as `show --json` prints it."""
    cosigning = cosigning or Cosigning()
    return {
        "id": note.id,
        "client": note.client,
        "template": note.template,
        "service_date": note.service_date.isoformat(),
        "start": time_text(note.start),
        "stop": time_text(note.stop),
        "sections": {section.name: section.text for section in note.sections},
        "begun_at": note.begun_at.isoformat(),
        "first_client": note.first_client,
        "in_error": mark_of(addenda) is not None,
        **_signature_json(note.signature),
        **_cosigning_json(note.id, cosigning),
        "addenda": [
            {"id": each.id, "text": each.text, "written_at": each.written_at.isoformat()}
            | {"mark": each.mark}
            | _signature_json(each.signature)
            | _cosigning_json(each.id, cosigning)
            for each in addenda
        ],
    }


def cosignature_json(each: Cosignature) -> dict[str, Any]:
    """Return a co-signature as commands print it."""
    return {
        "id": each.id,
        "subject": each.subject,
        "supervisor": each.supervisor,
        "how": each.how,
        "day": each.day.isoformat(),
        "document": each.document,
        "cosigned_at": each.signature.at.isoformat(),
        "cosigned_by": each.signature.by.signature_name,
        "license_number": each.signature.by.license_number,
        "public_key": each.signature.public_key,
        "signature": each.signature.value,
    }


def _cosigning_json(text: str, cosigning: Cosigning) -> dict[str, Any]:
    made = cosigning.made.get(text)
    return {
        "waits_for_cosignature": text in cosigning.waiting,
        "cosignature": cosignature_json(made) if made is not None else None,
    }


def _signature_json(signature: Signature | None) -> dict[str, Any]:
    return {
        "signed_at": signature.at.isoformat() if signature else None,
        "signed_by": signature.by.signature_name if signature else None,
        "public_key": signature.public_key if signature else None,
        "signature": signature.value if signature else None,
    }
