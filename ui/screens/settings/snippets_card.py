"""Snippets: short words for texts that are typed often, one row each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from ui.errors import words_of
from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.labels import label
from vault.errors import BadInput
from vault.model.settings import VaultSettings
from vault.model.snippet import MOST_SNIPPETS, Snippet, cleaned_snippets
from vault.open_vault import OpenVault
from vault.translation import _

_PAUSE_MS = 900
DESK = "settings/snippets"
_Row = tuple[QLineEdit, QPlainTextEdit, ThemedButton]


class SnippetsCard(SettingsCard):
    """A row is kept once it has both a word and a text."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Snippets"),
            _(
                "Type a slash and the word in a note, then a space: the text stands there instead. "
                "Undo brings the word back. No client belongs in a snippet."
            ),
        )
        self._tools = tools
        self._rows: list[_Row] = []
        self._half: list[Snippet] = []
        self._on_desk = False
        self._kept: tuple[Snippet, ...] = ()
        """What the vault has."""
        self._typed: tuple[Snippet, ...] = ()
        """What the rows said when the vault had that, a space at an end included."""
        px = tools.theme.px
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 3)
        self.column.addLayout(self._grid)
        self.error = label("", "error")
        self.error.hide()
        self.column.addWidget(self.error)
        self.more = button(_("Add a snippet"), icon="plus", theme=tools.theme, small=True)
        self.more.clicked.connect(self._add_by_hand)
        self.column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_PAUSE_MS)
        self._saving.timeout.connect(self._save)

    @property
    def rows(self) -> Sequence[_Row]:
        """The fields of every row: the word, the text, and what takes the row out."""
        return tuple(self._rows)

    def reload(self) -> None:
        """Read the snippets again; a row that is being typed stays."""
        self._tools.worker.run(lambda v: v.settings.get(), owner=self, done=self._show)

    def put_down(self) -> None:
        """Save at once what was to be saved in a moment; what cannot be lies on the desk."""
        if self._saving.isActive():
            self._saving.stop()
            self._save()
        good = self._good()
        half = [[each.word, each.text] for each in self._typed_rows() if each not in good]
        if half or self._on_desk:
            self._on_desk = bool(half)
            self._tools.worker.keep(partial(_lay, half), owner=self)

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Show again the rows that could not be kept."""
        rows = kept.get("rows")
        self._half = [
            Snippet(str(each[0]), str(each[1]))
            for each in (rows if isinstance(rows, list) else ())
            if isinstance(each, list) and len(each) == 2
        ]
        self._on_desk = bool(self._half)

    def _show(self, settings: VaultSettings) -> None:
        if self._saving.isActive():
            return
        if settings.snippets == self._kept:
            self._add_half()
            return
        if self._typed != self._whole():
            return  # Something is being typed that cannot be kept yet.
        self._kept = self._typed = settings.snippets
        while self._rows:
            self._take_out(self._rows[-1])
        for each in settings.snippets:
            self._add(each)
        self._add_half()

    def _add_half(self) -> None:
        half, self._half = self._half, []
        for each in half:
            self._add(each)

    def _typed_rows(self) -> list[Snippet]:
        typed = [Snippet(word.text(), text.toPlainText()) for word, text, _remove in self._rows]
        return [each for each in typed if each.word.strip() or each.text.strip()]

    def _whole(self) -> tuple[Snippet, ...]:
        """Return what was typed, but for rows without a word or without a text."""
        return tuple(each for each in self._typed_rows() if each.word.strip() and each.text.strip())

    def _good(self) -> tuple[Snippet, ...]:
        """Return the rows that can be kept beside each other, and say why another cannot."""
        good: tuple[Snippet, ...] = ()
        self.error.hide()
        for each in self._whole():
            try:
                cleaned_snippets([*good, each])
            except BadInput as refused:
                self.error.setText(refused.sentence)
                self.error.show()
            else:
                good = (*good, each)
        return good

    def _save(self) -> None:
        wanted = self._good()

        def save(vault: OpenVault) -> VaultSettings:
            return vault.settings.set(replace(vault.settings.get(), snippets=wanted))

        self._tools.worker.keep(
            save, owner=self, done=partial(self._saved, self._whole()), failed=self._refused
        )

    def _saved(self, typed: tuple[Snippet, ...], settings: VaultSettings) -> None:
        self._kept, self._typed = settings.snippets, typed

    def _refused(self, error: Exception) -> None:
        self.error.setText(words_of(error).text)
        self.error.show()

    def _add_by_hand(self) -> None:
        self._add(Snippet("", ""))
        self._rows[-1][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, snippet: Snippet) -> None:
        word, text = QLineEdit(snippet.word), QPlainTextEdit(snippet.text)
        word.setPlaceholderText(_("word"))
        text.setTabChangesFocus(True)
        text.setFixedHeight(self._tools.theme.px(60))
        remover = button("", kind="bare", icon="x", theme=self._tools.theme, name=_("Remove"))
        row = (word, text, remover)
        word.textEdited.connect(lambda _text: self._saving.start())
        text.textChanged.connect(self._saving.start)
        remover.clicked.connect(partial(self._remove_by_hand, row))
        line = self._grid.rowCount()
        before: QWidget = self._rows[-1][2] if self._rows else self
        for place, widget in enumerate(row):
            self._grid.addWidget(widget, line, place, Qt.AlignmentFlag.AlignTop)
            # The layout would show it a turn later, and till then it cannot take the keyboard.
            widget.show()
            QWidget.setTabOrder(before, widget)
            before = widget
        QWidget.setTabOrder(before, self.more)
        self._rows.append(row)
        self._name_rows()

    def _remove_by_hand(self, row: _Row) -> None:
        at = self._rows.index(row)
        self._take_out(row)
        following = self._rows[min(at, len(self._rows) - 1)][0] if self._rows else self.more
        following.setFocus(Qt.FocusReason.OtherFocusReason)
        self._saving.start()

    def _take_out(self, row: _Row) -> None:
        self._rows.remove(row)
        for widget in row:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._name_rows()

    def _name_rows(self) -> None:
        for number, (word, text, remover) in enumerate(self._rows, start=1):
            word.setAccessibleName(_("Word of snippet {n}").format(n=number))
            text.setAccessibleName(_("Text of snippet {n}").format(n=number))
            remover.set_name(_("Remove snippet {n}").format(n=number))
        self.more.setEnabled(len(self._rows) < MOST_SNIPPETS)


def _lay(rows: Sequence[Sequence[str]], vault: OpenVault) -> None:
    if rows:
        vault.desk.keep(DESK, {"rows": [list(each) for each in rows]})
    else:
        vault.desk.clear(DESK)
