"""What unlocking gives you: the table of contents of the product."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from vault.errors import NotAllowed, VaultError
from vault.model.audit import Action, Fact
from vault.model.backup import BackupMade
from vault.model.export import EVERY_FORMAT, Exported, Format
from vault.model.ids import NoteId
from vault.model.rehearsal import Rehearsed
from vault.model.secret import Keep, NewSecrets, Passphrase, RecoveryKey, Secret
from vault.model.share import Card, Holder
from vault.progress import Progress
from vault.services.amendments import Amendments
from vault.services.appointments import Appointments
from vault.services.audit import Audit
from vault.services.backups import Backups
from vault.services.call_sheets import CallSheets
from vault.services.circumstances import PracticeCircumstances
from vault.services.clients import Clients
from vault.services.completeness import Completeness
from vault.services.conflicts import Conflicts
from vault.services.cosignatures import Cosignatures
from vault.services.desk import Desk
from vault.services.destructions import Destructions
from vault.services.documents import Documents
from vault.services.earlier_values import EarlierValues
from vault.services.emergencies import Emergencies
from vault.services.episodes import Episodes
from vault.services.exports import Exports
from vault.services.fees import Fees
from vault.services.group_notes import GroupNotes
from vault.services.holds import Holds
from vault.services.imports.service import Imports
from vault.services.letters import Letters
from vault.services.losses import Losses
from vault.services.measures import Measures
from vault.services.notes.writing import Notes
from vault.services.onset import Onset
from vault.services.onset_notices import OnsetNotices
from vault.services.own_list import OwnList
from vault.services.own_templates import OwnTemplates
from vault.services.participants import Participants
from vault.services.passages import Passages
from vault.services.practice import Practice
from vault.services.process_endings import ProcessEndings
from vault.services.process_notes import ProcessNotes
from vault.services.referrals import Referrals
from vault.services.refilings import Refilings
from vault.services.rehearsals import Rehearsals
from vault.services.releases import Releases
from vault.services.representatives import Representatives
from vault.services.retention import Retention
from vault.services.retention_rules import RetentionRules
from vault.services.rule_files import RuleFiles
from vault.services.searches import Searches
from vault.services.set_aside import SetAsides
from vault.services.settings import Settings
from vault.services.shares import Shares
from vault.services.spelling import Spelling
from vault.services.storage_statements import StorageStatements
from vault.services.terms_notices import TermsNotices
from vault.services.timelines import Timelines
from vault.services.way_names import WayNames
from vault.services.ways_in import WaysIn
from vault.translation import _

Hear = Callable[[Fact], None]


@dataclass(frozen=True)
class OpenProcessNotes:
    """The process compartment while it is open: its notes, its chain, its ways in.

    `publish_to` names who hears each of its facts after its commit.
    """

    notes: ProcessNotes
    audit: Audit
    ways_in: WaysIn
    endings: ProcessEndings
    close: Callable[[], None]
    publish_to: Callable[[Hear], None]


@dataclass(frozen=True)
class Records:
    """The services of the records compartment, and who hears its facts."""

    practice: Practice
    circumstances: PracticeCircumstances
    clients: Clients
    participants: Participants
    representatives: Representatives
    episodes: Episodes
    exports: Exports
    earlier_values: EarlierValues
    onset: Onset
    completeness: Completeness
    onset_notices: OnsetNotices
    amendments: Amendments
    holds: Holds
    retention: Retention
    retention_rules: RetentionRules
    rule_files: RuleFiles
    destructions: Destructions
    letters: Letters
    terms_notices: TermsNotices
    documents: Documents
    fees: Fees
    measures: Measures
    conflicts: Conflicts
    own_list: OwnList
    own_templates: OwnTemplates
    referrals: Referrals
    notes: Notes
    timelines: Timelines
    searches: Searches
    refilings: Refilings
    cosignatures: Cosignatures
    group_notes: GroupNotes
    imports: Imports
    set_aside: SetAsides
    passages: Passages
    appointments: Appointments
    releases: Releases
    desk: Desk
    settings: Settings
    spelling: Spelling
    audit: Audit
    ways_in: WaysIn
    backups: Backups
    rehearsals: Rehearsals
    losses: Losses
    storage_statements: StorageStatements
    shares: Shares
    call_sheets: CallSheets
    emergencies: Emergencies
    way_names: WayNames
    publish_to: Callable[[Hear], None]


class PreparedBackup(Protocol):
    """One state of the vault, put aside to be proved and copied: on any thread."""

    def run(self, place: str, progress: Progress, *, known: bool = False) -> BackupMade:
        """Prove it, copy it to a backup place, and prove it there.

        A `known` place has backups already: where they are not, its disk is not connected.
        Raises NotWhole when the vault is damaged, NotAllowed for a place where other things lie,
        StorageFailed, Cancelled; no half snapshot is then left.
        """

    def discard(self) -> None:
        """Take away what was put aside."""


class PreparedExport(Protocol):
    """One state of the vault, put aside to be written as plain files: on any thread."""

    def run(
        self,
        formats: frozenset[Format] = EVERY_FORMAT,
        progress: Progress | None = None,
        *,
        process_notes: bool = False,
    ) -> Exported:
        """Write everything beside its place, and read it; `exports.keep` gives it its name.

        Raises NotAllowed for a place that something took, or for process notes that were not open;
        Damaged, StorageFailed, Cancelled: nothing is left then.
        """

    def discard(self) -> None:
        """Take away what was put aside."""


class Rehearsal(Protocol):
    """Restores a backup to a scratch place, on any thread."""

    def run(self, place: str, progress: Progress, key: RecoveryKey | None = None) -> Rehearsed:
        """Rebuild, prove and wipe the newest whole snapshot of a place.

        It is opened with `key`, from paper or rebuilt of cards; without one, with the key in hand.
        Raises WrongSecret, NotFound, NotWhole, StorageFailed, Cancelled: nothing of it
        counts then.
        """


class Door(Protocol):
    """The way to the process compartment, which lifecycle knows how to go."""

    @property
    def exists(self) -> bool:
        """Whether the vault has a process compartment yet."""

    def open(self, secret: Secret) -> OpenProcessNotes:
        """Open it with its own secret."""

    def make(self, new: NewSecrets, keep: Keep) -> None:
        """Make it, with a new passphrase of its own; `keep` gets its paper key first."""


class OpenVault:
    """A vault whose records are open. Process notes open apart, with their own secret.

    Everything runs on the thread that unlocked it. `warnings` are sentences to show once;
    `place_warning` says what may happen where the vault lies, `backup_risk` what may where a
    backup does, or each is empty;
    `process` is the process compartment while it is open, else None; `prepare_backup` puts one
    state of the whole vault aside, which must be run or discarded, and so does `prepare_export` for
    plain files at a place; `prepare_rehearsal` gives what restores a backup to see that it can be.
    """

    def __init__(
        self,
        vault_id: str,
        records: Records,
        *,
        process: Door,
        prepare_backup: Callable[[], PreparedBackup],
        prepare_export: Callable[[Path], PreparedExport],
        prepare_rehearsal: Callable[[], Rehearsal],
        close: Callable[[], None],
        warnings: tuple[str, ...] = (),
        place_warning: str = "",
        backup_risk: Callable[[str], str] = lambda place: "",
    ) -> None:
        self.vault_id = vault_id
        self._take(records)
        self.prepare_backup = prepare_backup
        self.prepare_export = prepare_export
        self.prepare_rehearsal = prepare_rehearsal
        self.process_door = process
        self.warnings = warnings
        self.place_warning = place_warning
        self.backup_risk = backup_risk
        self.process: OpenProcessNotes | None = None
        self._close = close
        self._close_process: Callable[[], None] | None = None
        self._closed = False
        self._listeners: list[Hear] = []
        self._begun: set[str] = set()
        records.publish_to(self._tell)

    def _take(self, records: Records) -> None:
        self.practice = records.practice
        self.circumstances = records.circumstances
        self.clients = records.clients
        self.participants = records.participants
        self.representatives = records.representatives
        self.episodes = records.episodes
        self.exports = records.exports
        self.earlier_values = records.earlier_values
        self.onset = records.onset
        self.completeness = records.completeness
        self.onset_notices = records.onset_notices
        self.amendments = records.amendments
        self.holds = records.holds
        self.retention = records.retention
        self.retention_rules = records.retention_rules
        self.rule_files = records.rule_files
        self.destructions = records.destructions
        self.letters = records.letters
        self.terms_notices = records.terms_notices
        self.documents = records.documents
        self.fees = records.fees
        self.measures = records.measures
        self.conflicts = records.conflicts
        self.own_list = records.own_list
        self.own_templates = records.own_templates
        self.referrals = records.referrals
        self.notes = records.notes
        self.timelines = records.timelines
        self.searches = records.searches
        self.refilings = records.refilings
        self.cosignatures = records.cosignatures
        self.group_notes = records.group_notes
        self.imports = records.imports
        self.set_aside = records.set_aside
        self.passages = records.passages
        self.appointments = records.appointments
        self.releases = records.releases
        self.desk = records.desk
        self.settings = records.settings
        self.spelling = records.spelling
        self.audit = records.audit
        self.ways_in = records.ways_in
        self.backups = records.backups
        self.rehearsals = records.rehearsals
        self.losses = records.losses
        self.storage_statements = records.storage_statements
        self.shares = records.shares
        self.call_sheets = records.call_sheets
        self.emergencies = records.emergencies
        self.way_names = records.way_names

    def listen(self, heard: Hear) -> None:
        """Let `heard` be called with each fact, after its commit, on the thread of the write.

        It hears the records, and the process compartment while `process` is open.
        """
        self._listeners.append(heard)

    def begun_here(self, note: NoteId) -> bool:
        """Tell whether a person began a progress note since the unlocking.

        One that was begun because it was missing is a task, which stays when it is left empty.
        """
        return note in self._begun and not self.passages.is_task(note)

    def open_process(self, secret: Secret) -> OpenProcessNotes:
        """Open the process compartment beside the records.

        Raises NotAllowed when it is open, NotFound before its first use, WrongSecret, and as
        `unlock` does.
        """
        self._check_process_closed()
        return self._hold(self.process_door.open(secret))

    def make_process(self, new: NewSecrets, keep: Keep) -> OpenProcessNotes:
        """Make the process compartment and open it; `keep` gets its paper key first.

        Raises NotAllowed when it exists or for the passphrase of the records, BadInput for an
        empty one, StorageFailed.
        """
        self._check_process_closed()
        self.process_door.make(new, keep)
        return self._hold(self.process_door.open(Passphrase(new.passphrase)))

    def add_executor(
        self,
        ways_in: WaysIn,
        k: int,
        holders: Sequence[Holder],
        keep: Callable[[Sequence[Card]], None],
    ) -> str:
        """Add executor cards to the records or to open process notes, by their `ways_in`.

        `keep` gets the cards once, proved, before they open anything. Returns the new way in;
        raises as `WaysIn.make_cards` and `open_to_cards` do, and what `keep` raises.
        """
        cards = ways_in.make_cards(k, holders)
        keep(cards)
        return self.open_to_cards(ways_in, cards, [card.words for card in cards[:k]])

    def open_to_cards(self, ways_in: WaysIn, cards: Sequence[Card], typed: Sequence[str]) -> str:
        """Let cards that `ways_in` made open its compartment, once k of them were typed.

        The records note who holds them, then they open. Returns the new way in; raises as
        `WaysIn.open_to` does.
        """
        return ways_in.open_to(cards, typed, self.shares.note)

    def close_process(self) -> None:
        """Close the process compartment; its key is forgotten. When it is closed, do nothing."""
        close, self.process, self._close_process = self._close_process, None, None
        if close is not None:
            close()

    def close(self) -> None:
        """Close process notes, then the records, and let go of the vault.

        A second call does nothing.
        """
        if not self._closed:
            self._closed = True
            try:
                self.close_process()
            finally:
                self._close()

    def _check_process_closed(self) -> None:
        if self.process is not None:
            raise NotAllowed(_("Process notes are open already."))

    def _hold(self, opened: OpenProcessNotes) -> OpenProcessNotes:
        opened.publish_to(self._tell)
        self._close_process = opened.close
        self.process = replace(opened, close=self.close_process)
        # Where it cannot go on, process notes open all the same.
        with suppress(VaultError):
            self.destructions.resume(opened.endings)
        return self.process

    def _tell(self, fact: Fact) -> None:
        if fact.action is Action.NOTE_BEGUN:
            self._begun.add(fact.subject)
        for heard in self._listeners:
            heard(fact)
