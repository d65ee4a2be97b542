"""One document, to be looked at: its pages or its words, from memory alone."""

from functools import partial
from pathlib import Path
from threading import Event, Lock
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.page_view import PageView
from ui.widgets.scrolled import scrolled
from ui.widgets.text_area import TextArea
from vault.errors import Damaged
from vault.model.document import Document, Rerelease, document_kind
from vault.model.media import Shown, has_words, shown_as, size_words
from vault.progress import Progress
from vault.translation import _

_SIDE = 28
_SHOWN = 200_000
"""Characters of a text that are shown: more would make the window wait."""


class DocumentView(QWidget):
    """`left` says that one goes back to the list, `change_asked` that it is to be changed.

    `removal_asked` that a document whose file is damaged is to be taken out. No other program is
    ever started: a copy is saved, and the person says where.
    """

    left = Signal()
    change_asked = Signal(str)
    removal_asked = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._document: Document | None = None
        self._opened: Any = None
        self._looked_at: Any = None
        self._held = _Held()
        self._saving = Event()
        self._hidden: Document | None = None
        self._asked = 0
        theme, px = tools.theme, tools.theme.px
        self.back = button(_("Documents"), icon="arrow-left", theme=theme, small=True)
        self.back.clicked.connect(self.left)
        self.title = ElidedLabel("", "heading")
        self.said = ElidedLabel("", "small")
        self.change = button(_("Change…"), theme=theme, small=True)
        self.change.clicked.connect(self._ask_change)
        self.save = button(_("Save a copy…"), icon="file-down", theme=theme, small=True)
        self.save.clicked.connect(self._ask_where)
        self.banner = Banner(theme, "amber")
        self.banner.acted.connect(self._ask_removal)
        self.pages = PageView(theme, tools.worker)
        self.words = TextArea(theme, name=_("Words of the document"))
        self.words.edit.setReadOnly(True)
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.addWidget(label(_("Only its words are shown here."), "small"))
        self._cut = label(_("It goes on: save a copy to read the rest."), "small")
        inner.addWidget(self._cut)
        inner.addWidget(self.words)
        inner.addStretch(1)
        self._nothing = label("", "mute")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._word_page = scrolled(words)
        for page in (self._nothing, self.pages, self._word_page):
            self._stack.addWidget(page)
        who = QVBoxLayout()
        who.setSpacing(px(2))
        who.addWidget(self.title)
        who.addWidget(self.said)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self.back)
        head.addLayout(who, 1)
        for widget in (self.change, self.save):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_SIDE), px(14), px(_SIDE), px(14))
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        leave = QShortcut(QKeySequence("Escape"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    @property
    def document(self) -> Document | None:
        """The document that is shown, or None."""
        return self._document

    def show_document(self, document: Document) -> None:
        """Show a document: its pages, its words, or why neither."""
        self.clear()
        self._document, self._hidden = document, None
        self._held = _Held()
        self.title.set_text(document.title)
        self.said.set_text(" · ".join(said_of(document)))
        self._nothing.setText(_("Opening …"))
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tools.worker.run(
            lambda vault: vault.documents.open(document.id),
            owner=self,
            done=partial(self._open, self._asked),
            failed=partial(self._failed, self._asked),
        )

    def clear(self) -> None:
        """Show nothing, and let go of what was opened."""
        self._asked += 1
        self._document, self._opened, self._looked_at = None, None, None
        self._held.let_go()
        self.pages.clear()
        self.words.set_text("")
        self.title.set_text("")
        self.said.set_text("")
        self.banner.clear()
        self._stack.setCurrentWidget(self._nothing)

    def put_down(self) -> None:
        """Call off a copy that is being saved, and let go of what is shown."""
        self._saving.set()
        self._held.let_go()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of what was opened while one is elsewhere in the window."""
        super().hideEvent(event)
        document = self._document
        if document is not None:
            self.clear()
            self._hidden = document

    def showEvent(self, event: QShowEvent) -> None:
        """Open again what was looked at before."""
        super().showEvent(event)
        hidden, self._hidden = self._hidden, None
        if hidden is not None and self._document is None:
            self.show_document(hidden)

    def _open(self, asked: int, opened: Any) -> None:
        if asked != self._asked:
            return
        self._opened = opened
        media = opened.document.file.media
        if shown_as(media) is Shown.NOT and not has_words(media):
            self._say_not_shown(_("Documents of this kind cannot be shown here."))
            return
        self._tools.worker.apart(
            partial(_look, opened, self._held),
            owner=self,
            done=partial(self._show, asked),
            failed=partial(self._failed, asked),
        )

    def _show(self, asked: int, found: tuple[Any, str]) -> None:
        looked_at, words = found
        if asked != self._asked:
            return
        self._looked_at = looked_at
        if shown_as(looked_at_media(self._document)) in (Shown.PDF, Shown.IMAGE):
            self._stack.setCurrentWidget(self.pages)
            self.pages.show_pages(looked_at.page, looked_at.pages)
            # Not away from where the person went meanwhile, such as the search field.
            if self.back.hasFocus():
                self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stack.setCurrentWidget(self._word_page)
            self.words.set_text(words[:_SHOWN])
            self._cut.setVisible(len(words) > _SHOWN)

    def _failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        if isinstance(error, Damaged):
            self._nothing.setText("")
            self.banner.say(words_of(error).text, action=_("Take it out…"), closable=False)
        else:
            self._say_not_shown(words_of(error).text)

    def _say_not_shown(self, words: str) -> None:
        self._stack.setCurrentWidget(self._nothing)
        self._nothing.setText(words)

    def _ask_change(self) -> None:
        if self._document is not None:
            self.change_asked.emit(self._document.id)

    def _ask_removal(self) -> None:
        document = self._document
        if document is not None and self._tools.dialogs.confirm(
            self,
            _("Take this document out?"),
            _("Its file is damaged. Look for a whole one in a backup first."),
            _("Take it out"),
        ):
            self.removal_asked.emit(document.id)

    def _ask_where(self) -> None:
        document, opened = self._document, self._opened
        if document is None or opened is None or not self._may_leave(document):
            return
        chosen = self._tools.dialogs.save_file(
            self, _("Save a copy that is not encrypted"), document.file.name
        )
        if not chosen:
            return
        self.save.setEnabled(False)
        self._saving = Event()
        # The entry first: a lock may come between, and the copy is outside by then.
        self._tools.worker.run(
            lambda vault: vault.documents.log_copy(document.id),
            owner=self,
            done=lambda _none: self._save(opened, Path(chosen), self._asked),
            failed=partial(self._not_saved, self._asked),
        )

    def _may_leave(self, document: Document) -> bool:
        """Ask first, if it is said that the document is not to be given on."""
        return document.rerelease is not Rerelease.NO or self._tools.dialogs.confirm(
            self,
            _("This document is not to be given on. Save a copy all the same?"),
            _("The copy is not encrypted: whoever has the file can read it."),
            _("Save a copy"),
        )

    def _save(self, opened: Any, chosen: Path, asked: int) -> None:
        self._tools.worker.apart(
            partial(opened.save, chosen, Progress(cancelled=self._saving.is_set)),
            owner=self,
            done=partial(self._saved, asked),
            failed=partial(self._not_saved, asked),
        )

    def _saved(self, asked: int, _none: object) -> None:
        self.save.setEnabled(True)
        words = _("A copy was saved. It is not encrypted: whoever has the file can read it.")
        if asked == self._asked:
            self.banner.say(words)
        else:
            self._tools.notices.say(words)

    def _not_saved(self, asked: int, error: Exception) -> None:
        self.save.setEnabled(True)
        if asked == self._asked:
            self.banner.say(words_of(error).text)
        else:
            self._tools.notices.say(words_of(error).text)


class _Held:
    """What is being opened or is open, to be let go of at any time, from any thread."""

    def __init__(self) -> None:
        self._lock, self._gone = Lock(), False
        self._file: Any = None

    def take(self, file: Any) -> None:
        """Hold a file; one that nobody waits for any more is closed at once."""
        with self._lock:
            self._file = file
            gone = self._gone
        if gone:
            file.close()

    def let_go(self) -> None:
        """Close what is held, and what is still to come."""
        with self._lock:
            self._gone = True
            file, self._file = self._file, None
        if file is not None:
            file.close()


def looked_at_media(document: Document | None) -> str:
    """Return the media type of a document, "" for none."""
    return document.file.media if document is not None else ""


def said_of(document: Document) -> list[str]:
    """Return what is said of a document, in the order in which one reads it."""
    said = [document_kind(document.kind).title]
    said += [_("of {day}").format(day=plain_day(document.day))] if document.day else []
    said += [_("by {author}").format(author=document.author)] if document.author else []
    received = plain_day(document.received)
    said.append(
        _("received {day} from {source}").format(day=received, source=document.source)
        if document.source.strip()
        else _("received {day}").format(day=received)
    )
    said.append(size_words(document.file.size))
    return [_("in error"), *said] if document.in_error is not None else said


def _look(opened: Any, held: _Held) -> tuple[Any, str]:
    """Open a document beside the window; of one without pages, read its words too."""
    looked_at = opened.look(begun=held.take)
    try:
        paged = shown_as(opened.document.file.media) in (Shown.PDF, Shown.IMAGE)
        return looked_at, "" if paged else looked_at.words(Progress())
    except BaseException:
        looked_at.close()
        raise
