"""The chips above a note: when the session was, how it took place, and the template."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

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
        self.how.setEnabled(False)
        self.template = button(_("Template"), kind="chip", icon="chevron-down", theme=theme)
        self.template.clicked.connect(self._offer_templates)
        self.saved = label("", "small", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        for chip in (self.times, self.how, self.template):
            row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self.saved)

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

    def say_saved(self, words: str) -> None:
        """Show when the words were saved last."""
        self.saved.setText(words)

    def _offer_templates(self) -> None:
        menu = template_menu(self, self.template_chosen.emit)
        menu.popup(self.template.mapToGlobal(QPoint(0, self.template.height())))


def template_menu(parent: QWidget, chosen: object) -> QMenu:
    """Return a menu of the templates; `chosen` is called with the one that is taken."""
    menu = QMenu(parent)
    for template in TEMPLATES:
        action = menu.addAction(template_name(template))
        action.setData(template)
    menu.triggered.connect(lambda action: chosen(action.data()))  # type: ignore[operator]
    return menu
