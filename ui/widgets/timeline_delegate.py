"""Paints a note in the list beside it: its day, what it is, how far it is, its first words."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.date_words import short_day
from ui.models.windowed_model import ROW_ROLE
from ui.note_words import template_words
from ui.theme import Theme
from ui.widgets.row_painter import RowDelegate, RowPainter
from vault.model.dates import Clock
from vault.model.note_row import NoteRow
from vault.translation import _, count_of

_FIRST_LINE = 21
_SECOND_LINE = 41


class TimelineDelegate(RowDelegate):
    """Two lines for each note."""

    row_height = 61

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__(theme)
        self._clock = clock

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row, or an empty one while its page is being read."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = RowPainter(painter, self.theme, option)
        note = index.data(ROW_ROLE)
        if isinstance(note, NoteRow):
            self._paint(row, note, self._clock.now().date())
        else:
            row.words("…", self.theme.font(12.5), "mute", _FIRST_LINE)
        painter.restore()

    def _paint(self, row: RowPainter, note: NoteRow, today: date) -> None:
        small = self.theme.font(12.5)
        day = short_day(note.service_date, today)
        row.words(day, self.theme.font(13, QFont.Weight.DemiBold), "ink", _FIRST_LINE)
        if note.signed_at is None:
            row.pill(_("draft"), "amber", _FIRST_LINE)
        elif note.addenda:
            row.pill(count_of("+ addendum", "+ {n} addenda", note.addenda), "plain", _FIRST_LINE)
        else:
            row.icon("pen-tool", "mute", _FIRST_LINE)
        row.words(template_words(note.template), small, "mute", _FIRST_LINE)
        row.next_line()
        row.words(note.opening or _("Nothing written yet"), small, "mute", _SECOND_LINE)
