"""The form of an appointment: who, when, how long, where, once or every week."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.client_field import ClientField
from ui.widgets.date_field import DateField
from ui.widgets.form import mark_problem
from ui.widgets.labels import label
from ui.widgets.number_field import NumberField
from ui.widgets.one_line import keep_to_one_line
from ui.widgets.time_field import TimeField
from vault.errors import VaultError
from vault.model.appointment import MOST_MINUTES, Appointment, Place, place_words
from vault.model.dates import parse_date, parse_time
from vault.model.ids import AppointmentId, ClientId, new_id
from vault.translation import _

USUAL_MINUTES = 50
USUAL_START = time(9)

NARROW = 440
_WIDE = ((0, 0, 2), (0, 2, 1), (1, 0, 1), (1, 1, 1), (1, 2, 1), (2, 0, 2), (2, 2, 1))
_SLIM = ((0, 0, 2), (3, 1, 1), (1, 0, 1), (1, 1, 1), (3, 0, 1), (4, 0, 2), (5, 0, 2))
"""Row, column and columns of each field: client, place, day, time, length, who comes, weekly."""


class AppointmentForm(QWidget):
    """Adds an appointment or changes one. `saved` and `backed_out` both end it."""

    saved = Signal(object)
    backed_out = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._kept: Appointment | None = None
        theme = tools.theme
        today = tools.clock.now().date()
        self.heading = label("", "heading")
        self.client = ClientField(tools, name=_("Client"))
        self.day = DateField(theme, name=_("Day"), today=today)
        self.start = TimeField(theme, name=_("Time"), value=USUAL_START)
        self.minutes = NumberField(
            theme, name=_("Length"), least=1, most=MOST_MINUTES, value=USUAL_MINUTES
        )
        self.minutes.setSuffix(_(" min"))
        self.minutes.setSingleStep(5)
        self.place = QComboBox()
        self.place.setAccessibleName(_("Place"))
        for place in Place:
            self.place.addItem(place_words(place), place)
        self.participants = QLineEdit()
        keep_to_one_line(self.participants)
        self.participants.setAccessibleName(_("Who comes"))
        self.participants.setPlaceholderText(_("When it is not just the client"))
        self.weekly = QCheckBox(_("Every week"))
        self.weekly.setAccessibleName(_("Every week"))
        self._client_box = _FieldBox(tools, _("Client"), self.client)
        self._day_box = _FieldBox(tools, _("Day"), self.day)
        self._time_box = _FieldBox(tools, _("Time"), self.start)
        self._lay_out()
        self.begin(today)

    def begin(
        self,
        day: date,
        *,
        client: ClientId | None = None,
        name: str = "",
        start: time | None = None,
    ) -> None:
        """Begin a new appointment on a day, for a client if one is given."""
        self._kept = None
        self.heading.setText(_("New appointment"))
        self.client.setEnabled(True)
        self._save.set_text(_("Add appointment"))
        self._show(client, name, day, USUAL_START, USUAL_MINUTES, Place.OFFICE, False, "")

    def edit(self, appointment: Appointment, name: str) -> None:
        """Begin to change an appointment of the client of that name."""
        self._kept = appointment
        self.heading.setText(_("Edit appointment"))
        self.client.setEnabled(False)
        self._save.set_text(_("Save appointment"))
        self._show(
            appointment.client,
            name,
            appointment.day,
            appointment.start,
            appointment.minutes,
            appointment.place,
            appointment.weekly,
            appointment.participants,
        )

    def take_focus(self) -> None:
        """Put the keyboard into the first field that wants something."""
        known = self.client.value() is not None
        (self.day if known else self.client).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_saving(self) -> bool:
        """Whether what is filled in is on its way into the vault."""
        return not self._save.isEnabled()

    def values(self) -> dict[str, Any]:
        """Return what is filled in, for the desk."""
        day, start = self.day.value(), self.start.value()
        return {
            "kept": self._kept.id if self._kept else None,
            "client": self.client.value(),
            "name": self.client.text(),
            "day": day.isoformat() if day else None,
            "start": start.strftime("%H:%M") if start else None,
            "minutes": self.minutes.value(),
            "place": str(self.place.currentData()),
            "weekly": self.weekly.isChecked(),
            "participants": self.participants.text(),
        }

    def take_up(self, values: Mapping[str, Any], kept: Appointment | None) -> None:
        """Show again what lay on the desk; `kept` is the appointment that was being changed.

        What cannot be read, a desk of another version perhaps, is left out.
        """
        if kept is None:
            self.begin(self._tools.clock.now().date())
        else:
            self.edit(kept, str(values.get("name", "")))
        try:
            day, start = values.get("day"), values.get("start")
            client = values.get("client")
            self._show(
                ClientId(str(client)) if client else None,
                str(values.get("name", "")),
                parse_date(str(day)) if day else None,
                parse_time(str(start)) if start else None,
                int(values.get("minutes", USUAL_MINUTES)),
                Place(str(values.get("place"))),
                bool(values.get("weekly")),
                str(values.get("participants", "")),
            )
        except (VaultError, ValueError, TypeError):
            return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use more rows where there is less room."""
        super().resizeEvent(event)
        narrow = event.size().width() < self._tools.theme.px(NARROW)
        places = _SLIM if narrow else _WIDE
        if places is not self._places:
            self._place_boxes(places)

    def minimumSizeHint(self) -> QSize:
        """Return the size that the narrow form needs: a wide one gives way to it."""
        return QSize(0, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Escape backs out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.backed_out.emit if self._cancel.hasFocus() else self.save)()
        elif event.key() == Qt.Key.Key_Escape:
            self.backed_out.emit()
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Save what is filled in, or say beside the fields what is wrong."""
        if self.is_saving:
            return
        client, day, start = self.client.value(), self.day.value(), self.start.value()
        self._client_box.set_error("" if client else _("Choose a client from the list."))
        self._day_box.set_error(self.day.problem() or ("" if day else _("Enter the day.")))
        self._time_box.set_error(self.start.problem() or ("" if start else _("Enter the time.")))
        self._error.setVisible(False)
        if client is None or day is None or start is None:
            (self.client if client is None else self.day if day is None else self.start).setFocus()
            return
        made = Appointment(
            id=self._kept.id if self._kept else AppointmentId(new_id()),
            client=client,
            day=day,
            start=start,
            minutes=self.minutes.value(),
            place=Place(self.place.currentData()),
            weekly=self.weekly.isChecked(),
            participants=self.participants.text(),
        )
        self._save.setEnabled(False)
        if self._kept is None:
            self._tools.worker.keep(
                lambda v: v.appointments.add([made])[0],
                owner=self,
                done=self._done,
                failed=self._failed,
            )
        else:
            last = self._kept.last_day if made.weekly else None
            changed = replace(made, last_day=last)
            self._tools.worker.keep(
                lambda v: v.appointments.change(changed),
                owner=self,
                done=self._done,
                failed=self._failed,
            )

    def _done(self, appointment: Appointment) -> None:
        self._save.setEnabled(True)
        self.saved.emit(appointment)

    def _failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        words = words_of(error).text
        self._error.setText(words)
        self._error.setVisible(True)
        announce(self._error, words)
        if not isinstance(error, VaultError):
            self._tools.worker.failed.emit(error)

    def _show(
        self,
        client: ClientId | None,
        name: str,
        day: date | None,
        start: time | None,
        minutes: int,
        place: Place,
        weekly: bool,
        participants: str,
    ) -> None:
        self.client.set_client(client, name)
        self.day.set_value(day)
        self.start.set_value(start)
        self.minutes.setValue(minutes)
        self.place.setCurrentIndex(self.place.findData(place))
        self.weekly.setChecked(weekly)
        self.participants.setText(participants)
        self._client_box.set_error("")
        self._day_box.set_error("")
        self._time_box.set_error("")
        self._error.setVisible(False)

    def _place_boxes(self, places: Sequence[tuple[int, int, int]]) -> None:
        self._places = places
        for box, (row, column, span) in zip(self._boxes, places, strict=True):
            self._grid.addWidget(box, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(1, 1)

    def _lay_out(self) -> None:
        tools, theme, px = self._tools, self._tools.theme, self._tools.theme.px
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(12))
        self._boxes = (
            self._client_box,
            _FieldBox(tools, _("Place"), self.place),
            self._day_box,
            self._time_box,
            _FieldBox(tools, _("Length"), self.minutes),
            _FieldBox(tools, _("Who comes"), self.participants),
            _FieldBox(tools, "", self.weekly),
        )
        self._place_boxes(_WIDE)
        self._error = label("", "error")
        self._error.setVisible(False)
        self._save = button(_("Add appointment"), kind="primary", theme=theme)
        self._save.clicked.connect(self.save)
        self._cancel = button(_("Cancel"), theme=theme)
        self._cancel.clicked.connect(self.backed_out)
        ends = QHBoxLayout()
        ends.setSpacing(px(8))
        ends.addWidget(self._save)
        ends.addWidget(self._cancel)
        ends.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(px(14))
        column.addWidget(self.heading)
        column.addLayout(self._grid)
        column.addWidget(self._error)
        column.addLayout(ends)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go as the eye does, line by line."""
        for before, after in pairwise(
            (
                self.client,
                self.place,
                self.day.line,
                self.day.picker,
                self.start,
                self.minutes,
                self.participants,
                self.weekly,
                self._save,
                self._cancel,
            )
        ):
            self.setTabOrder(before, after)


class _FieldBox(QWidget):
    """A label above a field, and what is wrong with it beneath."""

    def __init__(self, tools: Tools, title: str, field: QWidget) -> None:
        super().__init__()
        self._field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.px(6))
        heading = label(title or " ", "field")
        heading.setBuddy(field)
        column.addWidget(heading)
        column.addWidget(field)
        self._error = label("", "error")
        self._error.hide()
        column.addWidget(self._error)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong, aloud too; "" takes it back."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._field.setAccessibleDescription(sentence)
        mark_problem(self._field, bool(sentence))
        if sentence:
            announce(self._error, sentence)
