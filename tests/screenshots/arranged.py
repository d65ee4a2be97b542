"""What is put in order in the made-up practice before a picture is taken of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from vault.demo.people import DANA, MARCUS
from vault.model.addendum import Mark
from vault.model.amendment import AmendmentDecision, AmendmentRequest, Outcome
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.conflict import Acquaintance, Decision, Relationship
from vault.model.cosignature import Supervisor
from vault.model.document import Document, Rerelease
from vault.model.fee import Charge, Payment, PaymentMethod
from vault.model.hold import Hold, HoldReason
from vault.model.ids import (
    AcquaintanceId,
    AdministrationId,
    AmendmentId,
    ChargeId,
    ClientId,
    HoldId,
    PaymentId,
    ReferralId,
    SupervisorId,
    new_id,
)
from vault.model.measure import Administration
from vault.model.note_row import NoteRow
from vault.model.own_template import own_section
from vault.model.practice import Licensee
from vault.model.referral import ReferralEntry, Taking
from vault.open_vault import OpenVault

USB_DISK = "/media/rivera/GREEN-USB/Strongroom backup"
"""Where a person would have their backup."""

PROCESS_WORDS = (
    "She laughed when she read the second half of the letter, and I laughed with her before I had "
    "understood. I want her to be done with this sooner than she does. PHQ-9 11 this week."
)


def a_source(folder: Path) -> Path:
    """Make a folder of invented records, as another program gives it on leaving."""
    source = folder / "export-2026-11"
    (source / "Nora Lindqvist").mkdir(parents=True, exist_ok=True)
    (source / "clients.csv").write_text(
        "Client ID,First Name,Last Name,Date of Birth,Mobile Phone,Status,"
        "Intake Date,Discharge Date\n"
        "101,Nora,Lindqvist,5/14/1980,555-0161,Active,1/9/2023,\n"
        "102,Idris,Farouk,12/2/2011,555-0162,Inactive,2/3/2020,6/30/2021\n"
        "103,Mei,Tanaka,,555-0163,Active,9/7/2024,\n"
        "104,Paul,Brandt,31/31/1975,555-0164,Active,,\n"
    )
    (source / "notes.csv").write_text(
        "Client,Date of Service,Start Time,End Time,Data,Assessment,Plan,Clinician\n"
        '"Lindqvist, Nora",3/24/2024,2:00 PM,2:50 PM,"Slept badly, again",Tired,Weekly,R. Alder\n'
        "Idris Farouk,7/1/2020,4:00 PM,4:50 PM,Came with his aunt,Calmer,Draw it,R. Alder\n"
        "Mei Tanaka,9/14/2024,,,First session,,See again,R. Alder\n"
    )
    for name in ("2024-03-24 Consent for treatment.txt", "Psychotherapy Notes 2024.txt"):
        (source / "Nora Lindqvist" / name).write_text("Invented.")
    (source / "box 3").mkdir(exist_ok=True)
    for path, words in (
        ("scan0001.txt", "To whom it may concern: we met on four mornings in May."),
        ("box 3/scan0002.txt", "Thank you for the hour on Monday."),
        ("box 3/scan0003.txt", "Invented, the second page."),
    ):
        (source / path).write_text(words)
    return source


def with_addendum(vault: OpenVault) -> NoteRow:
    """Return a note that has an addendum."""
    (dana,) = (each for each in vault.clients.list_all() if each.name == DANA.name)
    return next(row for row in vault.notes.page(dana.id, 0, 99) if row.addenda)


def in_error(vault: OpenVault) -> NoteRow:
    """Mark the newest signed note of Dana in error; return it."""
    (dana,) = (each for each in vault.clients.list_all() if each.name == DANA.name)
    row = next(row for row in vault.notes.page(dana.id, 0, 9) if row.signed_at)
    vault.notes.addend(
        row.id, "Begun from the wrong session; see the note of the 14th.", Mark.IN_ERROR
    )
    return row


def with_changes(document: Document, vault: OpenVault) -> None:
    """Put right twice what is said of a document."""
    source = document.source
    said = replace(document, source="Front desk, by mail", day=document.received)
    vault.documents.change(said)
    vault.documents.change(
        replace(said, source=source or "Harbor Pediatrics", rerelease=Rerelease.NO)
    )


def with_requests(today: date, vault: OpenVault) -> ClientId:
    """Let Dana have asked twice for her record to be amended; return who she is."""
    (dana,) = (each for each in vault.clients.list_all() if each.name == DANA.name)
    denied = AmendmentDecision(
        today - timedelta(days=3),
        Outcome.DENIED,
        "accurate-and-complete",
        "It is what she said that day, in her words.",
    )
    vault.amendments.add(
        [
            AmendmentRequest(
                AmendmentId(new_id()),
                dana.id,
                today - timedelta(days=41),
                "Please take “I was furious” out of the note of March.",
                decision=denied,
                disagreed=today,
            ),
            AmendmentRequest(
                AmendmentId(new_id()),
                dana.id,
                today - timedelta(days=12),
                "My sister lives in Salem, not in Boston.",
            ),
        ]
    )
    return dana.id


def with_holds(today: date, vault: OpenVault) -> ClientId:
    """Let Marcus's file be on hold, and have been before; return who he is."""
    (marcus,) = (each for each in vault.clients.list_all() if each.name == MARCUS.name)
    vault.holds.add(
        [
            Hold(
                HoldId(new_id()),
                marcus.id,
                HoldReason.AUDIT,
                today - timedelta(days=190),
                "Claims of last winter; the insurer asked for the notes",
                lifted=today - timedelta(days=120),
                lifted_words="Closed without a finding, letter in Documents",
            ),
            Hold(
                HoldId(new_id()),
                marcus.id,
                HoldReason.LITIGATION,
                today - timedelta(days=16),
                "Claim after a fall on the train; his lawyer’s letter",
            ),
        ]
    )
    return marcus.id


def with_measures(today: date, vault: OpenVault) -> ClientId:
    """Let Dana have filled in measures over some months; return who she is."""
    (dana,) = (each for each in vault.clients.list_all() if each.name == DANA.name)
    for ago, measure, answers in (
        (154, "phq-9", (2, 3, 2, 2, 2, 2, 2, 1, 1)),
        (154, "gad-7", (2, 2, 3, 2, 1, 2, 1)),
        (119, "phq-9", (2, 2, 2, 2, 2, 2, 1, 1, 0)),
        (84, "phq-9", (2, 2, 1, 2, 1, 1, 1, None, 0)),
        (56, "phq-9", (1, 2, 2, 2, 1, 1, 1, 1, 0)),
        (28, "gad-7", (1, 1, 1, 1, 1, 1, 0)),
        (28, "phq-9", (1, 1, 1, 1, 1, 1, 1, 0, 0)),
        (0, "phq-9", (1, 1, 1, 1, 0, 1, 0, 0, 0)),
    ):
        day = today - timedelta(days=ago)
        each = Administration(AdministrationId(new_id()), dana.id, measure, day, answers)
        vault.measures.add([each])
    return dana.id


def with_fees(today: date, vault: OpenVault) -> ClientId:
    """Let Dana have been charged for two sessions and have paid for one; return who she is."""
    (dana,) = (each for each in vault.clients.list_all() if each.name == DANA.name)
    for each in vault.fees.chargeable(dana.id)[1:]:
        service, code = "Psychotherapy, 50 minutes", "90834"
        charge = Charge(ChargeId(new_id()), dana.id, each.note, each.day, 150_00, service, code)
        vault.fees.charge([charge])
        paid, how = PaymentId(new_id()), PaymentMethod.CHECK
        if each.day.month == 4:
            vault.fees.pay([Payment(paid, dana.id, each.day, 150_00, how, "No. 1017")])
    mistaken = Payment(PaymentId(new_id()), dana.id, today, 15_00, PaymentMethod.CASH)
    vault.fees.pay([mistaken])
    vault.fees.void(mistaken.id, "Of another client.")
    return dana.id


def with_emergency_page(vault: OpenVault) -> None:
    """Print the emergency page once, and then say something else on it."""
    plan = vault.emergencies.get()
    vault.emergencies.record(vault.emergencies.prepare())
    vault.emergencies.set(replace(plan, paper="Locked cabinet, office; the key is with her sister"))


def know_people(vault: OpenVault) -> None:
    """Put three people on the own list, and decide about one who asked for care."""
    for name, relationship, words in (
        ("Beatrix Sandoval", Relationship.FAMILY, "my sister-in-law"),
        ("Theo Marchetti", Relationship.SOCIAL, "from the choir"),
        ("Dr. Amara Nwosu", Relationship.SUPERVISORY, "my consultant until 2024"),
    ):
        vault.own_list.add([Acquaintance(AcquaintanceId(new_id()), name, relationship, words)])
    vault.conflicts.decide(
        ["Teo Marchetti"], Decision.CONFLICT, "From my choir. Referred to a colleague."
    )


def with_waiting_check(now: datetime, vault: OpenVault) -> ClientId:
    """Open a file as the command line does, of a name that is like a known one; return whose."""
    client = Client(
        id=ClientId(new_id()),
        name="Luz Fernandes Ortiz",
        preferred_name="",
        birth_date=date(1990, 6, 3),
        kind=ClientKind.INDIVIDUAL,
        status=ClientStatus.ACTIVE,
        contacts=(),
        added_at=now,
    )
    vault.clients.add([client], vault.conflicts.on_opening(client))
    return client.id


def with_templates(vault: OpenVault) -> None:
    """Make three templates of one's own: two of progress notes, and one of contacts."""
    for source, title, headings in (
        ("dap", "DAP with sleep", ("Sleep and mood", "Data", "Assessment", "Plan")),
        ("session", "EMDR session", ("Target", "SUD before and after", "Response", "Plan")),
        ("contact", "Call with a school", ("Who called", "What was agreed")),
    ):
        copy = vault.own_templates.copy_of(source)
        sections = tuple(own_section(each, copy.kind.id) for each in headings)
        vault.own_templates.add([replace(copy, title=title, sections=sections)])


def with_referrals(vault: OpenVault) -> None:
    """Keep three entries of the referral directory."""
    for name, profession, specialities, languages, phone, taking, day in (
        ("Dr. Amara Nwosu", "psychiatrist", "Medication", "Igbo", "617-555-0141", "yes", 3),
        ("Harbor clinic", "clinic", "Eating disorders", "", "617-555-0142", "no", 9),
        ("Inês Araújo", "LMFT", "Couples", "Portuguese, English", "617-555-0143", "unknown", 0),
    ):
        entry = ReferralEntry(
            ReferralId(new_id()),
            name,
            profession,
            specialities,
            languages,
            "Quincy",
            phone,
            taking=Taking(taking),
            confirmed=date(2026, 11, day) if day else None,
        )
        vault.referrals.add([entry])


def on_a_usb_disk(vault: OpenVault) -> bool:
    """Let the backup of the made-up practice lie where a person would have it."""
    latest = vault.backups.latest()
    for place in vault.backups.places():
        vault.backups.remove_place(place)
    vault.backups.add_place(USB_DISK)
    if latest is not None:
        vault.backups.record(replace(latest, place=USB_DISK))
    return True


def with_supervisor(today: date, vault: OpenVault) -> None:
    """Let what was signed in the last two weeks wait for a supervisor, who signs on paper."""
    who = Licensee(name="Ines Okafor", credential="LICSW", license_number="SW-000001", state="MA")
    since = today - timedelta(days=14)
    vault.cosignatures.add(Supervisor(SupervisorId(new_id()), who, since))
    vault.cosignatures.add(
        Supervisor(SupervisorId(new_id()), replace(who, name="Rui Duarte"), today), "six words"
    )
