"""What is said of what stands in a timeline beside notes: what it is, and its words."""

from ui.date_words import plain_day, time_of_day
from vault.model.appointment import place_words, status_words
from vault.model.document import document_kind
from vault.model.document_row import DocumentRow
from vault.model.episode_words import reason_words
from vault.model.measure import Administration, measure_of
from vault.model.measure_words import band_words, score_words
from vault.model.search import DOCUMENTS
from vault.model.timeline_row import (
    AMENDMENTS,
    EPISODES,
    MEASURES,
    ONSET,
    SESSIONS,
    AmendmentTurn,
    BesideNotes,
    EpisodeTurn,
    OnsetGiven,
    PastSession,
)
from vault.model.timeline_words import given_words, turn_words
from vault.translation import _


def beside_titles() -> dict[str, str]:
    """Return what is no note as a list that is narrowed to it is called, by its name."""
    return {
        DOCUMENTS: _("Documents"),
        MEASURES: _("Outcome measures"),
        SESSIONS: _("Sessions"),
        EPISODES: _("Episodes of care"),
        AMENDMENTS: _("Requests to amend"),
        ONSET: _("Given at the onset"),
    }


def what_words(row: BesideNotes) -> str:
    """Return what it is, such as "Session" or "Letter or message"."""
    if isinstance(row, DocumentRow):
        return document_kind(row.kind).title
    if isinstance(row, Administration):
        return _("Outcome measure")
    if isinstance(row, AmendmentTurn):
        return _("Request to amend")
    if isinstance(row, OnsetGiven):
        return _("Given at the onset")
    return _("Session") if isinstance(row, PastSession) else _("Episode of care")


def title_words(row: BesideNotes) -> str:
    """Return what it says on one line: a title, a score, what became of a session."""
    if isinstance(row, DocumentRow):
        return row.title
    if isinstance(row, Administration):
        said = (score_words(row.score), band_words(row.score))
        return _("{title}: {score}").format(
            title=measure_of(row.measure).title, score=", ".join(filter(None, said))
        )
    if isinstance(row, PastSession):
        return status_words(row.status, row.cancelled_by)
    if isinstance(row, AmendmentTurn):
        return turn_words(row)
    if isinstance(row, OnsetGiven):
        return given_words(row)
    return _("Care ended") if row.ended else _("Care began")


def further_words(row: BesideNotes) -> str:
    """Return what else is known of it, on one line."""
    if isinstance(row, DocumentRow):
        return _of_document(row)
    day = plain_day(row.day)
    if isinstance(row, Administration):
        by = row.filled_in_by
        return f"{day} · " + _("filled in by {who}").format(who=by) if by else day
    if isinstance(row, PastSession):
        return " · ".join((day, time_of_day(row.start), place_words(row.place)))
    if isinstance(row, OnsetGiven):
        return " · ".join(filter(None, (day, row.given.version, row.given.place)))
    why = _why(row) if isinstance(row, EpisodeTurn) else ""
    return " · ".join(filter(None, (day, why)))


def _why(turn: EpisodeTurn) -> str:
    ending = turn.episode.ending
    return reason_words(ending.reason) if turn.ended and ending is not None else ""


def _of_document(row: DocumentRow) -> str:
    received = plain_day(row.received)
    said = [_("of {day}").format(day=plain_day(row.day))] if row.day != row.received else []
    said += [_("by {author}").format(author=row.author)] if row.author else []
    said.append(
        _("received {day} from {source}").format(day=received, source=row.source)
        if row.source
        else _("received {day}").format(day=received)
    )
    return " · ".join(said)
