"""Builders of invented clients and notes, and of vaults that open quickly."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from vault.crypto.kdf import FLOOR
from vault.lifecycle.create import create
from vault.model.amendment import AmendmentRequest
from vault.model.appointment import Appointment, Place
from vault.model.backup import BackupMade
from vault.model.circumstances import Answer, Circumstances, Question
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.dates import Clock
from vault.model.document import AttachedFile, Document
from vault.model.episode import Ending, EndReason, Episode
from vault.model.fee import Charge, Payment, PaymentMethod
from vault.model.hold import Hold, HoldReason
from vault.model.ids import (
    AdministrationId,
    AmendmentId,
    AppointmentId,
    ChargeId,
    ClientId,
    DocumentId,
    EpisodeId,
    HoldId,
    NoteId,
    OnsetId,
    ParticipantId,
    PaymentId,
    ProcessNoteId,
    ReferralId,
    RepresentativeId,
    new_id,
)
from vault.model.measure import Administration
from vault.model.note import Note, new_note
from vault.model.onset import Given, asked_of, items_for
from vault.model.participant import Participant, Role
from vault.model.practice import Licensee
from vault.model.process_note import ProcessNote, new_process_note
from vault.model.referral import ReferralEntry
from vault.model.representative import Power, Representative, RepresentativeKind
from vault.model.secret import Keep, NewSecrets
from vault.open_vault import OpenVault

PASSPHRASE = "correct horse battery staple"
PROCESS_PASSPHRASE = "another stable with other horses"
EASTERN = timezone(timedelta(hours=-5))
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=EASTERN)

Keys = dict[str, str]

LICENSEE = Licensee(
    name="Jordan Rivera",
    credential="LMHC",
    license_number="MH-000000",
    state="MA",
    practice_name="Rivera Counseling",
    address="12 Made-up Lane\nExampleton, MA 00000",
    phone="617-555-0100",
)


@dataclass
class FixedClock:
    """A clock that stands still until it is told otherwise."""

    moment: datetime = NOON

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    def advance(self, **by: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**by)


def into(keys: Keys) -> Keep:
    """Return what keeps paper keys in `keys`, by compartment."""
    return lambda made: keys.__setitem__(made.compartment, made.key)


def make_vault(path: Path, clock: Clock) -> Keys:
    """Make a vault with both compartments and the cheapest passphrases; return its paper keys."""
    keys: Keys = {}
    create(
        path,
        NewSecrets(PASSPHRASE),
        NewSecrets(PROCESS_PASSPHRASE),
        clock=clock,
        keep=into(keys),
        cost=FLOOR,
    )
    return keys


def a_client(name: str = "Dana Whitfield", **fields: Any) -> Client:
    """Return an invented adult."""
    client = Client(
        id=ClientId(new_id()),
        name=name,
        preferred_name="",
        birth_date=date(1984, 3, 9),
        kind=ClientKind.INDIVIDUAL,
        status=ClientStatus.ACTIVE,
        contacts=(),
        added_at=NOON,
    )
    return replace(client, **fields)


def a_participant(unit: Client | ClientId, name: str, **fields: Any) -> Participant:
    """Return an invented partner who takes part in a unit."""
    each = Participant(
        id=ParticipantId(new_id()),
        unit=unit.id if isinstance(unit, Client) else unit,
        name=name,
        role=Role.PARTNER,
        joined=date(2026, 1, 1),
    )
    return replace(each, **fields)


def a_representative(client: Client | ClientId, name: str, **fields: Any) -> Representative:
    """Return an invented parent who may consent and receive."""
    each = Representative(
        id=RepresentativeId(new_id()),
        client=client.id if isinstance(client, Client) else client,
        name=name,
        kind=RepresentativeKind.PARENT,
        powers=(Power.CONSENT, Power.RECEIVE),
        since=date(2026, 1, 1),
    )
    return replace(each, **fields)


def a_document(client: Client | ClientId, **fields: Any) -> Document:
    """Return a document that came two days before NOON; its file is not sealed yet."""
    each = Document(
        id=DocumentId(new_id()),
        client=client.id if isinstance(client, Client) else client,
        title="A document",
        kind="other",
        day=None,
        received=date(2026, 11, 20),
        file=AttachedFile("", "", 0, "", 0, "", ""),
        added_at=NOON,
    )
    return replace(each, **fields)


def a_charge(note: Note, **fields: Any) -> Charge:
    """Return a charge of 150 dollars for a note."""
    each = Charge(
        id=ChargeId(new_id()),
        client=note.client,
        note=note.id,
        day=note.service_date,
        cents=150_00,
        service="A session",
    )
    return replace(each, **fields)


def a_payment(client: Client | ClientId, **fields: Any) -> Payment:
    """Return a payment of 50 dollars in cash, on the day of NOON."""
    each = Payment(
        id=PaymentId(new_id()),
        client=client.id if isinstance(client, Client) else client,
        day=NOON.date(),
        cents=50_00,
        method=PaymentMethod.CASH,
    )
    return replace(each, **fields)


def an_episode(client: Client | ClientId, **fields: Any) -> Episode:
    """Return an episode of care that goes on, to which nobody is said to have consented."""
    each = Episode(
        id=EpisodeId(new_id()),
        client=client.id if isinstance(client, Client) else client,
        opened=date(2026, 1, 1),
    )
    return replace(each, **fields)


def a_termination_letter(client: Client, **fields: Any) -> Note:
    """Return a draft of a letter that ends care."""
    sections = {"letter": "We end on May 15. You know where to ask for help."}
    told: dict[str, Any] = {"template": "termination-letter", "sections": sections}
    return a_note(client, **(told | {"start": None, "stop": None} | fields))


def an_ending(**fields: Any) -> Ending:
    """Return an ending by the client's wish, without a letter."""
    ending = Ending(date(2026, 5, 1), date(2026, 4, 30), EndReason.CLIENT_WISH)
    return replace(ending, **fields)


def an_amendment(client: Client | ClientId, **fields: Any) -> AmendmentRequest:
    """Return a request of the first day of the month to correct what a note says."""
    each = AmendmentRequest(
        id=AmendmentId(new_id()),
        client=client.id if isinstance(client, Client) else client,
        received=date(2026, 11, 1),
        asked="It was six hours of sleep, not three.",
    )
    return replace(each, **fields)


def a_hold(client: Client | ClientId, **fields: Any) -> Hold:
    """Return a hold since the first day of the month, because of a lawsuit."""
    each = Hold(
        id=HoldId(new_id()),
        client=client.id if isinstance(client, Client) else client,
        reason=HoldReason.LITIGATION,
        placed=date(2026, 11, 1),
        words="Docket 12",
    )
    return replace(each, **fields)


def a_referral(name: str = "Inês Araújo", **fields: Any) -> ReferralEntry:
    """Return an entry of the referral directory."""
    values = {
        "profession": "psychologist",
        "specialities": "Grief",
        "languages": "Portuguese, English",
        "place": "Quincy",
        "phone": "555-0142",
        "way": "office@harbor.example",
        "note": "Sliding fee.",
    }
    return ReferralEntry(ReferralId(new_id()), name, **(values | fields))


def an_administration(client: Client | ClientId, **fields: Any) -> Administration:
    """Return a PHQ-9 of the first day of the month: 8 of 27, item 9 at zero."""
    each = Administration(
        id=AdministrationId(new_id()),
        client=client.id if isinstance(client, Client) else client,
        measure="phq-9",
        day=date(2026, 11, 1),
        answers=(1, 2, 1, 1, 0, 2, 1, 0, 0),
    )
    return replace(each, **fields)


def a_note(client: Client | ClientId, text: str = "Slept six hours.", **fields: Any) -> Note:
    """Return a draft in the free template."""
    given: dict[str, Any] = {
        "note_id": NoteId(new_id()),
        "client": client.id if isinstance(client, Client) else client,
        "template": "free",
        "service_date": date(2026, 5, 14),
        "start": None,
        "stop": None,
        "sections": {"note": text},
        "begun_at": NOON,
    }
    return new_note(**(given | fields))


def a_process_note(client: Client, text: str = "A private thought.") -> ProcessNote:
    """Return a process note."""
    return new_process_note(
        ProcessNoteId(new_id()), client.id, date(2026, 5, 14), text, NOON.astimezone(UTC)
    )


def an_appointment(client: Client | ClientId, **fields: Any) -> Appointment:
    """Return an appointment of the day on which the fixed clock stands, at ten."""
    appointment = Appointment(
        id=AppointmentId(new_id()),
        client=client.id if isinstance(client, Client) else client,
        day=NOON.date(),
        start=time(10),
        minutes=50,
        place=Place.OFFICE,
        weekly=False,
    )
    return replace(appointment, **fields)


def with_record(vault: OpenVault, *texts: str, name: str = "Dana Whitfield") -> Client:
    """Add a client with one signed note for each text; return the client."""
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client(name)])[0]
    give_all(vault)
    for note in vault.notes.begin([a_note(client, text) for text in texts]):
        vault.notes.sign(note.id)
    return client


def in_order(vault: OpenVault) -> None:
    """Leave nothing to ask of the practice or its clients, and let it have been backed up today."""
    answered(vault)
    give_all(vault)
    made = BackupMade(
        place="/media/green-usb",
        snapshot="20261122T170000Z",
        made_at=NOON,
        records=vault.audit.mark,
        size=4_900_000,
        written=120_000,
        process_sha256=None,
        process_proved=None,
        drafts_sha256=vault.notes._store.tables.notes.drafts_sha256(),
    )
    vault.backups.add_place(made.place)
    vault.backups.record(made)


def give_all(vault: OpenVault) -> None:
    """Let every client have been given what the licenses ask for."""
    kinds = {each.id: each.kind for each in vault.clients.list_all()}
    given = []
    for client in vault.onset.lacking():
        # Not by the list itself: looking at it leaves an entry in the chain.
        people = vault.onset._people(client, kinds[client])
        items = items_for(vault.onset._store.tables.licenses(), kinds[client])
        for item, who, _name in asked_of(items, people, NOON.date()):
            given.append(Given(OnsetId(new_id()), client, item.id, date(2026, 1, 1), who))
    vault.onset.add(given)


def answered(vault: OpenVault) -> None:
    """Leave nothing to ask of the practice."""
    vault.practice.set(LICENSEE)
    vault.circumstances.set(Circumstances((), {each: Answer.NO for each in Question}))
