"""The day's sessions as rows of a card, each with the state of its note."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ui.date_words import time_of_day
from ui.screens.today.overview import Overview, is_now, is_over
from ui.screens.today.rows import Row
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import Pill, label
from vault.model.appointment import (
    CancelledBy,
    NoteState,
    SessionRow,
    SessionStatus,
    place_words,
)
from vault.model.client_words import kind_words
from vault.translation import _, count_of

LEAD_WIDTH = 74

Mark = tuple[SessionStatus, CancelledBy | None]


class SessionCard(Card):
    """Rows that tell what the person wants with a session; the screen does it."""

    write_asked = Signal(object)
    mark_asked = Signal(object, object, object)
    edit_asked = Signal(object)
    end_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=_("Sessions"))
        self._look = theme

    def show_sessions(self, overview: Overview) -> list[Row]:
        """Show a day's sessions; return their rows."""
        self.clear()
        rows = [self._row(session, overview) for session in overview.sessions]
        for row in rows:
            self.add_row(row)
        return rows

    def _row(self, session: SessionRow, overview: Overview) -> Row:
        pill = self._pill(session, overview)
        detail = _detail(session)
        row = Row(
            self._look,
            ("session", session.appointment),
            self._lead(session, overview),
            title=session.client_name,
            detail=detail,
            pill=pill,
            action=_action(session),
            spoken=f"{time_of_day(session.start)}, {session.client_name}, {detail}, {pill.text()}",
            menu_name=_("More for this session"),
        )
        row.chosen.connect(partial(self.write_asked.emit, session))
        row.menu_wanted.connect(partial(self._show_menu, session, row))
        row.letter.connect(partial(self._on_letter, session))
        return row

    def _lead(self, session: SessionRow, overview: Overview) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(self._look.px(LEAD_WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(1))
        column.addWidget(label(time_of_day(session.start), "strong"))
        now = is_now(session, overview.now)
        words = _("now") if now else count_of("{n} min", "{n} min", session.minutes)
        column.addWidget(label(words, "small", wrap=False))
        return holder

    def _pill(self, session: SessionRow, overview: Overview) -> Pill:
        if session.status is SessionStatus.MISSED:
            words, tone = _("missed"), "plain"
        elif session.status is SessionStatus.CANCELLED:
            by_client = session.cancelled_by is CancelledBy.CLIENT
            words = _("canceled by client") if by_client else _("canceled by you")
            tone = "plain"
        elif session.note_state is NoteState.SIGNED:
            words, tone = _("signed"), "teal"
        elif session.note_state is NoteState.DRAFT:
            words = _("draft")
            tone = "amber" if session.has_begun(overview.now) else "plain"
        else:
            words = _("not begun")
            tone = "amber" if is_over(session, overview.now) else "plain"
        return Pill(words, tone, theme=self._look)

    def _show_menu(self, session: SessionRow, row: Row, place: QPoint) -> None:
        menu = session_menu(row, session, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _on_letter(self, session: SessionRow, letter: str) -> None:
        for _words, key, run in session_choices(session, self):
            if key == letter:
                run()
                return


Choice = tuple[str, str, Callable[[], object]]


def session_choices(session: SessionRow, card: SessionCard) -> list[Choice]:
    """Return what can be done with a session beside its note: words, its letter, how."""
    marks: list[tuple[str, str, Mark]] = [
        (_("Kept"), "k", (SessionStatus.KEPT, None)),
        (_("Missed"), "m", (SessionStatus.MISSED, None)),
        (_("Canceled by client"), "c", (SessionStatus.CANCELLED, CancelledBy.CLIENT)),
        (_("Canceled by me"), "C", (SessionStatus.CANCELLED, CancelledBy.LICENSEE)),
        (_("Planned"), "p", (SessionStatus.PLANNED, None)),
    ]
    choices: list[Choice] = [
        (words, key, partial(card.mark_asked.emit, session, *mark))
        for words, key, mark in marks
        if mark != (session.status, session.cancelled_by)
    ]
    choices.append((_("Edit appointment"), "e", partial(card.edit_asked.emit, session)))
    if session.weekly:
        choices.append((_("End weekly series"), "s", partial(card.end_asked.emit, session)))
    return choices


def session_menu(parent: QWidget, session: SessionRow, card: SessionCard) -> QMenu:
    """Return the menu of a session; the letters work on the row without it, too."""
    menu = QMenu(parent)
    for words, key, run in session_choices(session, card):
        if key == "e":
            menu.addSeparator()
        action = QAction(words, menu)
        action.setShortcut(QKeySequence(f"Shift+{key}" if key.isupper() else key.upper()))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(run)
        menu.addAction(action)
    return menu


def _action(session: SessionRow) -> str:
    return {
        NoteState.NONE: _("Write note"),
        NoteState.DRAFT: _("Continue"),
        NoteState.SIGNED: _("Read"),
    }[session.note_state]


def _detail(session: SessionRow) -> str:
    parts = [kind_words(session.kind), place_words(session.place), session.participants]
    return " · ".join(part for part in parts if part)
