"""What has its day in one client's file, newest first, as the list beside a note shows it."""

from PySide6.QtCore import QObject

from ui.date_words import plain_day
from ui.models.windowed_model import Row, Source, WindowedModel
from ui.note_words import template_words
from ui.timeline_words import title_words, what_words
from ui.worker import Worker
from vault.errors import NotFound
from vault.model.document_row import DocumentRow
from vault.model.ids import ClientId
from vault.model.note_row import NoteRow
from vault.model.timeline_row import ALL_DAYS, BesideNotes, Days
from vault.open_vault import OpenVault
from vault.translation import _, count_of


class TimelineModel(WindowedModel):
    """Rows are NoteRow, and what stands in a timeline beside notes."""

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(worker, parent)

    def show_client(self, client: ClientId, kind: str | None = None, days: Days = ALL_DAYS) -> None:
        """Show all that has its day in a client's file, or what is of one kind, or some days."""
        self.show_source(
            Source(
                count=lambda v: v.timelines.count(client, kind, days),
                page=lambda v, offset, limit: v.timelines.page(client, offset, limit, kind, days),
                place=lambda v, row: _place(v, client, row, kind, days),
            )
        )

    def note_row(self, number: int) -> NoteRow | None:
        """Return the row of a note, or None before it is there, and of what is no note."""
        row = self.row(number)
        return row if isinstance(row, NoteRow) else None

    def words(self, row: Row) -> str:
        """Return the day, what it is, and its first words or title."""
        if isinstance(row, BesideNotes):
            return ", ".join((plain_day(row.day), what_words(row), title_words(row)))
        if not isinstance(row, NoteRow):
            return ""
        what = template_words(row.template, row.own_title)
        parts = (plain_day(row.service_date), what, row.opening)
        return ", ".join(part for part in parts if part)

    def spoken(self, row: Row) -> str:
        """Return the same with what the row shows by a pill or an icon."""
        if isinstance(row, DocumentRow):
            state = _("document in error") if row.in_error else _("document")
            return f"{self.words(row)}, {state}"
        if isinstance(row, BesideNotes):
            return self.words(row)
        if not isinstance(row, NoteRow):
            return ""
        what = template_words(row.template, row.own_title)
        parts = [plain_day(row.service_date), what, state_words(row)]
        return ", ".join(part for part in (*parts, row.opening) if part)


def state_words(row: NoteRow) -> str:
    """Return how far a note is."""
    if row.signed_at is None:
        return _("draft")
    said = [_("signed")]
    if row.addenda:
        said = [count_of("signed, {n} addendum", "signed, {n} addenda", row.addenda)]
    said += [_("marked in error")] * row.in_error + [_("late entry")] * row.late
    said += [_("waits for a co-signature")] * row.waits
    return ", ".join(said)


def _place(
    vault: OpenVault, client: ClientId, row: str, kind: str | None, days: Days
) -> int | None:
    try:
        return vault.timelines.position(client, row, kind, days)
    except NotFound:
        return None
