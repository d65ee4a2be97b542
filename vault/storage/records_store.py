"""The records database: everything but process notes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vault.model.circumstances import License
from vault.model.cosignature import WaitingNote, waiting_notes
from vault.model.hit import DocumentHit, Hit, PersonHit
from vault.model.ids import ClientId, NoteId, ParticipantId
from vault.model.license_rules import held_licenses
from vault.model.note_row import NoteRow
from vault.model.participant import Participant
from vault.model.record_retention import Practice
from vault.model.rule_choice import rules_for
from vault.model.rule_trust import majorities, standing
from vault.model.rule_versions import RuleSources, texts_of
from vault.model.search import Filters
from vault.model.states import majority_age
from vault.model.template import kind_of
from vault.storage.acquaintances import AcquaintanceTable
from vault.storage.addenda import AddendumTable
from vault.storage.amendments import AmendmentTable
from vault.storage.appointments import AppointmentTable
from vault.storage.backups import BackupTable
from vault.storage.call_sheet import CallSheetTable
from vault.storage.circumstances import CircumstancesTable
from vault.storage.client_lists import ClientLists
from vault.storage.clients import ClientTable
from vault.storage.conflict_checks import ConflictCheckTable
from vault.storage.cosignatures import CosignatureTable, SupervisorTable
from vault.storage.database import Database
from vault.storage.desk import DeskTable
from vault.storage.destruction import DestructionTable
from vault.storage.document_texts import DocumentTextTable
from vault.storage.documents import DocumentTable
from vault.storage.documents_folder import SealedDocument
from vault.storage.draft_history import DraftHistoryTable
from vault.storage.earlier_values import EarlierValueTable
from vault.storage.emergency import EmergencyTable
from vault.storage.episodes import EpisodeTable
from vault.storage.goals import GoalTable
from vault.storage.holds import HoldTable
from vault.storage.imports import ImportTable
from vault.storage.measures import AdministrationTable
from vault.storage.note_lists import NoteLists
from vault.storage.note_parts import NotePartsTable
from vault.storage.notes import NoteTable
from vault.storage.onset import OnsetTable
from vault.storage.own_templates import OwnTemplateTable
from vault.storage.participants import ParticipantTable
from vault.storage.people import search_people
from vault.storage.practice import PracticeTable
from vault.storage.referrals import ReferralTable
from vault.storage.refilings import RefilingTable
from vault.storage.representatives import RepresentativeTable
from vault.storage.retention import ConfirmationTable, OwnRuleTable, ReviewTable
from vault.storage.retention_facts import RetentionDays
from vault.storage.rule_files import RuleFileTable, RuleKeyTable
from vault.storage.search import authors, search_documents, search_notes
from vault.storage.set_aside import SetAsideTable
from vault.storage.settings import SettingsTable
from vault.storage.shares import ShareTable
from vault.storage.store import Store
from vault.storage.timeline import Timeline
from vault.storage.way_names import WayNameTable


@dataclass(frozen=True)
class RecordsTables:
    """The tables of the records."""

    practice: PracticeTable
    clients: ClientTable
    participants: ParticipantTable
    representatives: RepresentativeTable
    episodes: EpisodeTable
    earlier_values: EarlierValueTable
    onset: OnsetTable
    amendments: AmendmentTable
    holds: HoldTable
    own_rules: OwnRuleTable
    confirmations: ConfirmationTable
    rule_files: RuleFileTable
    rule_keys: RuleKeyTable
    reviews: ReviewTable
    retention_days: RetentionDays
    destructions: DestructionTable
    documents: DocumentTable
    document_texts: DocumentTextTable
    administrations: AdministrationTable
    acquaintances: AcquaintanceTable
    conflict_checks: ConflictCheckTable
    own_templates: OwnTemplateTable
    referrals: ReferralTable
    notes: NoteTable
    draft_histories: DraftHistoryTable
    addenda: AddendumTable
    refilings: RefilingTable
    imports: ImportTable
    set_aside: SetAsideTable
    supervisors: SupervisorTable
    cosignatures: CosignatureTable
    client_lists: ClientLists
    note_lists: NoteLists
    goals: GoalTable
    note_parts: NotePartsTable
    timeline: Timeline
    desk: DeskTable
    settings: SettingsTable
    circumstances: CircumstancesTable
    appointments: AppointmentTable
    backups: BackupTable
    shares: ShareTable
    call_sheet: CallSheetTable
    emergency: EmergencyTable
    way_names: WayNameTable
    database: Database

    def search(self, text: str, filters: Filters, limit: int) -> list[Hit]:
        """Return the notes that hold every word, newest session first."""
        return search_notes(self.database, text, filters, limit)

    def search_documents(self, text: str, filters: Filters, limit: int) -> list[DocumentHit]:
        """Return the documents that hold every word, newest first."""
        return search_documents(self.database, text, filters, limit)

    def search_people(self, text: str, filters: Filters, limit: int) -> list[PersonHit]:
        """Return those around clients whose names hold every word, by name."""
        return search_people(self.database, text, filters.client, limit)

    def authors(self) -> list[str]:
        """Return the names of those who signed notes, sorted."""
        return authors(self.database)

    def sealed_files(self) -> list[SealedDocument]:
        """Return every sealed file beside the databases: documents, and what is set aside."""
        return [*self.documents.files(), *self.set_aside.files()]

    def licenses(self) -> list[License]:
        """Return the licenses of the licensee."""
        return held_licenses(self.practice.get(), self.circumstances.get())

    def majority_age(self) -> int:
        """Return the age, in years, at which one is an adult where the practice is licensed."""
        return majority_age(self.practice.get().state)

    def rule_sources(self) -> RuleSources:
        """Return the rule files that stand and what was confirmed, as they are now."""
        return RuleSources(tuple(self.rule_files.standing()), tuple(self.confirmations.list_all()))

    def retention_practice(
        self, before: Sequence[License] = (), sources: RuleSources | None = None
    ) -> Practice:
        """Return what holds for the retention of every record, or would by other `sources`.

        Of one that was kept `before` under others' licenses, theirs hold as well. The age of
        majority is the highest of the states of the licenses: the stricter answer.
        """
        licenses = [*self.licenses(), *before]
        sources = sources if sources is not None else self.rule_sources()
        texts = texts_of(sources.files, sources.confirmations)
        rules = rules_for(licenses, self.circumstances.get(), self.own_rules.list_all(), texts)
        ages = tuple(majorities(licenses))
        return Practice(
            rules,
            standing(sources.confirmations, (*rules.all, *ages)),
            ages,
            max(majority_age(each.state) for each in licenses),
        )

    def session_days(self, client: ClientId) -> list[date]:
        """Return the days on which a client was seen, by notes and kept sessions, in order."""
        noted = self.note_lists.session_days(client)
        return sorted({*noted, *self.appointments.kept_days(client)})

    def standing_notes(self, client: ClientId, kind: str) -> list[NoteRow]:
        """Return a client's signed notes of a kind that are not in error, the first one first."""
        in_error = self.note_lists.in_error(client)
        return [
            row
            for row in self.note_lists.list_rows(client)
            if kind_of(row.template).id == kind
            and row.signed_at is not None
            and row.id not in in_error
        ]

    def waiting_notes(self, notes: Collection[NoteId] | None = None) -> list[WaitingNote]:
        """Return the notes of which something waits for a co-signature: of some notes, or of all.

        What was signed first comes before the others.
        """
        supervisors = self.supervisors.list_all()
        if not supervisors:
            return []
        return waiting_notes(self.cosignatures.without(supervisors, notes), supervisors)

    def aliases(self, people: Iterable[Participant]) -> dict[ParticipantId, list[str]]:
        """Return what participants are called in their own records, by the preferred name too."""
        found = {}
        for each in people:
            if each.file is not None:
                own = self.clients.get(each.file)
                found[each.id] = [name for name in (own.name, own.preferred_name) if name]
        return found


RecordsStore = Store[RecordsTables]


def records_tables(database: Database) -> RecordsTables:
    """Return the tables of an open records database."""
    return RecordsTables(
        practice=PracticeTable(database),
        clients=ClientTable(database),
        participants=ParticipantTable(database),
        representatives=RepresentativeTable(database),
        episodes=EpisodeTable(database),
        earlier_values=EarlierValueTable(database),
        onset=OnsetTable(database),
        amendments=AmendmentTable(database),
        holds=HoldTable(database),
        own_rules=OwnRuleTable(database),
        confirmations=ConfirmationTable(database),
        rule_files=RuleFileTable(database),
        rule_keys=RuleKeyTable(database),
        reviews=ReviewTable(database),
        retention_days=RetentionDays(database),
        destructions=DestructionTable(database),
        documents=DocumentTable(database),
        document_texts=DocumentTextTable(database),
        administrations=AdministrationTable(database),
        acquaintances=AcquaintanceTable(database),
        conflict_checks=ConflictCheckTable(database),
        own_templates=OwnTemplateTable(database),
        referrals=ReferralTable(database),
        notes=NoteTable(database),
        draft_histories=DraftHistoryTable(database),
        addenda=AddendumTable(database),
        refilings=RefilingTable(database),
        imports=ImportTable(database),
        set_aside=SetAsideTable(database),
        supervisors=SupervisorTable(database),
        cosignatures=CosignatureTable(database),
        client_lists=ClientLists(database),
        note_lists=NoteLists(database),
        goals=GoalTable(database),
        note_parts=NotePartsTable(database),
        timeline=Timeline(database),
        desk=DeskTable(database),
        settings=SettingsTable(database),
        circumstances=CircumstancesTable(database),
        appointments=AppointmentTable(database),
        backups=BackupTable(database),
        shares=ShareTable(database),
        call_sheet=CallSheetTable(database),
        emergency=EmergencyTable(database),
        way_names=WayNameTable(database),
        database=database,
    )
