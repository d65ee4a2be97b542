"""The clients of the practice by name, all of them or those whose names hold what is typed."""

from datetime import date

from PySide6.QtCore import QObject

from ui.date_words import age_on, plain_day
from ui.models.windowed_model import Row, Source, WindowedModel
from ui.worker import Worker
from vault.model.client import ClientKind, ClientStatus
from vault.model.client_row import ClientRow
from vault.model.client_words import kind_words
from vault.model.dates import Clock, birthday
from vault.model.direction import isolated
from vault.translation import _, count_of


class ClientsModel(WindowedModel):
    """Rows are ClientRow. `majority_age` decides who is called a minor."""

    def __init__(self, worker: Worker, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(worker, parent)
        self._clock = clock
        self.majority_age = 18

    def find(self, text: str) -> None:
        """Show the clients whose names hold the words of a text; no text shows all."""
        self.show_source(
            Source(
                count=lambda v: v.clients.count(text),
                page=lambda v, offset, limit: v.clients.page(text, offset, limit),
            )
        )

    def client_row(self, number: int) -> ClientRow | None:
        """Return a row, or None before it is there."""
        row = self.row(number)
        return row if isinstance(row, ClientRow) else None

    def words(self, row: Row) -> str:
        """Return the client's name."""
        return name_words(row) if isinstance(row, ClientRow) else ""

    def spoken(self, row: Row) -> str:
        """Return the whole row as a sentence."""
        if not isinstance(row, ClientRow):
            return ""
        parts = (
            name_words(row),
            self.about(row),
            self.last(row),
            _("pinned") if row.pinned else "",
            drafts_words(row),
            closed_words(row),
        )
        return ", ".join(part for part in parts if part)

    def about(self, row: ClientRow) -> str:
        """Return when a client was born and how old they are, and whose record it is."""
        born = born_words(row.birth_date, self._today, self.majority_age)
        if row.kind is ClientKind.INDIVIDUAL:
            return born or _("birth date unknown")
        return " · ".join(part for part in (kind_words(row.kind), born) if part)

    def last(self, row: ClientRow) -> str:
        """Return when the newest session was."""
        if row.last_session is None:
            return _("no session yet")
        return _("last session {day}").format(day=plain_day(row.last_session))

    @property
    def _today(self) -> date:
        return self._clock.now().date()


def name_words(row: ClientRow) -> str:
    """Return a client's name, with what they like to be called."""
    if not row.preferred_name:
        return row.name
    return _("{name} ({preferred})").format(
        name=isolated(row.name), preferred=isolated(row.preferred_name)
    )


def drafts_words(row: ClientRow) -> str:
    """Return how many notes are not signed, or nothing."""
    return count_of("{n} draft", "{n} drafts", row.drafts) if row.drafts else ""


def closed_words(row: ClientRow) -> str:
    """Return that the file is closed, or nothing."""
    return _("file closed") if row.status is ClientStatus.CLOSED else ""


def born_words(birth: date | None, today: date, majority_age: int) -> str:
    """Return such as "b. 4 Mar 2009 · minor" or "b. 9 Mar 1984 · 42", or nothing."""
    if birth is None:
        return ""
    minor = birthday(birth, majority_age) > today
    what = _("minor") if minor else str(age_on(birth, today))
    return _("b. {day} · {age}").format(day=plain_day(birth), age=what)
