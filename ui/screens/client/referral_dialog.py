"""An entry of the referral directory, chosen to be put into a draft as words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.icon_line import IconLine
from ui.widgets.labels import label
from ui.widgets.list_row import ListRow
from ui.widgets.scrolled import scrolled
from ui.widgets.wide_dialog import WideDialog
from vault.model.referral import ReferralEntry, found, taking_words
from vault.translation import _, count_of

_MOST = 50
"""Rows: who looks for one among more types a word."""


class ReferralDialog(WideDialog):
    """`chosen` gives the words of an entry. Enter takes the one that is left."""

    chosen = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Referral directory"), parent)
        self._tools = tools
        self._entries: Sequence[ReferralEntry] = ()
        theme, px = tools.theme, tools.theme.px
        find = _("Find by a word of anything that is known")
        self.typed = IconLine(theme, name=find, placeholder=find)
        self.typed.textChanged.connect(self._fill)
        self.typed.returnPressed.connect(self._take_the_one)
        self.said = label("", "mute")
        self.listed = Card(theme, inset=True, name=_("Referral directory"))
        self.close_button = button(_("Close"), theme=theme)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        page = QWidget()
        page.setProperty("role", "page")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.said)
        rows.addWidget(self.listed)
        rows.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(label(_("Referral directory"), "title"))
        column.addWidget(self.typed)
        column.addWidget(scrolled(page), 1)
        column.addLayout(foot)
        self.listed.hide()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        tools.worker.run(
            lambda v: v.referrals.find(),
            owner=self,
            done=self._show_found,
            failed=lambda error: self.said.setText(words_of(error).text),
        )

    def _show_found(self, entries: Sequence[ReferralEntry]) -> None:
        self._entries = entries
        self._fill()

    def _shown(self) -> list[ReferralEntry]:
        return found(self._entries, self.typed.text(), away=False)

    def _fill(self) -> None:
        shown = self._shown()
        self.listed.clear()
        self.listed.hide()
        for each in shown[:_MOST]:
            said = [*each.said, taking_words(each.taking), *each.note.splitlines()]
            row = ListRow(self._tools.theme, each.name, said, action=_("Choose"))
            row.change_asked.connect(partial(self._take, each))
            self.listed.add_row(row)
        self.listed.setVisible(bool(shown))
        self.said.setText(self._saying(len(shown)))
        self.said.setVisible(bool(self.said.text()))

    def _saying(self, count: int) -> str:
        if not self._entries:
            return _("The directory is empty yet. It is kept under Settings.")
        if not count:
            return _("None is found.")
        if count <= _MOST:
            return ""
        return count_of("{n} more: type a word.", "{n} more: type a word.", count - _MOST)

    def _take_the_one(self) -> None:
        shown = self._shown()
        if len(shown) == 1:
            self._take(shown[0])

    def _take(self, entry: ReferralEntry) -> None:
        # Closing gives the keyboard back to the button: afterwards it goes where the words are.
        self.accept()
        self.chosen.emit(entry.words)
