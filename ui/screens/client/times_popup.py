"""A small window under a chip, to change the day and the times of the session a draft is about."""

from datetime import date, time

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.date_words import time_of_day
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.form import Form
from ui.widgets.time_text import read_time
from vault.errors import BadInput
from vault.model.note import check_times
from vault.translation import _


class TimesPopup(QFrame):
    """Closes on Escape or a click elsewhere and changes nothing then.

    `chosen` gives the day, the start and the stop once all three can be.
    """

    chosen = Signal(object, object, object)

    def __init__(self, theme: Theme, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Day and times of the session"))
        px = theme.px
        self._theme = theme
        self.day = DateField(theme, name=_("Day of the session"), today=today)
        self.start = _time_line(theme, _("Start"))
        self.stop = _time_line(theme, _("End"))
        self.form = Form(theme)
        self.form.add_field("day", _("Day"), self.day)
        times = QWidget()
        row = QHBoxLayout(times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        self._start_form, self._stop_form = Form(theme), Form(theme)
        self._start_form.add_field("time", _("Start"), self.start)
        self._stop_form.add_field("time", _("End"), self.stop)
        for each in (self._start_form, self._stop_form):
            row.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
        self.form.add_row(times)
        self.done = button(_("Change"), kind="primary", theme=theme)
        self.done.clicked.connect(self.accept)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(14))
        column.addWidget(self.form)
        column.addWidget(self.done, alignment=Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(px(300))

    def open_under(self, widget: QWidget, day: date, start: time | None, stop: time | None) -> None:
        """Show what holds now under a widget."""
        self.day.set_value(day)
        self.start.setText(time_of_day(start) if start else "")
        self.stop.setText(time_of_day(stop) if stop else "")
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + self._theme.px(4))))
        self.show()
        self.day.setFocus(Qt.FocusReason.PopupFocusReason)

    def accept(self) -> None:
        """Give what was entered and close; or say beside a field what is wrong with it."""
        forms = (self.form, self._start_form, self._stop_form)
        for form in forms:
            form.clear_errors()
        day = self.day.value()
        if day is None:
            self.form.set_error("day", self.day.problem() or _("Enter the day of the session."))
        start = self._time(self._start_form, self.start)
        stop = self._time(self._stop_form, self.stop)
        if not any(form.error(name) for form, name in zip(forms, _NAMES, strict=True)):
            try:
                check_times(start, stop)
            except BadInput as error:
                self._start_form.set_error("time", error.sentence)
        if any(form.focus_first_error() for form in forms):
            return
        self.chosen.emit(day, start, stop)
        self.close()

    def event(self, event: QEvent) -> bool:
        """Have the height that all words take, once it is known: what is wrong comes later."""
        laid_out = event.type() == QEvent.Type.LayoutRequest
        done = super().event(event)
        if laid_out:  # any other event may have been its last
            self.resize(self.width(), self._column.totalHeightForWidth(self.width()))
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it, Escape leaves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _time(form: Form, line: QLineEdit) -> time | None:
        typed = line.text().strip()
        read = read_time(typed) if typed else None
        if typed and read is None:
            form.set_error("time", _("This is not a time. Type it as 16:00 or 4 pm."))
        return read


_NAMES = ("day", "time", "time")


def _time_line(theme: Theme, name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(_("none"))
    line.setMinimumWidth(theme.px(120))
    return line
