"""A form from top to bottom: label, field, help, and what is wrong with it beneath the field."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.announce import announce
from ui.widgets.labels import label
from ui.widgets.one_line import keep_to_one_line


@dataclass(frozen=True)
class _Field:
    holder: QWidget
    widget: QWidget
    help: QLabel | None
    error: QLabel


class Form(QWidget):
    """Fields by name, each with its label, help and error."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fields: dict[str, _Field] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(16))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add_field(self, name: str, title: str, field: QWidget, *, help_text: str = "") -> None:
        """Add a field below the others; `title` becomes its accessible name if it has none.

        Raises ValueError for a name that is taken.
        """
        if name in self._fields:
            raise ValueError(name)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(6))
        heading = label(title.replace("&", "&&"), "field")
        heading.setBuddy(field)
        column.addWidget(heading)
        column.addWidget(field)
        help_label = label(help_text, "small") if help_text else None
        if help_label is not None:
            column.addWidget(help_label)
        error = label("", "error")
        error.hide()
        column.addWidget(error)
        if isinstance(field, QLineEdit) and field.echoMode() == QLineEdit.EchoMode.Normal:
            keep_to_one_line(field)
        field.setAccessibleName(field.accessibleName() or title)
        field.setAccessibleDescription(help_text)
        self._fields[name] = _Field(holder, field, help_label, error)
        self._layout.addWidget(holder)

    def add_row(self, widget: QWidget) -> None:
        """Add something without a label, such as a check box, a hairline or a heading."""
        self._layout.addWidget(widget)

    def field(self, name: str) -> QWidget:
        """Return the field of a name; raises KeyError for one that is none."""
        return self._fields[name].widget

    def set_error(self, name: str, sentence: str) -> None:
        """Say beneath a field what is wrong with it, aloud too; "" takes it back.

        Raises KeyError for a name that is none.
        """
        entry = self._fields[name]
        entry.error.setText(sentence)
        entry.error.setVisible(bool(sentence))
        if entry.help is not None:
            entry.help.setVisible(not sentence)
        help_text = entry.help.text() if entry.help is not None else ""
        entry.widget.setAccessibleDescription(sentence or help_text)
        mark_problem(entry.widget, bool(sentence))
        if sentence:
            announce(entry.error, sentence)

    def show_field(self, name: str, shown: bool) -> None:
        """Show a field with its label, or hide it. Raises KeyError for a name that is none."""
        self._fields[name].holder.setVisible(shown)

    def is_shown(self, name: str) -> bool:
        """Tell whether a field is not hidden. Raises KeyError for a name that is none."""
        return not self._fields[name].holder.isHidden()

    def error(self, name: str) -> str:
        """Return what is said to be wrong with a field, or ""."""
        return self._fields[name].error.text()

    def clear_errors(self) -> None:
        """Take every error back."""
        for name in self._fields:
            self.set_error(name, "")

    def focus_first_error(self) -> bool:
        """Put the keyboard into the first field that is wrong; return whether there is one."""
        for entry in self._fields.values():
            if entry.error.text():
                entry.widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False


def mark_problem(widget: QWidget, problem: bool) -> None:
    """Give a field the red border, or take it away."""
    for target in filter(None, (widget, widget.focusProxy())):
        target.setProperty("problem", problem)
        target.style().unpolish(target)
        target.style().polish(target)
