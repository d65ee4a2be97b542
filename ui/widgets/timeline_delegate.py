"""Paints a row of the timeline: its day, what it is, how far, its first words or title."""

from datetime import date
from typing import get_args

from PySide6.QtGui import QFont

from ui.date_words import short_day
from ui.note_words import template_words
from ui.theme import Theme
from ui.timeline_words import title_words, what_words
from ui.widgets.row_painter import FIRST_LINE, SECOND_LINE, RowDelegate, RowPainter
from vault.model.dates import Clock
from vault.model.document_row import DocumentRow
from vault.model.measure import Administration
from vault.model.note_row import NoteRow
from vault.model.timeline_row import (
    AmendmentTurn,
    BesideNotes,
    EpisodeTurn,
    OnsetGiven,
    PastSession,
    TimelineRow,
)
from vault.translation import _, count_of

_ICONS: dict[type[BesideNotes], str] = {
    DocumentRow: "paperclip",
    Administration: "sliders-horizontal",
    PastSession: "calendar",
    EpisodeTurn: "inbox",
    AmendmentTurn: "file-text",
    OnsetGiven: "check",
}


class TimelineDelegate(RowDelegate):
    """Two lines for each note, and for each thing beside notes."""

    kind = (NoteRow, *get_args(BesideNotes))

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__(theme)
        self._clock = clock

    def paint_row(self, row: RowPainter, noun: TimelineRow) -> None:
        """Paint a note, or what is none."""
        if isinstance(noun, NoteRow):
            self._paint_note(row, noun)
        else:
            self._paint_other(row, noun)

    def _paint_other(self, row: RowPainter, other: BesideNotes) -> None:
        amber = isinstance(other, DocumentRow) and other.in_error
        self._paint_two_lines(
            row,
            day=other.day,
            what=what_words(other),
            pill=(_("in error"), "amber") if amber else None,
            icon=_ICONS[type(other)],
            words=(title_words(other), "ink"),
        )

    def _paint_note(self, row: RowPainter, note: NoteRow) -> None:
        self._paint_two_lines(
            row,
            day=note.service_date,
            what=template_words(note.template, note.own_title),
            pill=_state(note),
            icon="pen-tool",
            words=(note.opening or _("Nothing written yet"), "mute"),
        )

    def _paint_two_lines(
        self,
        row: RowPainter,
        *,
        day: date,
        what: str,
        pill: tuple[str, str] | None,
        icon: str,
        words: tuple[str, str],
    ) -> None:
        """Paint day, what it is and how far; then its words, and the pill where it fits.

        `pill` and `words` are a text and its color; without a pill there is an icon.
        """
        small = self.theme.font(12.5)
        said = short_day(day, self._clock.now().date())
        row.words(said, self.theme.font(13, QFont.Weight.DemiBold), "ink", FIRST_LINE)
        above = pill is not None and row.has_room_beside_pill(pill[0], what, small)
        if pill is None:
            row.icon(icon, "mute", FIRST_LINE)
        elif above:
            row.pill(*pill, FIRST_LINE)
        row.words(what, small, "mute", FIRST_LINE)
        row.next_line()
        if pill is not None and not above:
            row.pill(*pill, SECOND_LINE)
        row.words(words[0], small, words[1], SECOND_LINE)


def _state(note: NoteRow) -> tuple[str, str] | None:
    """Return the word for what a note waits for or is known by, and its color, if there is one."""
    if note.signed_at is None:
        return _("draft"), "amber"
    if note.in_error:
        return _("in error"), "amber"
    if note.waits:
        return _("to co-sign"), "plain"
    if note.addenda:
        return count_of("+ addendum", "+ {n} addenda", note.addenda), "plain"
    return (_("late entry"), "plain") if note.late else None
