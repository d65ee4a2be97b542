"""What one reads of progress notes: one note, lists of them, what their newest say, a search."""

from dataclasses import replace
from datetime import date

from vault.date_style import date_style
from vault.errors import BadInput, NotAllowed
from vault.model.addendum import Addendum
from vault.model.audit import Action
from vault.model.draft_history import History
from vault.model.glance import GLANCE_NOTES, Glance, glance, says_plan
from vault.model.goal import Goal, goals
from vault.model.hit import Hit
from vault.model.ids import ClientId, NoteId
from vault.model.late_entry import days_late
from vault.model.note import Note
from vault.model.note_row import NoteRow
from vault.model.plan_review import REVIEW, PlanReview, review_day
from vault.model.search import Filters
from vault.model.template import PROGRESS_NOTE, kind_of, kinds
from vault.storage.records_store import RecordsStore
from vault.translation import _


class NoteReading:
    """The progress notes of all clients, as they are looked at: nothing of them is changed here."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def get(self, note_id: NoteId) -> Note:
        """Return a note with its words; the view is logged. Raises NotFound, Damaged."""
        note = self._store.tables.notes.get(note_id)
        self._store.viewed(Action.CLIENT_VIEWED, [note.client])
        return note

    def history(self, note_id: NoteId) -> History:
        """Return what can be undone in a draft; the view is logged. Raises NotFound, Damaged."""
        return self._store.tables.draft_histories.get(self.get(note_id).id)

    def addenda(self, note_id: NoteId) -> tuple[Addendum, ...]:
        """Return a note's addenda in the order they were written; the view is logged."""
        return self._store.tables.addenda.of_note(self.get(note_id).id)

    def list_rows(
        self,
        client_id: ClientId | None = None,
        kind: str | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> list[NoteRow]:
        """Return the notes of one client, or of all, without their words, oldest first.

        Those of one kind, if it is named, from a day and until one, both counted in. Raises
        NotFound when there is no such client, BadInput for a kind that does not exist, and for
        days in an order that cannot be.
        """
        self._check_asked(client_id, kind)
        if first is not None and last is not None and last < first:
            raise BadInput(_("The last day is before the first."))
        return self._store.tables.note_lists.list_rows(client_id, kind, first, last)

    def page(
        self, client_id: ClientId | None, offset: int, limit: int, kind: str | None = None
    ) -> list[NoteRow]:
        """Return `limit` rows from `offset` on of one client's notes, or of all, newest first.

        First words are shown, so this is a view of each client of the page. Raises as `list_rows`.
        """
        self._check_asked(client_id, kind)
        rows = self._store.tables.note_lists.page(client_id, offset, limit, kind)
        self._store.viewed(Action.CLIENT_VIEWED, [row.client for row in rows])
        most = self._most_late()
        waiting = self._store.tables.waiting_notes([row.id for row in rows if row.signed_at])
        wait = {each.note for each in waiting}
        return [replace(row, late=_late(row, most), waits=row.id in wait) for row in rows]

    def days_late(self, note: Note) -> int | None:
        """Return after how many days a note was signed, if that makes it a late entry."""
        signed = note.signature.at.date() if note.signature else None
        return days_late(note, signed, self._most_late())

    def count(self, client_id: ClientId | None = None, kind: str | None = None) -> int:
        """Return how many notes one client has, or all. Raises as `list_rows`."""
        self._check_asked(client_id, kind)
        return self._store.tables.note_lists.count(client_id, kind)

    def unsigned(self, limit: int = 50, until: date = date.max) -> tuple[int, list[NoteRow]]:
        """Return how many drafts there are, and the `limit` oldest sessions without their words.

        Those of days until `until`, that one included.
        """
        return self._store.tables.note_lists.unsigned(limit, until)

    def last_template(self, client_id: ClientId) -> str | None:
        """Return the template of a client's newest note, or None before there is one."""
        return self._store.tables.note_lists.last_template(client_id)

    def before(self, note_id: NoteId) -> Note | None:
        """Return the newest signed progress note of a client before a note, or None; a view.

        None that is marked in error. Raises NotFound, Damaged, and NotAllowed for what is no draft
        of a progress note: nothing is carried into it.
        """
        tables = self._store.tables
        note = tables.notes.get(note_id)
        if note.signed or kind_of(note.template).id != PROGRESS_NOTE:
            raise NotAllowed(_("Words are carried into the draft of a progress note only."))
        earlier = tables.note_lists.signed_before(note.client, note.service_date, note_id)
        return self.get(earlier) if earlier is not None else None

    def glance(self, client_id: ClientId) -> Glance:
        """Return what a client's newest notes say of plan, homework and risk; a view.

        Where they have no plan, that of the newest signed treatment plan stands there.
        Raises NotFound; Damaged when the words of one of them are not what was sealed.
        """
        tables = self._store.tables
        client = tables.clients.get(client_id)
        notes = [
            tables.notes.get(note_id)
            for note_id in tables.note_lists.newest(client_id, GLANCE_NOTES)
        ]
        # Read where the newest notes have no plan: opening a client is waited for.
        plan = None if says_plan(notes) else tables.goals.plan_note(client_id)
        self._store.viewed(Action.CLIENT_VIEWED, [client_id])
        return glance(
            notes,
            treatment_plan=tables.notes.get(plan) if plan is not None else None,
            unsigned=tables.note_lists.unsigned_of(client_id),
            birth_date_known=client.birth_date is not None,
        )

    def goals(self, client_id: ClientId) -> tuple[Goal, ...]:
        """Return the goals of a client's treatment plan, and which sessions worked on them; a view.

        Those of the newest signed plan first, then what older notes name besides. Nothing of a note
        that is marked in error. Raises NotFound, Damaged.
        """
        tables = self._store.tables
        tables.clients.get(client_id)
        self._store.viewed(Action.CLIENT_VIEWED, [client_id])
        return goals(tables.goals.plan(client_id), tables.goals.worked_on(client_id))

    def plan_reviews(self, today: date) -> list[PlanReview]:
        """Return the plans of clients in care that were to be reviewed by a day, the oldest first.

        By the day that *Review on* names; a newer signed plan takes the place of an older one.
        """
        month_first, found = date_style().month_first, []
        for client, note, signed, text in self._store.tables.goals.newest(REVIEW):
            due = review_day(text, signed, month_first=month_first)
            if due is not None and due <= today:
                found.append(PlanReview(client, note, due))
        return sorted(found, key=lambda each: each.due)

    def search(self, text: str, client_id: ClientId | None = None, limit: int = 20) -> list[Hit]:
        """Return at most `limit` notes that hold every word, newest session first.

        The words around are shown, so this is a view of each client that is found.
        """
        hits = self._store.tables.search(text, Filters(client=client_id), limit)
        self._store.viewed(Action.CLIENT_VIEWED, [hit.client for hit in hits])
        return hits

    def _most_late(self) -> int:
        return self._store.tables.settings.get().late_entry_days

    def _check_asked(self, client_id: ClientId | None, kind: str | None) -> None:
        if client_id is not None:
            self._store.tables.clients.get(client_id)
        if kind is not None and kind not in kinds():
            raise BadInput(
                _("There is no such kind of note."),
                hint=_("Kinds: {names}.").format(names=", ".join(kinds())),
            )


def _late(row: NoteRow, most: int) -> bool:
    signed = row.signed_at.date() if row.signed_at else None
    return days_late(row, signed, most) is not None
