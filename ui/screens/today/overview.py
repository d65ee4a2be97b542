"""What Today shows, read in one job: the day's sessions, what is due, how the vault is."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from ui.recovery_reminder import unconfirmed
from vault.model.amendment import AmendmentClock, AmendmentRequest
from vault.model.appointment import LOOKS_BACK, NoteState, SessionRow
from vault.model.audit import Mark
from vault.model.circumstances import Question
from vault.model.conflict import ConflictCheck
from vault.model.cosignature import WaitingNote
from vault.model.destruction import Destruction
from vault.model.ids import ClientId
from vault.model.note_row import NoteRow
from vault.model.open_risk import OpenRisk
from vault.model.plan_review import PlanReview
from vault.model.record_retention import Waiting
from vault.model.rehearsal import PaperWay, RehearsalKept, due_papers
from vault.model.share import HeldCard, due_cards
from vault.open_vault import OpenVault

TOPICS = (
    "note.",
    "appointment.",
    "measure.",
    "episode.",
    "client.added",
    "client.changed",
    "representative.",
    "participant.",
    "onset.",
    "amendment.",
    "practice.",
    "supervisor.",
    "way-in.",
    "share.",
    "backup.",
    "emergency.",
    "call-sheet.",
    "settings.",
    "destruction.",
    "conflict.",
)
"""How the facts begin that change what Today shows."""
WEEK = 7
_RECENT = 5
_PAGE = 8
_MOST_PAGES = 5
_READ_UNSIGNED = 50


@dataclass(frozen=True)
class Recent:
    """A client whose note was worked on lately, and the newest such note; or one who is pinned.

    Of a pinned client who was not among the last, `day` is that of the newest session, if any.
    """

    client: ClientId
    name: str = field(repr=False)
    day: date | None
    signed: bool | None
    pinned: bool = False


@dataclass(frozen=True)
class Overview:
    """Everything on the page. `sessions` are those of `day`, the rest is about now.

    `unsigned` are the oldest of `unsigned_count` drafts, with the `names` of their clients;
    `unwritten` past sessions of other days that took place and have no note; `opened_by_paper` that
    the records were opened with a recovery key; `unconfirmed_keys` how many recovery keys nobody
    has shown to have on paper; `due_cards` the executor cards whose holders are to be asked;
    `emergency_page_waits` tells that it was not printed as it stands now, `emergency_page_printed`
    when it last was; `place_warning` what may happen where the vault lies; `backed_up` when it was
    last, anywhere, and `rehearsed` when a backup was last restored to see that it can be;
    `due_papers` are the keys on paper that are to open one again. `came_of_age` are the files in
    which a parent still stands as acting, or signed the terms, for who came of age, with that day;
    `terms_lack` how much of its terms each couple and family lacks that lacks any;
    `onset_lacks` tells how many items of the onset list each client lacks who lacks any;
    `amendments` are the requests that wait to be decided, the one due first before the others,
    with its clock. `to_cosign` are the notes that wait for a co-signature, what was signed first
    before the others; `plan_reviews` are the plans to review, the oldest first;
    `conflicts` the conflict checks of files that wait for a decision, the oldest first;
    `risks` the measures that wait for a note on safety, the oldest first;
    `retention` what was found when the dates of the records were looked at
    last, `ends` the records that are asked to end and wait for a second look, or to go on.
    `why_of_age`, `why_onset` and `why_amendments` say which answer, license or state each of these
    goes by.
    """

    day: date
    now: datetime
    sessions: tuple[SessionRow, ...]
    unsigned_count: int
    unsigned: tuple[NoteRow, ...]
    unwritten: tuple[SessionRow, ...]
    names: dict[ClientId, str] = field(repr=False)
    open_questions: tuple[Question, ...]
    opened_by_paper: bool
    unconfirmed_keys: int
    has_recovery_key: bool
    has_process_notes: bool
    due_cards: tuple[HeldCard, ...]
    emergency_page_waits: bool
    emergency_page_printed: date | None
    place_warning: str
    backed_up: datetime | None
    changes_since_backup: int
    rehearsed: RehearsalKept | None
    due_papers: tuple[PaperWay, ...]
    came_of_age: dict[ClientId, date]
    terms_lack: dict[ClientId, int]
    onset_lacks: dict[ClientId, int]
    amendments: tuple[AmendmentRequest, ...]
    amendment_clock: AmendmentClock | None
    to_cosign: tuple[WaitingNote, ...]
    plan_reviews: tuple[PlanReview, ...]
    risks: tuple[OpenRisk, ...]
    conflicts: tuple[ConflictCheck, ...]
    retention: Waiting
    ends: tuple[Destruction, ...]
    why_of_age: str
    why_onset: str
    why_amendments: str
    mark: Mark
    recent: tuple[Recent, ...]
    has_clients: bool

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    @property
    def backup_waits(self) -> bool:
        """Whether something is in the vault that no newer backup than a week's has."""
        if not self.changes_since_backup or not self.has_clients:
            return False
        return self.backed_up is None or (self.today - self.backed_up.date()).days >= WEEK

    @property
    def over_without_note(self) -> tuple[SessionRow, ...]:
        """Today's sessions that are over, took place as far as is known, and have no note."""
        rows = self.sessions if self.day == self.today else ()
        return tuple(row for row in rows if is_over(row, self.now) and row.wants_note)

    @property
    def session_to_write(self) -> SessionRow | None:
        """The session that the keyboard begins with: now or next, and its note not signed.

        What began last is now, until the next begins: that is when its note is written.
        """
        open_rows = [
            row
            for row in self.sessions
            if row.note_state is not NoteState.SIGNED and not row.was_called_off
        ]
        if self.day != self.today:
            return open_rows[0] if open_rows else None
        begun = [row for row in self.sessions if starts_at(row) <= _wall(self.now)]
        if begun and begun[-1] in open_rows:
            return begun[-1]
        ahead = [row for row in open_rows if row not in begun]
        return ahead[0] if ahead else open_rows[-1] if open_rows else None


def read_overview(vault: OpenVault, day: date, now: datetime) -> Overview:
    """Read what Today shows of a day; names are shown, so the views are logged."""
    waiting = read_waiting(vault, day, now)
    named = [row.client for row in waiting.unsigned]
    named += [each.client for each in waiting.amendments]
    named += [*waiting.came_of_age, *waiting.onset_lacks, *waiting.terms_lack]
    named += [each.client for each in waiting.to_cosign[:_READ_UNSIGNED]]
    named += [each.client for each in waiting.plan_reviews[:_READ_UNSIGNED]]
    named += [each.client for each in waiting.risks[:_READ_UNSIGNED]]
    checks = waiting.conflicts[:_READ_UNSIGNED]
    named += [each.client for each in checks if each.client is not None]
    named += waiting.retention.records[:_READ_UNSIGNED]
    named += [each.client for each in waiting.ends]
    return replace(waiting, names=vault.clients.names(named), recent=_recent(vault))


def read_waiting(vault: OpenVault, day: date, now: datetime) -> Overview:
    """Read what waits and how the vault is, without names and what is recent: nobody is viewed."""
    today = now.date()
    count, unsigned = vault.notes.unsigned(_READ_UNSIGNED, today)
    latest = vault.backups.latest()
    asked = vault.amendments.waiting()
    before = vault.appointments.between(today - LOOKS_BACK, today - timedelta(days=1))
    return Overview(
        day=day,
        now=now,
        sessions=tuple(vault.appointments.day(day)),
        unsigned_count=count,
        unsigned=tuple(unsigned),
        unwritten=tuple(row for row in before if row.wants_note),
        names={},
        open_questions=vault.circumstances.get().open_questions,
        opened_by_paper=vault.ways_in.used.startswith("recovery:"),
        unconfirmed_keys=len(unconfirmed(vault)),
        has_recovery_key=any(way.type == "recovery" for way in vault.ways_in.list_all()),
        has_process_notes=vault.process_door.exists,
        due_cards=tuple(due_cards(vault.shares.list_all(), today)),
        emergency_page_waits=vault.emergencies.is_due(),
        emergency_page_printed=vault.emergencies.printed_on(),
        place_warning=vault.place_warning,
        backed_up=latest.made_at.astimezone(now.tzinfo) if latest is not None else None,
        changes_since_backup=vault.backups.changes_since(latest),
        rehearsed=vault.rehearsals.last(),
        due_papers=due_papers(vault.rehearsals.papers(), today) if latest is not None else (),
        came_of_age=_came_of_age(vault),
        terms_lack=vault.participants.without_terms(),
        onset_lacks=vault.onset.lacking(),
        amendments=tuple(asked),
        amendment_clock=vault.amendments.clock(asked[0]) if asked else None,
        to_cosign=tuple(vault.cosignatures.waiting()),
        plan_reviews=tuple(vault.notes.plan_reviews(today)),
        risks=tuple(vault.measures.open_risks()),
        # What was asked about and opened no file waits where it was asked, and for nobody here.
        conflicts=tuple(each for each in vault.conflicts.waiting() if each.client is not None),
        retention=vault.retention.waiting,
        ends=tuple(each for each in vault.destructions.list_all() if each.waits(today)),
        why_of_age=vault.releases.why_of_age(),
        why_onset=vault.onset.why(),
        why_amendments=vault.amendments.why(),
        mark=vault.audit.mark,
        recent=(),
        has_clients=vault.clients.count() > 0,
    )


def _came_of_age(vault: OpenVault) -> dict[ClientId, date]:
    """Return the files in which something is to be signed anew, the first to be so first."""
    found = vault.participants.came_of_age() | vault.representatives.came_of_age()
    return dict(sorted(found.items(), key=lambda each: each[1]))


def starts_at(row: SessionRow) -> datetime:
    """Return when a session starts, as the clock on the wall shows it."""
    return datetime.combine(row.day, row.start)


def is_over(row: SessionRow, now: datetime) -> bool:
    """Tell whether a session has ended."""
    return starts_at(row) + timedelta(minutes=row.minutes) <= _wall(now)


def is_now(row: SessionRow, now: datetime) -> bool:
    """Tell whether a session is under way."""
    return starts_at(row) <= _wall(now) and not is_over(row, now)


def _wall(now: datetime) -> datetime:
    return now.replace(tzinfo=None)


def _recent(vault: OpenVault) -> tuple[Recent, ...]:
    # In small pages: each client whose notes are read counts as viewed.
    newest: dict[ClientId, NoteRow] = {}
    for page in range(_MOST_PAGES):
        rows = vault.notes.page(None, page * _PAGE, _PAGE)
        for row in rows:
            newest.setdefault(row.client, row)
        if len(newest) >= _RECENT or len(rows) < _PAGE:
            break
    names = vault.clients.names(list(newest)[:_RECENT])
    recent = [
        Recent(client, names[client], row.service_date, row.signed_at is not None)
        for client, row in newest.items()
        if client in names
    ]
    known = {each.client: each for each in recent}
    pinned = [
        replace(known.get(row.id) or Recent(row.id, row.name, row.last_session, None), pinned=True)
        for row in vault.clients.pinned()[:_RECENT]
    ]
    first = {each.client for each in pinned}
    return (*pinned, *(each for each in recent if each.client not in first))
