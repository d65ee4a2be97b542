"""Paints a note or a document in the timeline: its day, what it is, how far, its first words."""

from PySide6.QtGui import QFont

from ui.date_words import short_day
from ui.note_words import template_words
from ui.theme import Theme
from ui.widgets.row_painter import FIRST_LINE, SECOND_LINE, RowDelegate, RowPainter
from vault.model.dates import Clock
from vault.model.document import document_kind
from vault.model.document_row import DocumentRow
from vault.model.note_row import NoteRow
from vault.translation import _, count_of


class TimelineDelegate(RowDelegate):
    """Two lines for each note, and for each document."""

    kind = (NoteRow, DocumentRow)

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__(theme)
        self._clock = clock

    def paint_row(self, row: RowPainter, noun: NoteRow | DocumentRow) -> None:
        """Paint a note or a document."""
        if isinstance(noun, DocumentRow):
            self._paint_document(row, noun)
        else:
            self._paint_note(row, noun)

    def _paint_document(self, row: RowPainter, document: DocumentRow) -> None:
        small = self.theme.font(12.5)
        day = short_day(document.day, self._clock.now().date())
        row.words(day, self.theme.font(13, QFont.Weight.DemiBold), "ink", FIRST_LINE)
        if document.in_error:
            row.pill(_("in error"), "amber", FIRST_LINE)
        else:
            row.icon("paperclip", "mute", FIRST_LINE)
        row.words(document_kind(document.kind).title, small, "mute", FIRST_LINE)
        row.next_line()
        row.words(document.title, small, "ink", SECOND_LINE)

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
