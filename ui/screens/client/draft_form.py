"""What the place for a draft looks like: its chips, its sections, its buttons, and the cursor."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.note_words import told_words
from ui.screens.client.chips import Chips
from ui.screens.client.reading import OpenedNote, is_signed_for_each
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.kept_undo import KeptUndo
from ui.widgets.labels import label
from ui.widgets.note_page import NotePage
from ui.widgets.sections import SectionFields
from vault.model.ids import NoteId
from vault.model.note import Note, Section
from vault.model.template import PROGRESS_NOTE, kind_of, particulars
from vault.translation import _

_REFERRING = ("referral", "role-change", "termination-letter")
"""The kinds of notes that say to whom somebody was referred."""


def refers(note: Note) -> bool:
    """Tell whether a note is one that says to whom somebody was referred."""
    return kind_of(note.template).id in _REFERRING


class DraftForm(QWidget):
    """Shows a draft; what becomes of the words is for whoever makes it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        theme = tools.theme
        self._theme = theme
        self.kept_caret: Mapping[str, object] = {}
        """Where the cursor was at the last lock, until a draft is shown."""
        self.chips = Chips(theme)
        self.told: dict[str, str] = {}
        """The particulars, by name."""
        self.told_line = label("", "small")
        self.sections = SectionFields(theme, writable=True)
        self.undo = self.sections.undo = KeptUndo()
        self.banner = Banner(theme, "red")
        self.earlier_button = button(_("Carry forward"), icon="copy", theme=theme)
        self.referral_button = button(_("Referral directory…"), icon="users", theme=theme)
        self.discard_button = button(_("Discard draft"), kind="danger", theme=theme)
        self.sign_button = button(_("Sign"), kind="primary", icon="signature", theme=theme)
        self.sign_button.setAccessibleDescription("Ctrl+Enter")
        self.sign_button.setToolTip(_("Sign (Ctrl+Enter)"))
        words = QWidget()
        inside = QVBoxLayout(words)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(10))
        inside.addWidget(self.told_line)
        inside.addWidget(self.sections)
        self._page = NotePage(theme, self.chips, self.banner, words)
        self._page.add_footer(
            _("Once signed it cannot change. Corrections go in an addendum."),
            (self.earlier_button, self.referral_button, self.discard_button, self.sign_button),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_draft(self, opened: OpenedNote) -> None:
        """Show a draft from its top, ready to be written."""
        note = opened.note
        for_each = is_signed_for_each(opened)
        name = _("Sign for each…") if for_each else _("Sign")
        # Large letters leave no room for a long button beside the other.
        short = _("Sign…") if for_each and self._theme.large else name
        self.sign_button.set_name(name)
        self.sign_button.set_text(short)
        self.banner.clear()
        self.chips.say_saved("")
        self.show_templates(opened)
        # Large letters leave it no room: it is an action by its name then.
        carries = kind_of(note.template).id == PROGRESS_NOTE
        self.earlier_button.setVisible(carries and not self._theme.large)
        self.referral_button.setVisible(refers(note) and not self._theme.large)
        self.chips.show_session(opened.kind, opened.session)
        self.undo.begin(note.history)
        self.sections.show_texts({part.name: part.text for part in note.body})
        self.show_told({part.name: part.text for part in note.particulars})
        self._page.to_top()
        self.set_busy(False)

    def show_templates(self, opened: OpenedNote) -> None:
        """Offer the templates that there are now, and show what those say of the draft."""
        self.chips.offer(opened.own)
        self.chips.show_note(opened.note)
        self.sections.show_hints(self.chips.hints_of(opened.note.template))

    def show_told(self, told: Mapping[str, str]) -> None:
        """Show these particulars."""
        self.told = {name: text for name, text in told.items() if text}
        self.chips.show_told(self.told)
        words = told_words(self.told)
        self.told_line.setText(words)
        self.told_line.setVisible(bool(words))

    def shown_sections(self) -> tuple[Section, ...]:
        """Return the sections with the words as they stand here, and the particulars."""
        texts = self.sections.texts() | {
            name: self.told[name] for name in particulars() if name in self.told
        }
        return tuple(Section(name, text) for name, text in texts.items())

    def show_words(self, note: Note) -> None:
        """Show the words of a draft instead, the cursor where it was."""
        is_here = any(field.hasFocus() for field in self.sections.fields())
        caret = self.sections.caret() if is_here else None
        self.sections.show_texts({part.name: part.text for part in note.body})
        self.show_told({part.name: part.text for part in note.particulars})
        if caret is not None:
            self.sections.focus_at(*caret)

    def focus_draft(self, note: NoteId | None) -> None:
        """Put the cursor where one goes on writing, or where it was when the window was locked."""
        kept, self.kept_caret = self.kept_caret, {}
        section, position = kept.get("section"), kept.get("position")
        if (
            note is not None
            and kept.get("note") == note
            and isinstance(section, str)
            and isinstance(position, int)
            and self.sections.focus_at(section, max(0, position))
        ):
            return
        self.sections.focus_first()

    def caret_in(self, note: NoteId | None) -> dict[str, object]:
        """Return where the cursor is in the draft, as the desk keeps it; empty when nowhere.

        Where it was at the last lock, while no draft has been shown since.
        """
        place = self.sections.caret()
        if note is None:
            return dict(self.kept_caret)
        if place is None:
            return {}
        return {"note": note, "section": place[0], "position": place[1]}

    def set_busy(self, busy: bool) -> None:
        """Take no words and no click while something is done with the draft."""
        self.sections.set_busy(busy)
        buttons = self.sign_button, self.discard_button, self.earlier_button, self.referral_button
        for widget in (*buttons, self.chips):
            widget.setEnabled(not busy)

    def add_shortcut(self, keys: str, run: Callable[[], object]) -> None:
        """Let keys do something while the keyboard is in the draft."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)
