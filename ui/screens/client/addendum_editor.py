"""Where an addendum is written: half of one lies on the desk until it is signed or thrown away."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.autosave import Autosave
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.kept_undo import KeptUndo, PageUndo
from ui.widgets.labels import label
from ui.widgets.plain_text_edit import PlainTextEdit
from vault.model.addendum import Addendum, AddendumWords, Mark
from vault.model.draft_history import History
from vault.model.history_text import history_from, history_text
from vault.model.ids import NoteId
from vault.open_vault import OpenVault
from vault.translation import _

DESK = "client/addendum-{note}"
"""Its name on the desk; there is at most one for each note."""


_MOST_SIDE = 18
_MOST_UNDO = 200_000
"""Letters of what can be undone that lie on the desk: it holds a megabyte."""
_TEXT = "addendum"


class AddendumEditor(QFrame):
    """`signed` names the note that has an addendum more; `closed` says there is nothing left."""

    signed = Signal(str)
    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._tools = tools
        self._note: NoteId | None = None
        self._unsaved = False
        self._signing: NoteId | None = None
        self._mark: Mark | None = None
        self.half_written: dict[NoteId, AddendumWords] = {}
        self._undo = KeptUndo()
        self._histories: dict[NoteId, History] = {}
        self._autosave = Autosave(self)
        self._autosave.due.connect(self.keep)
        theme, px = tools.theme, tools.theme.px
        self.field = PlainTextEdit(theme, name=_("Addendum"), least_lines=3)
        self.field.changed.connect(self._autosave.touch)
        self.field.installEventFilter(self)
        self.banner = Banner(theme, "red")
        self.banner.acted.connect(self.keep)
        icon = None if theme.large else "signature"
        self.sign_button = button(_("Sign addendum"), kind="primary", icon=icon, theme=theme)
        self.sign_button.clicked.connect(self.sign)
        self.cancel_button = button(_("Cancel"), theme=theme)
        self.cancel_button.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.sign_button)
        column = QVBoxLayout(self)
        side = min(px(16), _MOST_SIDE)
        column.setContentsMargins(side, px(14), side, px(14))
        column.setSpacing(px(8))
        self._title = label("", "section")
        column.addWidget(self._title)
        column.addWidget(self.field)
        column.addWidget(self.banner)
        column.addLayout(row)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.sign)
        self._become(None)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether an addendum is being written."""
        return not self.isHidden()

    def take_up(self, note: NoteId, kept: Mapping[str, Any]) -> None:
        """Remember half an addendum that lies on the desk."""
        mark = next((each for each in Mark if each == kept.get("mark")), None)
        self.half_written[note] = AddendumWords(note, str(kept.get("text", "")), mark)
        self._histories[note] = history_from(str(kept.get("undo", "")))

    def open_for(self, note: NoteId) -> None:
        """Belong to a note; half an addendum of it is opened again."""
        self._note = note
        self.banner.clear()
        kept = self.half_written.get(note, AddendumWords(note, ""))
        self._become(kept.mark)
        self._show(kept.text, self._histories.get(note))
        self.setVisible(bool(kept.text))

    def begin(self, mark: Mark | None = None) -> None:
        """Open it, the cursor in it; for a mark, it asks for the reason."""
        self.banner.clear()
        self._become(mark)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Lay what is written on the desk, and belong to no note any more."""
        self.keep()
        self._note = None
        self.hide()

    def keep(self) -> None:
        """Lay what is written on the desk."""
        self._autosave.stop()
        words = self._words()
        if words is not None and (words.text or words.note in self.half_written):
            self._histories[words.note] = self._undo.history
            self._lay(words)

    def put_down(self) -> None:
        """Lay everything on the desk; what could not be kept before is tried again."""
        self.keep()
        for words in tuple(self.half_written.values()):
            self._lay(words)

    def sign(self) -> None:
        """Sign the addendum: it is part of the record from then on."""
        words = self._words()
        if words is None or not self.is_open or not self.sign_button.isEnabled():
            return
        self._autosave.stop()
        self.half_written[words.note] = words
        self._busy(words.note)
        self._tools.worker.keep(
            partial(_addend, words),
            owner=self,
            done=self._signed,
            failed=partial(self._not_signed, words.note),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the keyboard goes elsewhere."""
        if event.type() == QEvent.Type.FocusOut:
            self.keep()
        return False

    def _show(self, text: str, history: History | None = None) -> None:
        """Show words, with what can be undone in them."""
        self.field.set_text(text)
        self._undo.begin(history)
        self.field.undo_through(PageUndo(self._undo, _TEXT, text, self.field.text()))

    def _forget(self, note: NoteId) -> None:
        """Hold nothing of what was written to a note any more."""
        self.half_written.pop(note, None)
        self._histories.pop(note, None)
        if note == self._note:
            self._show("")

    def _become(self, mark: Mark | None) -> None:
        """Be for an addendum, or for the reason of a mark."""
        self._mark = mark
        title, sign = {
            None: (_("New addendum"), _("Sign addendum")),
            Mark.IN_ERROR: (_("Why this note is in error"), _("Mark in error")),
            Mark.STANDS: (_("Why this note stands after all"), _("Take mark back")),
        }[mark]
        self._title.setText(title)
        self.sign_button.set_text(sign)
        self.field.setAccessibleName(_("Addendum") if mark is None else title)
        self.cancel_button.set_name(_("Discard this addendum") if mark is None else _("Cancel"))

    def _words(self) -> AddendumWords | None:
        if self._note is None:
            return None
        return AddendumWords(self._note, self.field.text(), self._mark)

    def _lay(self, words: AddendumWords) -> None:
        if words.note == self._signing:
            return  # The job that signs it has every word, and takes them from the desk.
        self.half_written[words.note] = words
        undo = history_text(self._histories.get(words.note, History()))
        self._tools.worker.keep(
            partial(_lay, words, undo if len(undo) <= _MOST_UNDO else ""),
            owner=self,
            done=lambda _none: self._laid(words.note),
            failed=partial(self._not_kept, words.note),
        )

    def _laid(self, note: NoteId) -> None:
        if note == self._note and self._unsaved:
            self._unsaved = False
            self.banner.clear()

    def _not_kept(self, note: NoteId, error: Exception) -> None:
        if note != self._note:
            self._tools.worker.failed.emit(error)
            return
        words = words_of(error)
        self._unsaved = True
        self.banner.say(
            _("{reason} Your words are still here.").format(reason=words.text),
            strong=_("Not saved."),
            action=_("Try again"),
            closable=False,
        )

    def _signed(self, addendum: Addendum) -> None:
        self._busy(None)
        self._forget(addendum.note)
        if addendum.note == self._note:
            self.hide()
        self.signed.emit(addendum.note)

    def _not_signed(self, note: NoteId, error: Exception) -> None:
        self._busy(None)
        if note == self._note:
            self.banner.say(words_of(error).text, strong=_("Not signed."))
        else:
            self._tools.worker.failed.emit(error)
        self._lay(self.half_written[note])

    def _cancel(self) -> None:
        words = self._words()
        if words is None or words.note == self._signing:
            return
        self._autosave.stop()
        self._tools.worker.keep(
            partial(_discard, words),
            owner=self,
            done=lambda _none: self._discarded(words),
            failed=partial(self._not_discarded, words.note),
        )

    def _discarded(self, words: AddendumWords) -> None:
        self._forget(words.note)
        if words.note == self._note:
            self._autosave.stop()
            self.hide()
            self.closed.emit()
        if words.text.strip():
            back = partial(self._bring_back, words)
            said = _("Addendum discarded.") if words.mark is None else _("Reason discarded.")
            self._tools.notices.say(said, action=_("Undo"), run=back)

    def _not_discarded(self, note: NoteId, error: Exception) -> None:
        if note == self._note:
            self.banner.say(words_of(error).text, strong=_("Not discarded."))
        else:
            self._tools.worker.failed.emit(error)

    def _bring_back(self, words: AddendumWords) -> None:
        # What was begun meanwhile is not thrown away for it.
        note = words.note
        laid = self.half_written.get(note, AddendumWords(note, ""))
        since = self.field.text() if note == self._note else laid.text
        mark = self._mark if note == self._note else laid.mark
        if since.strip() and mark != words.mark:
            # A reason is no part of an addendum, nor the other way about.
            self._tools.notices.say(
                _("Sign or cancel what you are writing first."),
                action=_("Undo"),
                run=partial(self._bring_back, words),
            )
            return
        text = f"{words.text}\n{since}" if since.strip() else words.text
        self._lay(replace(words, text=text))
        if note == self._note:
            self.open_for(note)
            self.begin(words.mark)
            self.closed.emit()

    def _busy(self, note: NoteId | None) -> None:
        """Take no more words while this note's addendum is on its way."""
        self._signing = note
        self.field.setReadOnly(note is not None)
        self.sign_button.setEnabled(note is None)
        self.cancel_button.setEnabled(note is None)


def _lay(words: AddendumWords, undo: str, vault: OpenVault) -> None:
    name = DESK.format(note=words.note)
    if words.text.strip():
        mark = {"mark": words.mark} if words.mark is not None else {}
        kept = {"undo": undo} if undo else {}
        vault.desk.keep(name, {"text": words.text} | mark | kept)
    else:
        vault.desk.clear(name)


def _discard(words: AddendumWords, vault: OpenVault) -> None:
    """Throw half an addendum away; of a file that is on hold nothing is."""
    if words.text.strip():
        vault.holds.check(vault.notes.get(words.note).client)
    vault.desk.clear(DESK.format(note=words.note))


def _addend(words: AddendumWords, vault: OpenVault) -> Addendum:
    addendum = vault.notes.addend(words.note, words.text, words.mark)
    vault.desk.clear(DESK.format(note=words.note))
    return addendum
