"""What was brought in so far, and the way to bring in more."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.screens.imports.aside_part import AsidePart
from ui.tools import Tools
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_row import ListRow
from ui.widgets.scrolled import scrolled
from vault.model.incoming.batch import Batch
from vault.translation import _, count_of

Listed = Sequence[tuple[Batch, bool]]
"""Each import, and whether it may be undone."""


class StartPage(QWidget):
    """`file_asked` and `folder_asked` choose a source; the others give an import."""

    file_asked = Signal()
    folder_asked = Signal()
    undo_asked = Signal(str)
    receipt_asked = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        theme, px = tools.theme, tools.theme.px
        self._theme = theme
        self.undo_buttons: dict[str, ThemedButton] = {}
        self.file = button(_("Choose a file…"), kind="primary", icon="file-text", theme=theme)
        self.file.clicked.connect(self.file_asked)
        self.folder = button(_("Choose a folder…"), icon="inbox", theme=theme)
        self.folder.clicked.connect(self.folder_asked)
        self.listed = Card(theme, name=_("What was brought in"))
        self.aside = AsidePart(tools)
        self._heading = label(_("What was brought in"), "section")
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(28), px(22), px(28), px(24))
        column.setSpacing(px(12))
        column.addWidget(label(_("Bring records in"), "title"))
        words = _(
            "From another program, or from another licensee: a ZIP or a folder as a program gives "
            "it on leaving, tables (CSV, XLSX, ODS) of clients, contacts, appointments and notes, "
            "FHIR bundles, PDFs, letters and pictures named by client or day. What is not known "
            "becomes a document. You see everything before it comes, and can undo it afterwards."
        )
        column.addWidget(label(words, "mute"))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.file)
        row.addWidget(self.folder)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(px(8))
        column.addWidget(self._heading)
        column.addWidget(self.listed)
        words = _("Notes that were brought in are marked so, signed as they came, and locked.")
        column.addWidget(label(words, "small"))
        column.addWidget(self.aside)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))

    def show_imports(self, found: Listed) -> None:
        """Show every import, the newest first."""
        self.listed.clear()
        self.undo_buttons.clear()
        for batch, may_undo in found:
            state = (_("undone"), "plain") if batch.undone_at is not None else None
            title = self._title(batch)
            undo = button(_("Undo…"), theme=self._theme, small=True, name=f"{_('Undo…')} {title}")
            undo.clicked.connect(partial(self.undo_asked.emit, batch.id))
            self.undo_buttons[batch.id] = undo
            row = ListRow(
                self._theme,
                title,
                self._said(batch),
                state=state,
                beside=undo if may_undo else None,
                action=_("Receipt…"),
            )
            row.change_asked.connect(partial(self.receipt_asked.emit, batch.id))
            self.listed.add_row(row)
        self._heading.setVisible(bool(found))
        self.listed.setVisible(bool(found))

    def _title(self, batch: Batch) -> str:
        day = plain_day(batch.brought_at.date())
        whose = batch.origin.predecessor or _("own records")
        return _("{day} · {whose}").format(day=day, whose=whose)

    def _said(self, batch: Batch) -> list[str]:
        kinds = ("clients", "notes", "appointments", "documents", "aside")
        clients, notes, sessions, documents, aside = (batch.counts.get(each, 0) for each in kinds)
        parts = (
            (clients, count_of("{n} client", "{n} clients", clients)),
            (notes, count_of("{n} note", "{n} notes", notes)),
            (sessions, count_of("{n} appointment", "{n} appointments", sessions)),
            (documents, count_of("{n} document", "{n} documents", documents)),
            (aside, count_of("{n} set aside", "{n} set aside", aside)),
        )
        return [words for count, words in parts if count]
