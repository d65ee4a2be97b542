"""Everything that a vault holds of one client, and of the practice beside its clients.

What leaves as a whole is made of these: the practice's own copy of everything, and a handoff. A
process note has no place in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vault.model.addendum import Addendum
from vault.model.amendment import AmendmentRequest
from vault.model.appointment import Appointment, CancelledBy, SessionStatus
from vault.model.circumstances import Circumstances
from vault.model.client import Client
from vault.model.conflict import Acquaintance, ConflictCheck
from vault.model.cosignature import Cosignature, Supervisor
from vault.model.destruction import Destruction
from vault.model.document import Document
from vault.model.earlier_value import EarlierValue
from vault.model.emergency import EmergencyPlan
from vault.model.episode import Episode
from vault.model.fee import Charge, Payment
from vault.model.hold import Hold
from vault.model.ids import AppointmentId, BatchId
from vault.model.incoming.batch import Batch
from vault.model.incoming.set_aside import SetAside
from vault.model.measure import Administration
from vault.model.note import Note
from vault.model.onset import Given
from vault.model.own_rule import OwnRule
from vault.model.own_template import OwnTemplate
from vault.model.participant import Participant, Terms
from vault.model.practice import Licensee
from vault.model.referral import ReferralEntry
from vault.model.refiling import Refiling
from vault.model.representative import Representative
from vault.model.retention_review import Review
from vault.model.rule_file import RuleFile, RuleKey
from vault.model.rule_trust import Confirmation
from vault.model.settings import VaultSettings


@dataclass(frozen=True)
class MarkedSession:
    """One session of an appointment that was kept, missed or cancelled."""

    day: date
    status: SessionStatus
    cancelled_by: CancelledBy | None = None


@dataclass(frozen=True)
class KeptAppointment:
    """An appointment, and what became of its sessions; of all others nothing is known."""

    appointment: Appointment
    sessions: tuple[MarkedSession, ...] = ()


@dataclass(frozen=True)
class OfSession:
    """The session that a note is about; `marked` tells whether it was kept, missed or cancelled."""

    appointment: AppointmentId
    day: date
    marked: bool = True


@dataclass(frozen=True)
class KeptNote:
    """A note, signed or a draft, with what was added to it and how it came into this record.

    `in_error` tells that its newest mark says so.
    """

    note: Note
    addenda: tuple[Addendum, ...] = ()
    cosignatures: tuple[Cosignature, ...] = ()
    refilings: tuple[Refiling, ...] = ()
    session: OfSession | None = None
    in_error: bool = False


@dataclass(frozen=True)
class Released:
    """A copy of a record that was given out: when, and what the chain says of it."""

    at: str
    detail: Mapping[str, str | int] = field(repr=False)


@dataclass(frozen=True)
class CameWith:
    """An import that brought this record or a part of it, and the consent that was told then."""

    batch: BatchId
    consent: str = field(default="", repr=False)


@dataclass(frozen=True)
class ClientRecord:
    """One client's whole record.

    `taken_out` are the notes that were filed here in error and moved to another record;
    `earlier_values` what was said of things of it before they were changed, the oldest first.
    """

    client: Client
    notes: tuple[KeptNote, ...] = ()
    documents: tuple[Document, ...] = ()
    episodes: tuple[Episode, ...] = ()
    appointments: tuple[KeptAppointment, ...] = ()
    participants: tuple[Participant, ...] = ()
    terms: Terms | None = None
    representatives: tuple[Representative, ...] = ()
    onset: tuple[Given, ...] = ()
    measures: tuple[Administration, ...] = field(default=(), repr=False)
    charges: tuple[Charge, ...] = ()
    payments: tuple[Payment, ...] = ()
    amendments: tuple[AmendmentRequest, ...] = ()
    holds: tuple[Hold, ...] = ()
    reviews: tuple[Review, ...] = ()
    conflict_checks: tuple[ConflictCheck, ...] = ()
    destructions: tuple[Destruction, ...] = field(default=(), repr=False)
    taken_out: tuple[Refiling, ...] = ()
    earlier_values: tuple[EarlierValue, ...] = ()
    released: tuple[Released, ...] = ()
    came_with: tuple[CameWith, ...] = ()


@dataclass(frozen=True)
class PracticeRecord:
    """What a vault holds of the practice, beside its clients.

    `conflict_checks` are those after which no file was opened; of what was `set_aside` it has what
    is known of the files, and none of them.
    """

    licensee: Licensee
    circumstances: Circumstances
    settings: VaultSettings
    supervisors: tuple[Supervisor, ...] = ()
    acquaintances: tuple[Acquaintance, ...] = ()
    conflict_checks: tuple[ConflictCheck, ...] = ()
    referrals: tuple[ReferralEntry, ...] = ()
    own_templates: tuple[OwnTemplate, ...] = ()
    own_rules: tuple[OwnRule, ...] = ()
    rule_files: tuple[RuleFile, ...] = ()
    rule_keys: tuple[RuleKey, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    destructions: tuple[Destruction, ...] = field(default=(), repr=False)
    imports: tuple[Batch, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    emergency: EmergencyPlan | None = None
