"""An episode of care: when it was opened, who consented, and how and by which letter it ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from vault.errors import BadInput, NotAllowed
from vault.model.client import ClientStatus
from vault.model.dates import birthday
from vault.model.ids import ClientId, DocumentId, EpisodeId, NoteId
from vault.model.representative import Authority, Power, Representative
from vault.model.text import clean_line
from vault.translation import _


class Consenter(StrEnum):
    """As what somebody consented to care: for themselves, for the client, or as a court."""

    CLIENT = "client"
    REPRESENTATIVE = "representative"
    COURT = "court"


class EndReason(StrEnum):
    """Why service ended.

    20 CSR 2263-3.040 names that it is done or does not help (8), that the licensee is impaired (4)
    or no longer objective (5); 262 CMR 8.02(1)(e) withdrawal from practice.
    """

    COMPLETED = "completed"
    NO_BENEFIT = "no-benefit"
    CLIENT_WISH = "client-wish"
    LOST_CONTACT = "lost-contact"
    REFERRED = "referred"
    IMPAIRED = "impaired"
    CONFLICT = "conflict"
    PRACTICE_ENDS = "practice-ends"
    DIED = "died"
    OTHER = "other"


class EpisodeGap(StrEnum):
    """What is missing from an episode, or does not fit the rest of the file."""

    NO_CONSENT = "no-consent"
    AGE_UNKNOWN = "age-unknown"
    MINOR_CONSENTED = "minor-consented"
    NOBODY_COULD = "nobody-could"
    NO_LETTER = "no-letter"
    LETTER_GONE = "letter-gone"
    CONTACT_AFTER = "contact-after"
    SESSION_AFTER_LETTER = "session-after-letter"


@dataclass(frozen=True)
class Consent:
    """Who consented to care, on which day; `under` names the paper or the rule, where one does.

    `names` says who by name; it may be empty where the client consented.
    """

    by: Consenter
    day: date
    names: str = field(default="", repr=False)
    under: str = field(default="", repr=False)

    def cleaned(self) -> "Consent":
        """Return this consent with its text normalised.

        Raises BadInput for a representative or a court that is not named.
        """
        names = clean_line(self.names, _("Who consented"))
        if not names.strip() and self.by is not Consenter.CLIENT:
            raise BadInput(_("Who consented for the client is not named."))
        return replace(self, names=names, under=clean_line(self.under, _("The paper or rule")))


@dataclass(frozen=True)
class Letter:
    """The letter that tells a client that service ends (20 CSR 2263-3.040(11)(F)).

    `end` is the day that the letter itself names as the end: a clock of retention can run from it.
    `note` is the signed note that is the letter, `document` which of the client's documents is the
    scan of it as it was signed; each None where there is none.
    """

    sent: date
    end: date
    note: NoteId | None = None
    document: DocumentId | None = None


@dataclass(frozen=True)
class Ending:
    """How an episode ended: the file was closed on `day`.

    `last_contact` is the last professional contact as the licensee confirmed it.
    """

    day: date
    last_contact: date
    reason: EndReason
    words: str = field(default="", repr=False)
    letter: Letter | None = None


@dataclass(frozen=True)
class Episode:
    """Care of a client from `opened` on; open while it has no ending."""

    id: EpisodeId
    client: ClientId
    opened: date
    consent: Consent | None = None
    ending: Ending | None = None

    def cleaned(self, today: date) -> "Episode":
        """Return this episode with its text normalised.

        Raises BadInput for days that are to come or in an order that cannot be, and as
        `Consent.cleaned` does. What a letter names as the end may be to come.
        """
        days = [self.opened]
        if self.consent is not None:
            days.append(self.consent.day)
        if self.ending is not None:
            days += [self.ending.day, self.ending.last_contact]
            days += [self.ending.letter.sent] if self.ending.letter is not None else []
        if max(days) > today:
            raise BadInput(_("A day of the care is in the future."))
        if self.ending is not None:
            self._check_ending(self.ending)
        consent = self.consent.cleaned() if self.consent is not None else None
        ending = self.ending
        if ending is not None:
            words = clean_line(ending.words, _("The reason"))
            ending = replace(ending, words=words)
        return replace(self, consent=consent, ending=ending)

    def _check_ending(self, ending: Ending) -> None:
        if ending.day < self.opened:
            raise BadInput(_("Care cannot end before it began."))
        if not self.opened <= ending.last_contact <= ending.day:
            raise BadInput(
                _("The last professional contact is not between the beginning and the end.")
            )
        if ending.letter is not None and min(ending.letter.sent, ending.letter.end) < self.opened:
            raise BadInput(_("The letter of the end is from before the care began."))
        if ending.letter is not None and ending.letter.end > _later(ending.letter.sent):
            raise BadInput(_("The end that the letter names is years after it was sent."))
        if ending.reason is EndReason.OTHER and not ending.words.strip():
            raise BadInput(_("Say in a few words why the care ended."))

    @property
    def is_open(self) -> bool:
        """Whether the care goes on."""
        return self.ending is None

    @property
    def letter_note(self) -> NoteId | None:
        """The note that is the letter by which it ended, if one is named."""
        letter = self.ending.letter if self.ending is not None else None
        return letter.note if letter is not None else None

    @property
    def letter_document(self) -> DocumentId | None:
        """The document that is the signed letter by which it ended, if one is named."""
        letter = self.ending.letter if self.ending is not None else None
        return letter.document if letter is not None else None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in this episode."""
        return self.opened <= day and (self.ending is None or day <= self.ending.day)


@dataclass(frozen=True)
class Care:
    """The episodes of one client, the first one first, each with what it lacks.

    `first_day` is that of the first session, or of the file; `last_contact` None before there was
    one; `outside` the days of sessions that lie in no episode.
    """

    status: ClientStatus
    episodes: tuple[tuple[Episode, tuple[EpisodeGap, ...]], ...]
    first_day: date
    last_contact: date | None
    outside: tuple[date, ...] = ()

    @property
    def open_episode(self) -> Episode | None:
        """The episode that goes on, if one does."""
        return next((each for each, _gaps in self.episodes if each.is_open), None)


def check_episodes(episodes: Sequence[Episode]) -> None:
    """Check that the episodes of one client can all be true.

    Raises NotAllowed when two are open, and BadInput when one begins before the one before it
    ended. An episode may begin on the day on which another ended.
    """
    if sum(each.is_open for each in episodes) > 1:
        raise NotAllowed(
            _("The care of this client is open already."), hint=_("Close it first, with its end.")
        )
    for before, after in pairwise(sorted(episodes, key=_in_order)):
        if before.ending is None or after.opened < before.ending.day:
            raise BadInput(_("Two episodes of care of this client overlap."))


def gaps_of(
    episode: Episode,
    sessions: Iterable[date],
    representatives: Sequence[Representative] | None,
    birth_date: date | None,
    majority_age: int,
) -> list[EpisodeGap]:
    """Return what an episode lacks.

    `sessions` are the days of this episode on which the client was seen or called. A minor's own
    consent needs the rule named under which it was given, and who may be a minor counts as one; a
    representative must have had the power on that day. Neither can be told of a record of several
    people: `representatives` is then None.
    """
    gaps = _consent_gaps(episode.consent, representatives, birth_date, majority_age)
    if episode.ending is None:
        return gaps
    days = list(sessions)
    if any(day > episode.ending.last_contact for day in days):
        gaps.append(EpisodeGap.CONTACT_AFTER)
    letter = episode.ending.letter
    if letter is None and episode.ending.reason is not EndReason.DIED:
        gaps.append(EpisodeGap.NO_LETTER)
    if letter is not None and any(day > letter.end for day in days):
        gaps.append(EpisodeGap.SESSION_AFTER_LETTER)
    return gaps


def sessions_of(episodes: Sequence[Episode], sessions: Sequence[date]) -> list[list[date]]:
    """Return the days that belong to each of a client's episodes, the first episode first.

    A day on which one ends and the next begins is of the next.
    """
    begins = [each.opened for each in episodes[1:]] + [date.max]
    return [
        [day for day in sessions if each.holds(day) and day < following]
        for each, following in zip(episodes, begins, strict=False)
    ]


def outside(episodes: Sequence[Episode], sessions: Iterable[date]) -> list[date]:
    """Return the days of sessions that lie in no episode; none where no episode is entered."""
    if not episodes:
        return []
    return [day for day in sessions if not any(each.holds(day) for each in episodes)]


def _consent_gaps(
    consent: Consent | None,
    representatives: Sequence[Representative] | None,
    birth_date: date | None,
    majority_age: int,
) -> list[EpisodeGap]:
    if consent is None:
        return [EpisodeGap.NO_CONSENT]
    if consent.by is Consenter.CLIENT:
        if consent.under.strip() or representatives is None:
            return []
        if birth_date is None:
            return [EpisodeGap.AGE_UNKNOWN]
        minor = consent.day < birthday(birth_date, majority_age)
        return [EpisodeGap.MINOR_CONSENTED] if minor else []
    if consent.by is not Consenter.REPRESENTATIVE or representatives is None:
        return []
    could = (
        _could_consent(each, consent.day, birth_date, majority_age) for each in representatives
    )
    return [] if any(could) else [EpisodeGap.NOBODY_COULD]


def _could_consent(
    each: Representative, day: date, birth_date: date | None, majority_age: int
) -> bool:
    holds = each.authority(day, birth_date, majority_age) is Authority.HOLDS
    return holds and Power.CONSENT in each.powers


def _later(day: date) -> date:
    """Return the day two years on: what a letter names beyond it was mistyped."""
    return birthday(day, 2) if day.year < date.max.year - 1 else date.max


def _in_order(episode: Episode) -> tuple[date, bool, date]:
    end = episode.ending.day if episode.ending is not None else date.max
    return (episode.opened, episode.is_open, end)
