"""One field for everything: people by name, notes and documents by their words, actions."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.commands import Command
from ui.errors import words_of
from ui.navigation import NEW, NEW_CONTACT
from ui.search.filter_dialog import FilterDialog, Sought
from ui.search.filter_words import filter_words
from ui.search.finding import Found, find, find_clients, matching
from ui.search.popup import ResultsPopup
from ui.search.results import ResultRow, RowKind
from ui.search.rows import (
    action_rows,
    filter_rows,
    found_rows,
    kept_rows,
    rows_for_new_note,
    rows_without_clients,
)
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.icon_line import IconLine
from vault.model.search import Filters, SavedSearch
from vault.translation import _, count_of

WAITS_MS = 80
ACTIONS_SIGN = ">"
_AT_FIRST = 6


class _Looking(Enum):
    EVERYTHING = 1
    FOR_WHOM = 2
    CONTACT_WITH = 3


Asked = tuple[_Looking, str, Filters]


class SearchField(IconLine):
    """Types; the frame beneath shows what was found. Nothing typed is remembered.

    `commands` gives what can be done from here. At most one question is with the vault at a time;
    an answer to words that are no longer there is dropped.
    """

    def __init__(self, tools: Tools, commands: Callable[[], list[Command]]) -> None:
        super().__init__(tools.theme, name=_("Search"), shortcut_hint="Ctrl K")
        self._tools = tools
        self._commands = commands
        self._looking = _Looking.EVERYTHING
        self._popup: ResultsPopup | None = None
        self._before: QWidget | None = None
        self._sought = Sought()
        self._asked: Asked | None = None
        self._dialog: FilterDialog | None = None
        self.setMaxLength(200)
        self._name()
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(WAITS_MS)
        self._waiting.timeout.connect(self.look_now)
        self.textEdited.connect(self._typed)
        tools.navigation.went.connect(self._gone_elsewhere)

    @property
    def is_looking(self) -> bool:
        """Whether what is shown may not answer yet what stands here."""
        return self._waiting.isActive() or self._asked is not None

    def begin(self) -> None:
        """Put the cursor here, what stands here selected."""
        self._begin(_Looking.EVERYTHING)
        self.selectAll()
        self.look_now()

    def begin_with_commands(self) -> None:
        """List everything that can be done, with its shortcut."""
        self._begin(_Looking.EVERYTHING)
        self.setText(ACTIONS_SIGN)
        self.look_now()

    def begin_with_clients(self, *, contact: bool = False) -> None:
        """Ask for whom a new note is, or with whom a contact was; choosing a client begins it."""
        self._begin(_Looking.CONTACT_WITH if contact else _Looking.FOR_WHOM)
        self.setText("")
        self.look_now()

    def begin_with_filters(self) -> None:
        """Ask for what narrows the search that stands here, and for a name to keep it under."""
        is_search = self._looking is _Looking.EVERYTHING and not self.text().startswith(
            ACTIONS_SIGN
        )
        begins = replace(self._sought, words=self._words()) if is_search else Sought()
        self.finish(back=False)
        dialog = FilterDialog(self._tools, begins, self._practice())
        dialog.sought.connect(self.look_for)
        dialog.removed.connect(self._say_removed)
        self._dialog = dialog
        dialog.open()

    def look_for(self, sought: Sought) -> None:
        """Look for words, narrowed as it is asked."""
        self._begin(_Looking.EVERYTHING)
        self._sought = sought
        self.setText(sought.words)
        self.look_now()

    def put_down(self) -> None:
        """Close what asks for filters: nothing of it is left at a lock."""
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.reject()

    def finish(self, *, back: bool) -> None:
        """Forget what was typed and found; `back` gives the keyboard to where it was before."""
        self._waiting.stop()
        self._asked = None
        self._sought = Sought()
        self.setText("")
        self._looking = _Looking.EVERYTHING
        self._name()
        if self._popup is not None and isValid(self._popup):
            self._popup.forget()
        before, self._before = self._before, None
        if back and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif back:
            self.clearFocus()
        self._show_cap()

    def _gone_elsewhere(self, _there: object) -> None:
        """Close over what is shown there, however the person came to it."""
        if self._popup is not None and isValid(self._popup) and self._popup.isVisible():
            self.finish(back=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through what was found, open it, or go back."""
        popup, key = self._popup, event.key()
        if key == Qt.Key.Key_Escape:
            self.finish(back=True)
        elif popup is None or not popup.isVisible():
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.look_now()
            else:
                super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            popup.move_by(1 if key == Qt.Key.Key_Down else -1)
            self._say_current()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            popup.page(1 if key == Qt.Key.Key_PageDown else -1)
            self._say_current()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember nothing yet; only the key cap goes."""
        super().focusInEvent(event)
        self._show_cap()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the keyboard goes elsewhere in the window."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.finish(back=False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget everything when the window shows something else."""
        super().hideEvent(event)
        self.finish(back=False)

    def _begin(self, looking: _Looking) -> None:
        now = QApplication.focusWidget()
        if now is not self:
            self._before = now
        self._looking = looking
        self._name()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed(self) -> None:
        self._show_cap()
        self._waiting.start()

    def look_now(self) -> None:
        """Look for what stands here, without waiting for a pause."""
        self._waiting.stop()
        words = self._words()
        if self._looking is _Looking.EVERYTHING and self.text().startswith(ACTIONS_SIGN):
            self._show(action_rows(matching(self._commands(), words), self._run))
        elif self._asked is None:
            self._ask(words)

    def _ask(self, words: str) -> None:
        asked = (self._looking, words, self._sought.filters)
        self._asked = asked
        job = find if self._looking is _Looking.EVERYTHING else find_clients
        today = self._tools.clock.now().date()
        self._tools.worker.run(
            lambda v: job(v, *asked[1:], today),
            owner=self,
            done=partial(self._answered, asked),
            failed=partial(self._failed, asked),
        )

    def _answered(self, asked: Asked, found: Found) -> None:
        if not self._is_awaited(asked):
            return
        looking, words, filters = asked
        if looking is not _Looking.EVERYTHING:
            contact = looking is _Looking.CONTACT_WITH
            begun = NEW_CONTACT if contact else NEW
            rows = rows_for_new_note(found, partial(self._begin_note, begun), contact=contact)
            self._show(rows or ([] if words else rows_without_clients(self._begin_client)))
            return
        if filters.any:
            self._show_narrowed(found, words, filters)
        elif not words:
            rows = kept_rows(found, self._go, self._look_again)
            self._show([*rows, *action_rows(self._commands()[:_AT_FIRST], self._run)])
        else:
            rows = found_rows(found, words, self._go)
            rows += action_rows(matching(self._commands(), words), self._run)
            if not rows:
                rows = [ResultRow(RowKind.NOTHING, _("Nothing was found."))]
            self._show([*rows, *filter_rows(self.begin_with_filters, None)])

    def _show_narrowed(self, found: Found, words: str, filters: Filters) -> None:
        name = found.names.get(filters.client, "") if filters.client is not None else ""
        rows = found_rows(found, words, self._go)
        if not rows:
            said = _("Nothing was found.") if words else _("Type a word to look for.")
            rows = [ResultRow(RowKind.NOTHING, said)]
        narrowed = ResultRow(RowKind.NOTHING, filter_words(filters, name))
        ways = filter_rows(self.begin_with_filters, self._without_filters)
        self._show([narrowed, *rows, *ways])

    def _look_again(self, saved: SavedSearch) -> None:
        self.look_for(Sought(saved.words, saved.filters, saved))

    def _without_filters(self) -> None:
        self.look_for(Sought(self._words()))

    def _say_removed(self, saved: SavedSearch) -> None:
        self._tools.notices.say(
            _("The kept search was removed."),
            action=_("Undo"),
            run=lambda: self._tools.worker.run(lambda v: v.searches.save(saved), owner=self),
        )

    def _failed(self, asked: Asked, error: Exception) -> None:
        if self._is_awaited(asked):
            self._show([ResultRow(RowKind.NOTHING, words_of(error).text)])

    def _is_awaited(self, asked: Asked) -> bool:
        """Tell whether this answers what stands here now; if not, ask again."""
        if self._asked != asked:
            return False
        self._asked = None
        # Not hasFocus: behind a dialog that closes, the window is not the active one yet.
        here = self.window().focusWidget() is self
        if here and asked == (self._looking, self._words(), self._sought.filters):
            return True
        if here:
            self.look_now()
        return False

    def _show(self, rows: list[ResultRow]) -> None:
        if not rows:
            rows = [ResultRow(RowKind.NOTHING, _("Nothing was found."))]
        popup = self._frame_beneath()
        popup.show_rows(rows, self)
        number = popup.model.results()
        announce(self, count_of("{n} result", "{n} results", number))

    def _frame_beneath(self) -> ResultsPopup:
        if self._popup is None or not isValid(self._popup):
            self._popup = ResultsPopup(self._tools.theme, self._practice())
            self._popup.chosen.connect(self._open)
        return self._popup

    def _practice(self) -> QWidget:
        """Return the open practice that this field is a part of: what is hidden at lock."""
        widget: QWidget = self
        while (above := widget.parentWidget()) is not None:
            if isinstance(above, QStackedWidget):
                break
            widget = above
        return widget

    def _open_current(self) -> None:
        row = self._popup.current if self._popup is not None else None
        # What was typed since the last look is looked for before anything is opened.
        if self.is_looking:
            self.look_now()
        elif row is not None:
            self._open(row)

    def _open(self, row: ResultRow) -> None:
        run = row.run
        if not row.stays:
            self.finish(back=row.kind is RowKind.ACTION)
        if run is not None:
            run()

    def _run(self, command: Command) -> None:
        command.run()

    def _go(self, client: str, note: str | None) -> None:
        self._tools.navigation.go("client", client=client, note=note)

    def _begin_note(self, begun: str, client: str) -> None:
        self._tools.navigation.go("client", client=client, note=begun)

    def _begin_client(self) -> None:
        self._tools.navigation.go("clients", note=NEW)

    def _say_current(self) -> None:
        row = self._popup.current if self._popup is not None else None
        if row is not None:
            announce(self, row.spoken)

    def _words(self) -> str:
        text = self.text()
        if self._looking is _Looking.EVERYTHING:
            text = text.removeprefix(ACTIONS_SIGN)
        return " ".join(text.split())

    def _name(self) -> None:
        words = {
            _Looking.EVERYTHING: _("Search people, notes and documents"),
            _Looking.FOR_WHOM: _("For whom is the new note?"),
            _Looking.CONTACT_WITH: _("Whom was the contact with or about?"),
        }[self._looking]
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(_("Type > for actions. Ctrl+K comes here."))

    def _show_cap(self) -> None:
        if self._cap is not None:
            self._cap.setVisible(not self.text() and not self.hasFocus())
