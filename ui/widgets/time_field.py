"""A field for a time of day, typed as one likes and shown as the locale writes it."""

from datetime import time

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLineEdit

from ui.theme import Theme
from ui.widgets.form import mark_problem
from ui.widgets.time_text import read_time, shown_time
from vault.translation import _


class TimeField(QLineEdit):
    """Hours and minutes, or None. Ask `problem()` before `value()` is believed."""

    changed = Signal()

    def __init__(self, theme: Theme, *, name: str, value: time | None = None) -> None:
        super().__init__()
        self._locale = QLocale()
        self.setAccessibleName(name)
        self.setFixedWidth(theme.px(100))
        self.set_value(value)
        self.textEdited.connect(lambda: self.changed.emit())
        self.editingFinished.connect(self._tidy)

    def value(self) -> time | None:
        """Return the time, or None when the field is empty or shows none."""
        return read_time(self.text())

    def set_value(self, value: time | None) -> None:
        """Show a time; None empties the field."""
        self.setText(shown_time(value, self._locale) if value is not None else "")
        mark_problem(self, False)
        self.changed.emit()

    def problem(self) -> str:
        """Return what is wrong with what was typed, or "" (an empty field is not wrong)."""
        if not self.text().strip() or self.value() is not None:
            return ""
        return _("This is not a time. Type it as {example}.").format(
            example=shown_time(time(16, 50), self._locale)
        )

    def _tidy(self) -> None:
        value = self.value()
        if value is not None:
            self.setText(shown_time(value, self._locale))
        mark_problem(self, bool(self.problem()))
