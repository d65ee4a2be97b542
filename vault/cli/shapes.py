"""The JSON that `add` reads and `show` prints: shapes, their schemas, and the nouns they become."""

import argparse
import re
import sys
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec

from vault.cli.output import Output
from vault.errors import BadInput
from vault.model.addendum import Addendum
from vault.model.appointment import Appointment, Place
from vault.model.client import Client, ClientKind, ClientStatus, Contact, ContactKind, ContactUse
from vault.model.dates import parse_date, parse_time
from vault.model.emergency import EmergencyPlan
from vault.model.ids import AppointmentId, ClientId, NoteId, ParticipantId, RepresentativeId, new_id
from vault.model.note import Note, Signature, new_note, time_text
from vault.model.participant import Participant, Role
from vault.model.practice import Licensee
from vault.model.representative import Power, Representative, RepresentativeKind
from vault.model.share import Holder
from vault.translation import _


class Shape(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """JSON as it is entered: what is not known is refused, for it would be lost."""


class ContactShape(Shape):
    """A contact: `may` lists what the client agreed to; empty means ask before using."""

    kind: ContactKind
    value: str
    whose: str = ""
    may: list[ContactUse] = []


class ClientShape(Shape):
    """A client. `birth_date` null means unknown; `call_*` stand on the call sheet."""

    name: str
    preferred_name: str = ""
    birth_date: str | None = None
    kind: ClientKind = ClientKind.INDIVIDUAL
    status: ClientStatus = ClientStatus.ACTIVE
    contacts: list[ContactShape] = []
    call_first: bool = False
    call_line: str = ""

    def noun(self, client_id: ClientId, added_at: datetime) -> Client:
        """Return the client. Raises BadInput for a date that is none."""
        return Client(
            id=client_id,
            name=self.name,
            preferred_name=self.preferred_name,
            birth_date=_day(self.birth_date),
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
            last_day=_day(self.last_day),
        )


class ParticipantShape(Shape):
    """Who takes part in a unit. `file` is their own record; `agreed` the day they signed its terms.

    `left` null means still there, `birth_date` null unknown.
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

    def noun(self, participant_id: ParticipantId) -> Participant:
        """Return the participant. Raises BadInput for a day that is none."""
        return Participant(
            id=participant_id,
            unit=ClientId(self.unit),
            name=self.name,
            role=self.role,
            joined=parse_date(self.joined),
            left=_day(self.left),
            birth_date=_day(self.birth_date),
            file=ClientId(self.file) if self.file is not None else None,
            agreed=_day(self.agreed),
            signed_by=self.signed_by,
        )


class RepresentativeShape(Shape):
    """Who may act for a client. `until` null means that no end is known."""

    client: str
    name: str
    kind: RepresentativeKind
    since: str
    powers: list[Power] = []
    until: str | None = None
    paper: str = ""
    paper_day: str | None = None

    def noun(self, representative_id: RepresentativeId) -> Representative:
        """Return the representative. Raises BadInput for a day that is none."""
        return Representative(
            id=representative_id,
            client=ClientId(self.client),
            name=self.name,
            kind=self.kind,
            powers=tuple(self.powers),
            since=parse_date(self.since),
            until=_day(self.until),
            paper=self.paper,
            paper_day=_day(self.paper_day),
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


Read = TypeVar("Read", bound=Shape)


def printed_schema(shape: type[Shape], options: argparse.Namespace, output: Output) -> bool:
    """Print the schema of a command's input when that was asked for."""
    if options.schema:
        output.json(msgspec.json.schema(shape))
    return bool(options.schema)


def read_one(shape: type[Read], data: bytes) -> Read:
    """Return the one object that JSON bytes hold. Raises BadInput."""
    read: Read = _decoded(data, shape)
    return read


def read_input(shape: type[Read]) -> tuple[list[Read], bool]:
    """Return the objects on standard input, and whether they came as an array.

    Raises BadInput for what is not JSON of that shape.
    """
    data = sys.stdin.buffer.read() if sys.stdin else b""
    if data.lstrip()[:1] == b"[":
        return _decoded(data, list[shape]), True  # type: ignore[valid-type]
    return [_decoded(data, shape)], False


def read_single(shape: type[Read]) -> Read:
    """Return the one object on standard input.

    Raises BadInput as `read_input` does, and for an array.
    """
    entered, as_list = read_input(shape)
    if as_list:
        raise BadInput(_("There is one at a time: give one object, not an array."))
    return entered[0]


def answer_ids(ids: list[str], as_list: bool, output: Output) -> None:
    """Print the ids of what was added, in the form it was entered."""
    objects = [{"id": each} for each in ids]
    output.answer(objects if as_list else objects[0], "\n".join(ids))


def _day(text: str | None) -> date | None:
    return parse_date(text) if text is not None else None


def _decoded(data: bytes, shape: Any) -> Any:
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.ValidationError as error:
        # Its text can quote what was entered, a field's name too; a path of known names cannot.
        path = re.search(r"at `\$?([\w.\[\]]*)`\Z", str(error))
        place = path[1].lstrip(".") if path else ""
        sentence = _("The JSON does not have the form this command reads.")
        if "unknown field" in str(error):
            sentence = _("The JSON has a field that this command does not know.")
        elif place:
            sentence = _("The JSON is not right at {place}.").format(place=place)
        raise BadInput(sentence, hint=_("--schema prints the form.")) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadInput(
            _("Standard input is not valid JSON."), hint=_("Nothing was changed.")
        ) from None


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


def note_json(note: Note, addenda: tuple[Addendum, ...]) -> dict[str, Any]:
    """Return a note as `show --json` prints it."""
    return {
        "id": note.id,
        "client": note.client,
        "template": note.template,
        "service_date": note.service_date.isoformat(),
        "start": time_text(note.start),
        "stop": time_text(note.stop),
        "sections": {section.name: section.text for section in note.sections},
        "begun_at": note.begun_at.isoformat(),
        **_signature_json(note.signature),
        "addenda": [
            {"id": each.id, "text": each.text, "written_at": each.written_at.isoformat()}
            | _signature_json(each.signature)
            for each in addenda
        ],
    }


def _signature_json(signature: Signature | None) -> dict[str, Any]:
    return {
        "signed_at": signature.at.isoformat() if signature else None,
        "signed_by": signature.by.signature_name if signature else None,
        "public_key": signature.public_key if signature else None,
        "signature": signature.value if signature else None,
    }
