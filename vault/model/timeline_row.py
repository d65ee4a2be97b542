"""What stands in a client's timeline beside notes, such as documents, sessions and requests."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from vault.errors import BadInput
from vault.model.amendment import AmendmentRequest
from vault.model.appointment import CancelledBy, Place, SessionStatus
from vault.model.document_row import DocumentRow
from vault.model.episode import Episode
from vault.model.ids import AppointmentId, ClientId
from vault.model.measure import Administration
from vault.model.note_row import NoteRow
from vault.model.onset import Given
from vault.translation import _

MEASURES, SESSIONS, EPISODES = "measure", "session", "episode"
AMENDMENTS, ONSET = "amendment", "onset"
"""What a timeline can be narrowed to, beside notes and documents."""


@dataclass(frozen=True)
class Days:
    """Days from the first to the last, both counted in; None: there is no end on that side."""

    first: date | None = None
    last: date | None = None

    def check(self) -> None:
        """Raise BadInput for days in an order that cannot be."""
        if self.first is not None and self.last is not None and self.last < self.first:
            raise BadInput(_("The last day is before the first."))


ALL_DAYS = Days()


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


class AmendmentStep(StrEnum):
    """What happened with a request to amend the record, in this order."""

    RECEIVED = "received"
    DECIDED = "decided"
    DISAGREED = "disagreed"


@dataclass(frozen=True)
class AmendmentTurn:
    """That a request to amend came, was decided, or that the client disagreed with that."""

    request: AmendmentRequest
    step: AmendmentStep
    day: date

    @property
    def id(self) -> str:
        """Its name in a list: a request has up to three."""
        return f"{self.request.id}-{self.step}"

    @property
    def client(self) -> ClientId:
        """Whose record it is about."""
        return self.request.client


@dataclass(frozen=True)
class OnsetGiven:
    """That an item of the onset list was given, on which day, and to whom by name, or ""."""

    given: Given
    day: date
    name: str = field(default="", repr=False)

    @property
    def id(self) -> str:
        """Its name in a list: its own."""
        return self.given.id

    @property
    def client(self) -> ClientId:
        """To whom it was given."""
        return self.given.client


BesideNotes = DocumentRow | Administration | PastSession | EpisodeTurn | AmendmentTurn | OnsetGiven
TimelineRow = NoteRow | BesideNotes


def amendment_turns(request: AmendmentRequest) -> list[AmendmentTurn]:
    """Return what has happened with a request, each with its day."""
    days = {
        AmendmentStep.RECEIVED: request.received,
        AmendmentStep.DECIDED: request.decision.told if request.decision else None,
        AmendmentStep.DISAGREED: request.disagreed,
    }
    return [AmendmentTurn(request, step, day) for step, day in days.items() if day is not None]


def session_id(appointment: str, day: str) -> str:
    """Return what a session is called in a list: the appointment, a dash, and the day."""
    return f"{appointment}-{day}"


def turn_id(episode: str, *, ended: bool) -> str:
    """Return what the opening or the end of an episode is called in a list."""
    return f"{episode}-{'ended' if ended else 'opened'}"
