"""The rule files that came in, whose keys are trusted, and the way to bring another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_row import ListRow
from vault.model.rule_file import RuleFile, RuleKey
from vault.translation import _


class CameIn(QWidget):
    """`bring_asked` asks for a file; the others give the file, or the key, that is meant."""

    bring_asked = Signal()
    back_asked = Signal(object)
    forget_asked = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self.bring = button(_("Bring rules in…"), icon="file-down", theme=theme, small=True)
        self.bring.clicked.connect(self.bring_asked)
        self.files = Card(theme, inset=True, name=_("Files that came in"))
        self.keys = Card(theme, inset=True, name=_("Keys that you trust"))
        self._keys_title = label(_("Keys that you trust"), "section")
        head = QHBoxLayout()
        head.addWidget(label(_("Files that came in"), "heading", wrap=False), 1)
        head.addWidget(self.bring)
        words = _(
            "Newer texts and rules of other states, from a file that its maker signed. You see "
            "first what changes for which record."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(head)
        column.addWidget(label(words, "mute"))
        for each in (self.files, self._keys_title, self.keys):
            column.addWidget(each)

    def show_all(self, files: Sequence[RuleFile], keys: Sequence[RuleKey]) -> None:
        """Show what came in, the newest first, and the keys."""
        self.files.clear()
        for file in files:
            self.files.add_row(self._file_row(file))
        self.files.setVisible(bool(files))
        self.keys.clear()
        for key in keys:
            row = ListRow(self._tools.theme, key.label, [key.fingerprint], action=_("Forget…"))
            row.change_asked.connect(partial(self.forget_asked.emit, key))
            self.keys.add_row(row)
        self.keys.setVisible(bool(keys))
        self._keys_title.setVisible(bool(keys))

    def _file_row(self, file: RuleFile) -> ListRow:
        said = [
            _("edition of {day}").format(day=plain_day(file.reviewed)),
            _("signed by {name}").format(name=file.signed_by),
            _("came in {day}").format(day=plain_day(file.came_at.date())),
        ]
        state = (_("in force"), "teal")
        if file.taken_back_at is not None:
            day = plain_day(file.taken_back_at.date())
            said.append(_("taken back {day}").format(day=day))
            state = (_("taken back"), "plain")
        row = ListRow(self._tools.theme, file.name, said, state=state, action=_("Take back…"))
        row.change_asked.connect(partial(self.back_asked.emit, file))
        row.change.setVisible(file.taken_back_at is None)
        return row
