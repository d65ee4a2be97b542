"""A field for a time of day, typed as the locale writes it."""

from datetime import time

from PySide6.QtCore import QLocale, QTime, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QTimeEdit

from ui.theme import Theme


class TimeField(QTimeEdit):
    """Hours and minutes; arrow keys step through them."""

    changed = Signal()

    def __init__(self, theme: Theme, *, name: str, value: time | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFixedWidth(theme.px(100))
        if value is not None:
            self.set_value(value)
        self.timeChanged.connect(lambda: self.changed.emit())

    def value(self) -> time:
        """Return the time, in whole minutes."""
        shown = self.time()
        return time(shown.hour(), shown.minute())

    def set_value(self, value: time) -> None:
        """Show a time."""
        self.setTime(QTime(value.hour, value.minute))
