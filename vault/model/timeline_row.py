"""What stands in a client's timeline beside notes: documents, measures, sessions, and care."""

from dataclasses import dataclass
from datetime import date, time

from vault.model.appointment import CancelledBy, Place, SessionStatus
from vault.model.document_row import DocumentRow
from vault.model.episode import Episode
from vault.model.ids import AppointmentId, ClientId
from vault.model.measure import Administration
from vault.model.note_row import NoteRow

MEASURES, SESSIONS, EPISODES = "measure", "session", "episode"
"""What a timeline can be narrowed to, beside notes and documents."""


@dataclass(frozen=True)
class PastSession:
    """A session of which it is known what became of it: kept, missed, or cancelled by whom."""

    appointment: AppointmentId
    client: ClientId
    day: date
    start: time
    place: Place
    status: SessionStatus
    cancelled_by: CancelledBy | None

    @property
    def id(self) -> str:
        """Its name in a list: an appointment has many days."""
        return session_id(self.appointment, self.day.isoformat())


@dataclass(frozen=True)
class EpisodeTurn:
    """That an episode of care was opened, or ended."""

    episode: Episode
    ended: bool

    @property
    def id(self) -> str:
        """Its name in a list: an episode has two."""
        return turn_id(self.episode.id, ended=self.ended)

    @property
    def client(self) -> ClientId:
        """Whose care it was."""
        return self.episode.client

    @property
    def day(self) -> date:
        """The day on which it was opened or ended."""
        ending = self.episode.ending
        return ending.day if self.ended and ending is not None else self.episode.opened


BesideNotes = DocumentRow | Administration | PastSession | EpisodeTurn
TimelineRow = NoteRow | BesideNotes


def session_id(appointment: str, day: str) -> str:
    """Return what a session is called in a list: the appointment, a dash, and the day."""
    return f"{appointment}-{day}"


def turn_id(episode: str, *, ended: bool) -> str:
    """Return what the opening or the end of an episode is called in a list."""
    return f"{episode}-{'ended' if ended else 'opened'}"
