"""A field for a day: typed as the locale writes it, or picked, or left unknown on purpose."""

from datetime import date

from PySide6.QtCore import QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.calendar_menu import calendar_menu
from ui.widgets.date_text import example_date, read_date, shown_date
from ui.widgets.form import mark_problem
from vault.translation import _


class DateField(QWidget):
    """A day or None. Ask `problem()` before `value()` is believed."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        today: date,
        past: bool = False,
        may_be_unknown: bool = False,
    ) -> None:
        """`past`: years in two digits are never ahead; `may_be_unknown` adds "I don't know"."""
        super().__init__()
        self._theme, self._today = theme, today
        self._latest_year = today.year if past else today.year + 50
        self._locale = QLocale()
        self.line = QLineEdit()
        self.line.setPlaceholderText(example_date(self._locale))
        self.line.setAccessibleName(name)
        self.line.setFixedWidth(theme.px(140))
        self.line.textEdited.connect(lambda: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)
        self.picker = button(
            "", kind="bare", icon="calendar", theme=theme, name=_("Choose from a calendar")
        )
        self.picker.clicked.connect(self._pick)
        self.unknown = QCheckBox(_("I don't know"))
        self.unknown.toggled.connect(self._on_unknown)
        self.setAccessibleName(name)
        self.setFocusProxy(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addWidget(self.line)
        layout.addWidget(self.picker)
        layout.addSpacing(theme.px(8) if may_be_unknown else 0)
        layout.addWidget(self.unknown)
        # Shown before it stands in something, it would be a window of its own for a moment.
        self.unknown.setVisible(may_be_unknown)
        layout.addStretch(1)

    def value(self) -> date | None:
        """Return the day, or None when it is unknown, empty or not a day."""
        if self.is_unknown():
            return None
        return read_date(self.line.text(), self._locale, latest_year=self._latest_year)

    def set_value(self, day: date | None) -> None:
        """Show a day; None empties the field."""
        self.line.setText(shown_date(day, self._locale) if day is not None else "")
        mark_problem(self.line, False)
        self.changed.emit()

    def is_unknown(self) -> bool:
        """Return whether "I don't know" was chosen."""
        return self.unknown.isChecked()

    def set_unknown(self, unknown: bool) -> None:
        """Choose "I don't know", or take it back."""
        self.unknown.setChecked(unknown)

    def problem(self) -> str:
        """Return what is wrong with what was typed, or "" (an empty field is not wrong)."""
        if self.is_unknown() or not self.line.text().strip() or self.value() is not None:
            return ""
        return _("This is not a date. Type it as {pattern}.").format(
            pattern=example_date(self._locale)
        )

    def _tidy(self) -> None:
        day = self.value()
        if day is not None:
            self.line.setText(shown_date(day, self._locale))
        mark_problem(self.line, bool(self.problem()))

    def _on_unknown(self, unknown: bool) -> None:
        self.line.setEnabled(not unknown)
        self.picker.setEnabled(not unknown)
        self.changed.emit()

    def _pick(self) -> None:
        menu = calendar_menu(self._theme, self, self.value() or self._today, self._picked)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height() + self._theme.px(4))))

    def _picked(self, day: date) -> None:
        self.set_value(day)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
