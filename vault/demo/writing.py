"""Writes the made-up sessions into the vault, many in one commit, each signed in its time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby

from vault.demo.people import DemoNote
from vault.model.addendum import AddendumWords, Written
from vault.model.ids import ClientId, NoteId, ProcessNoteId, new_id
from vault.model.note import Note, new_note
from vault.model.process_note import ProcessNote, new_process_note
from vault.model.template import templates
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.progress import Progress

_WRITTEN_AFTER = timedelta(minutes=10)
_NEXT_MORNING = time(9, 5)

Session = tuple[ClientId, DemoNote]


@dataclass
class DemoClock:
    """Stands at the session that is being written up, so that the record has its own past."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    def go_to(self, day: date, at: time) -> None:
        """Stand at a time of a day, in the zone it began with; it never goes back."""
        self.moment = max(self.moment, datetime.combine(day, at, self.moment.tzinfo))


@dataclass
class Scribe:
    """Writes what was said of each session, and at most `process_notes` of what was thought."""

    vault: OpenVault
    process: OpenProcessNotes
    clock: DemoClock
    process_notes: int | None = None
    _unsigned: list[Note] = field(default_factory=list)
    _thoughts: list[ProcessNote] = field(default_factory=list)

    def write(self, sessions: Iterable[Session], progress: Progress) -> None:
        """Write the sessions, which are in the order of their days, many in one commit.

        Raises Cancelled between two commits, StorageFailed.
        """
        for notes in self.vault.notes.take_in(self._told(sessions)):
            progress.step(len(notes) + self._keep_the_rest())
        progress.step(self._keep_the_rest())

    def _told(self, sessions: Iterable[Session]) -> Iterator[Written]:
        """Write up each session, and the next morning what was forgotten in the note of it."""
        forgotten: list[tuple[date, AddendumWords]] = []
        for _day, of_day in groupby(sessions, key=lambda session: session[1].day):
            for day, words in forgotten:
                self.clock.go_to(day + timedelta(days=1), _NEXT_MORNING)
                yield words
            forgotten = []
            for client, each in of_day:
                note = self._written_up(client, each)
                self._think_apart(client, each)
                if not each.signed:
                    self._unsigned.append(note)
                    continue
                yield note
                if each.addendum:
                    forgotten.append((each.day, AddendumWords(note.id, each.addendum)))

    def _written_up(self, client: ClientId, each: DemoNote) -> Note:
        """Begin a note when its session ends; whoever draws it signs it ten minutes later."""
        stop = time.fromisoformat(each.stop)
        timed = each.start != each.stop
        names = templates()[each.template].sections
        self.clock.go_to(each.day, stop)
        note = new_note(
            note_id=NoteId(new_id()),
            client=client,
            template=each.template,
            service_date=each.day,
            start=time.fromisoformat(each.start) if timed else None,
            stop=stop if timed else None,
            sections={**dict(zip(names, each.sections, strict=True)), **each.particulars},
            begun_at=self.clock.now(),
        )
        self.clock.moment += _WRITTEN_AFTER
        return note

    def _think_apart(self, client: ClientId, each: DemoNote) -> None:
        if not each.process_note or self.process_notes == 0:
            return
        if self.process_notes is not None:
            self.process_notes -= 1
        self._thoughts.append(
            new_process_note(
                ProcessNoteId(new_id()), client, each.day, each.process_note, self.clock.now()
            )
        )

    def _keep_the_rest(self) -> int:
        """Keep the drafts and the thoughts of the sessions so far; return how many drafts."""
        kept = len(self._unsigned)
        if self._unsigned:
            self.vault.notes.begin(self._unsigned)
        if self._thoughts:
            self.process.notes.add(self._thoughts)
        self._unsigned, self._thoughts = [], []
        return kept
