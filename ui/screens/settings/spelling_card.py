"""Spelling: whether words are marked, and the words of one's own that never are."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QListWidget

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.settings import VaultSettings
from vault.open_vault import OpenVault
from vault.translation import _

_ROWS = 6
_ROW = 26


class SpellingCard(SettingsCard):
    """Words are added where they are written, and taken out here."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Spelling"),
            _(
                "Checked on this computer alone, in English, with clinical words. The names of a "
                "record are not marked in its notes."
            ),
        )
        self._tools = tools
        self.marked = QCheckBox(_("Mark words that may be misspelled"))
        self.marked.setAccessibleName(self.marked.text())
        self.marked.toggled.connect(self._switch)
        self.column.addWidget(self.marked)
        self.none = label(_("You have added no words of your own."), "mute")
        self.title = label(_("Your own words"), "body")
        self.words = QListWidget()
        self.words.setAccessibleName(_("Your own words"))
        self.words.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.words.setTabKeyNavigation(False)
        self.words.setMaximumHeight(tools.theme.px(_ROWS * _ROW))
        self.words.currentRowChanged.connect(self._can_remove)
        self.title.setBuddy(self.words)
        self.remove = button(_("Remove word"), icon="x", theme=tools.theme, small=True)
        self.remove.clicked.connect(self._take_out)
        for widget in (self.none, self.title, self.words):
            self.column.addWidget(widget)
        self.column.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignLeft)
        self._fill(())

    def reload(self) -> None:
        """Read the switch and the words again."""
        self._tools.worker.run(lambda v: v.settings.get(), owner=self, done=self._show)

    def _show(self, settings: VaultSettings) -> None:
        blocked = self.marked.blockSignals(True)
        self.marked.setChecked(settings.mark_misspelled)
        self.marked.blockSignals(blocked)
        if settings.words != self._shown:
            self._fill(settings.words)

    def _fill(self, words: Sequence[str]) -> None:
        row = self.words.currentRow()
        self._shown = tuple(words)
        self.words.clear()
        self.words.addItems(self._shown)
        self.words.setCurrentRow(min(row, len(words) - 1))
        self.none.setVisible(not words)
        for widget in (self.title, self.words, self.remove):
            widget.setVisible(bool(words))
        self._can_remove(self.words.currentRow())

    def _can_remove(self, row: int) -> None:
        self.remove.setEnabled(row >= 0)

    def _switch(self, marked: bool) -> None:
        def save(vault: OpenVault) -> VaultSettings:
            return vault.settings.set(replace(vault.settings.get(), mark_misspelled=marked))

        self._tools.worker.keep(save, owner=self)

    def _take_out(self) -> None:
        item = self.words.currentItem()
        if item is not None:
            word = item.text()
            self._tools.worker.run(
                lambda v: v.spelling.remove(word), owner=self, done=partial(self._taken_out, word)
            )

    def _taken_out(self, word: str, left: tuple[str, ...]) -> None:
        self._fill(left)
        # The keyboard stays where words are taken out, or goes to what is left.
        (self.words if left else self.marked).setFocus(Qt.FocusReason.OtherFocusReason)
        self._tools.notices.say(
            _("Word removed."), action=_("Undo"), run=partial(self._bring_back, word)
        )

    def _bring_back(self, word: str) -> None:
        self._tools.worker.run(lambda v: v.spelling.add(word), owner=self, done=self._fill)
