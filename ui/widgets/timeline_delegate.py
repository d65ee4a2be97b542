"""Paints a note in the list beside it: its day, what it is, how far it is, its first words."""

from PySide6.QtGui import QFont

from ui.date_words import short_day
from ui.note_words import template_words
from ui.theme import Theme
from ui.widgets.row_painter import FIRST_LINE, SECOND_LINE, RowDelegate, RowPainter
from vault.model.dates import Clock
from vault.model.note_row import NoteRow
from vault.translation import _, count_of


class TimelineDelegate(RowDelegate):
    """Two lines for each note."""

    kind = NoteRow

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__(theme)
        self._clock = clock

    def paint_row(self, row: RowPainter, note: NoteRow) -> None:
        """Paint a note."""
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
