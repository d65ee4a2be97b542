"""Writes the made-up sessions into the vault, a quarter in one commit, each signed in its time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice

from vault.demo.people import DemoNote
from vault.model.ids import ClientId, NoteId, ProcessNoteId, new_id
from vault.model.note import TEMPLATES, Note, new_note
from vault.model.process_note import ProcessNote, new_process_note
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.progress import Progress

_WRITTEN_AFTER = timedelta(minutes=10)
_NEXT_MORNING = time(9, 5)

_MOST_ADDENDA = 3
"""In a quarter: each is a commit of its own."""

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

    def write(self, sessions: Iterable[Session], progress: Progress) -> None:
        """Write the sessions, which are in the order of their days.

        Raises Cancelled between two quarters, StorageFailed.
        """
        for _quarter, group in groupby(sessions, key=_quarter_of):
            for some in _parts(list(group)):
                self._write_together(some)
                progress.step(len(some))

    def _write_together(self, sessions: Sequence[Session]) -> None:
        finished = [session for session in sessions if session[1].signed]
        notes = self.vault.notes.begin_and_sign(self._drawn(finished))
        open_ones = [session for session in sessions if not session[1].signed]
        if open_ones:
            self.vault.notes.begin(list(self._drawn(open_ones)))
        self._think_apart(sessions)
        told = zip(notes, finished, strict=True)
        added = ((note, each) for note, (_client, each) in told if each.addendum)
        for note, each in islice(added, 1):
            self.clock.go_to(each.day + timedelta(days=1), _NEXT_MORNING)
            self.vault.notes.addend(note.id, each.addendum)

    def _drawn(self, sessions: Iterable[Session]) -> Iterator[Note]:
        """Begin each note when its session ends; whoever draws it signs it ten minutes later."""
        for client, each in sessions:
            stop = time.fromisoformat(each.stop)
            self.clock.go_to(each.day, stop)
            note = new_note(
                note_id=NoteId(new_id()),
                client=client,
                template=each.template,
                service_date=each.day,
                start=time.fromisoformat(each.start),
                stop=stop,
                sections=dict(zip(TEMPLATES[each.template], each.sections, strict=True)),
                begun_at=self.clock.now(),
            )
            self.clock.moment += _WRITTEN_AFTER
            yield note

    def _think_apart(self, sessions: Sequence[Session]) -> None:
        thoughts = [session for session in sessions if session[1].process_note]
        if self.process_notes is not None:
            thoughts = thoughts[: self.process_notes]
            self.process_notes -= len(thoughts)
        if thoughts:
            self.process.notes.add([self._thought(*session) for session in thoughts])

    def _thought(self, client: ClientId, each: DemoNote) -> ProcessNote:
        return new_process_note(
            ProcessNoteId(new_id()), client, each.day, each.process_note, self.clock.now()
        )


def _parts(sessions: Sequence[Session]) -> Iterator[Sequence[Session]]:
    """Divide a quarter after the days of its first addenda, which are written the next morning."""
    days = [each.day for _client, each in sessions if each.addendum][:_MOST_ADDENDA]
    for _part, some in groupby(
        sessions, key=lambda session: sum(day < session[1].day for day in days)
    ):
        yield list(some)


def _quarter_of(session: Session) -> tuple[int, int]:
    day = session[1].day
    return day.year, (day.month - 1) // 3
