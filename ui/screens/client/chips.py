"""The chips above a note: when the session was, how it took place, and the template."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.date_words import session_words
from ui.note_words import shown_place, template_name
from ui.theme import Theme
from ui.tool_tip import as_tool_tip
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.labels import label
from vault.model.appointment import SessionRow, place_words
from vault.model.client import ClientKind
from vault.model.client_words import kind_words
from vault.model.note import Note
from vault.model.own_template import OwnTemplate
from vault.model.template import kind_of, particulars, particulars_of, templates, templates_of
from vault.translation import _


class Chips(QWidget):
    """`times_asked` wants the day and times changed; `template_chosen` another template.

    `session_asked` wants to tell what is beside the words: where a session was, with whom, a mark.
    """

    times_asked = Signal()
    session_asked = Signal()
    template_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._what = self._how = self._planned = self._place = ""
        self._session = False
        self._asks: dict[str, str] = {}
        self._told: Mapping[str, str] = {}
        self._offered: dict[str, str] = {}
        self._own: dict[str, OwnTemplate] = {}
        self.times = button(_("Day"), kind="chip", icon="calendar", theme=theme)
        self.times.clicked.connect(self.times_asked)
        self.how = button(_("Kind"), kind="chip", theme=theme)
        self.how.clicked.connect(self.session_asked)
        self.template = button(_("Template"), kind="chip", theme=theme)
        self._whole = {self.times: self.times.text(), self.how: self.how.text()}
        self.templates = QMenu(self)
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

    def offer(self, own: Iterable[OwnTemplate]) -> None:
        """Offer own templates too, those of the kind of the note that is shown next."""
        self._own = {each.id: each for each in own}

    def sections_of(self, template: str) -> tuple[str, ...]:
        """Return the names of the sections of a template that is offered."""
        return (
            self._own[template].names if template in self._own else templates()[template].sections
        )

    def hints_of(self, template: str) -> dict[str, str]:
        """Return the hints of an own template that is offered, by its sections."""
        return self._own[template].hints if template in self._own else {}

    def show_note(self, note: Note) -> None:
        """Show when the session of a draft was, and its template."""
        words = session_words(note.service_date, note.start, note.stop)
        self._whole[self.times] = words
        self.times.set_name(_("Change day and times, now {words}").format(words=words))
        name = self._name(note.template)
        self.template.set_text(name if len(name) <= _MOST_NAME else f"{name[:_MOST_NAME]}…")
        self.template.set_name(_("Change template, now {name}").format(name=name))
        # What a note is stays: a contact does not become a plan.
        others = {
            each: self._name(each)
            for each in (*templates_of(kind=kind_of(note.template).id), *self._own)
        }
        if others != self._offered:  # else an action would go while it is heard
            self._offered = others
            self.templates.clear()
            for template, words in others.items():
                self.templates.addAction(words.replace("&", "&&")).setData(template)
        self._what = "" if len(others) > 1 else name
        self.template.setVisible(not self._what)
        self._session = kind_of(note.template).session
        told = ((name, particulars()[name].asks) for name in particulars_of(note.template))
        self._asks = {name: asks for name, asks in told if asks}
        self._say_how()

    def show_session(self, kind: ClientKind, session: SessionRow | None) -> None:
        """Show whose session it was and where it was planned, as far as that is known."""
        self._how = kind_words(kind)
        self._planned = place_words(session.place).lower() if session is not None else ""
        self._say_how()

    def show_told(self, told: Mapping[str, str]) -> None:
        """Show where the session took place, by its particulars, and ask for what is to be told.

        Where no place is told, where it was planned.
        """
        self._told, self._place = told, shown_place(told)
        self._say_how()

    def _name(self, template: str) -> str:
        own = self._own.get(template)
        return template_name(template, own.title if own is not None else "")

    def _say_how(self) -> None:
        asked = [asks for name, asks in self._asks.items() if not self._told.get(name)]
        place = self._place or self._planned
        # What is still to be told stands in the place of whose record it is: the chip stays short.
        words = " · ".join(filter(None, (self._what, *(asked or (self._how, place)))))
        self._whole[self.how] = words
        name = (
            _("Tell of the session, now {words}")
            if self._session
            else _("Tell more of this note, now {words}")
        )
        self.how.set_name(name.format(words=words))
        self._arrange()

    def say_saved(self, words: str) -> None:
        """Show when the words were saved last."""
        self.saved.setText(words)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest chip: a narrow window may have them in several rows.

        With large letters it has no room for the longest, whose words end where the room does.
        """
        cut = self._whole if self._theme.large else {}
        widest = max(each.sizeHint().width() for each in self._in_order() if each not in cut)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take two rows where one has no room."""
        super().resizeEvent(event)
        self._arrange()

    def _fit(self, chip: ThemedButton, words: str, room: int) -> None:
        """Show the words of a chip; cut where the room ends, its tool tip says them all."""
        shown = words
        if self._theme.large:
            metrics = chip.fontMetrics()
            beside = chip.sizeHint().width() - metrics.horizontalAdvance(
                chip.text().replace("&&", "&")
            )
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - beside)
        chip.set_text(shown)
        chip.setToolTip(as_tool_tip(words) if shown != words else "")

    def _in_order(self) -> list[QWidget]:
        # Not by what is hidden: nothing is shown yet while the first row is laid out.
        template = () if self._what else (self.template,)
        return [self.times, self.how, *template, self.saved]

    def _arrange(self) -> None:
        """Fill row after row; when the words were saved stands at the right of the last."""
        gap, room = self._theme.px(12), max(self.width(), 1)
        for chip, words in self._whole.items():
            self._fit(chip, words, room)
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
            for widget in (self.times, self.how, self.template, self.saved):
                layout.removeWidget(widget)
        for layout, widgets in zip(self._rows, rows, strict=False):
            for number, widget in enumerate(widgets):
                layout.insertWidget(-1 if widget is self.saved else number, widget)
        self._column.setSpacing(self._theme.px(8) if len(rows) > 1 else 0)
        self.updateGeometry()


_MOST_ROWS = 3
_MOST_NAME = 28
"""Letters of a template's title: the chip must not widen the window."""
