"""Paints a row of the timeline: its day, what it is, how far, its first words or title."""

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
from vault.model.timeline_row import BesideNotes, EpisodeTurn, PastSession, TimelineRow
from vault.translation import _, count_of

_ICONS: dict[type[BesideNotes], str] = {
    DocumentRow: "paperclip",
    Administration: "sliders-horizontal",
    PastSession: "calendar",
    EpisodeTurn: "inbox",
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
        small = self.theme.font(12.5)
        day = short_day(other.day, self._clock.now().date())
        row.words(day, self.theme.font(13, QFont.Weight.DemiBold), "ink", FIRST_LINE)
        if isinstance(other, DocumentRow) and other.in_error:
            row.pill(_("in error"), "amber", FIRST_LINE)
        else:
            row.icon(_ICONS[type(other)], "mute", FIRST_LINE)
        row.words(what_words(other), small, "mute", FIRST_LINE)
        row.next_line()
        row.words(title_words(other), small, "ink", SECOND_LINE)

    def _paint_note(self, row: RowPainter, note: NoteRow) -> None:
        small = self.theme.font(12.5)
        day = short_day(note.service_date, self._clock.now().date())
        row.words(day, self.theme.font(13, QFont.Weight.DemiBold), "ink", FIRST_LINE)
        if note.signed_at is None:
            row.pill(_("draft"), "amber", FIRST_LINE)
        elif note.in_error:
            row.pill(_("in error"), "amber", FIRST_LINE)
        elif note.waits:
            row.pill(_("to co-sign"), "plain", FIRST_LINE)
        elif note.addenda:
            row.pill(count_of("+ addendum", "+ {n} addenda", note.addenda), "plain", FIRST_LINE)
        elif note.late:
            row.pill(_("late entry"), "plain", FIRST_LINE)
        else:
            row.icon("pen-tool", "mute", FIRST_LINE)
        row.words(template_words(note.template, note.own_title), small, "mute", FIRST_LINE)
        row.next_line()
        row.words(note.opening or _("Nothing written yet"), small, "mute", SECOND_LINE)
