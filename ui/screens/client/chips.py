"""The chips above a note: when the session was, how it took place, and the template."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.date_words import session_words
from ui.note_words import kind_words, template_name
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.appointment import SessionRow, place_words
from vault.model.client import ClientKind
from vault.model.note import TEMPLATES, Note
from vault.translation import _


class Chips(QWidget):
    """`times_asked` wants the day and times changed; `template_chosen` another template."""

    times_asked = Signal()
    template_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.times = button(_("Day"), kind="chip", icon="calendar", theme=theme)
        self.times.clicked.connect(self.times_asked)
        self.how = button(_("Kind"), kind="chip", theme=theme)
        # It says what the appointment says, and is changed there.
        self.how.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.how.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.template = button(_("Template"), kind="chip", theme=theme)
        self.templates = QMenu(self)
        for template in TEMPLATES:
            self.templates.addAction(template_name(template)).setData(template)
        self.templates.triggered.connect(lambda taken: self.template_chosen.emit(taken.data()))
        self.template.set_menu(self.templates)
        self.saved = label("", "small", wrap=False)
        self._rows = [QHBoxLayout() for _row in range(_MOST_ROWS)]
        self._filled: list[list[QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for row in self._rows:
            row.setSpacing(theme.px(12))
            row.addStretch(1)
            self._column.addLayout(row)
        self._arrange()

    def show_note(self, note: Note) -> None:
        """Show when the session of a draft was, and its template."""
        words = session_words(note.service_date, note.start, note.stop)
        self.times.set_text(words)
        self.times.set_name(_("Change day and times, now {words}").format(words=words))
        name = template_name(note.template)
        self.template.set_text(name)
        self.template.set_name(_("Change template, now {name}").format(name=name))

    def show_session(self, kind: ClientKind, session: SessionRow | None) -> None:
        """Show whose session it was and where, as far as that is known."""
        words = kind_words(kind)
        if session is not None:
            words = f"{words} · {place_words(session.place).lower()}"
        self.how.set_text(words)
        self._arrange()

    def say_saved(self, words: str) -> None:
        """Show when the words were saved last."""
        self.saved.setText(words)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest chip: a narrow window may have them in several rows."""
        widest = max(widget.sizeHint().width() for widget in self._in_order())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take two rows where one has no room."""
        super().resizeEvent(event)
        self._arrange()

    def _in_order(self) -> tuple[QWidget, QWidget, QWidget, QWidget]:
        return self.times, self.how, self.template, self.saved

    def _arrange(self) -> None:
        """Fill row after row; when the words were saved stands at the right of the last."""
        gap, room = self._theme.px(12), max(self.width(), 1)
        rows: list[list[QWidget]] = [[]]
        used = 0
        for widget in self._in_order():
            width = widget.sizeHint().width()
            if rows[-1] and used + gap + width > room and len(rows) < _MOST_ROWS:
                rows.append([])
                used = 0
            rows[-1].append(widget)
            used += width + (gap if used else 0)
        if rows == self._filled:
            return
        self._filled = rows
        for layout in self._rows:
            for widget in self._in_order():
                layout.removeWidget(widget)
        for layout, widgets in zip(self._rows, rows, strict=False):
            for number, widget in enumerate(widgets):
                layout.insertWidget(-1 if widget is self.saved else number, widget)
        self._column.setSpacing(self._theme.px(8) if len(rows) > 1 else 0)
        self.updateGeometry()


_MOST_ROWS = 3
