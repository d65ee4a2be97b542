"""How a passage leaves a process note for the chart, and how a missing progress note is begun."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Protocol

from vault.errors import BadInput, NotAllowed, StandsTwice, VaultError
from vault.model.addendum import Addendum
from vault.model.appointment import LOOKS_BACK, SessionRow
from vault.model.ids import AppointmentId, ClientId, NoteId, new_id
from vault.model.note import Note, new_note
from vault.model.passage import (
    ChartPlace,
    Into,
    MovedPassage,
    Passage,
    taking_title,
    with_words,
    without_words,
)
from vault.model.template import FIRST_TEMPLATE
from vault.model.text import clean_text
from vault.storage.records_store import RecordsStore
from vault.translation import _

Keep = Callable[[], object]


class ProgressNotes(Protocol):
    """What is asked of the progress notes of all clients."""

    def begin(self, notes: Sequence[Note]) -> list[Note]:
        """Keep new drafts."""

    def save_draft(self, note: Note) -> Note:
        """Keep what a draft says now."""

    def settle(self, note_id: NoteId) -> Note:
        """Index a draft."""

    def discard(self, note_id: NoteId) -> Note:
        """Throw a draft away."""

    def addend(self, note_id: NoteId, text: str) -> Addendum:
        """Add signed words to a signed note."""


class Sessions(Protocol):
    """What is asked of the calendar."""

    def day(self, day: date) -> list[SessionRow]:
        """Return the sessions of a day."""

    def begin_note(self, appointment_id: AppointmentId, day: date) -> Note:
        """Return the note of a session, begun if there is none."""


class Passages:
    """What goes from process notes into the chart. Nothing here reads a process note.

    `keep` is what keeps the process note as it is afterwards, in its own compartment. What a crash
    leaves in both is better than what it leaves in neither: what gains the words is written first.
    """

    def __init__(self, store: RecordsStore, notes: ProgressNotes, sessions: Sessions) -> None:
        self._store = store
        self._notes = notes
        self._sessions = sessions
        self._begun: dict[tuple[ClientId, date], NoteId] = {}

    def place(self, client: ClientId, day: date) -> ChartPlace:
        """Return where a passage of a day goes: a draft of that day, a signed note, or a new draft.

        A note that is marked in error takes none. Raises NotFound when there is no such client.
        """
        self._store.tables.clients.get(client)
        rows = self._store.tables.note_lists.progress_of_day(client, day)
        draft = next((row.id for row in rows if row.signed_at is None), None)
        if draft is not None:
            section = taking_title(self._store.tables.notes.get(draft))
            return ChartPlace(Into.DRAFT, client, day, draft, section)
        if rows:
            return ChartPlace(Into.ADDENDUM, client, day, rows[0].id)
        return ChartPlace(Into.NEW, client, day)

    def move(self, place: ChartPlace, passage: Passage, keep: Keep) -> MovedPassage:
        """Put the words of a passage into the chart, then keep the process note without it.

        Raises NotAllowed when the place is another meanwhile: the note was signed, begun or
        discarded; BadInput for words of which none is left; and as adding to the note does.
        Nothing is then moved. Where the process note cannot be kept, a draft is as it was before;
        StandsTwice says that an addendum is signed, or that the draft could not be kept either.
        """
        passage = replace(passage, words=clean_text(passage.words, _("What stands in the chart")))
        if not passage.words.strip():
            raise BadInput(_("Write the words that are to stand in the chart."))
        if self.place(place.client, place.day) != place:
            raise NotAllowed(
                _("The progress note of that day is another one than before. Nothing was moved."),
                hint=_("See where the words go now."),
            )
        if place.into is Into.ADDENDUM and place.note is not None:
            self._notes.addend(place.note, passage.words)
            moved = MovedPassage(place, place.note, passage)
        else:
            moved = self._into_draft(place, passage)
        try:
            keep()
        except VaultError:
            self._move_back(moved)
            raise
        return moved

    def take_back(self, moved: MovedPassage, keep: Keep) -> None:
        """Keep the process note with the passage again, then take it out of the draft.

        Raises NotAllowed when the progress note is signed, NotFound when it was discarded.
        """
        note = self._store.tables.notes.get(moved.note)
        if note.signed:
            raise NotAllowed(
                _("The progress note was signed meanwhile; the sentence stays in it."),
                hint=_("Write it here again if you want it here too."),
            )
        keep()
        self._take_out(moved)

    def begin_missing(self, client: ClientId, day: date) -> Note | None:
        """Begin the progress note of a day of which there is none, and return it.

        It is a task from then on: an unsigned note. None where one stands, also as a session that
        still wants its note, and where it was begun so in this sitting before: whoever discarded
        it wants none. Raises NotFound when there is no such client.
        """
        if (client, day) in self._begun or self.place(client, day).into is not Into.NEW:
            return None
        if self._session(client, day) is not None and self._is_recent(day):
            return None
        note = self._begin(client, day)
        self._begun[client, day] = note.id
        return note

    def is_task(self, note: NoteId) -> bool:
        """Tell whether a draft was begun because it was missing, in this sitting."""
        return note in self._begun.values()

    def _into_draft(self, place: ChartPlace, passage: Passage) -> MovedPassage:
        begun = place.note is None
        if place.note is None:
            note = self._begin(place.client, place.day)
        else:
            note = self._store.tables.notes.get(place.note)
        self._notes.save_draft(with_words(note, passage.words))
        self._notes.settle(note.id)
        return MovedPassage(place, note.id, passage, begun=begun)

    def _move_back(self, moved: MovedPassage) -> None:
        if moved.place.into is Into.ADDENDUM:
            raise StandsTwice(
                _("The addendum is signed, and the process note still has the words."),
                hint=_("Delete them there yourself: it could not be saved without them."),
            ) from None
        try:
            self._take_out(moved)
        except VaultError:
            raise StandsTwice(
                _("The words are in the progress note and in the process note."),
                hint=_("Delete them in one of the two: neither could be saved without them."),
            ) from None

    def _take_out(self, moved: MovedPassage) -> None:
        note = self._store.tables.notes.get(moved.note)
        left = without_words(note, moved.passage.words)
        self._notes.save_draft(left)
        self._notes.settle(note.id)
        if moved.begun and left.blank:
            with suppress(NotAllowed):  # a file that is on hold keeps it, without a word
                self._notes.discard(note.id)

    def _begin(self, client: ClientId, day: date) -> Note:
        session = self._session(client, day)
        if session is not None:
            return self._sessions.begin_note(session.appointment, day)
        note = new_note(
            note_id=NoteId(new_id()),
            client=client,
            template=self._store.tables.note_lists.last_template(client) or FIRST_TEMPLATE,
            service_date=day,
            start=None,
            stop=None,
            sections={},
            begun_at=self._store.clock.now(),
        )
        return self._notes.begin([note])[0]

    def _session(self, client: ClientId, day: date) -> SessionRow | None:
        """Return the session of a client's day that has no note yet."""
        those = (each for each in self._sessions.day(day) if each.client == client)
        return next((each for each in those if each.wants_note), None)

    def _is_recent(self, day: date) -> bool:
        return day >= self._store.clock.now().date() - LOOKS_BACK
