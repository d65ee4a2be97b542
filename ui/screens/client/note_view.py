"""A signed note, to be read: its words, its signature, its addenda, and what corrects it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.commands import Command
from ui.cosigned_words import cosigned_words, waits_words
from ui.date_words import long_day, plain_day, session_words, time_of_day, times_words
from ui.note_words import shown_place, template_name, told_words
from ui.screens.client.addendum_editor import AddendumEditor
from ui.screens.client.goal_lines import GoalLines
from ui.screens.client.reading import OpenedNote
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.emptied import empty
from ui.widgets.hairline import Hairline
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import ElidedLabel, Pill, label
from ui.widgets.note_page import NotePage
from ui.widgets.plain_text_edit import PlainTextEdit
from ui.widgets.sections import SectionFields
from vault.model.addendum import Addendum, Mark, mark_of
from vault.model.appointment import place_words
from vault.model.client_words import kind_words
from vault.model.direction import isolated
from vault.model.ids import NoteId
from vault.model.note import Note, Signature
from vault.translation import _, count_of


class NoteView(QWidget):
    """Shows one signed note at a time.

    `added` says that an addendum was signed, `refiled` gives the note in its new record.
    """

    added = Signal(str)
    refiled = Signal(object)
    backed_out = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._note: Note | None = None
        self._opened: OpenedNote | None = None
        self._marked = False
        theme, px = tools.theme, tools.theme.px
        self.sections = SectionFields(theme, writable=False)
        self.addendum = AddendumEditor(tools)
        self.addendum.signed.connect(self._added)
        self.addendum.closed.connect(self._show_add)
        self.add_button = button(_("Add addendum"), icon="plus", theme=theme)
        self.add_button.clicked.connect(lambda: self.begin_addendum())
        # Large letters leave no room for two long buttons.
        words = "" if theme.large else _("Correct")
        self.correct_button = button(words, icon="pen-line", theme=theme, name=_("Correct"))
        self.corrections = QMenu(self)
        self._mark_action = self.corrections.addAction("")
        self._mark_action.triggered.connect(self.begin_mark)
        words = _("Filed in the wrong record…")
        self.corrections.addAction(words).triggered.connect(self.begin_refiling)
        self.correct_button.set_menu(self.corrections)
        self._when = label("", "strong")
        self._what = ElidedLabel("", "small")
        self.banner = Banner(theme, "amber")
        self.banner.acted.connect(self.begin_cosigning)
        self._below_banner = _gap(px(14))
        self.told_line = label("", "small")
        self._below_told = _gap(px(10))
        self._after = QWidget()
        self._after_column = _stack(self._after)
        # With the words and not above them: they may need all the room of a small window.
        parts = (self.banner, self._below_banner, self.told_line, self._below_told)
        body = QWidget()
        _stack(body, *parts, self.sections, self._after, self.addendum)
        self._page = NotePage(theme, self._top(), Banner(theme), body)
        self._page.add_footer(
            _("This note is signed and cannot change. Corrections go in an addendum."),
            (self.correct_button, self.add_button),
        )
        _stack(self, self._page)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.backed_out)

    def _top(self) -> QWidget:
        top = QWidget()
        row = QHBoxLayout()
        row.setSpacing(self._tools.theme.px(12))
        row.addWidget(self._when)
        column = _stack(top)
        column.addLayout(row)
        if self._tools.theme.large:
            row.addStretch(1)
            column.addWidget(self._what)
        else:
            row.addWidget(self._what, 1)
        row.addWidget(Pill(_("signed"), "plain", "pen-tool", theme=self._tools.theme))
        top.setMinimumHeight(self._tools.theme.px(32))
        return top

    @property
    def note_id(self) -> NoteId | None:
        """The note that is shown, or None."""
        return self._note.id if self._note is not None else None

    def show_note(self, opened: OpenedNote) -> None:
        """Show a note, and an addendum that was begun and not signed."""
        note = opened.note
        fresh = self.note_id != note.id
        self.addendum.field.snippets = opened.snippets
        self._note, self._opened = note, opened
        # Letters so large leave the day no room beside its times.
        if self._tools.theme.large:
            when, times = long_day(note.service_date), times_words(note.start, note.stop)
        else:
            when, times = session_words(note.service_date, note.start, note.stop), ""
        self._when.setText(when)
        told = {part.name: part.text for part in note.particulars}
        place = place_words(opened.session.place).lower() if opened.session is not None else ""
        what = (times, kind_words(opened.kind), shown_place(told) or place)
        name = template_name(note.template, opened.own_title)
        self._what.set_text(" · ".join(filter(None, (*what, name))))
        if fresh:
            self.told_line.setText(told_words(told))
            self.told_line.setVisible(bool(self.told_line.text()))
            self._below_told.setVisible(bool(self.told_line.text()))
            self.sections.show_texts({part.name: part.text for part in note.body})
            self._page.to_top()
        self._show_standing(opened)
        self._show_after(opened)
        if fresh:
            self.addendum.open_for(note.id)
        self._show_add()

    def close_note(self) -> None:
        """Show nothing any more; a half-written addendum stays on the desk."""
        self.addendum.leave()
        self._note = self._opened = None

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the note; nothing while an addendum is written."""
        if self._note is None or self.addendum.is_open:
            return ()
        return (
            Command(_("Add addendum"), lambda: self.begin_addendum(), icon="plus"),
            Command(self._mark_action.text(), self.begin_mark, icon="circle-alert"),
            Command(_("Filed in the wrong record…"), self.begin_refiling, icon="repeat"),
            *self._cosigning(),
        )

    def begin_mark(self) -> None:
        """Ask why the note is in error, or why it stands after all."""
        self.begin_addendum(Mark.STANDS if self._marked else Mark.IN_ERROR)

    def begin_refiling(self) -> None:
        """Ask for the record that the note belongs in."""
        if self._note is not None:
            from ui.screens.client.refile_dialog import RefileDialog

            dialog = RefileDialog(self._tools, self._note, self)
            dialog.refiled.connect(self.refiled)
            dialog.open()

    def begin_cosigning(self) -> None:
        """Let a supervisor co-sign what is shown and waits for it."""
        if self._opened is not None and self._opened.cosigning.waiting:
            from ui.screens.client.cosign_dialog import CosignDialog

            dialog = CosignDialog(self._tools, self._opened, self)
            dialog.cosigned.connect(partial(self.added.emit, self._opened.note.id))
            dialog.open()

    def begin_addendum(self, mark: Mark | None = None) -> None:
        """Open the editor of an addendum beneath the note, or of the reason for a mark."""
        self.addendum.begin(mark)
        self._show_add()
        # Its place is known once it was laid out.
        QTimer.singleShot(0, self, self._page.to_end)

    def focus_first(self) -> None:
        """Put the keyboard into the words."""
        fields = self.sections.fields()
        if fields:
            fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _added(self, note: str) -> None:
        self._show_add()
        self.added.emit(note)

    def _show_add(self) -> None:
        for each in (self.add_button, self.correct_button):
            each.setVisible(not self.addendum.is_open)

    def _show_standing(self, opened: OpenedNote) -> None:
        """Show what must be known before the note is read: in error, late, from elsewhere."""
        mark = mark_of(opened.addenda)
        self._marked = mark is not None
        self._mark_action.setText(
            _("Take the mark “in error” back…") if self._marked else _("Mark in error…")
        )
        said = []
        if mark is not None:
            words = _("Marked in error on {day}; the reason stands below the note.")
            said.append(words.format(day=plain_day(mark.written_at.date())))
        if opened.filed_on is not None:
            words = _("First filed in another record; here since {day}.")
            said.append(words.format(day=plain_day(opened.filed_on)))
        if opened.days_late is not None:
            words = count_of(
                "Late entry: signed {n} day after the session or contact.",
                "Late entry: signed {n} days after the session or contact.",
                opened.days_late,
            )
            said.append(words)
        waiting = opened.cosigning.waiting
        said += [f"{waits_words()}."] if waiting else []
        self._below_banner.setVisible(bool(said))
        self.banner.set_tone("amber" if self._marked else "plain")
        if said:
            action = _("Co-sign…") if waiting else ""
            self.banner.say(" ".join(said), action=action, closable=False)
        else:
            self.banner.clear()

    def _show_after(self, opened: OpenedNote) -> None:
        note = opened.note
        empty(self._after_column)
        px = self._tools.theme.px
        self._after_column.addSpacing(px(10))
        words = _("Written {day} at {time}").format(**_moment(note.begun_at))
        self._after_column.addWidget(self._proof("pen-line", "mute", words))
        self._show_signed(note, opened)
        if opened.goals:
            self._after_column.addSpacing(px(18))
            self._after_column.addWidget(GoalLines(self._tools, note.client, opened.goals))
        for addendum in opened.addenda:
            self._after_column.addSpacing(px(16))
            self._after_column.addWidget(Hairline())
            self._after_column.addSpacing(px(14))
            title = _title(addendum)
            self._after_column.addWidget(label(title, "section"))
            self._after_column.addSpacing(px(6))
            self._after_column.addWidget(self._read_only(addendum.text, title))
            self._after_column.addSpacing(px(6))
            self._show_signed(addendum, opened)
        self._after_column.addSpacing(px(16))

    def _read_only(self, text: str, name: str) -> QWidget:
        field = PlainTextEdit(self._tools.theme, name=name, least_lines=1)
        field.set_text(text)
        field.set_writable(False)
        return field

    def _show_signed(self, text: Note | Addendum, opened: OpenedNote) -> None:
        """Show who signed a text, and below that who co-signed it, each with the day."""
        words = signature_words(text.signature)
        self._after_column.addWidget(self._proof("signature", "teal", words))
        made = opened.cosigning.made.get(text.id)
        if made is not None:
            self._after_column.addWidget(self._proof("signature", "teal", cosigned_words(made)))
        elif text.id in opened.cosigning.waiting:
            self._after_column.addWidget(self._proof("hourglass", "mute", waits_words()))

    def _cosigning(self) -> Sequence[Command]:
        if self._opened is None or not self._opened.cosigning.waiting:
            return ()
        return (Command(_("Co-sign…"), self.begin_cosigning, icon="signature"),)

    def _proof(self, icon: str, tone: str, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._tools.theme.px(8))
        row.addWidget(IconLabel(self._tools.theme, icon, tone, 16))
        row.addWidget(label(words, "small", wrap=True), 1)
        return line


def _gap(height: int) -> QWidget:
    gap = QWidget()
    gap.setFixedHeight(height)
    return gap


def _stack(holder: QWidget, *parts: QWidget) -> QVBoxLayout:
    """Lay parts one below the other, without a gap."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return column


def _title(addendum: Addendum) -> str:
    words = {
        None: _("Addendum of {day}"),
        Mark.IN_ERROR: _("Marked in error on {day}"),
        Mark.STANDS: _("No longer marked in error since {day}"),
    }[addendum.mark]
    return words.format(day=plain_day(addendum.written_at.date()))


def _moment(at: datetime) -> dict[str, str]:
    """Return the day and the time of a moment, as they are read here."""
    moment = at.astimezone() if at.tzinfo is None else at
    return {"day": plain_day(moment.date()), "time": time_of_day(moment.time())}


def signature_words(signature: Signature | None) -> str:
    """Return such as "Signed by Jordan Rivera, LMHC · 18 Nov 2026 at 16:58"."""
    if signature is None:
        return ""
    parts = (signature.by.name, signature.by.credential)
    by = ", ".join(isolated(part) for part in parts if part)
    return _("Signed by {name} · {day} at {time}").format(name=by, **_moment(signature.at))
