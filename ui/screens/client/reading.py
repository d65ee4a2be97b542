"""What the screen of a client reads from the open vault, in one job each."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from vault.errors import Damaged, NotAllowed, NotFound
from vault.model.addendum import Addendum
from vault.model.appointment import Appointment, SessionRow
from vault.model.client import Client, ClientKind
from vault.model.client_row import ClientRow
from vault.model.cosignature import Cosigning
from vault.model.glance import Glance
from vault.model.goal import Goal
from vault.model.ids import ClientId, NoteId, new_id
from vault.model.note import Note, new_note
from vault.model.own_template import OwnTemplate, in_draft
from vault.model.record_retention import RecordRetention
from vault.model.representative import Representative
from vault.model.snippet import texts_by_word
from vault.model.template import CONTACT, FIRST_TEMPLATE, TREATMENT_PLAN, kind_of
from vault.open_vault import OpenVault


@dataclass(frozen=True)
class ClientView:
    """What stands above a record.

    `since` is the day on which the newest episode of care began; where none is entered, that of the
    first session, or of the file.
    """

    client: Client
    row: ClientRow
    since: date
    next_session: tuple[Appointment, date] | None
    glance: Glance
    majority_age: int
    retention: RecordRetention
    changed: datetime | None = None
    """When what is known of the client was changed last, if it was."""
    taken_out: tuple[date, ...] = ()
    """The days on which notes were taken out that had been filed here in error."""
    acting: tuple[Representative, ...] = ()
    """Who may act for the client today."""
    onset_lacks: int = 0
    """How many lines of the onset list are missing."""
    documents: int = 0
    """How many documents there are."""
    kinds: tuple[str, ...] = ()
    """The kinds of which there are notes, and DOCUMENTS if there are any."""


@dataclass(frozen=True)
class OpenedNote:
    """A note with what stands around it; `session` is the planned one it is about, if any.

    `begun_here` tells that it was begun since the unlocking, `days_late` after how many days it
    was signed, if that makes it a late entry, and `filed_on` when it came into this record, if it
    was first filed in another.
    """

    note: Note
    addenda: tuple[Addendum, ...]
    kind: ClientKind
    session: SessionRow | None = field(repr=False)
    begun_here: bool
    days_late: int | None = None
    filed_on: date | None = None
    snippets: Mapping[str, str] = field(default_factory=dict, repr=False)
    own: tuple[OwnTemplate, ...] = ()
    """The own templates of its kind."""
    goals: tuple[Goal, ...] = field(default=(), repr=False)
    """Of a signed treatment plan: the client's goals, and the sessions that worked on them."""
    cosigning: Cosigning = field(default_factory=Cosigning)
    """Its co-signatures, and what of it waits for one."""

    @property
    def own_title(self) -> str:
        """The title of its template, if that is an own one that is still there."""
        return next((each.title for each in self.own if each.id == self.note.template), "")


def is_signed_for_each(opened: OpenedNote) -> bool:
    """Tell whether a note is one of a group's session, which each member gets for themselves."""
    return opened.kind is ClientKind.GROUP and kind_of(opened.note.template).session


def read_client(vault: OpenVault, client_id: ClientId, now: datetime) -> ClientView:
    """Return what stands above a client's record. Raises NotFound."""
    client = vault.clients.get(client_id)
    return ClientView(
        client=client,
        row=vault.clients.row(client_id),
        since=vault.episodes.since(client_id),
        next_session=vault.appointments.next_of(client_id, now),
        glance=_glance(vault, client_id),
        majority_age=vault.releases.age_of_majority(),
        retention=vault.retention.of_client(client_id),
        changed=vault.earlier_values.changed(client_id).get(client_id),
        acting=_acting(vault, client),
        onset_lacks=sum(line.given is None for line in vault.onset.of_client(client_id)),
        documents=len(vault.documents.of_client(client_id)),
        kinds=vault.timelines.kinds(client_id),
        taken_out=tuple(each.at.date() for each in vault.refilings.out_of(client_id)),
    )


def _acting(vault: OpenVault, client: Client) -> tuple[Representative, ...]:
    if client.kind is not ClientKind.INDIVIDUAL:
        return ()
    died = vault.episodes.died(client.id)
    return tuple(vault.representatives.acting(client.id, died=died))


def _glance(vault: OpenVault, client_id: ClientId) -> Glance:
    try:
        return vault.notes.glance(client_id)
    except Damaged:
        # The note itself says so when it is opened; every other one can still be read.
        return Glance(())


def read_note(vault: OpenVault, note_id: NoteId) -> OpenedNote:
    """Return a note, its addenda and its session. Raises NotFound, Damaged.

    A draft shows also what came into its own template since, and brings what can be undone in it.
    """
    note = vault.notes.get(note_id)
    sessions = vault.appointments.day(note.service_date)
    own = tuple(vault.own_templates.of_kind(kind_of(note.template).id))
    return OpenedNote(
        note if note.signed else _as_draft(vault, note, own),
        vault.notes.addenda(note_id) if note.signed else (),
        vault.clients.row(note.client).kind,
        next((each for each in sessions if each.note == note_id), None),
        vault.begun_here(note_id),
        vault.notes.days_late(note),
        _filed_on(vault, note),
        texts_by_word(vault.settings.get().snippets),
        own,
        vault.notes.goals(note.client) if note.signed and _is_plan(note) else (),
        vault.cosignatures.of_note(note_id),
    )


def _is_plan(note: Note) -> bool:
    return kind_of(note.template).id == TREATMENT_PLAN


def _as_draft(vault: OpenVault, draft: Note, own: Sequence[OwnTemplate]) -> Note:
    return replace(_as_its_template(draft, own), history=vault.notes.history(draft.id))


def _as_its_template(draft: Note, own: Sequence[OwnTemplate]) -> Note:
    template = next((each for each in own if each.id == draft.template), None)
    if template is None:
        return draft
    names = [part.name for part in draft.sections]
    return draft.changed(sections=in_draft(draft.sections, names, template))


def _filed_on(vault: OpenVault, note: Note) -> date | None:
    elsewhere = note.first_client not in (None, note.client)
    moves = vault.refilings.of_note(note.id) if elsewhere else ()
    return moves[-1].at.date() if moves else None


def first_shown(vault: OpenVault, client_id: ClientId) -> NoteId | None:
    """Return the note that a client's record opens with: the newest draft, or the newest note."""
    newest = vault.notes.page(client_id, 0, 50)
    draft = next((row for row in newest if row.signed_at is None), None)
    if draft is not None:
        return draft.id
    return newest[0].id if newest else None


def begin_note(vault: OpenVault, client_id: ClientId, now: datetime, template: str = "") -> NoteId:
    """Begin a note of today in a template, or in that of this client's newest progress note.

    A contact is of now. Returns its id.
    """
    template = template or vault.notes.last_template(client_id) or FIRST_TEMPLATE
    note = new_note(
        note_id=NoteId(new_id()),
        client=client_id,
        template=template,
        service_date=now.date(),
        start=now.time() if template == CONTACT else None,
        stop=None,
        sections={},
        begun_at=now,
    )
    return vault.notes.begin([note])[0].id


def discard_empty(vault: OpenVault, note_id: NoteId) -> None:
    """Throw a draft away that has no word; one that got some meanwhile, or is gone, is left.

    So is every draft of a file that is on hold.
    """
    try:
        note = vault.notes.get(note_id)
    except NotFound:
        return
    if not note.signed and note.blank:
        with suppress(NotAllowed):
            vault.notes.discard(note_id)


def has_ended(vault: OpenVault, note_id: NoteId) -> bool:
    """Tell whether a note is no draft any more: it was signed, or thrown away."""
    try:
        return vault.notes.get(note_id).signed
    except NotFound:
        return True


def settle(vault: OpenVault, note_id: NoteId) -> None:
    """Index a draft whose editor closes; one that was thrown away needs nothing."""
    try:
        vault.notes.settle(note_id)
    except NotFound:
        return
