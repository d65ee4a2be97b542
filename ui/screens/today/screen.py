"""Today: the first place after unlocking, the keyboard on the session that is to be written."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Command
from ui.date_words import day_named, short_day
from ui.navigation import NEW, Destination
from ui.screen import Screen
from ui.screens.today.chain_proof import ChainProof
from ui.screens.today.due import how_many_wait
from ui.screens.today.due_thing import DueThing
from ui.screens.today.overview import TOPICS, Overview, Recent, is_now, is_over, read_overview
from ui.screens.today.page import TodayPage
from ui.screens.today.retention_look import RetentionLook
from ui.screens.today.session_card import session_choices
from ui.tools import Tools
from ui.widgets.appointment_form import AppointmentForm
from ui.widgets.buttons import button
from vault.errors import NotFound
from vault.model.appointment import Appointment, CancelledBy, NoteState, SessionRow, SessionStatus
from vault.model.ids import AppointmentId
from vault.model.note import Note
from vault.open_vault import OpenVault
from vault.translation import _

MINUTE_MS = 60_000
FORM = "appointment"
"""The name of the half-filled form on the desk, behind the screen's own."""


class TodayScreen(Screen):
    """Reads everything in one job and shows it; each row leads to what is to be done."""

    place = "today"
    topics = TOPICS

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._day = self._today = tools.clock.now().date()
        self._overview: Overview | None = None
        self._focus_wanted = False
        self._stands_on: tuple[str, str] | None = None
        self._form: AppointmentForm | None = None
        self._begins = 0
        self._proof = ChainProof(tools, self)
        self._proof.changed.connect(self._show_proof)
        self._retention = RetentionLook(tools, self)
        self._retention.changed.connect(self.reload)
        self.page = TodayPage(tools.theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._actions = self._make_actions()
        self._connect()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.look_at_clock)

    def arrive(self, destination: Destination) -> None:
        """Show the day it is, or one that is named; the keyboard where a note is to be written."""
        self._pages.setCurrentWidget(self.page)
        if not self._minute.isActive():
            self._minute.start()
        self._focus_wanted = self._form is None
        self._go_to(day_named(destination.note) or self.tools.clock.now().date())

    def reload(self) -> None:
        """Read the day again."""
        day = self._day
        now = self.tools.clock.now()
        self._today = now.date()
        self.tools.worker.run(lambda v: read_overview(v, day, now), owner=self, done=self._show)

    def put_down(self) -> None:
        """Leave a half-filled appointment on the desk."""
        self._proof.stop()
        self._retention.stop()
        name = f"{self.place}/{FORM}"
        # One that is being saved has its words in that job.
        if self._form is None or self._form.is_saving:
            self.tools.worker.run(lambda v: v.desk.clear(name), owner=self)
        else:
            values = self._form.values()
            self.tools.worker.keep(lambda v: v.desk.keep(name, values), owner=self)

    def take_back(self) -> None:
        """Go on proving the chain."""
        self._proof.start_again()
        self.reload()

    def take_up(self, forms: Mapping[str, Any]) -> None:
        """Show a half-filled appointment again."""
        values = forms.get(FORM)
        if not isinstance(values, dict):
            return
        kept = values.get("kept")
        self.tools.worker.run(
            lambda v: _appointment(v, kept), owner=self, done=partial(self._take_up, values)
        )

    def top_actions(self) -> Sequence[QWidget]:
        """Return "New client" and "New note"."""
        return self._actions

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the day, and with the session the keyboard was on."""
        return [
            *self._session_commands(),
            Command(_("New appointment"), self.begin_appointment, "", "calendar-plus"),
            Command(_("New client"), self._new_client, "", "user-plus"),
            Command(_("Appointments from a calendar file"), self._import, "", "calendar"),
            Command(_("Day before"), partial(self._by_days, -1), "Ctrl+Left", "chevron-left"),
            Command(_("Day after"), partial(self._by_days, 1), "Ctrl+Right", "chevron-right"),
            Command(_("Back to today"), self._to_today, "Ctrl+Home", "sun"),
        ]

    def look_at_clock(self) -> None:
        """Follow the clock: a new day is another page, and a session that ends is over."""
        now = self.tools.clock.now()
        overview = self._overview
        if now.date() != self._today:
            if self._day == self._today:
                self._day = now.date()
            if self.isVisible():
                self.reload()
        elif overview is not None and self.isVisible():
            before = overview.now
            if any(
                (is_now(row, before), is_over(row, before)) != (is_now(row, now), is_over(row, now))
                for row in overview.sessions
            ):
                self.reload()

    def look_at_retention(self) -> None:
        """Look now at which records' time has ended, or ends soon."""
        self._retention.look()

    def begin_appointment(self) -> None:
        """Show the form of a new appointment on the day that is shown, or the one that is open."""
        if self._form is None:
            self._open_form().begin(self._day)
        self._show_form()

    def _make_actions(self) -> list[QWidget]:
        theme = self.tools.theme
        client = button(_("New client"), icon="user-plus", theme=theme)
        client.clicked.connect(self._new_client)
        note = button(
            _("New note"), kind="primary", icon="pen-line", theme=theme, shortcut_hint="Ctrl N"
        )
        note.clicked.connect(self.note_wanted)
        return [client, note]

    def _connect(self) -> None:
        page = self.page
        page.due_asked.connect(self._do_due)
        page.new_appointment.connect(self.begin_appointment)
        page.new_client.connect(self._new_client)
        page.import_asked.connect(self._import)
        page.day_asked.connect(self._by_days)
        page.today_asked.connect(self._to_today)
        page.sessions.write_asked.connect(self._write)
        page.sessions.mark_asked.connect(self._mark)
        page.sessions.edit_asked.connect(self._edit)
        page.sessions.end_asked.connect(self._end)
        page.recent.opened.connect(self._open_recent)
        for keys, run in (
            ("Ctrl+Left", partial(self._by_days, -1)),
            ("Ctrl+Right", partial(self._by_days, 1)),
            ("Ctrl+Home", self._to_today),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _by_days(self, days: int) -> None:
        self._focus_wanted = True
        self._go_to(self._day + timedelta(days=days))

    def _to_today(self) -> None:
        self._focus_wanted = True
        self._go_to(self.tools.clock.now().date())

    def _go_to(self, day: date) -> None:
        self._day = day
        self.reload()

    def _show(self, overview: Overview) -> None:
        if overview.day != self._day:
            return
        self._overview = overview
        # Rows that go hand the keyboard on from one to the next: what it stood on is kept first.
        stood_on, was_here = self._stands_on, self.window().focusWidget() in self.page.rows
        self.page.show_overview(overview, chain_broken=self._proof.broken)
        self.page.health.show_health(overview, self._proof)
        for row in self.page.rows:
            row.focused.connect(partial(self._remember, row.key))
        if self._focus_wanted:
            self._focus_wanted = False
            session = overview.session_to_write
            self._focus(("session", session.appointment) if session else None)
        elif was_here:
            self._focus(stood_on)
        self._tell_how_many(overview)
        self._proof.go_on(overview.mark.seq)
        self._retention.go_on()

    def _tell_how_many(self, overview: Overview) -> None:
        broken = self._proof.broken
        if overview.day == overview.today:
            self.counted.emit(how_many_wait(overview, chain_broken=broken), broken)

    def _focus(self, key: tuple[str, str] | None) -> None:
        keys = [row.key for row in self.page.rows]
        at = keys.index(key) if key in keys else 0
        self._stands_on = keys[at] if keys else None
        self.page.step(at)

    def _remember(self, key: tuple[str, str]) -> None:
        self._stands_on = key

    def _show_proof(self) -> None:
        if self._overview is not None:
            self.page.health.show_health(self._overview, self._proof)
            if self._proof.broken:
                self.page.show_attention(self._overview, chain_broken=True)
                self._tell_how_many(self._overview)

    def _write(self, session: SessionRow) -> None:
        if session.note is not None and session.note_state is NoteState.SIGNED:
            self.tools.navigation.go("client", client=session.client, note=session.note)
        else:
            self._begin_note(session.appointment, session.day)

    def _begin_note(self, appointment: AppointmentId, day: date) -> None:
        self._begins += 1
        self.tools.worker.run(
            lambda v: v.appointments.begin_note(appointment, day),
            owner=self,
            done=partial(self._begun, self._begins),
        )

    def _begun(self, number: int, note: Note) -> None:
        # Whoever went elsewhere meanwhile, or chose another, writes there by now.
        if number == self._begins and self.isVisible():
            self.tools.navigation.go("client", client=note.client, note=note.id)

    def _do_due(self, thing: DueThing) -> None:
        if thing.session is not None:
            self._begin_note(*thing.session)
        elif thing.note is not None:
            self.tools.navigation.go("client", client=thing.client, note=thing.note)
        else:
            self.tools.navigation.go(thing.screen, client=thing.client, note=thing.part)

    def _open_recent(self, recent: Recent) -> None:
        self.tools.navigation.go("client", client=recent.client)

    def _new_client(self) -> None:
        self.tools.navigation.go("clients", note=NEW)

    def _mark(self, session: SessionRow, status: SessionStatus, by: CancelledBy | None) -> None:
        appointment, day = session.appointment, session.day
        before = session.status, session.cancelled_by
        words = {
            SessionStatus.KEPT: _("Marked as kept."),
            SessionStatus.MISSED: _("Marked as missed."),
            SessionStatus.CANCELLED: _("Marked as canceled."),
            SessionStatus.PLANNED: _("Marked as planned."),
        }[status]

        def undo() -> None:
            self.tools.worker.run(
                lambda v: v.appointments.mark(appointment, day, *before), owner=self
            )

        self.tools.worker.run(
            lambda v: v.appointments.mark(appointment, day, status, by),
            owner=self,
            done=lambda _none: self.tools.notices.say(words, action=_("Undo"), run=undo),
        )

    def _edit(self, session: SessionRow) -> None:
        appointment = session.appointment
        self.tools.worker.run(
            lambda v: v.appointments.get(appointment),
            owner=self,
            done=lambda kept: self._edit_kept(kept, session.client_name),
        )

    def _edit_kept(self, kept: Appointment, name: str) -> None:
        # What is half filled in is not thrown away for another; it may have been begun meanwhile.
        if self._form is None:
            self._open_form().edit(kept, name)
        self._show_form()

    def _end(self, session: SessionRow) -> None:
        appointment, day = session.appointment, session.day
        words = _("The series ends with the session of {day}.").format(
            day=short_day(day, self._today)
        )

        def end(vault: OpenVault) -> Appointment:
            before = vault.appointments.get(appointment)
            vault.appointments.end(appointment, day)
            return before

        def ended(before: Appointment) -> None:
            def undo() -> None:
                self.tools.worker.run(lambda v: v.appointments.change(before), owner=self)

            self.tools.notices.say(words, action=_("Undo"), run=undo)

        self.tools.worker.run(end, owner=self, done=ended)

    def _open_form(self) -> AppointmentForm:
        if self._form is None:
            self._form = AppointmentForm(self.tools)
            self._form.saved.connect(partial(self._form_saved, self._form))
            self._form.backed_out.connect(self._close_form)
        return self._form

    def _show_form(self) -> None:
        # A day that comes later leaves the keyboard here: letters mark a session.
        self._focus_wanted = False
        self._pages.setCurrentWidget(self.page)
        self.page.show_form(self._form)
        if self._form is not None:
            self._form.take_focus()

    def _close_form(self) -> None:
        self._form = None
        self.page.show_form(None)
        self._focus(self._stands_on)

    def _form_saved(self, form: AppointmentForm, appointment: Appointment) -> None:
        # Whoever backed out meanwhile may have begun another.
        if form is self._form:
            self._close_form()
        self._stands_on = ("session", appointment.id)
        words = _("The appointment is saved.")
        if appointment.falls_on(self._day):
            self.tools.notices.say(words)
        else:
            go = partial(self._go_to, appointment.day)
            self.tools.notices.say(words, action=_("Show that day"), run=go)

    def _take_up(self, values: dict[str, Any], kept: Appointment | None) -> None:
        self._open_form().take_up(values, kept)
        self._show_form()

    def _import(self) -> None:
        from ui.screens.today.calendar_import import CalendarImport

        screen = CalendarImport(self.tools)
        screen.finished.connect(lambda: self._import_finished(screen))
        self._pages.addWidget(screen)
        if screen.choose():
            self._pages.setCurrentWidget(screen)
        else:
            self._import_finished(screen)

    def _import_finished(self, screen: QWidget) -> None:
        self._pages.removeWidget(screen)
        screen.deleteLater()
        self._pages.setCurrentWidget(self.page)
        self._focus(self._stands_on)

    def _session_commands(self) -> list[Command]:
        overview, key = self._overview, self._stands_on
        if overview is None or key is None:
            return []
        for session in overview.sessions:
            if key == ("session", session.appointment):
                return [
                    Command(_("This session: {what}").format(what=words), run, "", "calendar")
                    for words, _key, run in session_choices(session, self.page.sessions)
                ]
        return []


def _appointment(vault: OpenVault, kept: object) -> Appointment | None:
    """Return the appointment that was being changed, unless there was none or it is gone."""
    if not isinstance(kept, str):
        return None
    try:
        return vault.appointments.get(AppointmentId(kept))
    except NotFound:
        return None
